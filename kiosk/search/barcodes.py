"""Barcodes of goods, as they are scanned or typed."""

from __future__ import annotations

import re

_CODE = re.compile(r"\d{8}|\d{12,14}")
_SCALE = re.compile(r"2\d{12}")


def code_in(text: str) -> str | None:
    """The digits of a barcode, with or without spaces between them; None for anything else."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if digits.isascii() and _CODE.fullmatch(digits) else None


def forms(code: str) -> tuple[str, ...]:
    """How a code may be written in a catalogue: as it is, and with other zeros before it (UPC-A, EAN-13, GTIN-14)."""
    bare = code.lstrip("0")
    return tuple(dict.fromkeys((code, *(bare.zfill(n) for n in (8, 12, 13, 14) if n >= len(bare)))))


def scale_item(code: str) -> str | None:
    """The part of a scale's label that says which goods: what follows is their weight or price. None for others."""
    return code[:7] if _SCALE.fullmatch(code) else None
