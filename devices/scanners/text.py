"""From what a scanner sent to a scan: AIM identifiers taken off, everything that is not plain text refused. Pure."""

from __future__ import annotations

import unicodedata

from devices.scanners.contract import LONGEST, Scan
from domain.gs1 import GS

_AIM = {
    "C": "code128",
    "I": "itf",
    "A": "code39",
    "Q": "qr",
    "d": "datamatrix",
    "L": "pdf417",
}


def interpret(data: bytes) -> Scan | None:
    """One framed message as a scan; None for what no code contains (control bytes, broken UTF-8, too long, nothing).

    An AIM identifier (`]` letter digit, ISO/IEC 15424) in front is taken off and names the symbology.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return interpret_text(text)


def interpret_text(text: str) -> Scan | None:
    """As `interpret`, for text that came as keys."""
    symbology = None
    if len(text) >= 3 and text[0] == "]" and text[1].isascii() and text[1].isalpha() and text[2].isalnum():
        symbology = _symbology(text[1], text[2], len(text) - 3)
        text = text[3:]
    # A GS1 code begins with FNC1, which some scanners send as a leading separator.
    text = text.strip(GS).strip()
    if not text or len(text) > LONGEST or any(_forbidden(c) for c in text):
        return None
    return Scan(text, symbology)


def _symbology(letter: str, modifier: str, length: int) -> str | None:
    if letter == "E":
        return "ean8" if modifier == "4" else "ean13" if length == 13 else "upca" if length == 12 else "upce"
    return _AIM.get(letter)


def _forbidden(char: str) -> bool:
    """Control, format (bidi, zero width), private, unassigned and lone surrogate characters."""
    return char != GS and unicodedata.category(char).startswith("C")
