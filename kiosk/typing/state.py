"""What stands in a text field and what is being composed: `press(typing, key) -> Typing`. Pure; engines are elsewhere.

Pinyin letters wait in `letters` until a candidate is picked for them. Candidates are asked of an engine for exactly
those letters and come back by `offered`; whoever types faster than that is not held up: a pick made while they are on
their way is kept and acted on when they come. Every key says by itself what it does (a `Letter` composes, a `Char` is
written), so what the keys mean never depends on a mode the screen and the flow could disagree on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from domain.free_text import tidy

MOST_LETTERS = 40
"""Letters composed at a time: longer than any sentence people type before they look."""


class Mode(Enum):
    """Which keys are shown."""

    PINYIN = "pinyin"
    LATIN = "latin"
    DIGITS = "digits"
    SYMBOLS = "symbols"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Chinese for the first `taken` of the letters."""

    text: str
    taken: int


# Keys ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of pinyin, a to z."""

    letter: str


@dataclass(frozen=True, slots=True)
class Char:
    """A character written as it is; letters that were being composed are written before it."""

    char: str


@dataclass(frozen=True, slots=True)
class Space:
    """Picks the first candidate on screen while composing, else writes a space."""


@dataclass(frozen=True, slots=True)
class Erase:
    """The last letter being composed, else the last character written."""


@dataclass(frozen=True, slots=True)
class Clear:
    pass


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate, by its place among all of them."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class ShowFrom:
    """Turns the candidates to those from this place on."""

    index: int


@dataclass(frozen=True, slots=True)
class ShowKeys:
    """Other keys. Letters being composed are written as letters, as every Chinese keyboard does."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class Shift:
    """Capital letters on, or off again."""


Key = Letter | Char | Space | Erase | Clear | Pick | ShowFrom | ShowKeys | Shift


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """The event a screen's keyboard sends."""

    key: Key


@dataclass(frozen=True, slots=True)
class FindCandidates:
    """The effect a flow orders whenever `letters` has changed and is not empty."""

    letters: str


@dataclass(frozen=True, slots=True)
class CandidatesFound:
    """What came of it."""

    letters: str
    candidates: tuple[Candidate, ...]


# State ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typing:
    """`mode` None until somebody chose: screens then show the keys of their language.

    `candidates` are those of `letters`, None while they are on their way; `shown_from` the first one on screen.
    `awaited` is a pick made before they came.
    """

    text: str = ""
    letters: str = ""
    candidates: tuple[Candidate, ...] | None = None
    shown_from: int = 0
    mode: Mode | None = None
    shift: bool = False
    awaited: int | None = None
    limit: int = 200

    @staticmethod
    def of(text: str = "", limit: int = 200) -> Typing:
        return Typing(tidy(text, limit), limit=limit)

    @property
    def query(self) -> str:
        """All that stands in the field, letters being composed as they are: what a search looks for."""
        return self.text + self.letters

    @property
    def full(self) -> bool:
        return len(self.text) >= self.limit

    def mode_in(self, language: str) -> Mode:
        """The keys to show: those chosen, else pinyin for Chinese and letters for English."""
        return self.mode or (Mode.LATIN if language == "en" else Mode.PINYIN)


def press(typing: Typing, key: Key) -> Typing:
    """The field after a key. What does not fit any more is not taken; nothing else is refused."""
    match key:
        case Letter(letter=letter):
            return _composed(typing, letter)
        case Char(char=char):
            return _written(_as_letters(typing), char)
        case Space():
            return _picked(typing, typing.shown_from) if typing.letters else _written(typing, " ")
        case Erase():
            if typing.letters:
                return _letters(typing, typing.letters[:-1])
            return replace(typing, text=typing.text[:-1])
        case Clear():
            return replace(_letters(typing, ""), text="")
        case Pick(index=index):
            return _picked(typing, index)
        case ShowFrom(index=index):
            here = index if typing.candidates and 0 <= index < len(typing.candidates) else typing.shown_from
            return replace(typing, shown_from=here)
        case ShowKeys(mode=mode):
            return replace(_as_letters(typing), mode=mode, shift=False)
        case Shift():
            return replace(typing, shift=not typing.shift)
    assert_never(key)


def press_all(typing: Typing, keys: Iterable[Key]) -> Typing:
    for key in keys:
        typing = press(typing, key)
    return typing


def offered(typing: Typing, letters: str, candidates: tuple[Candidate, ...]) -> Typing:
    """The candidates have come; those of other letters than stand there now are too late."""
    if letters != typing.letters or not letters:
        return typing
    here = replace(typing, candidates=candidates, shown_from=0)
    if typing.awaited is None:
        return here
    return _picked(here, typing.awaited)


def finished(typing: Typing) -> str:
    """The text to keep, tidied: letters still being composed are kept as letters, never lost."""
    return tidy(_as_letters(typing).text, typing.limit)


def asks(before: Typing, after: Typing) -> FindCandidates | None:
    """The candidates a flow has to order after this press, None when there are none to ask for."""
    fresh = after.letters and after.letters != before.letters
    return FindCandidates(after.letters) if fresh else None


def taken(typing: Typing, event: KeyPressed | CandidatesFound) -> tuple[Typing, tuple[FindCandidates, ...]]:
    """The field after a key or an answer, and what a flow has to order.

    After an answer too: a pick made ahead leaves letters whose candidates have yet to be asked for.
    """
    match event:
        case KeyPressed(key=key):
            after = press(typing, key)
        case CandidatesFound(letters=letters, candidates=candidates):
            after = offered(typing, letters, candidates)
    asked = asks(typing, after)
    return after, (asked,) if asked is not None else ()


def _composed(typing: Typing, letter: str) -> Typing:
    ready = len(letter) == 1 and "a" <= letter <= "z" and len(typing.letters) < MOST_LETTERS
    if not ready or len(typing.text) >= typing.limit:
        return typing
    return _letters(typing, typing.letters + letter)


def _letters(typing: Typing, letters: str) -> Typing:
    return replace(typing, letters=letters, candidates=None, shown_from=0, awaited=None)


def _written(typing: Typing, char: str) -> Typing:
    # Not tidied at the end: a space just typed is the one before the next word.
    room = typing.limit - len(typing.text)
    fresh = " " if char == " " else tidy(char, max(room, 0))
    if not fresh or room < len(fresh):
        return replace(typing, shift=False)
    return replace(typing, text=typing.text + fresh, shift=False)


def _as_letters(typing: Typing) -> Typing:
    if not typing.letters:
        return typing
    return replace(_letters(typing, ""), text=(typing.text + typing.letters)[: typing.limit])


def _picked(typing: Typing, index: int) -> Typing:
    if not typing.letters:
        return typing
    if typing.candidates is None:
        return replace(typing, awaited=index)
    if not typing.candidates:
        return _as_letters(typing)
    if not 0 <= index < len(typing.candidates):
        return replace(typing, awaited=None)
    chosen = typing.candidates[index]
    rest = typing.letters[max(1, chosen.taken) :]
    return replace(_letters(typing, rest), text=(typing.text + chosen.text)[: typing.limit])

