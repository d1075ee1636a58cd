"""The rating desk: times votes, judges play, and stores ratings, never on the UI thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import structlog

from domain.rating import REMEMBERED, Vote, doubts
from kiosk.effects import Post, Works
from kiosk.flows.rating import Visit
from kiosk.flows.rating import events as e
from kiosk.situation import Situation
from kiosk.typing import FindCandidates
from kiosk.typing.typist import Typist
from sync.clock import Clock
from sync.drafts import RatingDraft
from sync.identity import NotEnrolled
from sync.journal import Journal
from sync.store import StoreError, StoreFull

log = structlog.get_logger()

LONGEST_MS = 3_600_000
"""A question may stand on the screen for a day before somebody answers; more than an hour says nothing more."""


@dataclass(frozen=True, slots=True)
class _Cast:
    """When a vote was cast, and how long after the question."""

    at_ms: int
    took_ms: int


class RatingDesk:
    """`post` is the session's. The last votes of this place are remembered, to tell play; a restart forgets them."""

    def __init__(self, journal: Journal, clock: Clock, typist: Typist, post: Post) -> None:
        self._journal, self._clock, self._typist = journal, clock, typist
        # One: ratings are judged in the order in which they were given.
        self._works = Works(post, 1, "rating", finishes=True)
        self._asked_ms = self._now_ms()
        self._cast: _Cast | None = None
        self._recent: deque[Vote] = deque(maxlen=REMEMBERED)

    def carry_out(self, effect: e.DeskEffect, situation: Situation, visit: Visit | None) -> None:
        match effect:
            case e.NoteQuestion():
                self._asked_ms = self._now_ms()
            case e.NoteVote():
                now = self._now_ms()
                self._cast = _Cast(now, min(now - self._asked_ms, LONGEST_MS))
            case e.StoreRating():
                self._works.do(situation, self._storing(effect, situation, visit), e.RatingNotStored())
            case FindCandidates(letters=letters):
                self._typist.ask(letters, situation.language, situation.session_id)
            case _:
                assert_never(effect)

    def session_over(self, session_id: str) -> None:
        """The question stands on the home screen again."""
        self._asked_ms, self._cast = self._now_ms(), None
        self._typist.forget()

    def close(self) -> None:
        self._works.close()

    def _now_ms(self) -> int:
        return round(self._clock.monotonic() * 1000)

    def _storing(self, given: e.StoreRating, situation: Situation, visit: Visit | None) -> Callable[[], e.Event]:
        # Read here, on the UI thread: the session may be over before the worker comes to it.
        cast = self._cast or _Cast(self._now_ms(), LONGEST_MS)
        return lambda: self._store(given, cast, situation, visit)

    def _store(self, given: e.StoreRating, cast: _Cast, situation: Situation, visit: Visit | None) -> e.Event:
        if visit is None:
            return e.RatingNotStored()
        vote = Vote(given.stars, cast.at_ms, cast.took_ms, given.text)
        draft = RatingDraft(
            draft_id=f"{visit.session_id}:rating",
            stars=given.stars,
            place=visit.place,
            language=situation.language,
            pace=situation.pace,
            took_ms=cast.took_ms,
            tags=given.tags,
            text=given.text,
            about_ticket=given.about_ticket,
            receipt_code=given.receipt_code,
            doubts=doubts(vote, tuple(self._recent)),
        )
        try:
            rated = self._journal.rate(draft)
        except StoreFull:
            log.error("no room to store a rating")
            return e.RatingNotStored(full=True)
        except (StoreError, NotEnrolled) as error:
            log.error("a rating could not be stored", error=str(error))
            return e.RatingNotStored()
        if not rated.repeated:
            self._recent.append(vote)
        return e.RatingStored(rated.complaint_no)
