"""What everybody calls things (assets/search/words.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kiosk.search.characters import FOLDER


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, Mapping[str, Any]]:
    """By table; each leads from words to what they mean, or from sorts to words."""
    return tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, str]:
    """The plainest English word for a kind of goods: the one that means it first, and little else."""
    tables = (common_words()["english"], common_words()["departments"])
    said = [(len(means), word, means[0]) for table in tables for word, means in table.items() if word.isascii()]
    found: dict[str, str] = {}
    for _, word, kind in sorted(said, key=lambda one: one[0]):
        found.setdefault(kind, word)
    return found
