"""Today's offers at a moment: what runs, until when, and what begins later today. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.plan import Plan
from domain.promotion import Promotion, Validity, next_change, runs
from kiosk.flows.guide.things import Area, Found, Offer, Where
from kiosk.guide.assortment import Assortment

MOST_GOODS = 60
"""Goods an offer lists; one for a whole department names none."""
_MOST_CHANGES = 400


def todays(
    promotions: Sequence[Promotion], now: datetime, zone: ZoneInfo, assortment: Assortment, areas: Sequence[Area] = ()
) -> tuple[Offer, ...]:
    """Those that run now or begin before midnight, the most important first."""
    found = []
    for promotion in promotions:
        moments = today_of(promotion.validity, now, zone)
        if moments is not None:
            found.append(_offer(promotion, *moments, assortment, areas))
    return tuple(sorted(found, key=lambda o: (-o.promotion.priority, not o.runs, o.until, o.key)))


def changes_at(promotions: Sequence[Promotion], now: datetime, zone: ZoneInfo) -> datetime | None:
    """When `todays` may next have another answer; None when never again."""
    moments = (next_change(p.validity, now, zone) for p in promotions)
    return min((m for m in moments if m is not None), default=None)


def today_of(validity: Validity, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime] | None:
    """(since, until): `since` None when it runs now. None when it does not run today any more."""
    if runs(validity, now, zone):
        return None, _ends(validity, now, zone)
    midnight = (now.astimezone(zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    moment: datetime | None = now
    for _ in range(_MOST_CHANGES):
        moment = next_change(validity, moment, zone) if moment is not None else None
        if moment is None or moment >= midnight:
            return None
        if runs(validity, moment, zone):
            return moment, _ends(validity, moment, zone)
    return None


def _ends(validity: Validity, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `now` at which it does not run."""
    if validity.from_time is None and not validity.weekdays:
        return validity.ends_at
    moment: datetime | None = now
    for _ in range(_MOST_CHANGES):
        moment = next_change(validity, moment, zone) if moment is not None else None
        if moment is None:
            return validity.ends_at
        if not runs(validity, moment, zone):
            return moment
    return validity.ends_at


def _offer(
    promotion: Promotion, since: datetime | None, until: datetime, assortment: Assortment, areas: Sequence[Area]
) -> Offer:
    rows = (assortment.found(product_id) for product_id in promotion.product_ids[:MOST_GOODS])
    goods = tuple(row for row in rows if row is not None)
    codes = set(promotion.departments) | {row.department for row in goods}
    area = next((a for a in areas if codes & set(a.departments)), None)
    where = _where(promotion, goods, assortment.plan, assortment) or _of_area(area, assortment)
    return Offer(promotion, until, since, goods, where, area=area.key if area is not None else "")


def _where(
    promotion: Promotion, goods: Sequence[Found], plan: Plan | None, assortment: Assortment
) -> Where | None:
    fixture = plan.fixture(promotion.fixture_id) if plan is not None and promotion.fixture_id else None
    if fixture is not None:
        return assortment.at_fixture(fixture)
    return next((row.where for row in goods if row.where is not None), None)


def _of_area(area: Area | None, assortment: Assortment) -> Where | None:
    if area is None or not area.fixture_ids:
        return None
    return assortment.at_fixture(assortment.fixtures[area.fixture_ids[0]])
