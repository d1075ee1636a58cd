"""The way on paper: where it is, how far, the steps, a small map, the code for the phone. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.plan import Plan
from domain.plan.places import Place, briefly, said
from domain.slip import QR, Align, Banner, Columns, Cut, Element, Rule, RuleStyle, Size, Slip, Step, Text
from domain.wire import Pace
from kiosk.flows.guide.things import Stop, Walk
from kiosk.route_map import maps
from kiosk.slips import Words


def build(walk: Walk, plan: Plan, store_name: str, at: datetime, tr: Words, *, pace: Pace = Pace.NORMAL) -> Slip:
    """Everything on the slip, top to bottom. `at` is the store's local time."""
    return Slip(
        elements=(
            Text(store_name, Size.BODY, bold=True, align=Align.CENTER),
            *_goal(walk, tr),
            *_how_far(walk, tr),
            *_maps(walk, plan, tr),
            *_steps(walk, tr),
            *_foot(walk, at, tr),
            Cut(),
        ),
        language=tr.language,
        large_type=pace is Pace.SENIOR,
    )


def _goal(walk: Walk, tr: Words) -> Iterator[Element]:
    if len(walk.stops) == 1:
        stop = walk.stops[0]
        yield Text(stop.name.in_(tr.language), Size.HEADING, bold=True, align=Align.CENTER)
        place = _place(stop)
        if place is not None and (where := briefly(place).in_(tr.language)):
            yield Banner(where, label=tr("位置"))
            # Only what the big words leave out: 第 4 节，第 2 层.
            rest = said(place).in_(tr.language).removeprefix(where).strip(f" {tr('，')}")
            if rest:
                yield Text(rest, Size.HEADING, bold=True, align=Align.CENTER)
        return
    yield Text(tr("按这个顺序走"), Size.HEADING, bold=True, align=Align.CENTER)
    for number, stop in enumerate(walk.stops, start=1):
        place = _place(stop)
        yield Columns(f"{number}. {stop.name.in_(tr.language)}", briefly(place).in_(tr.language) if place else "")


def _place(stop: Stop) -> Place | None:
    where = stop.where
    if where is None:
        return None
    bay = where.bay if where.bays > 1 else 0
    return Place(
        where.fixture_id, where.level_id, where.level, where.kind, where.name, where.zone, where.number, where.side,
        bay, where.shelf,
    )  # fmt: skip


def _how_far(walk: Walk, tr: Words) -> Iterator[Element]:
    yield Rule()
    yield Columns(tr.n("走路约 {n} 分钟", walk.minutes), tr("{n} 米", n=walk.metres), Size.HERO, bold=True)
    if walk.step_free:
        yield Text(tr("不走台阶"), Size.BODY, bold=True)


def _maps(walk: Walk, plan: Plan, tr: Words) -> Iterator[Element]:
    levels = maps(walk, plan, tr.language)
    for name, drawing in levels:
        if len(levels) > 1:
            yield Text(name, Size.BODY, bold=True)
        yield drawing


def _steps(walk: Walk, tr: Words) -> Iterator[Element]:
    for number, turn in enumerate(walk.turns, start=1):
        yield Step(number, turn.text.in_(tr.language))


def _foot(walk: Walk, at: datetime, tr: Words) -> Iterator[Element]:
    if walk.link:
        yield QR(walk.link, title=tr("手机带走"), lines=(tr("扫一扫，路线就在手机上，不用装软件。"),))
    yield Rule(RuleStyle.DASHED)
    yield Text(f"{at:%Y-%m-%d %H:%M}", Size.CAPTION, align=Align.CENTER)
    yield Text(tr("没找到，请问身边的店员"), Size.CAPTION, align=Align.CENTER)
