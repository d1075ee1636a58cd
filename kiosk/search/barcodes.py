"""Barcodes of goods, as they are scanned or typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from domain.reference import Product

_T = TypeVar("_T")
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


def codes_of(products: Sequence[Product]) -> dict[str, str]:
    """Product ids by barcode, and by the part of a scale's code that stays the same."""
    codes: dict[str, str] = {}
    for product in products:
        if product.gtin:
            codes.setdefault(product.gtin, product.product_id)
            item = scale_item(product.gtin) if product.weighed else None
            if item is not None:
                codes.setdefault(item, product.product_id)
    return codes


def behind(code: str, codes: Mapping[str, _T]) -> _T | None:
    """What a scanned code leads to, however it is written; a scale's label too, whatever weight or price it tells."""
    known = (form for form in (*forms(code), scale_item(code) or "") if form in codes)
    return next((codes[form] for form in known), None)
