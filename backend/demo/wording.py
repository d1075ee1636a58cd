"""What shoppers call things that the demo store calls otherwise."""

from __future__ import annotations

from backend.demo import assets
from domain.goods import Synonym


def demo_synonyms() -> tuple[Synonym, ...]:
    """By word: dishes and what they are made of, other names, homophones, wishes and English words."""
    merged: dict[str, dict[str, None]] = {}
    for words in assets.synonyms().values():
        for word, means in words.items():
            merged.setdefault(word, {}).update(dict.fromkeys(means))
    return tuple(Synonym(word, tuple(means)) for word, means in merged.items())
