"""Ticket numbers people can say: `R3-1847-W` is kind, kiosk, the kiosk's own sequence, check letter.

The check letter is a pure system modulo 23 (the ISO 7064 scheme p = (p + a) x r mod M with r = 2; 23 is prime and 2
is primitive of order 11, longer than any number here is wide), over 23 letters without I, O and U. Digits and letters
never share a position, so 0/O and 1/I cannot be mixed up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
_FORM = re.compile(r"([A-Z])(?:([0-9]{1,4})-)?([0-9]{4,13})-?([A-Z])")


class TicketKind(Enum):
    RETURN = "return"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    INQUIRY = "inquiry"
    ASSIST = "assist"


_KIND_LETTER = {
    TicketKind.RETURN: "R",
    TicketKind.COMPLAINT: "C",
    TicketKind.SUGGESTION: "S",
    TicketKind.INQUIRY: "Q",
    TicketKind.ASSIST: "H",
}


@dataclass(frozen=True, slots=True)
class TicketNumber:
    """Unique within its store for ever: the central service allots kiosk numbers, the kiosk its sequence."""

    kind: TicketKind
    kiosk_no: int
    sequence: int

    def __post_init__(self) -> None:
        if not (1 <= self.kiosk_no <= 9999 and 1 <= self.sequence <= 999_999_999):
            raise ValueError(f"no ticket number for kiosk {self.kiosk_no}, sequence {self.sequence}")

    def __str__(self) -> str:
        body = f"{_KIND_LETTER[self.kind]}{self.kiosk_no}-{self.sequence:04d}"
        return f"{body}-{_check_letter(body)}"


def parse_ticket_number(text: str) -> TicketNumber | None:
    """As scanned, typed or said (case, spaces and dashes do not matter); None when it is not a valid number.

    A dash behind the kiosk's number is heeded. Without it the kiosk's digits run into the sequence and the check letter
    decides where they end; should it allow two readings (kiosks of three digits and more), neither is taken.
    """
    spaced = re.sub(r"[-—–]+", "-", re.sub(r"\s", "", text))
    if not spaced.isascii():
        return None
    match = _FORM.fullmatch(spaced.upper()) or _FORM.fullmatch(spaced.upper().replace("-", ""))
    if match is None:
        return None
    kind, kiosk, digits, check = match.groups()
    if kiosk is not None:
        return _reading(kind, kiosk, digits, check)
    readings = [_reading(kind, digits[:width], digits[width:], check) for width in range(1, 5)]
    numbers = [number for number in readings if number is not None]
    return numbers[0] if len(numbers) == 1 else None


def _reading(letter: str, kiosk: str, sequence: str, check: str) -> TicketNumber | None:
    kinds = [kind for kind, its_letter in _KIND_LETTER.items() if its_letter == letter]
    if not kinds or not 4 <= len(sequence) <= 9 or not int(kiosk) or not int(sequence):
        return None
    number = TicketNumber(kinds[0], int(kiosk), int(sequence))
    return number if str(number) == f"{letter}{kiosk}-{sequence}-{check}" else None


def _check_letter(body: str) -> str:
    p = 0
    for c in body:
        # The dash takes part, as 22: without it R3-1847 and R31-847 would share a letter.
        value = 22 if c == "-" else int(c) if c.isdigit() else LETTERS.index(c)
        p = (p + value) * 2 % 23
    return LETTERS[(24 - p) % 23]
