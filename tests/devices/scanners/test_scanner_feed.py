"""Scanners on real (pseudo) lines, by address, and looked after when the cable goes."""

from __future__ import annotations

import contextlib
import os
import pty
import queue
import tty
from collections.abc import Iterator

import pytest

from devices.contracts import BadDeviceUri, DeviceClaimed, DeviceUnavailable
from devices.scanners import Scan, ScannerFeed, ScannerStatus, SimulatedScanner, WedgeAddress, open_scanner, parse
from devices.scanners.wedge import WedgeRules
from devices.supervisor import Backoff

QUICK = Backoff(first=0.01, longest=0.02)


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    for end in (ours, theirs):
        with contextlib.suppress(OSError):
            os.close(end)


def test_codes_come_over_a_serial_line_with_prefix_and_suffix(line: tuple[int, str]) -> None:
    ours, name = line
    scanner = open_scanner(f"serial://{name}?baudrate=115200&prefix=%02&suffix=%03")
    os.write(ours, b"\x02]C0990007261120184226\x03\x02")
    assert scanner.read(2) == Scan("990007261120184226", "code128")
    os.write(ours, b"6901234567892\x03")
    assert scanner.read(2) == Scan("6901234567892")
    assert scanner.read(0.01) is None
    scanner.close()


def test_a_serial_line_in_use_is_said_to_be_claimed(line: tuple[int, str]) -> None:
    _, name = line
    scanner = open_scanner(f"serial://{name}")
    with pytest.raises(DeviceClaimed):
        open_scanner(f"serial://{name}")
    scanner.close()


def test_a_line_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(DeviceUnavailable):
        open_scanner("serial:///dev/no-such-line")
    with pytest.raises(DeviceUnavailable):
        open_scanner("hid:///dev/input/no-such-event")
    with pytest.raises(DeviceUnavailable):
        open_scanner("hid://ffff:fffe")


@pytest.mark.parametrize(
    "uri",
    [
        "", "serial://host/dev", "serial:///dev/x?baudrate=fast", "serial:///dev/x?baudrate=", "serial:///dev/x?parity=n",
        "hid://", "hid://05e0:1200?grab=no", "ftp:///x", "wedge:?gap_ms=5", "wedge:?speed=1", "wedge:/dev/input/event3",
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_answered_with_a_sentence(uri: str) -> None:
    with pytest.raises(BadDeviceUri, match=r"address|should be|unknown option"):
        open_scanner(uri)


def test_a_scanner_that_types_into_the_window_is_nothing_to_open() -> None:
    assert parse("wedge:?gap_ms=120") == WedgeAddress(WedgeRules(gap=0.12))
    with pytest.raises(BadDeviceUri, match="nothing to open"):
        open_scanner("wedge:")


def test_the_feed_tells_scans_and_says_when_the_cable_goes_and_comes_back() -> None:
    scanner = SimulatedScanner()
    heard: queue.Queue[Scan | ScannerStatus] = queue.Queue()
    feed = ScannerFeed(lambda: scanner, heard.put, heard.put, backoff=QUICK)
    scanner.present("]C0990007261120184226")
    feed.start()
    assert heard.get(timeout=5) is ScannerStatus.READY
    assert heard.get(timeout=5) == Scan("990007261120184226", "code128")
    scanner.unplug()
    assert heard.get(timeout=5) is ScannerStatus.ABSENT
    scanner.plug()
    assert heard.get(timeout=5) is ScannerStatus.READY
    scanner.present("6901234567892")
    assert heard.get(timeout=5) == Scan("6901234567892")
    assert feed.stop()
    assert heard.empty()
