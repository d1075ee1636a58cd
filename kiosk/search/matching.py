"""How a reading of a question lies on a term: what of the question it covers, and how well it is it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.search.asking import LIGHT, Reading, Sort

ALONE = 0.35
"""Worth of a character that is in the term, but away from its neighbours."""
IN_ORDER = 0.7
"""Worth of characters that all stand in the term in order: 维C for 维生素C."""
MIXED_UP = 0.6
"""The same out of order: 方面便."""

UNFINISHED = 0.88


@dataclass(frozen=True, slots=True)
class Match:
    """`covered` per symbol, 0 to 1; `shape` how much of the term it is, 0 to 1: 1 is all of it.

    `begins`: it is the term's beginning, and may become all of it. `heard`: no character of it was written, they only
    sound alike.
    """

    covered: tuple[float, ...]
    shape: float
    begins: bool = False
    heard: bool = False


class Matcher:
    """One reading of a question, laid on term after term. `alike` has for each symbol the tokens it is like."""

    def __init__(self, reading: Reading, weights: Sequence[float], alike: Sequence[Mapping[str, float]]) -> None:
        self._alike = alike
        self._heavy = [weight > LIGHT for weight in weights]
        single = sum(self._heavy) == 1
        # A character of several, or a begun syllable, says little by itself.
        self._weak = [not single and symbol[0] in (Sort.HAN, Sort.SOUND) for symbol in reading]
        self._sound = [symbol[0] is Sort.SOUND for symbol in reading]
        self._han = [symbol[0] is Sort.HAN for symbol in reading]

    def match(self, term: Sequence[str]) -> Match | None:
        """None where they have nothing in common that says anything."""
        size, length = len(self._alike), len(term)
        covered = [0.0] * size
        best, best_from, best_to = 0.0, 0, 0
        # Runs in which question and term go on together: by their last place in the term, how long and how like.
        runs: dict[int, tuple[int, float]] = {}
        firm, heard = False, True
        for at in range(size):
            like, row = self._alike[at], {}
            for on in range(length):
                value = like.get(term[on])
                if value is None:
                    continue
                heard = heard and self._han[at] and value < 1.0
                before = runs.get(on - 1)
                run, worth = (before[0] + 1, before[1] + value) if before is not None else (1, value)
                row[on] = (run, worth)
                if run == 1 and self._weak[at] and (length > 1 or value < 1.0):
                    if value == 1.0 and not self._sound[at]:
                        covered[at] = max(covered[at], ALONE)
                    continue
                firm = True
                each, start = worth / run, at - run + 1
                for place in range(start, at + 1):
                    if each > covered[place]:
                        covered[place] = each
                if worth > best and any(self._heavy[start : at + 1]):
                    best, best_from, best_to = worth, on - run + 1, on + 1
            runs = row
        if firm:
            touched = sum(value > 0.0 for value in covered)
            if touched > length:
                # xxxx is not covered four times over by 休闲.
                covered = [value * length / touched for value in covered]
            shape = _shape(best_from, best_to, length)
            if shape == 1.0 and self._sound[-1] and self._alike[-1].get(term[-1], 1.0) < 1.0:
                # Spelt to its beginning only: it may be another, longer one.
                shape = UNFINISHED
            return Match(tuple(covered), shape, best_from == 0, heard)
        if not any(covered):
            return None
        together = self._together(term)
        if together:
            return Match(tuple(together if heavy else 0.0 for heavy in self._heavy), 0.5, True)
        return Match(tuple(covered), 0.3)

    def _together(self, term: Sequence[str]) -> float:
        """What it is worth that all characters that count stand in the term, but none beside its neighbour."""
        if any(heavy and sound for heavy, sound in zip(self._heavy, self._sound, strict=True)):
            return 0.0
        counted = [like for like, heavy in zip(self._alike, self._heavy, strict=True) if heavy]
        exact = (next((token for token in term if like.get(token, 0.0) == 1.0), None) for like in counted)
        said = [token for token in exact if token is not None]
        if len(said) < max(2, len(counted)):
            return 0.0
        rest = iter(term)
        if all(token in rest for token in said):
            return IN_ORDER
        return MIXED_UP if len(said) > 2 and len(set(said)) == len(said) else 0.0


def _shape(start: int, end: int, length: int) -> float:
    part = (end - start) / length
    if part == 1.0:
        return 1.0
    if end == length:
        # The last word of a Chinese or English name is what the thing is.
        return 0.7 + 0.2 * part
    if start == 0:
        return 0.66 + 0.22 * part
    return 0.55 + 0.2 * part
