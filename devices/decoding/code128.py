"""Code 128 as its standard (ISO/IEC 15417) draws it: bar patterns and what the values mean. Pure data and text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MODULES = 11

_WIDTHS = """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
    123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
    232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
    313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
    111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
    111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
    114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
"""
"""Bar and space widths of values 0 to 105 in modules."""


def _modules(widths: str) -> list[int]:
    return [1 - i % 2 for i, w in enumerate(widths) for _ in range(int(w))]


PATTERNS = np.array([_modules(w) for w in _WIDTHS.split()], np.uint8)
"""106 rows of 11 modules, 1 for bar."""

STOP = np.array(_modules("2331112"), np.uint8)

START_A, START_B, START_C = 103, 104, 105
_FNC1 = 102


def text_of(values: Sequence[int]) -> str | None:
    """The text of start and data values (no check character, no stop); None for what is no valid message.

    A leading FNC1 (GS1) is dropped, a later one becomes the GS separator, as engines do.
    """
    match values[0]:
        case 103:
            mode = "A"
        case 104:
            mode = "B"
        case 105:
            mode = "C"
        case _:
            return None
    out: list[str] = []
    shift = False
    for place, value in enumerate(values[1:], 1):
        current = ("B" if mode == "A" else "A") if shift else mode
        shift = False
        if value >= 103:
            return None
        if value == _FNC1:
            if place > 1:
                out.append("\x1d")
        elif current == "C":
            if value < 100:
                out.append(f"{value:02d}")
            else:
                mode = "B" if value == 100 else "A"
        elif value < 96:
            out.append(chr(value - 64) if current == "A" and value >= 64 else chr(value + 32))
        elif value == 98:
            shift = True
        elif value == 99:
            mode = "C"
        elif value == 100 and current == "A":
            mode = "B"
        elif value == 101 and current == "B":
            mode = "A"
        else:
            return None  # FNC2 to FNC4: instructions to a reader, not part of any text a shop prints
    return "".join(out) or None
