"""What a page knows: the service it belongs to, and who is looking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request

from backend.console.feed import Feed
from backend.console.words import Words, words_of
from backend.database import Sessions
from backend.services.staff import Staff
from backend.settings import Clock, Settings
from domain.reference import Store

_KEY = "fuwutai.visit"


@dataclass(frozen=True, slots=True)
class Console:
    """One central service's console."""

    sessions: Sessions
    clock: Clock
    settings: Settings
    feed: Feed


@dataclass(frozen=True, slots=True)
class Visit:
    """A member of staff with a page open. It travels with the request, so pages need nothing global."""

    console: Console
    staff: Staff
    store: Store
    token: str
    language: str

    @property
    def words(self) -> Words:
        return words_of(self.language)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.store.timezone)

    def put_into(self, scope: Any) -> None:
        scope[_KEY] = self


def visit_of(request: Request) -> Visit:
    """Only behind the gate, which puts it there. Raises LookupError on what is open to everyone."""
    visit = request.scope.get(_KEY)
    if not isinstance(visit, Visit):
        raise LookupError("nobody is signed in here")
    return visit
