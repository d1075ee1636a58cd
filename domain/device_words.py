"""Status words of devices (UnifiedPOS where it has one), shared by drivers, flows and the fleet's health."""

from __future__ import annotations

from enum import Enum


class PrinterStatus(Enum):
    """The printer's condition as last seen; exactly one, the worst first (see `devices.printer.status.fold`)."""

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_EMPTY = "paper_empty"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    CUTTER_ERROR = "cutter_error"
    OVERHEATED = "overheated"
    CLAIMED = "claimed"
    ABSENT = "absent"
    SILENT = "silent"
    UNREADABLE = "unreadable"

    @property
    def can_print(self) -> bool:
        return self in (PrinterStatus.READY, PrinterStatus.PAPER_NEAR_END)


class CameraStatus(Enum):
    READY = "ready"
    ABSENT = "absent"
    CLAIMED = "claimed"
    FROZEN = "frozen"
    BLACK = "black"
    TOO_DARK = "too_dark"
    OVEREXPOSED = "overexposed"
    SLOW = "slow"


class ScannerStatus(Enum):
    """Of a hand scanner that can be asked; one that only types cannot."""

    READY = "ready"
    ABSENT = "absent"
    CLAIMED = "claimed"


class Guidance(Enum):
    """What would help the reader most, computed from the frame."""

    NONE = "none"
    SHOW_RECEIPT = "show_receipt"
    CLOSER = "closer"
    FARTHER = "farther"
    HOLD_STILL = "hold_still"
    FLATTEN = "flatten"
    TURN_OVER = "turn_over"
    MORE_LIGHT = "more_light"
    LESS_LIGHT = "less_light"


FEW_SLIPS = 30
"""With no more than so many slips left on the roll, somebody should come with a new one."""
