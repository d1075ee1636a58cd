"""Addresses are understood or refused with a sentence that says what to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import BadDeviceUri
from devices.printer import PrinterAddress, open_printer, parse_uri


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("network://192.168.1.50", {"kind": "network", "host": "192.168.1.50", "port": 9100, "width": 80}),
        ("network://printer.local:9101?width=58", {"host": "printer.local", "port": 9101, "width": 58}),
        ("network://[fe80::1]:9100/", {"host": "fe80::1"}),
        ("usb://04B8:0202", {"kind": "usb", "vendor": 0x4B8, "product": 0x202, "serial": ""}),
        ("usb://04b8:0202/J3AF%20001?profile=epson", {"serial": "J3AF 001"}),
        (
            "serial:///dev/ttyUSB0?baudrate=9600&flow=rtscts",
            {"path": "/dev/ttyUSB0", "baudrate": 9600, "flow": "rtscts"},
        ),
        ("file:///tmp/slip.bin", {"kind": "file", "path": "/tmp/slip.bin"}),
        ("file://out/slip.bin", {"path": "out/slip.bin"}),
        ("simulated:///tmp/printer?fault=cover_open&at=500", {"fault": "cover_open", "at": 500}),
    ],
)
def test_an_address_is_understood(uri: str, expected: dict[str, object]) -> None:
    address = parse_uri(uri)
    assert {name: getattr(address, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("", "begins with one of network, usb"),
        ("printer", "begins with one of"),
        ("http://host", "begins with one of"),
        ("network://", "network://HOST"),
        ("network://host:99999", "port"),
        ("network://host/queue", "network://HOST"),
        ("network://host?width=76", "width is one of 58, 80, not '76'"),
        ("network://host?wdth=58", "'wdth' is not one of the options width, profile"),
        ("network://host?profile=brother", "profile is one of unknown, "),
        ("network://[::1", "address looks like"),
        ("usb://4b8:202", "VVVV:PPPP"),
        ("serial://", "comes a path"),
        ("serial:///dev/ttyS0?baudrate=fast", "baudrate is one of 9600"),
        ("serial:///dev/ttyS0?flow=maybe", "flow is one of none"),
        ("simulated:///d?fault=fire", "fault is one of paper_empty"),
        ("simulated:///d?at=-1", "at is a number"),
        ("file:///a%00b", "comes a path"),
    ],
)
def test_a_wrong_address_says_what_to_write(uri: str, told: str) -> None:
    with pytest.raises(BadDeviceUri) as raised:
        open_printer(uri)
    assert told in str(raised.value)
    assert raised.value.permanent


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda rest: "network://" + rest))
def test_nothing_else_is_ever_raised(uri: str) -> None:
    try:
        assert isinstance(parse_uri(uri), PrinterAddress)
    except BadDeviceUri as error:
        told = str(error)
    else:
        return
    assert told.isprintable()
