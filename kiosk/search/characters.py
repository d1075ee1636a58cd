"""What the search knows of Chinese characters: how they are read, and which traditional ones are the same.

Two tables in assets/search, read once at first use; see make_characters.py there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "assets" / "search"
HAN = ("\u4e00", "\u9fff")


def is_han(char: str) -> bool:
    return HAN[0] <= char <= HAN[1]


@lru_cache(maxsize=1)
def readings() -> Mapping[str, tuple[str, ...]]:
    """Every reading of every simplified character, the usual one first, without tones, ü as v."""
    lines = [line.split(" ") for line in (FOLDER / "readings.txt").read_text("utf-8").splitlines()]
    found: dict[str, tuple[str, ...]] = {}
    for syllable, usual, _ in lines:
        found |= dict.fromkeys(usual, (syllable,))
    for syllable, _, others in lines:
        for char in others:
            found[char] = (*found[char], syllable)
    return found


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every syllable any character is read as."""
    return frozenset(s for said in readings().values() for s in said)


@lru_cache(maxsize=1)
def simplified() -> Mapping[int, str]:
    """For `str.translate`."""
    old, new = (FOLDER / "simplified.txt").read_text("utf-8").splitlines()
    return {ord(o): n for o, n in zip(old, new, strict=True)}


_NEAR_INITIALS = {"zh": "z", "ch": "c", "sh": "s"}
_NEAR_FINALS = {"ang": "an", "eng": "en", "ing": "in"}


def folded(syllable: str) -> str:
    """As much of the country says it, and types it: zh as z, l as n, ang as an, lv as lu."""
    near = _NEAR_INITIALS.get(syllable[:2])
    if near is not None:
        syllable = near + syllable[2:]
    elif syllable[:1] == "l":
        syllable = "n" + syllable[1:]
    return syllable[:-3] + _NEAR_FINALS.get(syllable[-3:], syllable[-3:]).replace("v", "u")
