"""The shopper's list, and what to do where there is no way."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Stop, Why
from kiosk.i18n import msg
from kiosk.screens import keys, parts
from kiosk.screens.guide import frames, maps, rows, words
from kiosk.screens.page import Act, Page
from kiosk.theme.frame import Rect

# The list --------------------------------------------------------------------------------------------------------


def list_of_stops(page: Page, state: s.ListOfStops) -> None:
    tr, stops = page.tr, state.visit.stops
    page.begin("list-of-stops")
    if not stops:
        frames.head(page, tr("路线还是空的"), tr("找到商品后，点“加到路线”。"))
        frames.acts(page, Act(tr("找商品"), e.SearchOpened(), "magnify"))
        page.speech_panel(actions=True, top=480)
        return
    frames.head(page, tr.n("{n} 样，一趟走完", len(stops)), tr("按最近的顺序走，不走回头路。"))
    rect = frames.main(page, actions=True)
    rows.paged(page, rect, stops, state.page, lambda place, stop, i: _stop_row(page, place, state, stop, i))
    frames.acts(page, Act(tr("带我走一趟"), e.WalkList(), "directions"),
                Act(tr("全部去掉"), e.ListCleared(), "playlist-remove"))  # fmt: skip
    page.speech_panel(actions=True, top=430)


def _stop_row(page: Page, rect: Rect, state: s.ListOfStops, stop: Stop, index: int) -> None:
    tr = page.tr
    page.card(rect)
    side = min(88.0, rect.h - 24)
    plate = Rect(rect.x + 16, rect.y + (rect.h - side) / 2, side, side)
    page.picture(plate, stop.picture)
    off = Rect(rect.right - 16 - 248, rect.y + 14, 248, rect.h - 28)
    room = Rect(plate.right + 20, rect.y, off.x - 20 - plate.right - 20, rect.h)
    where = words.short_place(tr, stop.where, words.home_level(state.visit.shop))
    name = rows.short(page, words.name(tr, stop.name), room.w)
    page.stack(room, name, where, size=page.type.h3, small=page.type.body, second_lines=1)
    keys.button(page, off, tr("去掉"), e.ListToggled(stop), f"off:{index}", icon="close", size=34)


# No way ----------------------------------------------------------------------------------------------------------

WHY = {
    Why.STEPS: (msg("没有不走台阶的路"), msg("去那里要走楼梯或扶梯。")),
    Why.UNREACHABLE: (msg("图上没有路过去"), msg("可能在整理货架。店员可以带您去。")),
    Why.NO_PLACE: (msg("不知道它在哪个货架"), msg("位置还没登记。点下面告诉店里，或者叫店员。")),
    Why.NO_PLAN: (msg("还没有本店的地图"), msg("店员可以带您去，按黄色按钮。")),
    Why.NOT_HERE: (msg("不知道这台机器在哪里"), msg("画不出路，但货架号是对的。")),
    Why.TROUBLE: (msg("没找到路"), msg("是机器的问题，不是您的。店员可以带您去。")),
    Why.GONE: (msg("这件商品刚下架"), msg("店里刚把它从目录里拿掉了。")),
}


def no_way(page: Page, state: s.NoWay) -> None:
    tr = page.tr
    page.begin(f"no-way-{state.why.value}")
    first, second = (tr(text) for text in WHY[state.why])
    name = words.name(tr, state.name) if state.name.zh_CN else words.stop_names(tr, state.stops)
    frames.head(page, first, second)
    rect = frames.main(page, actions=True)
    place = words.place(tr, state.stops[-1].where, words.home_level(state.visit.shop)) if state.stops else ""
    box = rect._replace(h=min(160.0, rect.h))
    tone = parts.FAULT if state.why in (Why.TROUBLE, Why.NO_PLAN, Why.NOT_HERE) else parts.WARNING
    parts.banner(page, box, tone, "map-marker-off-outline", name or first, place or second)
    tiles: list[tuple[str, str, object, str, str]] = []
    if state.why is Why.STEPS:
        tiles.append((tr("走有台阶的路"), tr("看看怎么走"), e.StepFreeSet(False), "with-steps", "stairs"))
    if state.why is Why.NO_PLACE:
        tiles.append((tr("告诉店里"), tr("登记它的位置"), e.NotFoundSaid(), "not-found", "message-alert-outline"))
    tiles.append((tr("找别的"), tr("打字、扫码"), e.SearchOpened(), "search", "magnify"))
    high = min(152.0, (rect.bottom - box.bottom - 24 * len(tiles)) / len(tiles))
    for i, (word, then, event, key, icon) in enumerate(tiles):
        place_at = Rect(rect.x, box.bottom + 24 + i * (high + 24), rect.w, high)
        keys.wide_tile(page, place_at, word, then, event, key, icon=icon)
    used = box.bottom + len(tiles) * (high + 24) + 24
    where = state.stops[-1].where if state.stops else None
    if rect.bottom - used > 240 and where is not None and state.why is not Why.NO_PLACE:
        room = Rect(rect.x, used, rect.w, rect.bottom - used)
        maps.view(page, room, state.visit.shop, where=where, label=tr("在这里"), touchable=False)
    page.speech_panel(actions=True, top=480)
