"""The way on paper: what the shopper carries along. Pure; words through the catalogue given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.plan.places import Place, said
from domain.reference import Store
from domain.slip import QR, Align, Banner, Box, Columns, Cut, Element, Rule, RuleStyle, Size, Slip, Step, Text
from domain.wire import Pace
from kiosk.flows.guide.things import Shop, Stop, Walk, Where


class Words(Protocol):
    """A translator: the message id is the Chinese text; also says dates and weekdays its language's way."""

    language: str

    def __call__(self, message: str, /, **values: object) -> str: ...

    def n(self, message: str, n: int, /, **values: object) -> str: ...

    def day(self, moment: datetime) -> str: ...


def build(
    walk: Walk, store: Store, shop: Shop, tr: Words, now: datetime, *, pace: Pace = Pace.NORMAL
) -> Slip:
    """Everything on it, top to bottom: where to, how far, step by step, and the same for the phone."""
    return Slip(
        elements=(
            *_head(walk, store, tr, now),
            *_stops(walk, shop, tr),
            *_steps(walk, tr),
            *_foot(walk, store, tr),
            Cut(),
        ),
        language=tr.language,
        large_type=pace is Pace.SENIOR,
    )


def _head(walk: Walk, store: Store, tr: Words, now: datetime) -> Iterator[Element]:
    local = now.astimezone(ZoneInfo(store.timezone))
    yield Text(f"{store.chain} · {store.name}", Size.HEADING, bold=True, align=Align.CENTER)
    yield Text(tr("店内路线"), align=Align.CENTER)
    yield Banner(tr("{n} 米", n=walk.metres), label=tr.n("走路约 {n} 分钟", walk.minutes))
    if walk.step_free:
        yield Banner(tr("不走台阶"))
    yield Columns(tr.day(local), f"{local:%H:%M}", Size.CAPTION)
    yield Rule()


def _stops(walk: Walk, shop: Shop, tr: Words) -> Iterator[Element]:
    """What is walked to, in the order of walking, each with its shelf."""
    for i, stop in enumerate(walk.stops, start=1):
        name = stop.name.in_(tr.language)
        yield Text(f"{i}  {name}" if len(walk.stops) > 1 else name, Size.HEADING, bold=True)
        where = _where(stop, shop, tr)
        if where:
            yield Text(where)
    yield Rule()


def _where(stop: Stop, shop: Shop, tr: Words) -> str:
    if stop.where is None:
        return ""
    away = shop.here is None or stop.where.level_id != shop.here.level_id
    return said(place_of(stop.where), with_level=away and bool(stop.where.level.zh_CN)).in_(tr.language)


def place_of(where: Where) -> Place:
    """As the plan's own words take it."""
    bay = where.bay if where.bays > 1 else 0
    return Place(where.fixture_id, where.level_id, where.level, where.kind, where.name, where.zone, where.number,
                 where.side, bay, where.shelf)  # fmt: skip


def _steps(walk: Walk, tr: Words) -> Iterator[Element]:
    yield Text(tr("怎么走"), Size.HEADING, bold=True)
    for i, turn in enumerate(walk.turns, start=1):
        yield Step(i, turn.text.in_(tr.language))


def _foot(walk: Walk, store: Store, tr: Words) -> Iterator[Element]:
    if walk.link:
        yield QR(walk.link, title=tr("手机看地图"), lines=(tr("扫一扫，路线就在手机上。"), tr("不用装软件。")))
    yield Box((Text(tr("找不到就问店员"), bold=True, align=Align.CENTER),
               Text(tr("服务台在{place}", place=tr(store.desk)), Size.CAPTION, align=Align.CENTER)))  # fmt: skip
    yield Rule(RuleStyle.DASHED)
    yield Text(tr("货架有时会换，以店里为准"), Size.CAPTION, align=Align.CENTER)
