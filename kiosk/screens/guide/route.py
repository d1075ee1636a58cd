"""The way: drawn, in words, on paper, on the phone. And what to do where there is none."""

from __future__ import annotations

from domain.words import begun
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Kind, Turn
from kiosk.screens import keys
from kiosk.screens.guide import frames, maps, rows, words
from kiosk.screens.guide.pricing import price_of_stop
from kiosk.screens.nodes import Progress, Qr
from kiosk.screens.page import Page, SayAgain
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

STEP = 70.0
LOW_MAP = 248.0
"""The map from a wheelchair, where the steps come one by one."""
PHONE = 276.0
"""The phone's code on an upright screen: 2 px a module and more on the smallest panel."""


def routing(page: Page, state: s.Routing) -> None:
    tr = page.tr
    page.begin("routing")
    names = words.stop_names(tr, state.stops)
    frames.head(page, tr("正在找路"), tr("去 {names}，马上就好。", names=names))
    room = frames.main(page)
    rect = room._replace(h=min(132.0, room.h))
    page.card(rect, edge=t.LEAF, line=5)
    page.icon(rect.x + 32, rect.y + (rect.h - 64) / 2, 64, "directions", t.LEAF)
    first = tr("不走台阶的路") if state.step_free else tr("从这里出发")
    said = Rect(rect.x + 120, rect.y, rect.w - 440, rect.h)
    page.stack(said, first, rows.short(page, names, said.w, page.type.body), size=page.type.h3, small=page.type.body,
               second_lines=1)  # fmt: skip
    bar = Rect(rect.right - 28 - 260, rect.y + (rect.h - 16) / 2, 260, 16)
    page.add(Progress(bar, 1.0, 10 if not page.senior else 2))
    where = state.stops[-1].where if state.stops else None
    if where is not None and room.bottom - rect.bottom > 280:
        below = Rect(room.x, rect.bottom + 16, room.w, room.bottom - rect.bottom - 16)
        maps.view(page, below, state.visit.shop, where=where, label=tr("在这里"), touchable=False)
    page.speech_panel(actions=False)


def route(page: Page, state: s.RouteShown) -> None:
    tr, walk = page.tr, state.walk
    page.begin("route")
    far = tr("{metres}，{minutes}。", metres=words.metres(tr, walk.metres), minutes=words.minutes(tr, walk.minutes))
    if not page.senior:
        page.say(far, *(words.name(tr, turn.text) for turn in walk.turns))
    elif walk.turns:
        now = min(state.page, len(walk.turns) - 1)
        page.say(far if now == 0 else "", words.name(tr, walk.turns[now].text))
    if page.portrait:
        _portrait(page, state)
    else:
        _landscape(page, state)


def _landscape(page: Page, state: s.RouteShown) -> None:
    left = Rect(32, 124, 1200, 800)
    bar = Rect(left.x, left.bottom - 88, left.w, 88)
    maps.view(page, left._replace(h=left.h - 104), state.visit.shop, walk=state.walk)
    _map_bar(page, bar, state)
    right = Rect(1264, 124, 624, 800)
    _goal(page, right._replace(h=132), state)
    _hero(page, Rect(right.x, 268, right.w, 124), state)
    _turns(page, Rect(right.x, 404, right.w, 372), state)
    paper = Rect(right.x, 788, right.w, 136)
    if state.walk.link:
        paper, phone = paper.split(0, 228)
        _phone(page, phone, state.walk.link)
    _paper(page, paper, state)


def _portrait(page: Page, state: s.RouteShown) -> None:
    low = page.frame.lowered
    top, bar = page.frame.touch_top, page.frame.action
    _hero(page, Rect(32, top - (140 if not low else 120), 1016, 124 if not low else 108), state)
    if not low:
        _goal(page, Rect(32, top - 264, 1016, 116), state)
        picture, y = Rect(32, top, 1016, 520), top + 536.0
        maps.view(page, picture, state.visit.shop, walk=state.walk)
        _map_bar(page, Rect(32, y, 1016, 88), state)
        y += 104
    else:
        _map_bar(page, Rect(32, top, 1016, 80), state)
        y = top + 96.0
        if page.senior:
            # One step at a time leaves room for the drawn way, and for the key that the bar has none for.
            picture, big = Rect(32, y, 1016, LOW_MAP).split(0, 400)
            maps.view(page, picture, state.visit.shop, walk=state.walk)
            maps.big_key(page, big._replace(y=y + (LOW_MAP - 120) / 2, h=120), e.MapOpened())
            y += LOW_MAP + 16
    below = Rect(32, y, 1016, bar.y - 16 - y)
    if state.walk.link:
        # Beside the steps, not in the bar: there a code on a small panel would have one px a module.
        below, phone = below.split(0, PHONE)
        _phone(page, phone, state.walk.link)
    _turns(page, below, state)
    _paper(page, bar, state)


