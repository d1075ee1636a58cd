"""The roll in this kiosk's printer, counted down through restarts, so that somebody comes before it is empty."""

from __future__ import annotations

import threading

import structlog

from devices.contracts import PrinterStatus
from devices.printer import Roll
from sync.notes import Notes
from sync.store import StoreError

log = structlog.get_logger()

ROLL_MM = {58: 30_000.0, 80: 80_000.0}
"""Of a new roll, by the width of its paper."""


class PaperCount:
    """Called on the printer's thread; `slips_left` from any."""

    def __init__(self, notes: Notes, width: int) -> None:
        self._notes = notes
        self._lock = threading.Lock()
        used, slips, printed, last = (notes.get(name) or 0 for name in _NAMES)
        self._roll = Roll(ROLL_MM[width], float(used), slips, float(printed), _LAST[last % len(_LAST)])

    @property
    def slips_left(self) -> int:
        """At the average length of the slips so far; never a promise."""
        with self._lock:
            return self._roll.slips_left

    def printed(self, length_mm: float) -> None:
        with self._lock:
            self._roll = self._roll.after_slip(length_mm)
        self._keep()

    def seen(self, status: PrinterStatus) -> None:
        with self._lock:
            before, self._roll = self._roll, self._roll.seen(status)
        if self._roll != before:
            self._keep()

    def _keep(self) -> None:
        roll = self._roll
        try:
            figures = round(roll.used_mm), roll.slips, round(roll.printed_mm), _LAST.index(roll.last)
            self._notes.put(dict(zip(_NAMES, figures, strict=True)))
        except StoreError as error:
            log.warning("the paper count could not be kept", error=str(error))


_NAMES = ("paper_used_mm", "paper_slips", "paper_printed_mm", "paper_last_seen")
_LAST = (PrinterStatus.READY, PrinterStatus.PAPER_NEAR_END, PrinterStatus.PAPER_EMPTY)
"""What a roll remembers of the sensors: a new roll may be put in while the kiosk is off."""
