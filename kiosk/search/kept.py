"""An index in a file, so that a program which asks one question need not make it first.

The file is a cache: it says what it was made of, and whatever is wrong with it, it is made anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from domain.words import Words
from kiosk.search.answering import Answering
from kiosk.search.entry import Entry
from kiosk.search.hit import Place
from kiosk.search.index import Index, Term

FORMAT = 2
"""Another number when what is written, or what an index holds, changes."""


def save(made: Answering, key: str, path: Path) -> bool:
    """`key` says what it was made of. False where it cannot be written, which only costs time later."""
    index = made.index
    text = json.dumps(
        {
            "format": FORMAT,
            "key": key,
            "entries": [_row(entry) for entry in made.entries],
            "terms": [(term.text, term.tokens, term.uses) for term in index.terms],
            "tokens": index.tokens,
            "pairs": index.pairs,
            "first": index.first,
            "heard": index.heard,
            "usual": index.usual,
            "near": index.near,
            "stems": index.stems,
            "ordered": (index.ordered_pairs, index.ordered_heard, index.ordered_words),
            "departments": made.department_names,
            "codes": made.codes,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not at all, also when two programs write it at once.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError:
        return False
    return True


def load(path: Path, key: str) -> Answering | None:
    """None when it is not there, not of this key, or not whole."""
    try:
        plain = json.loads(path.read_bytes())
        if plain["format"] != FORMAT or plain["key"] != key:
            return None
        return _answering(plain)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _answering(plain: dict[str, Any]) -> Answering:
    entries = _Rows(plain["entries"])
    terms = [Term(text, tuple(tokens), uses) for text, tokens, uses in plain["terms"]]
    index = Index(
        terms, plain["tokens"], plain["pairs"], plain["first"], plain["heard"], plain["usual"], plain["near"],
        plain["stems"], *plain["ordered"],
    )  # fmt: skip
    return Answering(entries, index, plain["departments"], plain["codes"])


class _Rows(list[Entry]):
    """Entries made when they are looked at: of thousands a question wants a few."""

    def __getitem__(self, at: Any) -> Any:
        row = super().__getitem__(at)
        return row if isinstance(row, Entry) else _entry(row)

    def __iter__(self) -> Any:
        return (self[at] for at in range(len(self)))


def _row(entry: Entry) -> list[Any]:
    place = entry.place
    return [
        entry.kind, entry.key, _texts(entry.words), entry.rank, entry.department, entry.brand, entry.group,
        entry.in_stock,
        None if place is None else [
            place.level_id, _texts(place.level), place.zone, place.number, _texts(place.name), place.fixture_id,
            place.side, place.bay, place.shelf,
        ],
        entry.sort, entry.ends_at, entry.starts_at,
    ]  # fmt: skip


def _entry(row: list[Any]) -> Entry:
    kind, key, words, rank, department, brand, group, in_stock, at, sort, ends_at, starts_at = row
    place = None
    if at is not None:
        level_id, level, zone, number, name, fixture_id, side, bay, shelf = at
        place = Place(level_id, Words(*level), zone, number, Words(*name), fixture_id, side, bay, shelf)
    return Entry(kind, key, Words(*words), rank, department, brand, group, in_stock, place, sort, ends_at, starts_at)


def _texts(words: Words) -> list[str]:
    return [words.zh_CN, words.en, words.zh_TW]