# Parts -----------------------------------------------------------------------------------------------------------


def _goal(page: Page, rect: Rect, state: s.RouteShown) -> None:
    """What is walked to."""
    tr, walk = page.tr, state.walk
    page.card(rect)
    side = rect.h - 32
    plate = Rect(rect.x + 16, rect.y + 16, side, side)
    goal = walk.stops[-1] if walk.stops else None
    if goal is not None and goal.kind is Kind.PRODUCT:
        page.picture(plate, goal.picture)
    else:
        page.plate(plate, t.LEAFTINT, 16)
        page.icon_in(plate, side * 0.62, "map-marker", t.LEAF)
    room = Rect(plate.right + 20, rect.y + 6, rect.right - 16 - plate.right - 20, rect.h - 12)
    first = words.stop_names(tr, walk.stops)
    if len(walk.stops) > 1:
        second = tr.n("{n} 样，按最近的顺序走", len(walk.stops))
    elif goal is not None and goal.kind is Kind.PRODUCT:
        stock = {True: tr("有货"), False: tr("卖完了"), None: ""}[goal.in_stock]
        checked = words.checked(page.look, goal.where) if goal.where is not None else ""
        told = (price_of_stop(page, state.visit.shop, goal), stock, checked)
        second = begun(tr("，").join(text for text in told if text))
    else:
        second = tr("不走台阶") if walk.step_free else ""
    page.stack(room, rows.short(page, first, room.w, 36), second, size=36 if not page.senior else 44,
               small=page.type.body)  # fmt: skip


def _hero(page: Page, rect: Rect, state: s.RouteShown) -> None:
    """How far: the biggest thing. Beside it how long, and where exactly."""
    tr, walk = page.tr, state.walk
    far = words.metres(tr, walk.metres)
    size = 104.0 if rect.h >= 110 else 88.0
    room = rect.w * 0.46
    fitted = page.fitted(far, size, room, bold=True, floor=56)
    page.middle(far, Rect(rect.x, rect.y, room, rect.h), fitted.size, bold=True, leading=1.1)
    goal = walk.stops[-1] if walk.stops else None
    where = ""
    if goal is not None and goal.where is not None and len(walk.stops) == 1:
        # Upstairs the level says more than the board, which the last step names.
        here = words.home_level(state.visit.shop)
        told = words.place if goal.where.level_id == here else words.short_place
        where = told(tr, goal.where, here)
        where = "" if where == words.name(tr, goal.name) else where
    beside = Rect(rect.x + room + 12, rect.y, rect.w - room - 12, rect.h)
    page.stack(beside, where or words.minutes(tr, walk.minutes), words.minutes(tr, walk.minutes) if where else "",
               size=32 if not page.senior else 40, small=30 if not page.senior else 36, lines=2, align="right",
               second_lines=1)  # fmt: skip


