"""What a scanner sent becomes a scan, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanners.contract import LONGEST, Scan
from devices.scanners.framing import Frame, Line, receive
from devices.scanners.text import interpret

CODE = "990007261120184226"


@pytest.mark.parametrize(
    ("sent", "scan"),
    [
        (b"990007261120184226", Scan(CODE)),
        (b"]C0990007261120184226", Scan(CODE, "code128")),
        (b"]C1\x1d0106901234567892\x1d10AB", Scan("0106901234567892\x1d10AB", "code128")),
        (b"]E06901234567892", Scan("6901234567892", "ean13")),
        (b"]E496385074", Scan("96385074", "ean8")),
        (b"]Q3https://t.example/x", Scan("https://t.example/x", "qr")),
        (b"]X0ABC", Scan("ABC", None)),
        ("]Q1服务台".encode(), Scan("服务台", "qr")),
    ],
)
def test_aim_identifier_is_taken_off_and_names_the_symbology(sent: bytes, scan: Scan) -> None:
    assert interpret(sent) == scan


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"   ",
        b"]C0",
        b"99000726\x00120184213",
        b"\x1b@990007261120184226",
        b"9900\x80\xff",
        "99000\u202e726".encode(),
        "990\u200b007".encode(),
        b"A" * (LONGEST + 1),
        b"\xed\xa0\x80",
    ],
)
def test_what_no_code_contains_does_nothing(sent: bytes) -> None:
    assert interpret(sent) is None


@given(st.binary(max_size=600))
def test_any_bytes_end_in_clean_text_or_nothing(sent: bytes) -> None:
    scan = interpret(sent)
    assert scan is None or (scan.text.replace("\x1d", "").isprintable() and 0 < len(scan.text) <= LONGEST)


@given(st.lists(st.integers(1, 40), max_size=20))
def test_messages_are_the_same_however_the_line_cuts_them(cuts: list[int]) -> None:
    stream = b"\x02990007261120184226\r\n]C0ABC123\r6901234567892\n"
    line, messages, rest = Line(), [], stream
    for size in [*cuts, len(stream)]:
        chunk, rest = rest[:size], rest[size:]
        line, more = receive(line, chunk, 0.0, Frame())
        messages += more
    assert messages == [b"990007261120184226", b"]C0ABC123", b"6901234567892"]


def test_prefix_and_suffix_frame_the_code_and_noise_before_it_is_dropped() -> None:
    frame = Frame(b"<<", b">>")
    line, first = receive(Line(), b"noise<<123456>", 0.0, frame)
    line, second = receive(line, b"><<78>>tail>>", 0.1, frame)
    assert (first, second) == ((), (b"123456", b"78"))


def test_an_endless_message_is_dropped_and_the_next_one_is_read() -> None:
    line = Line()
    for _ in range(100):
        line, messages = receive(line, b"x" * 4096, 0.0, Frame())
        assert messages == ()
        assert len(line.pending) < 8192
    _, messages = receive(line, b"tail\r990007261120184226\r", 0.0, Frame())
    assert messages == (b"990007261120184226",)


def test_half_a_message_before_the_cable_was_pulled_does_not_join_the_next() -> None:
    line, _ = receive(Line(), b"990007", 0.0, Frame())
    _, messages = receive(line, b"261120\r", 5.0, Frame())
    assert messages == (b"261120",)
