"""Asking an index. Knows nothing of where it came from: `Finder` makes one, `kept` reads one from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from kiosk.search.asking import question
from kiosk.search.barcodes import behind, code_in
from kiosk.search.entry import Entry
from kiosk.search.hit import Hit
from kiosk.search.index import Index
from kiosk.search.mentions import Mentions
from kiosk.search.scoring import Scored, found, in_order
from kiosk.search.spelling import Spelling
from kiosk.search.text import LONGEST

SURE = 0.62
"""Below this score of the best, what was asked may be mistyped."""
FAR_BEHIND = 0.35
"""What is worth so little of the best was not meant."""
MOST_OF_A_DEPARTMENT = 2
"""Of what everybody looks for."""


class Answering:
    """Safe to ask from any thread."""

    def __init__(
        self, entries: Sequence[Entry], index: Index, departments: Mapping[str, str], codes: Mapping[str, int]
    ) -> None:
        """`entries` best known first; `departments` are names by code; `codes` lead from barcodes to entries."""
        self.entries = entries
        self.index = index
        self.department_names = departments
        self.codes = codes

    def search(
        self, text: str, language: str = "zh_CN", limit: int = 20, now: datetime | None = None
    ) -> tuple[Hit, ...]:
        """The best first; nothing for what nobody can read. With `now`, what is over or not yet is left out."""
        if limit < 1:
            return ()
        code = code_in(text[:LONGEST])
        if code is not None:
            hit = self.by_barcode(code, language)
            return (hit,) if hit is not None else ()
        hits: list[Hit] = []
        scored = self._found(text)
        for score, number, term in scored:
            if score < FAR_BEHIND * scored[0][0]:
                break
            entry = self.entries[number]
            if now is not None and entry.ends_at and not entry.starts_at <= now.timestamp() < entry.ends_at:
                continue
            hits.append(self._hit(entry, language, score, self.index.terms[term].text))
            if len(hits) == limit:
                break
        return tuple(hits)

    def by_barcode(self, gtin: str, language: str = "zh_CN") -> Hit | None:
        """The product of a scanned code; of a scale's label too, whatever weight or price it tells."""
        code = code_in(gtin)
        if code is None:
            return None
        number = behind(code, self.codes)
        return self._hit(self.entries[number], language, 1.0, code) if number is not None else None

    def popular(self, most: int, language: str = "zh_CN") -> tuple[Hit, ...]:
        """What everybody looks for: the kinds of goods that sell most, not all of them from one department."""
        seen: dict[str, int] = {}
        hits: list[Hit] = []
        for entry in self.entries:
            if len(hits) >= most:
                break
            if entry.kind == "group" and seen.get(entry.department, 0) < MOST_OF_A_DEPARTMENT:
                seen[entry.department] = seen.get(entry.department, 0) + 1
                hits.append(self._hit(entry, language))
        return tuple(hits)

    def departments(self, language: str = "zh_CN") -> tuple[Hit, ...]:
        """In the store's order."""
        by_code = {entry.key: entry for entry in self.entries if entry.kind == "department"}
        return tuple(self._hit(by_code[code], language) for code in self.department_names if code in by_code)

    def _found(self, text: str) -> list[Scored]:
        asked = question(text)
        first = found(self.index, self.entries, asked)
        if not asked.readings or (first and first[0][0] >= SURE):
            return first
        second = found(self.index, self.entries, asked, mistyped=True) if asked.text.isascii() else first
        nearly = [*second, *self._spelling.found(asked)]
        listed = self._mentions.listed(asked)
        return _best_of([*nearly, *listed] if nearly or listed else self._mentions.found(asked))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.index, self.entries)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self.index, self.entries)

    def _hit(self, entry: Entry, language: str, score: float = 0.0, why: str = "") -> Hit:
        return Hit(
            entry.kind, entry.key, entry.words.in_(language), entry.words,
            self.department_names.get(entry.department, ""), entry.place, round(score, 4), why,
            entry.brand, entry.group, entry.in_stock,
        )  # fmt: skip


def _best_of(scored: Sequence[Scored]) -> list[Scored]:
    """Every entry once, the best first."""
    best: dict[int, Scored] = {}
    for one in scored:
        if one[1] not in best or one > best[one[1]]:
            best[one[1]] = one
    return in_order(best.values())
