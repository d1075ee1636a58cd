"""The demo store's promotions and notices, laid around the day they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from backend.demo import assets
from backend.demo.basket import ZONE
from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity
from domain.reference import Product
from domain.words import NO_WORDS, Words


def demo_promotions(products: Sequence[Product], now: datetime) -> tuple[Promotion, ...]:
    """Twelve that run at some hour of today, one over and one to come. Raises KeyError for goods nobody sells."""
    ids = {product.name: product.product_id for product in products}
    local = now.astimezone(ZONE)
    return tuple(_promotion(row, ids, local) for row in assets.offers()["promotion"])


def demo_notices(now: datetime) -> tuple[Notice, ...]:
    """What comes back every month, for this month and the next, and what stands now. None is an emergency."""
    local = now.astimezone(ZONE)
    return tuple(notice for row in assets.offers()["notice"] for notice in _notices(row, local))


def _promotion(row: Mapping[str, Any], ids: Mapping[str, str], now: datetime) -> Promotion:
    return Promotion(
        promotion_id=f"demo-{row['id']}",
        kind=PromotionKind(row["kind"]),
        title=_words(row["title"]),
        validity=_validity(row, now),
        text=_words(row["text"]) if "text" in row else NO_WORDS,
        product_ids=tuple(ids[name] for name in row.get("products", ())),
        departments=tuple(row.get("departments", ())),
        price_fen=_fen(row.get("price")),
        threshold_fen=_fen(row.get("threshold")),
        off_fen=_fen(row.get("off")),
        fixture_id=row.get("fixture", ""),
        priority=row.get("priority", 0),
    )


def _validity(row: Mapping[str, Any], now: datetime) -> Validity:
    starts = _midnight(now.date() + timedelta(days=row["begins"]))
    if "ends_in" in row:
        # From the full hour, so that looking again within it changes nothing.
        ends = now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=row["ends_in"])
    else:
        ends = _midnight(now.date() + timedelta(days=row["ends"]))
    start, end = (time.fromisoformat(text) for text in row["hours"]) if "hours" in row else (None, None)
    return Validity(starts, ends, tuple(row.get("weekdays", ())), start, end)


def _notices(row: Mapping[str, Any], now: datetime) -> Iterator[Notice]:
    title, text, kind = _words(row["title"]), _words(row["text"]), NoticeKind(row["kind"])
    if "day" not in row:
        starts, ends = (_midnight(now.date() + timedelta(days=row[key])) for key in ("begins", "ends"))
        yield Notice(f"demo-{row['id']}", kind, title, text, starts, ends)
        return
    this = now.date().replace(day=1)
    for month in (this, (this + timedelta(days=31)).replace(day=1)):
        starts = _midnight(month.replace(day=row["day"]))
        yield Notice(f"demo-{row['id']}-{month:%Y-%m}", kind, title, text, starts, starts + timedelta(days=1))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), ZONE)


def _fen(yuan: str | None) -> int | None:
    return None if yuan is None else int(Decimal(yuan) * 100)


def _words(texts: Sequence[str]) -> Words:
    simplified, english, traditional = texts
    return Words(simplified, english, traditional)
