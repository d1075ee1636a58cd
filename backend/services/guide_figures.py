"""How the guides of a store are used: what is searched and found, ways shown, and words that found nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.models import GuideUseRow, UnansweredRow
from backend.services import uncertainty
from backend.services.uncertainty import Estimate

MOST_WORDS = 100
ASKED_AGAIN = 2
"""A word asked for once may be anybody's slip, or name; it is counted, not shown."""


@dataclass(frozen=True, slots=True)
class GuideFigure:
    """`key` is a day (YYYY-MM-DD, store-local), "" for all together. `answered`: the share of searches that found."""

    key: str
    searches: int
    found: int
    answered: Estimate | None
    opened: int
    routes: int
    printed: int
    promotions: int
    not_found_told: int


@dataclass(frozen=True, slots=True)
class UnansweredFigure:
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class GuideFigures:
    """`words` found nothing at least twice, the most frequent first; `asked_once` other words did so once."""

    store_id: str
    first: date
    last: date
    all: GuideFigure
    days: tuple[GuideFigure, ...]
    words: tuple[UnansweredFigure, ...]
    asked_once: int


_COUNTS = (
    GuideUseRow.searches,
    GuideUseRow.found,
    GuideUseRow.opened,
    GuideUseRow.routes,
    GuideUseRow.printed,
    GuideUseRow.promotions,
    GuideUseRow.not_found_told,
)


def figures(session: Session, store_id: str, first: date, last: date) -> GuideFigures:
    """Of the days `first` to `last`, both counted. Raises ValueError when they are the wrong way round."""
    if last < first:
        raise ValueError("the last day comes before the first")
    rows = session.execute(
        select(GuideUseRow.used_on, *(func.sum(count) for count in _COUNTS))
        .where(GuideUseRow.store_id == store_id, GuideUseRow.used_on >= first, GuideUseRow.used_on <= last)
        .group_by(GuideUseRow.used_on)
        .order_by(GuideUseRow.used_on)
    ).all()
    days = [(row[0], [int(count or 0) for count in row[1:]]) for row in rows]
    whole = [sum(column) for column in zip(*(counts for _, counts in days), strict=True)] or [0] * len(_COUNTS)
    asked = func.sum(UnansweredRow.count)
    words = session.execute(
        select(UnansweredRow.word, asked)
        .where(UnansweredRow.store_id == store_id, UnansweredRow.used_on >= first, UnansweredRow.used_on <= last)
        .group_by(UnansweredRow.word)
        .order_by(asked.desc(), UnansweredRow.word)
    ).all()
    again = [UnansweredFigure(word, int(count)) for word, count in words if count >= ASKED_AGAIN]
    return GuideFigures(
        store_id,
        first,
        last,
        _figure("", whole),
        tuple(_figure(str(day), counts) for day, counts in days),
        tuple(again[:MOST_WORDS]),
        len(words) - len(again),
    )


def _figure(key: str, counts: list[int]) -> GuideFigure:
    searches, found, *others = counts
    return GuideFigure(key, searches, found, uncertainty.share(min(found, searches), searches), *others)
