"""A document is taken apart only between commands, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.layout import find_profile, render
from devices.printer.segments import split
from domain.slip import Slip, Text, example
from tests.support.escpos import commands


def test_pieces_are_whole_commands_and_the_cut_stands_alone() -> None:
    for name in ("unknown", "epson-text"):
        data = render(example(), find_profile(name))
        document = split(data, 3600)
        assert b"".join(document.pieces) + document.cut == data
        assert document.cut == b"\x1dVB\0"
        apart = [command for piece in document.pieces for command in commands(piece)]
        assert len(apart) >= len(document.pieces)
        assert all(len(piece) <= 3600 for piece in document.pieces)


def test_without_a_knife_the_feed_past_the_tear_bar_is_the_cut() -> None:
    data = render(Slip((Text("撕"),)), find_profile("sprt-58-tear", 58))
    assert split(data, 3600).cut == b"\n\n\n\n"


def test_a_document_without_a_final_cut_has_none() -> None:
    assert split(b"\x1b@abc\n", 3600).cut == b""
    assert split(b"", 3600).pieces == ()


@given(
    st.binary(max_size=400)
    | st.lists(st.sampled_from([b"\x1b@", b"\n", b"ab", b"\x1dV\0", b"\x1dVB\0", b"\x1dv0\0\1\0\2\0xy"])).map(b"".join),
    st.integers(1, 50),
)
def test_nothing_is_lost_whatever_the_bytes(data: bytes, size: int) -> None:
    document = split(data, size)
    assert b"".join(document.pieces) + document.cut == data
    assert all(document.pieces)
