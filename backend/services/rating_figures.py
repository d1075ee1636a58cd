"""How shoppers rate a store, by place, day, hour and tag, with how sure each figure is. Doubted ones counted apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from backend.models import RatingRow, RatingTagRow
from backend.services import uncertainty
from backend.services.uncertainty import FEW, Estimate

BAD = 2
"""That many stars or fewer."""


class By(Enum):
    PLACE = "place"
    DAY = "day"
    HOUR = "hour"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class RatingFigure:
    """`key` is a place, a day (YYYY-MM-DD), an hour (00 to 23) or a tag, store-local; "" for all together.

    `stars` counts 1 to 5 in that order; `mean` in stars; `bad` is the share of one or two stars. Both have their 95%
    interval (`services.uncertainty`). `few`: fewer than ten, too few to say anything of.
    """

    key: str
    count: int
    stars: tuple[int, ...]
    mean: Estimate | None
    bad_count: int
    bad: Estimate | None
    few: bool


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """`doubted` ratings are in none of the figures. One rating with two tags is in two groups by tag."""

    store_id: str
    first: date
    last: date
    by: By
    all: RatingFigure
    doubted: int
    groups: tuple[RatingFigure, ...]


def figures(session: Session, store_id: str, first: date, last: date, by: By) -> RatingFigures:
    """Of the days `first` to `last`, both counted. Raises ValueError when they are the wrong way round."""
    if last < first:
        raise ValueError("the last day comes before the first")
    rows = session.execute(_grouped(store_id, first, last, by))
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for key, stars, count in rows:
        counts[_key(key, by)][int(stars)] = int(count)
    groups = [_figure(key, stars) for key, stars in counts.items()]
    whole: dict[int, int] = {}
    doubted = 0
    for stars, doubts, count in session.execute(_whole(store_id, first, last)):
        if doubts:
            doubted += int(count)
        else:
            whole[int(stars)] = int(count)
    return RatingFigures(store_id, first, last, by, _figure("", whole), doubted, tuple(_ordered(groups, by)))


def together(groups: Iterable[RatingFigure], key: str) -> RatingFigure:
    """Groups that share no rating, as one: the days of a week."""
    stars: dict[int, int] = {}
    for group in groups:
        for star, count in enumerate(group.stars, start=1):
            stars[star] = stars.get(star, 0) + count
    return _figure(key, stars)


def _figure(key: str, stars: dict[int, int]) -> RatingFigure:
    counts = tuple(stars.get(star, 0) for star in range(1, 6))
    n, bad = sum(counts), sum(counts[:BAD])
    return RatingFigure(
        key, n, counts, uncertainty.mean(stars), bad, uncertainty.share(bad, n), n < FEW
    )


def _ordered(groups: list[RatingFigure], by: By) -> Iterable[RatingFigure]:
    """Days and hours in their order; places and tags by how often."""
    if by in (By.DAY, By.HOUR):
        return sorted(groups, key=lambda group: group.key)
    return sorted(groups, key=lambda group: (-group.count, group.key))


def of_days(store_id: str, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """The ratings of the days `first` to `last`, both counted."""
    return RatingRow.store_id == store_id, RatingRow.given_on >= first, RatingRow.given_on <= last


def _whole(store_id: str, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Doubted ones too: one reading of the span tells both."""
    counts = select(RatingRow.stars, RatingRow.doubts, func.count()).where(*of_days(store_id, first, last))
    return counts.group_by(RatingRow.stars, RatingRow.doubts)


def _grouped(store_id: str, first: date, last: date, by: By) -> Select[*tuple[Any, ...]]:
    counted = (*of_days(store_id, first, last), RatingRow.doubts == "")
    if by is By.TAG:
        return (
            select(RatingTagRow.tag, RatingRow.stars, func.count())
            .join(
                RatingRow,
                (RatingRow.store_id == RatingTagRow.store_id) & (RatingRow.rating_id == RatingTagRow.rating_id),
            )
            .where(*counted)
            .group_by(RatingTagRow.tag, RatingRow.stars)
        )
    column: Any = {By.PLACE: RatingRow.place, By.DAY: RatingRow.given_on, By.HOUR: RatingRow.given_hour}[by]
    return select(column, RatingRow.stars, func.count()).where(*counted).group_by(column, RatingRow.stars)


def _key(value: Any, by: By) -> str:
    return f"{value:02d}" if by is By.HOUR else str(value)
