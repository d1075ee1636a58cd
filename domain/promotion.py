"""Promotions as a shopper meets them: what, where, for whom, and exactly how long.

A promotion runs at a moment when the moment lies in [starts_at, ends_at), and, in the store's own time, its weekday is
named and its time of day lies in [from_time, to_time). Gone at the second it ends, with the line or without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from domain.money import Fen
from domain.words import NO_WORDS, Words


class PromotionKind(Enum):
    DISCOUNT = "discount"
    SPEND_AND_SAVE = "spend_and_save"  # 满减
    BUY_ONE_GET_ONE = "buy_one_get_one"  # 买一赠一
    MEMBER = "member"
    CLEARANCE = "clearance"  # near expiry


@dataclass(frozen=True, slots=True)
class Validity:
    """`weekdays` ISO 1-7, all when empty. `from_time`/`to_time` store-local; a window may pass midnight."""

    starts_at: datetime
    ends_at: datetime
    weekdays: tuple[int, ...] = ()
    from_time: time | None = None
    to_time: time | None = None

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("it ends before it starts")
        if not all(1 <= day <= 7 for day in self.weekdays):
            raise ValueError("weekdays go from 1 (Monday) to 7")
        if (self.from_time is None) != (self.to_time is None) or (self.from_time and self.from_time == self.to_time):
            raise ValueError("a time of day needs a beginning and another end")


@dataclass(frozen=True, slots=True)
class Promotion:
    """`price_fen` is what one unit costs while it runs; `threshold_fen`/`off_fen` belong to 满减."""

    promotion_id: str
    kind: PromotionKind
    title: Words
    validity: Validity
    text: Words = NO_WORDS
    product_ids: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    price_fen: Fen | None = None
    threshold_fen: Fen | None = None
    off_fen: Fen | None = None
    fixture_id: str = ""
    """Where it is shown, if not at the goods' own place."""
    priority: int = 0


class NoticeKind(Enum):
    EMERGENCY = "emergency"
    """Takes over every screen at once, and lifts by itself at its end."""
    SILVER_DAY = "silver_day"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the store has to say to everybody."""

    notice_id: str
    kind: NoticeKind
    title: Words
    text: Words
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("it ends before it starts")

    def stands(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


def runs(validity: Validity, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it holds at that moment."""
    if not validity.starts_at <= now < validity.ends_at:
        return False
    local = now.astimezone(zone)
    day, at = local.isoweekday(), local.time()
    start, end = validity.from_time, validity.to_time
    if start is None or end is None:
        return not validity.weekdays or day in validity.weekdays
    if start < end:
        return start <= at < end and (not validity.weekdays or day in validity.weekdays)
    # Past midnight: the small hours belong to the evening before.
    evening = day if at >= start else (day - 2) % 7 + 1
    return (at >= start or at < end) and (not validity.weekdays or evening in validity.weekdays)


def next_change(validity: Validity, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next moment after `now` at which `runs` may have another answer; None when never again.

    A clock change of the zone may make one of the moments superfluous, never late.
    """
    if now >= validity.ends_at:
        return None
    moments = [m for m in (validity.starts_at, validity.ends_at) if m > now]
    local = now.astimezone(zone)
    edges = {time(), validity.from_time or time(), validity.to_time or time()}
    for days in (0, 1):
        on = local.date() + timedelta(days=days)
        for edge in edges:
            for fold in (0, 1):
                moment = datetime.combine(on, edge, zone).replace(fold=fold)
                if moment > now:
                    moments.append(moment)
    return min(moments).astimezone(now.tzinfo)


def running(promotions: Iterable[Promotion], now: datetime, zone: ZoneInfo) -> tuple[Promotion, ...]:
    """Those that hold now, the most important first, then by what ends first."""
    held = [p for p in promotions if runs(p.validity, now, zone)]
    return tuple(sorted(held, key=lambda p: (-p.priority, p.validity.ends_at, p.promotion_id)))
