"""A printer's bits, folded into one status. Pure. Nothing heard is SILENT, half an answer is UNREADABLE: never "OK".

(Counter-example: python-escpos `paper_status()` gives 0 for "no paper" and for "could not read".)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from devices.contracts import DeviceClaimed, DeviceError, DeviceTimeout, PrinterStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """The byte that came for DLE EOT `question` (1 printer, 2 offline cause, 3 error cause, 4 paper)."""

    question: int
    value: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The byte that came for GS r 1."""

    value: int


@dataclass(frozen=True, slots=True)
class Auto:
    """Four bytes of ASB."""

    values: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Something came that is no status."""


Report = Answer | Paper | Auto | Nonsense

WORST_FIRST = (
    PrinterStatus.UNREADABLE,
    PrinterStatus.COVER_OPEN,
    PrinterStatus.PAPER_EMPTY,
    PrinterStatus.CUTTER_ERROR,
    PrinterStatus.OVERHEATED,
    PrinterStatus.OFFLINE,
    PrinterStatus.PAPER_NEAR_END,
)
"""Where one byte is nonsense, the others beside it prove nothing, so that comes first. An open cover hides the paper
sensor, so it comes before an empty roll."""


def fold(reports: Iterable[Report]) -> PrinterStatus:
    """One status from everything heard. READY needs both: the printer says it is on line, and paper was seen."""
    heard = tuple(reports)
    if not heard:
        return PrinterStatus.SILENT
    found = {status for report in heard for status in _conditions(report)}
    for status in WORST_FIRST:
        if status in found:
            return status
    on_line = any(isinstance(report, Auto) or (isinstance(report, Answer) and report.question == 1) for report in heard)
    paper_seen = any(
        isinstance(report, Auto | Paper) or (isinstance(report, Answer) and report.question == 4) for report in heard
    )
    return PrinterStatus.READY if on_line and paper_seen else PrinterStatus.UNREADABLE


def _conditions(report: Report) -> Iterator[PrinterStatus]:
    match report:
        case Answer(question, value):
            yield from _answer(question, value)
        case Paper(value):
            yield from _paper(near_end=value & 0x03, end=value & 0x0C)
        case Auto((first, second, third, _)):
            yield from _flagged((first & 0x20, PrinterStatus.COVER_OPEN), (first & 0x08, PrinterStatus.OFFLINE))
            yield from _errors(second)
            yield from _paper(near_end=third & 0x03, end=third & 0x0C)
        case Nonsense():
            yield PrinterStatus.UNREADABLE
        case _:
            assert_never(report)


def _answer(question: int, value: int) -> Iterator[PrinterStatus]:
    if value & 0x93 != 0x12:
        yield PrinterStatus.UNREADABLE
        return
    match question:
        case 1:
            yield from _flagged((value & 0x08, PrinterStatus.OFFLINE))
        case 2:
            yield from _flagged(
                (value & 0x04, PrinterStatus.COVER_OPEN),
                (value & 0x20, PrinterStatus.PAPER_EMPTY),
                (value & 0x40, PrinterStatus.OFFLINE),
            )
        case 3:
            yield from _errors(value)
        case 4:
            yield from _paper(near_end=value & 0x0C, end=value & 0x60)
        case _:
            yield PrinterStatus.UNREADABLE


def _errors(value: int) -> Iterator[PrinterStatus]:
    """The same bits in DLE EOT 3 and in the second ASB byte. The error that clears itself is a hot head."""
    yield from _flagged(
        (value & 0x08, PrinterStatus.CUTTER_ERROR),
        (value & 0x40, PrinterStatus.OVERHEATED),
        (value & 0x24, PrinterStatus.OFFLINE),
    )


def _paper(near_end: int, end: int) -> Iterator[PrinterStatus]:
    yield from _flagged((end, PrinterStatus.PAPER_EMPTY), (near_end, PrinterStatus.PAPER_NEAR_END))


def _flagged(*flags: tuple[int, PrinterStatus]) -> Iterator[PrinterStatus]:
    return (status for bits, status in flags if bits)


def status_of(error: DeviceError) -> PrinterStatus:
    """What a failure to reach the printer says of it."""
    match error:
        case DeviceClaimed():
            return PrinterStatus.CLAIMED
        case DeviceTimeout():
            return PrinterStatus.SILENT
        case _:
            return PrinterStatus.ABSENT
