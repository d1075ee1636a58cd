"""Code 128 and QR as dots, fitted to the paper. A symbol too big for the paper is None, never a clipped one.

(A 17-character Code 128 at 2 dots is wider than 58 mm paper, and printers answer that with nothing at all.)
"""

from __future__ import annotations

from dataclasses import dataclass

from barcode.codex import Code128

LONGEST_BARCODE = 60
QUIET_BARS = 10
"""Modules of white on each side, by ISO/IEC 15417."""

QUIET_QR = 4
"""Modules of white all around, by ISO/IEC 18004."""


class _Code128(Code128):  # type: ignore[misc]
    """python-barcode takes the digits 99 at the beginning for set B's switch to set C and leaves them out: what follows
    the start of set C is data, up to 99."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        two_nines = encoded[:2] == [_START_C, 99]
        return encoded if two_nines else super()._try_to_optimize(encoded)


_START_C = 105


@dataclass(frozen=True, slots=True)
class Symbol:
    """Rows of modules (True is black) and how many dots a module takes. Without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]
    module: int

    @property
    def width(self) -> int:
        return len(self.rows[0]) * self.module


def code128_values(text: str) -> tuple[int, ...] | None:
    """Code values from the start code to the last character, or None when Code 128 cannot say this text."""
    if not 1 <= len(text) <= LONGEST_BARCODE or not (text.isascii() and text.isprintable()):
        return None
    return tuple(_Code128(text).encoded)


def code128_bits(text: str) -> str:
    """A 1 for each dark module and a 0 for each light one, without the quiet zones. See `code128_values` for texts."""
    return "".join(_Code128(text).build())


def code128_modules(text: str) -> int | None:
    """Width in modules without quiet zones: start, characters, check, and the longer stop."""
    values = code128_values(text)
    return None if values is None else (len(values) + 1) * 11 + 13


def code128(text: str, dots: int, largest: int = 4) -> Symbol | None:
    """Bars for paper `dots` wide with their quiet zones; modules of 2 to `largest` dots."""
    modules = code128_modules(text)
    module = module_for(modules, dots, largest)
    if module is None:
        return None
    return Symbol((tuple(bit == "1" for bit in code128_bits(text)),), module)


def module_for(modules: int | None, dots: int, largest: int = 4) -> int | None:
    if modules is None:
        return None
    module = min(largest, dots // (modules + 2 * QUIET_BARS))
    return module if module >= 2 else None


def qr(text: str, dots: int, largest: int = 8) -> Symbol | None:
    """A QR symbol that, with its quiet zone, is at most `dots` wide; modules of 3 to `largest` dots."""
    if not text.isprintable():
        return None  # a printer's own QR command takes the text as it is, control bytes and all
    import segno  # at the first slip (or `warm_up`): a kiosk's first screen needs no QR

    try:
        if text.isascii():
            matrix = segno.make_qr(text, error="m", boost_error=False).matrix
        else:
            # Beyond ASCII a reader has to be told the encoding, or it guesses; and segno takes some UTF-8 for kanji.
            matrix = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", eci=True, mode="byte").matrix
    except ValueError:  # segno.DataOverflowError is one; also texts it cannot encode
        return None
    module = min(largest, dots // (len(matrix) + 2 * QUIET_QR))
    if module < 3:
        return None
    return Symbol(tuple(tuple(bool(bit) for bit in row) for row in matrix), module)
