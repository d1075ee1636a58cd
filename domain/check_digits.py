"""Check characters: ISO 7064 pure and hybrid systems, and GS1's modulo 10.

Sources: ISO/IEC 7064:2003 clauses 6-9; GS1 General Specifications 7.9.
"""

from __future__ import annotations

_DIGITS = "0123456789"
_ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod97_10(payload: str) -> str:
    """Two check digits over digits (letters count as 10..35). Catches all single errors and transpositions."""
    number = int("".join(str(_ALNUM.index(c)) for c in payload)) if payload else 0
    return f"{98 - (number * 100) % 97:02d}"


def mod11_10(payload: str) -> str:
    """One check digit over digits (hybrid system)."""
    return _hybrid(payload, _DIGITS)


def mod37_36(payload: str) -> str:
    """One check character over digits and capital letters (hybrid system)."""
    return _hybrid(payload, _ALNUM)


def mod11_2(payload: str) -> str:
    """One check character 0-9 or X over digits (pure system)."""
    p = 0
    for c in payload:
        p = (p + _DIGITS.index(c)) * 2 % 11
    check = (12 - p) % 11
    return "X" if check == 10 else str(check)


def gs1_mod10(payload: str) -> str:
    """The check digit of a GTIN; weights 3,1,3... from the right."""
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(payload)))
    return str(-total % 10)


def valid_gtin(text: str) -> bool:
    """GTIN-8, -12, -13 or -14 with a right check digit (ASCII digits only)."""
    if len(text) not in (8, 12, 13, 14) or not (text.isascii() and text.isdigit()):
        return False
    return gs1_mod10(text[:-1]) == text[-1]


def _hybrid(payload: str, alphabet: str) -> str:
    m = len(alphabet)
    p = m
    for c in payload:
        p = (p + alphabet.index(c)) % m or m
        p = p * 2 % (m + 1)
    return alphabet[(m + 1 - p) % m]
