"""What can happen to a rating, and what it may order."""

from __future__ import annotations

from dataclasses import dataclass

from domain.rating import Tag
from kiosk.flows import common as c
from kiosk.flows.rating.states import Visit
from kiosk.typing import CandidatesFound, FindCandidates, KeyPressed

# What people do ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    visit: Visit


@dataclass(frozen=True, slots=True)
class Voted:
    """One of the five faces: 1 to 5 stars."""

    stars: int


@dataclass(frozen=True, slots=True)
class TagToggled:
    tag: Tag


@dataclass(frozen=True, slots=True)
class WriteAsked:
    """To the keyboard, where it does not fit beside the tags."""


@dataclass(frozen=True, slots=True)
class Submitted:
    pass


@dataclass(frozen=True, slots=True)
class WithoutWords:
    """不写了: stars and tags count, what was begun in words is dropped."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    pass


# What becomes of orders ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingStored:
    """It is on the disk."""

    complaint_no: str | None = None


@dataclass(frozen=True, slots=True)
class RatingNotStored:
    full: bool = False


TAPS = (Voted, TagToggled, WriteAsked, KeyPressed, Submitted, WithoutWords, TryAgain)
STARTERS = (Voted, c.BarcodeSeen)

Event = (
    Started | Voted | TagToggled | WriteAsked | KeyPressed | CandidatesFound | Submitted | WithoutWords | TryAgain
    | RatingStored | RatingNotStored
    | c.Back | c.GoHome | c.HelpAsked | c.Finished | c.BarcodeSeen | c.GuidanceSeen | c.CameraChanged | c.PrinterChanged
)  # fmt: skip


# What the flow orders ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """The question has just come up before somebody: the time to the vote runs from here."""


@dataclass(frozen=True, slots=True)
class NoteVote:
    """The vote was cast just now, whenever it comes to be stored."""


@dataclass(frozen=True, slots=True)
class StoreRating:
    """Keep what was given. `text` is tidy; nothing else is ever sent of what was typed."""

    stars: int
    tags: tuple[Tag, ...]
    text: str
    about_ticket: str | None
    receipt_code: str | None


DeskEffect = NoteQuestion | NoteVote | StoreRating | FindCandidates
Effect = DeskEffect | c.StartScanner | c.StopScanner | c.CallPerson | c.EndSession | c.LogImpossible
