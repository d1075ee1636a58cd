"""Bits to one status, replies to meaning. Nothing heard and nothing understood are never "ready"."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import DeviceClaimed, DeviceUnavailable, PrinterStatus
from devices.printer.conversation import IDENTITIES, identity
from devices.printer.replies import AutoStatus, Cleared, Garbage, InOrder, ProcessDone, RealTime, parse
from devices.printer.status import Answer, Auto, Nonsense, Paper, fold, status_of

WELL = tuple(Answer(question, 0x12) for question in (1, 2, 3, 4))


def told(question: int, value: int) -> PrinterStatus:
    """The status when one of the four answers is this one."""
    return fold(Answer(answer.question, value) if answer.question == question else answer for answer in WELL)


def test_all_well_is_ready() -> None:
    assert fold(WELL) is PrinterStatus.READY
    assert fold([Auto((0x10, 0, 0, 0))]) is PrinterStatus.READY


def test_silence_is_its_own_answer() -> None:
    assert fold([]) is PrinterStatus.SILENT


@pytest.mark.parametrize("heard", [*itertools.combinations(WELL, 1), (Paper(0),), (Nonsense(),), (*WELL, Nonsense())])
def test_half_an_answer_is_unreadable(heard: tuple[Answer, ...]) -> None:
    assert fold(heard) is PrinterStatus.UNREADABLE


@pytest.mark.parametrize(
    ("question", "value", "status"),
    [
        (1, 0x1A, PrinterStatus.OFFLINE),
        (2, 0x16, PrinterStatus.COVER_OPEN),
        (2, 0x32, PrinterStatus.PAPER_EMPTY),
        (2, 0x52, PrinterStatus.OFFLINE),
        (3, 0x16, PrinterStatus.OFFLINE),
        (3, 0x1A, PrinterStatus.CUTTER_ERROR),
        (3, 0x32, PrinterStatus.OFFLINE),
        (3, 0x52, PrinterStatus.OVERHEATED),
        (4, 0x1E, PrinterStatus.PAPER_NEAR_END),
        (4, 0x72, PrinterStatus.PAPER_EMPTY),
        (4, 0x7E, PrinterStatus.PAPER_EMPTY),
        (1, 0x16, PrinterStatus.READY),  # the drawer's pin is none of our business
        (1, 0xFF, PrinterStatus.UNREADABLE),
        (4, 0x00, PrinterStatus.UNREADABLE),
        (7, 0x12, PrinterStatus.READY),
    ],
)
def test_each_bit_has_its_word(question: int, value: int, status: PrinterStatus) -> None:
    assert told(question, value) is status


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((0x18, 0, 0, 0), PrinterStatus.OFFLINE),
        ((0x38, 0, 0, 0), PrinterStatus.COVER_OPEN),
        ((0x18, 0x08, 0, 0), PrinterStatus.CUTTER_ERROR),
        ((0x18, 0x40, 0, 0), PrinterStatus.OVERHEATED),
        ((0x10, 0, 0x03, 0), PrinterStatus.PAPER_NEAR_END),
        ((0x18, 0, 0x0C, 0), PrinterStatus.PAPER_EMPTY),
    ],
)
def test_automatic_status_says_the_same(values: tuple[int, int, int, int], status: PrinterStatus) -> None:
    assert fold([Auto(values)]) is status


def test_the_paper_sensor_asked_in_order() -> None:
    assert fold([*WELL, Paper(0x03)]) is PrinterStatus.PAPER_NEAR_END
    assert fold([*WELL, Paper(0x0C)]) is PrinterStatus.PAPER_EMPTY


def test_the_worst_comes_first() -> None:
    open_and_empty = [Answer(1, 0x1A), Answer(2, 0x36), Answer(3, 0x1A), Answer(4, 0x7E)]
    assert fold(open_and_empty) is PrinterStatus.COVER_OPEN


reports = st.one_of(
    st.builds(Answer, st.integers(0, 5), st.integers(0, 255)),
    st.builds(Paper, st.integers(0, 255)),
    st.builds(Nonsense),
    st.builds(Auto, st.tuples(*[st.integers(0, 255)] * 4)),
)


@given(st.lists(reports))
def test_ready_needs_both_an_on_line_printer_and_paper_seen(heard: list[Answer | Paper | Nonsense | Auto]) -> None:
    if fold(heard) is PrinterStatus.READY:
        assert any(isinstance(one, Auto) or (isinstance(one, Answer) and one.question == 1) for one in heard)
        assert not any(isinstance(one, Nonsense) for one in heard)


@given(st.lists(reports), st.randoms())
def test_the_order_of_answers_does_not_matter(heard: list[Answer | Paper | Nonsense | Auto], luck: object) -> None:
    mixed = list(heard)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    assert fold(mixed) is fold(heard)


def test_failures_to_reach_it_are_statuses() -> None:
    assert status_of(DeviceClaimed("held")) is PrinterStatus.CLAIMED
    assert status_of(DeviceUnavailable("gone")) is PrinterStatus.ABSENT


def test_real_time_and_in_order_answers_in_one_read_are_told_apart() -> None:
    process = b"\x37\x22" + b"26rv" + b"\0"
    received = (
        b"\x12\x16"
        + b"\x00"
        + process
        + b"\x0c"
        + b"\x10\x00\x03\x00"
        + b"\x37\x25\x00"
        + b"\xff"
        + b"\x13\x11"
        + b"\x12"
    )
    replies, rest = parse(received)
    assert replies == [
        RealTime(0x12),
        RealTime(0x16),
        InOrder(0x00),
        ProcessDone(b"26rv"),
        InOrder(0x0C),
        AutoStatus((0x10, 0, 3, 0)),
        Cleared(),
        Garbage(0xFF),
        RealTime(0x12),
    ]
    assert rest == b""


@given(st.binary(max_size=60), st.integers(0, 60))
def test_replies_do_not_depend_on_how_they_are_cut_into_reads(received: bytes, at: int) -> None:
    whole, rest = parse(received)
    first, left = parse(received[:at])
    second, rest_of_second = parse(left + received[at:])
    assert (first + second, rest_of_second) == (whole, rest)
    assert len(rest) < 7


def test_no_process_id_looks_like_a_status_or_like_an_older_one() -> None:
    assert not any(
        byte & 0x93 in (0x10, 0x12) or byte & 0x90 == 0 or byte == 0x37 for byte in IDENTITIES.replace(b"7", b"")
    )
    ids = [identity(job, mark) for job in range(400) for mark in range(1, 100)]
    assert len(set(ids)) == len(ids)
