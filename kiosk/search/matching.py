"""How a reading of a question lies on a term: what of the question it covers, and how well it is it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.search.asking import LIGHT, Reading, Sort, Symbol
from kiosk.search.characters import folded, is_han, readings
from kiosk.search.text import stem

SAME_SOUND, NEAR_SOUND = 0.85, 0.6
INITIAL, BEGUN, BROKEN_OFF = 0.95, 0.95, 0.7
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
    """One reading of a question, laid on term after term."""

    def __init__(self, reading: Reading, weights: Sequence[float]) -> None:
        self._reading = reading
        self._heavy = [weight > LIGHT for weight in weights]
        self._single = sum(self._heavy) == 1
        self._seen: list[dict[str, float]] = [{} for _ in reading]

    def match(self, term: Sequence[str]) -> Match | None:
        """None where they have nothing in common that says anything."""
        size, length = len(self._reading), len(term)
        # Rows of likeness, and from them the runs in which both go on together.
        covered = [0.0] * size
        best, best_from, best_to = 0.0, 0, 0
        runs: list[tuple[int, float]] = [(0, 0.0)] * (length + 1)
        ends: list[tuple[int, int, int, float]] = []
        firm = False
        for at in range(size):
            seen, symbol = self._seen[at], self._reading[at]
            row: list[tuple[int, float]] = [(0, 0.0)] * (length + 1)
            for on in range(length):
                token = term[on]
                alike = seen.get(token)
                if alike is None:
                    alike = seen[token] = likeness(symbol, token)
                if alike:
                    run, worth = runs[on]
                    row[on + 1] = (run + 1, worth + alike)
                    ends.append((at, on, run + 1, worth + alike))
            runs = row
        if not ends:
            return None
        for at, on, run, worth in ends:
            start = at - run + 1
            whole = run == length
            alone = run == 1 and not whole and not self._single and self._weak(at)
            if alone:
                value = ALONE * worth if self._reading[at][0] is not Sort.SOUND else 0.0
                covered[at] = max(covered[at], value)
                continue
            each = worth / run
            firm = True
            for place in range(start, at + 1):
                covered[place] = max(covered[place], each)
            heavy = sum(self._heavy[start : at + 1])
            if worth * (heavy > 0) > best:
                best, best_from, best_to = worth, on - run + 1, on + 1
        if not firm:
            if not self._in_order(term):
                return Match(tuple(covered), 0.3) if any(covered) else None
            return Match(tuple(IN_ORDER if heavy else 0.0 for heavy in self._heavy), 0.5)
        return Match(tuple(covered), _shape(best_from, best_to, length))

    def _weak(self, at: int) -> bool:
        """Whether a symbol by itself says little: a character of several, a begun syllable."""
        return self._reading[at][0] in (Sort.HAN, Sort.SOUND)

    def _in_order(self, term: Sequence[str]) -> bool:
        at, count = 0, 0
        for place, symbol in enumerate(self._reading):
            if not self._heavy[place] or symbol[0] is Sort.SOUND:
                if symbol[0] is Sort.SOUND:
                    return False
                continue
            while at < len(term) and self._seen[place].get(term[at], 0.0) < 1.0:
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


def likeness(symbol: Symbol, token: str) -> float:
    """0 to 1."""
    sort, text, goes_on = symbol
    match sort:
        case Sort.HAN:
            if text == token:
                return 1.0
            return _heard(readings().get(text, ()), token) if is_han(token) else 0.0
        case Sort.SOUND:
            return _spelt(text, token, goes_on)
        case Sort.WORD:
            if is_han(token):
                return 0.0
            if text == token or stem(text) == stem(token):
                return 1.0
            return 0.75 + 0.2 * len(text) / len(token) if goes_on and token.startswith(text) else 0.0
        case Sort.NUMBER:
            if text == token:
                return 1.0
            return 0.5 if goes_on and token.startswith(text) else 0.0


def _heard(said: Sequence[str], token: str) -> float:
    other = readings().get(token, ())
    if any(sound in other for sound in said):
        return SAME_SOUND
    near = {folded(sound) for sound in said}
    return NEAR_SOUND if any(folded(sound) in near for sound in other) else 0.0


def _spelt(piece: str, token: str, goes_on: bool) -> float:
    if not is_han(token):
        return INITIAL if token == piece else 0.0
    said = readings().get(token, ())
    if piece in said:
        return 1.0
    if any(sound.startswith(piece) for sound in said):
        if len(piece) == 1 or piece in ("zh", "ch", "sh"):
            return INITIAL
        return BEGUN if goes_on else BROKEN_OFF
    near = folded(piece)
    return NEAR_SOUND if len(piece) > 1 and any(folded(sound) == near for sound in said) else 0.0
