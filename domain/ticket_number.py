"""Ticket numbers people can say: `R3-1847-K` is kind, kiosk, the kiosk's own sequence, check letter.

The check letter is a pure system modulo 23 (the ISO 7064 scheme p = (p + a) x r mod M with r = 2; 23 is prime and 2
is primitive of order 11, longer than any number here is wide), over 23 letters without I, O and U. Digits and letters
never share a position, so 0/O and 1/I cannot be mixed up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
_FORM = re.compile(r"([A-Z])([0-9]{1,4})-?([0-9]{4,9})-?([A-Z])")


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
    """As scanned, typed or said (case, spaces and dashes do not matter); None when it is not a valid number."""
    compact = re.sub(r"[\s\-—–]", "", text).upper()
    if not compact.isascii() or len(compact) > 15:
        return None
    for width in range(1, 5):  # without dashes the kiosk's digits run into the sequence: the check letter decides
        form = f"{compact[: 1 + width]}-{compact[1 + width : -1]}-{compact[-1:]}"
        if "-" in text.strip() and _FORM.fullmatch(text.strip().upper()):
            form = text.strip().upper()
        match = _FORM.fullmatch(form)
        if match is None:
            continue
        kinds = [k for k, letter in _KIND_LETTER.items() if letter == match[1]]
        if not kinds or not int(match[2]) or not int(match[3]):
            continue
        number = TicketNumber(kinds[0], int(match[2]), int(match[3]))
        if str(number).replace("-", "") == compact:
            return number
    return None


def _check_letter(body: str) -> str:
    p = 0
    for c in body:
        # The dash takes part, as 22: without it R3-1847 and R31-847 would share a letter.
        value = 22 if c == "-" else int(c) if c.isdigit() else LETTERS.index(c)
        p = (p + value) * 2 % 23
    return LETTERS[(24 - p) % 23]
