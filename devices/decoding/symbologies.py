"""The names this project uses for symbologies, and what the two engines call them."""

from __future__ import annotations

from dataclasses import dataclass

import zxingcpp
from pyzbar.pyzbar import ZBarSymbol


@dataclass(frozen=True, slots=True)
class Symbology:
    """One kind of code.

    `checked`: the symbology itself carries a mandatory check (character or error correction). Code 39 and ITF do not,
    so a torn or blurred one can yield another valid text; such reads need more agreement before they are believed.
    `piece`: part of a longer code can be read as one of these (six of an ITF's eight digits; UPC-E in half an EAN-13),
    so the read has to cover the whole place.
    `thin`: the check is one decimal digit, which one misread in ten passes by chance. In 100,000 frames of shelves
    single engines gave nine such numbers that were not there, frame after frame.
    """

    name: str
    linear: bool
    checked: bool
    zxing: tuple[int, ...]
    zbar: tuple[int, ...]
    aim: tuple[str, ...]
    shortest: int = 1
    piece: bool = False
    thin: bool = False


_F = zxingcpp.BarcodeFormat
_Z = ZBarSymbol

TABLE: tuple[Symbology, ...] = (
    Symbology("code128", True, True, (_F.Code128,), (_Z.CODE128,), ("C",), shortest=2),
    Symbology("ean13", True, True, (_F.EAN13,), (_Z.EAN13,), ("E",), thin=True),
    Symbology("ean8", True, True, (_F.EAN8,), (_Z.EAN8,), ("E",), piece=True, thin=True),
    Symbology("upca", True, True, (_F.UPCA,), (_Z.UPCA,), ("E",), thin=True),
    Symbology("upce", True, True, (_F.UPCE,), (_Z.UPCE,), ("E",), piece=True, thin=True),
    Symbology("itf", True, False, (_F.ITF,), (_Z.I25,), ("I",), shortest=6, piece=True),
    Symbology("code39", True, False, (_F.Code39,), (_Z.CODE39,), ("A",), shortest=2, piece=True),
    Symbology("qr", False, True, (_F.QRCode,), (_Z.QRCODE,), ("Q",)),
    Symbology("datamatrix", False, True, (_F.DataMatrix,), (), ("d",)),
    Symbology("pdf417", False, True, (_F.PDF417,), (), ("L",)),
)

BY_NAME: dict[str, Symbology] = {s.name: s for s in TABLE}

DEFAULT: frozenset[str] = frozenset(BY_NAME)
"""Every symbology the project can read. A shop's configuration narrows it; fewer means faster and safer."""


class UnknownSymbology(ValueError):
    """A configured symbology name is not in the table."""


def resolve(names: frozenset[str] | set[str] | list[str] | tuple[str, ...]) -> tuple[Symbology, ...]:
    """Table rows for `names`, in table order. Raises UnknownSymbology naming the first unknown one."""
    unknown = sorted(set(names) - set(BY_NAME))
    if unknown:
        raise UnknownSymbology(f"unknown symbology {unknown[0]!r}; known: {', '.join(BY_NAME)}")
    return tuple(s for s in TABLE if s.name in names)


def linear(names: frozenset[str]) -> frozenset[str]:
    return frozenset(s.name for s in resolve(names) if s.linear)
