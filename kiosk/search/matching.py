"""How a reading of a question lies on a term: what of the question it covers, and how well it is it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.search.asking import LIGHT, Reading, Sort

ALONE = 0.35
"""Worth of a character that is in the term, but away from its neighbours."""
IN_ORDER = 0.7
"""Worth of characters that all stand in the term in order: 维C for 维生素C."""


@dataclass(frozen=True, slots=True)
class Match:
    """`covered` per symbol, 0 to 1; `shape` how much of the term it is, 0 to 1: 1 is all of it."""

    covered: tuple[float, ...]
    shape: float


class Matcher:
    """One reading of a question, laid on term after term. `alike` has for each symbol the tokens it is like."""

    def __init__(self, reading: Reading, weights: Sequence[float], alike: Sequence[Mapping[str, float]]) -> None:
        self._alike = alike
        self._heavy = [weight > LIGHT for weight in weights]
        single = sum(self._heavy) == 1
        # A character of several, or a begun syllable, says little by itself.
        self._weak = [not single and symbol[0] in (Sort.HAN, Sort.SOUND) for symbol in reading]
        self._sound = [symbol[0] is Sort.SOUND for symbol in reading]

    def match(self, term: Sequence[str]) -> Match | None:
        """None where they have nothing in common that says anything."""
        size, length = len(self._alike), len(term)
        covered = [0.0] * size
        best, best_from, best_to = 0.0, 0, 0
        # Runs in which question and term go on together: by their last place in the term, how long and how like.
        runs: dict[int, tuple[int, float]] = {}
        firm = False
        for at in range(size):
            like, row = self._alike[at], {}
            for on in range(length):
                value = like.get(term[on])
                if value is None:
                    continue
                before = runs.get(on - 1)
                run, worth = (before[0] + 1, before[1] + value) if before is not None else (1, value)
                row[on] = (run, worth)
                if run == 1 and length > 1 and self._weak[at]:
                    if not self._sound[at] and ALONE * value > covered[at]:
                        covered[at] = ALONE * value
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
            return Match(tuple(covered), _shape(best_from, best_to, length))
        if not any(covered):
            return None
        if self._in_order(term):
            return Match(tuple(IN_ORDER if heavy else 0.0 for heavy in self._heavy), 0.5)
        return Match(tuple(covered), 0.3)

    def _in_order(self, term: Sequence[str]) -> bool:
        """All that counts stands in the term, in order, but apart."""
        at = count = 0
        for place, like in enumerate(self._alike):
            if not self._heavy[place]:
                continue
            if self._sound[place]:
                return False
            while at < len(term) and like.get(term[at], 0.0) < 1.0:
                at += 1
            if at == len(term):
                return False
            at, count = at + 1, count + 1
        return count > 1


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
