"""GS1 element strings: application identifiers and their values out of a GS1-128, Data Matrix or QR text. Pure.

The text is what engines give: fields of variable length end with GS (0x1D), those of known length do not need it.
Lengths are those of the GS1 General Specifications, section 3; identifiers not in the table are refused rather than
guessed at, for a wrong length would shift every field after it.
"""

from __future__ import annotations

GS = "\x1d"
"""Separates the fields (FNC1); the one control character that belongs into a code."""

_FIXED = {
    "00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2,
    "410": 13, "411": 13, "412": 13, "413": 13, "414": 13, "415": 13, "416": 13, "417": 13, "422": 3, "426": 3,
    "8018": 18, "8020": 25,
}  # fmt: skip
"""Identifier to length of its value."""

_VARIABLE = {
    "10": 20, "21": 20, "22": 20, "235": 28, "240": 30, "241": 30, "242": 6, "243": 20, "250": 30, "251": 30,
    "253": 30, "254": 20, "255": 25, "30": 8, "37": 8, "400": 30, "401": 30, "403": 30, "420": 20, "421": 12,
    "8003": 30, "8004": 30, "8008": 12, "8010": 30, "8200": 70,
    "90": 30, "91": 90, "92": 90, "93": 90, "94": 90, "95": 90, "96": 90, "97": 90, "98": 90, "99": 90,
}  # fmt: skip
"""Identifier to the most characters of its value."""

_DECIMAL = ("31", "32", "33", "34", "35", "36")
"""Weights and measures: four digits, the last telling the decimals, and a value of six digits."""

_AMOUNTS = {"390": 15, "391": 18, "392": 15, "393": 18}
"""Amounts: a fourth digit tells the decimals; at most so many characters."""


class NotGs1(ValueError):
    """The text is no element string; the message says where it stops being one."""


def elements(text: str) -> dict[str, str]:
    """Application identifier to value, in order. Raises NotGs1."""
    rest, found = text.strip(GS), {}
    while rest:
        name, length, fixed = _identifier(rest)
        body = rest[len(name) :]
        value = body[:length] if fixed else body.split(GS, 1)[0]
        if (fixed and len(value) < length) or GS in value or not 0 < len(value) <= length:
            raise NotGs1(f"the value of ({name}) has a wrong length")
        if name in found:
            raise NotGs1(f"({name}) comes twice")
        found[name] = value
        rest = body[len(value) :].removeprefix(GS)
    if not found:
        raise NotGs1("nothing in it")
    return found


def is_identifier(name: str) -> bool:
    """Whether `name` is an application identifier that `elements` knows."""
    try:
        return _identifier(name)[0] == name
    except NotGs1:
        return False


def _identifier(rest: str) -> tuple[str, int, bool]:
    """Identifier at the start, length of its value, whether the length is fixed."""
    if rest[:2] in _DECIMAL and rest[:4].isdecimal() and len(rest) >= 4:
        return rest[:4], 6, True
    if rest[:3] in _AMOUNTS and rest[3:4].isdecimal():
        return rest[:4], _AMOUNTS[rest[:3]], False
    for size in (2, 3, 4):
        name = rest[:size]
        if name in _FIXED:
            return name, _FIXED[name], True
        if name in _VARIABLE:
            return name, _VARIABLE[name], False
    raise NotGs1(f"no identifier known at {rest[:4]!r}")
