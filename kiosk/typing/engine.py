"""What an engine that knows Chinese must do, and which of its candidates are fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from kiosk.typing.state import Candidate

ASSETS = Path(__file__).parent.parent.parent / "assets" / "typing"
MOST = 60
"""Candidates for one writing: a dozen pages. Further ones are rarer than typing more letters is tedious."""


class Candidates(Protocol):
    """An engine. It may be slow to open and belongs to one thread; `kiosk.typing.typist` keeps it off the screen's."""

    def of(self, letters: str, language: str) -> tuple[Candidate, ...]:
        """Best first: all of the letters, then their beginnings. `language` zh_TW gives traditional characters."""
        ...

    def close(self) -> None: ...


class EngineBroken(Exception):
    """The engine is not installed, or not fit to be used; the text says why."""


@lru_cache(maxsize=1)
def rude() -> tuple[re.Pattern[str], frozenset[str]]:
    """Words never offered, wherever they stand in a candidate; and those only where they are all of it."""
    anywhere: set[str] = set()
    alone: set[str] = set()
    for line in (ASSETS / "rude.txt").read_text("utf-8").splitlines():
        if line.startswith("="):
            alone.update(line.split()[1:])
        elif not line.startswith("#"):
            anywhere.update(line.split())
    return re.compile("|".join(map(re.escape, anywhere))), frozenset(alone)


def fit_to_show(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each text once, nothing rude, nothing no font can show; characters hardly anybody can read behind all others."""
    anywhere, alone = rude()
    usual: dict[str, Candidate] = {}
    rare: dict[str, Candidate] = {}
    for candidate in candidates:
        text = candidate.text
        if text in alone or anywhere.search(text) or any(char > "\uffff" for char in text):
            continue
        (usual if _usual(text) else rare).setdefault(text, candidate)
    return (*usual.values(), *(one for text, one in rare.items() if text not in usual))[:MOST]


def _usual(text: str) -> bool:
    """Simplified or traditional characters that everyday lists know (GB 2312, Big5)."""
    return _in(text, "gb2312") or _in(text, "big5")


def _in(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
