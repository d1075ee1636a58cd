"""Which keys stand where, row by row. What a key writes is data; how it is drawn is the screen's."""

from __future__ import annotations

from kiosk.typing.state import Mode

LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

DIGITS = ("1234567890", "-/:;()¥&@", ".,?!'\"%")
"""Rows of the 123 keys, as long as those of the letters."""

SYMBOLS = ("，。、？！：；…—～", "《》（）“”‘’·", "#+=*_$^")

COMMA, STOP = "，", "。"
"""Where the first candidate is picked while composing, else."""

PLAIN_COMMA, PLAIN_STOP = ",", "."
"""The same among Latin letters."""


def rows(mode: Mode, shift: bool = False) -> tuple[str, str, str]:
    """Ten, nine and seven characters."""
    match mode:
        case Mode.PINYIN:
            return LETTERS
        case Mode.LATIN:
            return tuple(row.upper() for row in LETTERS) if shift else LETTERS  # type: ignore[return-value]
        case Mode.DIGITS:
            return DIGITS
        case Mode.SYMBOLS:
            return SYMBOLS
