"""What stands in the search field."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """One more character, or "" for one less."""

    char: str


@dataclass(frozen=True, slots=True)
class Typing:
    query: str = ""

    @staticmethod
    def of(text: str) -> Typing:
        return Typing(text)


def press(typing: Typing, key: Typed) -> Typing:
    return Typing(typing.query + key.char if key.char else typing.query[:-1])
