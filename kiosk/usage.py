"""How the guide is used: counts of an hour and words that had no answer. Never who, nor in what order."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from domain.free_text import LONGEST_WORD, looks_personal, tidy
from domain.wire import UnansweredWord
from kiosk.flows.guide.things import Use
from sync.drafts import UsageDraft
from sync.identity import NotEnrolled
from sync.store import StoreError

log = structlog.get_logger()

STRETCH = timedelta(hours=1)
MOST_WORDS = 500
"""Different unanswered words kept of an hour: more is somebody playing."""
MOST_STRETCHES = 72
"""Hours kept while they cannot be stored; the oldest go first."""


class Tells(Protocol):
    """`sync.journal.Journal`."""

    def guide_used(self, draft: UsageDraft) -> object: ...


class Usage:
    """`count` from any thread; `tell` hands over the hours that are full, `close` also the one that is not."""

    def __init__(self, journal: Tells, device: str) -> None:
        self._journal, self._device = journal, device
        self._lock = threading.Lock()
        self._counts: Counter[Use] = Counter()
        self._words: Counter[str] = Counter()
        self._begins: datetime | None = None
        self._waiting: list[UsageDraft] = []

    def count(self, use: Use, now: datetime, text: str = "") -> None:
        with self._lock:
            self._turn(now)
            if use is not Use.UNANSWERED:
                self._counts[use] += 1
                return
            word = tidy(text, LONGEST_WORD + 1)
            if word and not looks_personal(word) and (word in self._words or len(self._words) < MOST_WORDS):
                self._words[word] += 1

    def tell(self, now: datetime) -> None:
        """Everything before the present hour goes to the journal; what it cannot take is kept for the next time."""
        with self._lock:
            self._turn(now)
            waiting, self._waiting = self._waiting, []
        kept: list[UsageDraft] = []
        for draft in waiting:
            try:
                self._journal.guide_used(draft)
            except (StoreError, NotEnrolled) as error:
                log.warning("a guide's usage could not be stored", error=str(error))
                kept.append(draft)
        with self._lock:
            self._waiting = (kept + self._waiting)[-MOST_STRETCHES:]

    def close(self, now: datetime) -> None:
        with self._lock:
            self._shut(now)
        self.tell(now)

    def _turn(self, now: datetime) -> None:
        """Opens a stretch with its first count's hour; shuts it once another hour has come."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self._begins is not None and not self._begins <= now < self._begins + STRETCH:
            self._shut(self._begins + STRETCH)
        if self._begins is None:
            self._begins = hour

    def _shut(self, ends: datetime) -> None:
        begins, counts, words = self._begins, self._counts, self._words
        self._begins, self._counts, self._words = None, Counter(), Counter()
        if begins is None or not (counts or words):
            return
        self._waiting.append(
            UsageDraft(
                draft_id=f"usage:{self._device}:{begins.isoformat()}:{ends.isoformat()}",
                begins=begins,
                ends=ends,
                searches=counts[Use.SEARCH],
                found=counts[Use.FOUND],
                opened=counts[Use.OPENED],
                routes=counts[Use.ROUTE],
                printed=counts[Use.PRINTED],
                promotions=counts[Use.PROMOTION],
                not_found_told=counts[Use.NOT_FOUND],
                unanswered=tuple(UnansweredWord(text, times) for text, times in words.most_common()),
            )
        )
