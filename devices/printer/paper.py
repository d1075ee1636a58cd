"""The roll in the printer, estimated: how many slips are left before somebody has to come with a new one. Pure.

A printer knows two things of its paper, "near end" and "none"; the rest is counted here from what was printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.contracts import PrinterStatus

NEAR_END_MM = 4_000.0
"""What is left when a near-end sensor speaks: 3 to 5 m on common printers."""

FIRST_GUESS_MM = 240.0
"""A slip, before the first one was measured."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Millimetres. `length_mm` is a new roll's: 80 m is common at 80 mm width, 30 m at 58 mm."""

    length_mm: float
    used_mm: float = 0.0
    slips: int = 0
    printed_mm: float = 0.0
    """Over all slips since the count began, for the average."""
    last: PrinterStatus = PrinterStatus.READY

    @property
    def left_mm(self) -> float:
        return max(0.0, self.length_mm - self.used_mm)

    @property
    def slips_left(self) -> int:
        """At the average length of the slips so far; never a promise."""
        average = self.printed_mm / self.slips if self.slips else FIRST_GUESS_MM
        return int(self.left_mm // max(1.0, average))

    def after_slip(self, length_mm: float) -> Roll:
        """One slip more has come out (see `devices.layout.length_mm`)."""
        return replace(
            self,
            used_mm=self.used_mm + length_mm,
            slips=self.slips + 1,
            printed_mm=self.printed_mm + length_mm,
        )

    def seen(self, status: PrinterStatus) -> Roll:
        """What the sensors say corrects the count: out of paper is nothing left, near end is a few metres, and paper
        that is there again after either is a new roll."""
        match status:
            case PrinterStatus.PAPER_EMPTY:
                return replace(self, used_mm=self.length_mm, last=status)
            case PrinterStatus.PAPER_NEAR_END:
                if self.last is PrinterStatus.PAPER_EMPTY:
                    # A used roll was put in.
                    return replace(self, used_mm=self.length_mm - NEAR_END_MM, last=status)
                return replace(self, used_mm=max(self.used_mm, self.length_mm - NEAR_END_MM), last=status)
            case PrinterStatus.READY if self.last in (PrinterStatus.PAPER_EMPTY, PrinterStatus.PAPER_NEAR_END):
                return replace(self, used_mm=0.0, last=status)
            case PrinterStatus.READY:
                return replace(self, last=status)
            case _:
                # An open cover or a silent printer says nothing of the paper; what was last known of it stays.
                return self
