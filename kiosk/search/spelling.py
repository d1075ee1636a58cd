"""The last resort: what is spelt, or sounds, nearly like what was asked. huasehngyou, 陈错."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.search.asking import LIGHT, Question, Sort
from kiosk.search.characters import is_han, readings
from kiosk.search.entry import Entry
from kiosk.search.index import Index, Term
from kiosk.search.scoring import Scored, in_order

LEAST, LEAST_BY_SOUND = 0.79, 0.85
"""How like: one letter wrong of five, two of ten. What is written in characters was chosen by eye: it sounds nearer."""
SHORTEST = 4
MOST_SPELT, MOST_OF_EACH = 12, 12
_WORTH, _RANK = 0.6, 0.1


class Spelling:
    """All terms as letters; made when it is first needed."""

    def __init__(self, index: Index, entries: Sequence[Entry]) -> None:
        self._index = index
        self._entries = entries
        # Terms longer than a name are descriptions: nobody types them whole.
        spelt = ((number, letters(term)) for number, term in enumerate(index.terms) if len(term.tokens) <= 8)
        self._spelt = {number: text for number, text in spelt if len(text) >= SHORTEST}

    def found(self, question: Question) -> list[Scored]:
        """The best first."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        asked = spelling(question)
        if len(asked) < SHORTEST:
            return []
        best: dict[int, tuple[float, int]] = {}
        least = LEAST if question.text.isascii() else LEAST_BY_SOUND
        close = extract(asked, self._spelt, scorer=OSA.normalized_similarity, score_cutoff=least, limit=MOST_SPELT)
        for _, alike, number in close:
            for entry, _, order in self._index.terms[number].uses[:MOST_OF_EACH]:
                score = _WORTH * (alike - 0.05 * order) + _RANK * self._entries[entry].rank
                if score > best.get(entry, (0.0, 0))[0]:
                    best[entry] = (score, number)
        return in_order((score, entry, term) for entry, (score, term) in best.items())


def spelling(question: Question) -> str:
    """What counts of a question, in letters."""
    if not question.readings:
        return ""
    reading, weights = question.readings[0]
    return "".join(
        _usual(text) if sort is Sort.HAN else text
        for (sort, text, _), weight in zip(reading, weights, strict=True)
        if weight > LIGHT
    )


def letters(term: Term) -> str:
    return "".join(_usual(token) if is_han(token) else token for token in term.tokens)


def _usual(char: str) -> str:
    return next(iter(readings().get(char, ())), "")
