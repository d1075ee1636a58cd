"""What every scanner speaks, whatever its cable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

LONGEST = 512
"""Characters of the longest scan taken. A receipt's code has about 20, a tracking link under 120; more is a paste."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One code from a scanner. `symbology` in the words of `devices.decoding` when the scanner told it."""

    text: str
    symbology: str | None = None


class Scanner(Protocol):
    """A source of scans. Raises DeviceUnavailable when it is gone, DeviceClaimed when another program has it."""

    def read(self, seconds: float) -> Scan | None:
        """The next scan, or None when none came within `seconds`."""
        ...

    def close(self) -> None: ...
