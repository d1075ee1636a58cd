"""Pinyin letters cut into syllables, for people to read: fuwutai -> fu wu tai. Pure."""

from __future__ import annotations

from functools import lru_cache

_BY_INITIAL = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve ue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _BY_INITIAL.items() for final in finals.split())
"""Every syllable of Mandarin without tones (GB/T 16159), ü as v; also nue and lue, as people type them."""

STARTS = frozenset(syllable[:n] for syllable in SYLLABLES for n in range(1, len(syllable)))
"""What may be typed of a syllable that is not finished, or stands for its character by its initials."""


@lru_cache(maxsize=512)
def cut(letters: str) -> tuple[str, ...]:
    """The letters as syllables: as few pieces as there can be, whole ones rather than begun ones, longer ones first."""
    best: list[tuple[tuple[int, int], tuple[str, ...]]] = [((0, 0), ())] * (len(letters) + 1)
    for start in range(len(letters) - 1, -1, -1):
        found: list[tuple[tuple[int, int], tuple[str, ...]]] = []
        for end in range(min(len(letters), start + 6), start, -1):
            piece = letters[start:end]
            whole = piece in SYLLABLES
            if not whole and piece not in STARTS and end - start > 1:
                continue
            (begun, pieces), rest = best[end]
            # A begun syllable at the very end is only not finished yet.
            broken = 0 if whole or (end == len(letters) and piece in STARTS) else 1
            found.append(((begun + broken, pieces + 1), (piece, *rest)))
        best[start] = min(found, key=lambda one: one[0])
    return best[0][1]
