"""The situations of a rating. One tap is a vote, and from then on nothing that was given gets lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from domain.rating import LONGEST_TEXT, RETURN_TAGS, VISIT_TAGS, WORST_STARS, Tag, praises
from domain.receipt_code import HOUSE_FORMAT, CodeFormat
from domain.reference import Store
from kiosk.typing import Typing, finished


class Question(Enum):
    """What is asked: how the service was today, or how it just went."""

    SERVICE = "service"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Visit:
    """What holds for one rating. It is about `about_ticket`, else about `receipt_code`'s visit, else place and time.

    `stood`: the question stood on the home screen before anybody touched it. `can_scan`: this kiosk can read a slip.
    `today` as with returns: None when the clock is not trusted.
    """

    session_id: str
    store: Store
    place: str
    about_ticket: str | None = None
    receipt_code: str | None = None
    stood: bool = False
    can_scan: bool = False
    today: date | None = None
    formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)

    @property
    def question(self) -> Question:
        return Question.RETURN if self.about_ticket is not None else Question.SERVICE

    @property
    def tags(self) -> tuple[Tag, ...]:
        return RETURN_TAGS if self.question is Question.RETURN else VISIT_TAGS


@dataclass(frozen=True, slots=True)
class Given:
    """What the shopper has given so far. `typing` is the field their words are written in."""

    stars: int
    tags: tuple[Tag, ...] = ()
    typing: Typing = field(default_factory=lambda: Typing(limit=LONGEST_TEXT))

    @property
    def low(self) -> bool:
        return self.stars <= WORST_STARS

    @property
    def praise(self) -> bool:
        return praises(self.stars)

    @property
    def text(self) -> str:
        return finished(self.typing)

    def with_stars(self, stars: int) -> Given:
        """Other stars. Tags mean the opposite on the other side of the scale: there they are taken back."""
        tags = self.tags if praises(stars) is self.praise else ()
        return replace(self, stars=stars, tags=tags)

    def with_tag_toggled(self, tag: Tag) -> Given:
        tags = tuple(t for t in self.tags if t is not tag) if tag in self.tags else (*self.tags, tag)
        return replace(self, tags=tags)

    def within(self, tags: tuple[Tag, ...]) -> Given:
        """Only tags that are on the screen: another question offers others."""
        return replace(self, tags=tuple(tag for tag in self.tags if tag in tags))


class Shown(Enum):
    """What became of a code that was held before the scanner."""

    SLIP = "slip"
    RECEIPT = "receipt"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Home:
    """The question stands there; nobody has touched it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The question, within a visit. `given` once a vote was cast and the shopper went back to change it."""

    visit: Visit
    given: Given | None = None
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Followup:
    """What the stars were for, and in whose words. `writing`: where both do not fit one screen, the second of them."""

    visit: Visit
    given: Given
    writing: bool = False
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Storing:
    """Being written; nothing is claimed before it is."""

    visit: Visit
    given: Given


@dataclass(frozen=True, slots=True)
class Thanked:
    visit: Visit
    stars: int


@dataclass(frozen=True, slots=True)
class LowRating:
    """One or two stars are stored; `complaint_no` is the complaint they opened, None for a rating in doubt."""

    visit: Visit
    stars: int
    complaint_no: str | None


@dataclass(frozen=True, slots=True)
class NotStored:
    """The kiosk could not keep it: `full` when the disk is. What was given is still here, to be tried again."""

    visit: Visit
    given: Given
    full: bool


State = Home | Asking | Followup | Storing | Thanked | LowRating | NotStored