def _turns(page: Page, rect: Rect, state: s.RouteShown) -> None:
    """Directions by their numbers on the map. At the senior pace one after the other."""
    walk = state.walk
    if not walk.turns:
        return
    page.card(rect)
    inner = rect.inset(24, 6)
    high = STEP if not page.senior else 96.0
    fit = max(1, int(inner.h // high))
    one_by_one = page.senior
    if one_by_one or len(walk.turns) > fit:
        key = 72.0 if not page.senior else 88.0
        fit = 1 if one_by_one else max(1, int((inner.h - key - 8) // high))
        pages = -(-len(walk.turns) // fit)
        shown = min(state.page, pages - 1)
        _steps_pager(page, Rect(inner.x, inner.bottom - key, inner.w, key), shown, pages)
        inner = inner._replace(h=inner.h - key - 8)
    else:
        shown, pages = 0, 1
    turns = walk.turns[shown * fit : (shown + 1) * fit]
    tall = min(inner.h / max(1, len(turns)), 120.0 if not one_by_one else inner.h)
    for i, turn in enumerate(turns):
        box = Rect(inner.x, inner.y + i * tall, inner.w, tall)
        if i:
            page.rule(box.x, box.y, box.w)
        _turn(page, box, shown * fit + i + 1, turn)


def _turn(page: Page, box: Rect, number: int, turn: Turn) -> None:
    big = page.senior
    size = 32 if not big else 48
    word = str(number)
    page.middle(word, Rect(box.x, box.y, 44, box.h), size + 2, bold=True, colour=t.LEAF, leading=1.2)
    icon = 46 if not big else 72
    page.icon(box.x + 48, box.y + (box.h - icon) / 2, icon, turn.icon)
    x = box.x + 48 + icon + 16
    page.middle(words.name(page.tr, turn.text), Rect(x, box.y, box.right - x, box.h), size, bold=turn.arrives,
                lines=2, leading=1.15, floor=page.type.least)  # fmt: skip


def _steps_pager(page: Page, rect: Rect, shown: int, pages: int) -> None:
    left, middle, right = rect.split(rect.w * 0.36, 0, rect.w * 0.36)
    size = 38 if page.senior and rect.w > 700 else 30
    if shown > 0:
        keys.button(page, left, page.tr("前面"), e.PageTurned(shown - 1), "page:before", icon="arrow-up", size=size)
    else:
        keys.disabled(page, left, page.tr("前面"), icon="arrow-up", size=size)
    page.middle(f"{shown + 1} / {pages}", middle, size, bold=True, align="center", leading=1.2)
    if shown < pages - 1:
        keys.button(page, right, page.tr("后面"), e.PageTurned(shown + 1), "page:after", icon="arrow-down", size=size)
    else:
        keys.disabled(page, right, page.tr("后面"), icon="arrow-down", size=size)


def _map_bar(page: Page, rect: Rect, state: s.RouteShown) -> None:
    """Under the map: levels, the way without steps, the big map, and 没找到."""
    tr, shop, walk = page.tr, state.visit.shop, state.walk
    levels = len({leg.level_id for leg in walk.legs})
    wanted = [("step-free", 0.0), ("again" if page.senior else "map", 0.0)]
    if levels == 1 or not page.portrait:
        wanted.append(("told", 0.0))
    if levels > 1:
        wanted.insert(0, ("levels", 280.0 if not page.senior else 336.0))
    places = dict(zip([name for name, _ in wanted], rect.split(*[w for _, w in wanted]), strict=True))
    if levels > 1:
        shown = page.glance.map.level_id or maps.first_level(shop, walk)
        maps.levels(page, places["levels"], shop, shown)
    frames.toggle(page, places["step-free"], tr("不走台阶"), e.StepFreeSet(not walk.step_free), "step-free",
                  on=walk.step_free, icon="wheelchair-accessibility")  # fmt: skip
    size = 32 if not page.senior else 36
    if page.senior:
        keys.button(page, places["again"], tr("再听一遍"), SayAgain(), "say-again", icon="volume-high", size=size)
    else:
        keys.button(page, places["map"], tr("看大地图"), e.MapOpened(), "map", icon="map-legend", size=size)
    if levels == 1 or not page.portrait:
        keys.button(page, places["told"], tr("没找到"), e.NotFoundSaid(), "not-found", icon="help-circle-outline",
                    size=size)  # fmt: skip


def _phone(page: Page, rect: Rect, link: str) -> None:
    """On the phone: the code as large as its place lets it, and what it is for beside or below it."""
    page.card(rect)
    if rect.h < rect.w * 0.7:
        side = rect.h - 8
        code = Rect(rect.x + 8, rect.y + 4, side, side)
        said = Rect(code.right + 6, rect.y, rect.right - 14 - code.right, rect.h)
        page.middle(page.tr("手机\n带走"), said, 24, bold=True, lines=3, leading=1.3, floor=18)
    else:
        side = min(rect.w - 24, rect.h - 72)
        code = Rect(rect.x + (rect.w - side) / 2, rect.y + (rect.h - 52 - side) / 2, side, side)
        said = Rect(rect.x + 12, code.bottom, rect.w - 24, 52)
        page.middle(page.tr("手机带走"), said, 32, bold=True, align="center", lines=2, leading=1.1, floor=22)
    page.add(Qr(code, link))


def _paper(page: Page, paper: Rect, state: s.RouteShown) -> None:
    """On paper. A screen without a printer has the phone's code alone."""
    tr = page.tr
    if not state.visit.shop.can_print:
        page.card(paper)
        page.middle(tr("照着图走，或者用手机扫码带走。"), paper.inset(24, 8), page.type.body, lines=3, floor=22)
    elif state.printed:
        page.plate(paper, t.LEAFTINT, 20)
        page.icon(paper.x + 24, paper.y + (paper.h - 56) / 2, 56, "check-circle", t.LEAF)
        again = Rect(paper.right - 172, paper.y + 14, 156, paper.h - 28)
        room = Rect(paper.x + 96, paper.y, again.x - 12 - paper.x - 96, paper.h)
        page.middle(tr("打好了"), room, 34, bold=True, floor=22, leading=1.2)
        keys.button(page, again, tr("再打"), e.PrintAsked(), "print", size=30)
    else:
        keys.button(page, paper, tr("打印路线"), e.PrintAsked(), "primary", kind="primary", icon="printer", size=42,
                    icon_size=56)  # fmt: skip
