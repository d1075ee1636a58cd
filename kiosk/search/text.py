"""Text as the search compares it, and the pieces it is compared by.

A token is one Chinese character, a word of Latin letters (led, a4), or a number; a measure is one number in its base
unit, so that 5L, 5升 and 5000ml are the same: 5000ml.
"""

from __future__ import annotations

import re
import unicodedata

from kiosk.search.characters import is_han, simplified

LONGEST = 64
"""Characters of a question that count: nobody reads on, and a machine need not."""

_UNITS = {
    "kg": ("g", 1000.0), "公斤": ("g", 1000.0), "千克": ("g", 1000.0), "斤": ("g", 500.0), "克": ("g", 1.0),
    "g": ("g", 1.0), "l": ("ml", 1000.0), "升": ("ml", 1000.0), "毫升": ("ml", 1.0), "ml": ("ml", 1.0),
    "cm": ("cm", 1.0), "厘米": ("cm", 1.0), "公分": ("cm", 1.0), "米": ("m", 1.0), "m": ("m", 1.0),
}  # fmt: skip
_MEASURE = re.compile(rf"(\d+(?:\.\d+)?) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![a-z])")
_COUNTED = re.compile(rf"[一二两三四五六七八九十半](?={'|'.join(u for u in _UNITS if not u.isascii())}|号)")
_DIGITS = {"半": "0.5", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
           "八": "8", "九": "9", "十": "10"}  # fmt: skip
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&(?:[a-z]+|#x?[0-9a-f]+);")
"""What is pasted with a text from a page: <b>, </b>, &nbsp;."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:ml|cm|g|m)?")
_TOKEN = re.compile(r"[\u4e00-\u9fff]|\d+(?:\.\d+)?(?:ml|cm|g|m)?(?![a-z0-9])|[a-z0-9]+")


def normalised(text: str) -> str:
    """Simplified, half-width, lower case; letters, digits and Chinese, whatever else was there is a space."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST * 4]).casefold().translate(simplified())
    kept = _kept(_MARKUP.sub(" ", plain)) or _kept(plain)
    counted = _COUNTED.sub(lambda found: _DIGITS[found[0]], kept)
    joined = _MEASURE.sub(_in_base_unit, counted)
    return joined[:LONGEST].replace(" . ", " ").strip(" .")


def tokens(text: str) -> tuple[str, ...]:
    """Of normalised text."""
    return tuple(_TOKEN.findall(text))


def is_number(token: str) -> bool:
    """A bare number, or a measure."""
    return _NUMBER.fullmatch(token) is not None


def stem(word: str) -> str:
    """An English word without its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("oes", "ses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _kept(plain: str) -> str:
    return " ".join("".join(c if _counts(c) else " " for c in _without_accents(plain)).split())


def _counts(char: str) -> bool:
    return is_han(char) or (char.isascii() and (char.isalnum() or char == "."))


def _without_accents(text: str) -> str:
    """ü is typed as v, whatever tone stands on it."""
    apart = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _in_base_unit(found: re.Match[str]) -> str:
    unit, factor = _UNITS[found[2]]
    return f"{float(found[1]) * factor:g}{unit}"
