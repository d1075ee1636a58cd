"""The floor by its areas: all of them, one with its kinds of goods, and goods as a list."""

from __future__ import annotations

from collections.abc import Sequence

from domain.words import Words
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import kind_stop
from kiosk.flows.guide.things import Area, Found, Group, Kind, Shop, Stop, spots_of
from kiosk.screens import keys, parts
from kiosk.screens.guide import frames, maps, rows, words
from kiosk.screens.guide.home import area_tile
from kiosk.screens.nodes import Picture
from kiosk.screens.page import Act, Page
from kiosk.theme.frame import Rect

FEW = 6
"""With no more goods than these nobody is asked for the kind."""


def areas(page: Page, state: s.Areas) -> None:
    tr, shop = page.tr, state.visit.shop
    page.begin("areas")
    frames.head(page, tr("去哪个分区？"), tr.n("一共 {n} 个，点一个看里面有什么。", len(shop.areas)))
    rect = frames.main(page)
    columns = (4 if not page.senior else 3) if not page.portrait else (3 if not page.senior else 2)
    tall = 184.0 if not page.senior else 208.0
    rows.paged(page, rect, shop.areas, state.page, lambda place, area, i: area_tile(page, place, shop, area, i),
               columns=columns, least=tall, most=232)  # fmt: skip
    page.speech_panel(actions=False)


def department(page: Page, state: s.Department) -> None:
    tr, shop = page.tr, state.visit.shop
    area = shop.area(state.area)
    group = next((g for g in state.groups or () if g.name == state.group), None)
    page.begin(f"department-{state.group or ''}")
    title = _name(page, group) if group is not None else _title(page, state, area) if area is not None else tr("分区")
    spots = spots_of(group.goods) if group is not None else ()
    where = words.together(tr, spots, words.home_level(shop))
    if not where and area is not None:
        where = words.area_place(tr, area, words.home_level(shop))
    y = frames.head(page, title, tr("在 {place}", place=where) if where else "")
    rect = frames.main(page, actions=True)
    goods = [row for g in state.groups or () for row in g.goods]
    if state.groups is None:
        parts.stone(page, rect._replace(h=96), "clock-outline", tr("正在拿，马上就好。"))
    elif group is not None:
        _goods(page, rect, group.goods, state.page, words.home_level(shop))
    elif not goods:
        parts.stone(page, rect._replace(h=96), "information-outline", tr("这里还没有登记商品。"))
    elif len(goods) <= FEW:
        _goods(page, rect, tuple(goods), state.page, words.home_level(shop))
    else:
        _groups(page, rect, state.groups, state.page)
    stop = kind_stop(group.name, _words(group), group.goods) if group is not None else None
    if stop is None and area is not None:
        stop = area_stop(area, state.area)
    if stop is not None:
        frames.acts(page, Act(tr("带我去这里"), e.TakeMe(stop), "directions"))
    if area is not None:
        shelves = [spot.fixture_id for spot in spots] or _shelves(shop, state.area, area)
        # Names of several departments would cover the map.
        _where(page, y, shop, shelves, title if group is not None or state.area != area.key else tr("在这里"))
    page.speech_panel(actions=True, top=480)


def _title(page: Page, state: s.Department, area: Area) -> str:
    """The area's name, or that of the one department of it that was asked for."""
    if state.area == area.key:
        return words.area_name(page.tr, area)
    return page.tr(area.names[area.departments.index(state.area)])


def _shelves(shop: Shop, department: str, area: Area) -> Sequence[str]:
    """Those of the area, or of its one department that was asked for."""
    fixtures = [shop.plan.fixture(fixture_id) for fixture_id in area.fixture_ids] if shop.plan is not None else []
    own = [f.fixture_id for f in fixtures if f is not None and f.department == department]
    return own if own and department != area.key else area.fixture_ids


def _where(page: Page, y: float, shop: Shop, shelves: Sequence[str], label: str) -> None:
    """On the little map beside the goods, where there is room for one: where they stand."""
    if shelves and not page.portrait and not page.senior:
        rect = Rect(frames.SIDE.x, y, frames.SIDE.w, frames.SIDE.bottom - 152 - y)
        maps.view(page, rect, shop, shelves=shelves, label=label, small=True, touchable=False)


def area_stop(area: Area, department: str) -> Stop:
    """The whole area, or the one department of it that was asked for."""
    name = words.area_words(area, department) if department != area.key else words.area_all(area)
    return Stop(Kind.DEPARTMENT, department, name, None, area.picture)


def listing(page: Page, state: s.Listing) -> None:
    tr, shop = page.tr, state.visit.shop
    here, spots = words.home_level(shop), spots_of(state.found)
    page.begin("listing")
    title = words.name(tr, state.title)
    told = (tr.n("{n} 种商品", len(state.found)), words.together(tr, spots, here))
    y = frames.head(page, title, tr("，").join(text for text in told if text))
    rect = frames.main(page, actions=state.stop is not None)
    if state.found:
        _goods(page, rect, state.found, state.page, here)
    else:
        parts.stone(page, rect._replace(h=96), "information-outline", tr("这里还没有登记商品。"))
    if state.stop is not None:
        frames.acts(page, Act(tr("带我去这里"), e.TakeMe(state.stop), "directions"))
    _where(page, y, shop, [spot.fixture_id for spot in spots], title)
    page.speech_panel(actions=state.stop is not None, top=480)


def _groups(page: Page, rect: Rect, groups: tuple[Group, ...], current: int) -> None:
    columns = (3 if not page.portrait else 2) if not page.senior else (2 if not page.portrait else 1)
    rows.paged(page, rect, groups, current, lambda place, group, i: _group_tile(page, place, group, i), columns=columns,
               least=128 if not page.senior else 152)  # fmt: skip


def _group_tile(page: Page, rect: Rect, group: Group, index: int) -> None:
    part = page.inside()
    side = min(88.0, rect.h - 28)
    at = Rect(rect.x + 20, rect.y + (rect.h - 8 - side) / 2, side, side)
    part.add(Picture(at, group.goods[0].picture if group.goods else "goods"))
    room = Rect(at.right + 16, rect.y + 4, rect.right - 16 - at.right - 16, rect.h - 16)
    size = 38 if not page.senior else 48
    count = page.tr.n("{n} 种商品", len(group.goods))
    part.stack(room, rows.short(page, _name(page, group), room.w, size), count, size=size,
               small=26 if not page.senior else 34, second_lines=1)  # fmt: skip
    frames.plated(page, rect, f"group:{index}", e.GroupOpened(group.name), part, foot=5)


def _name(page: Page, group: Group) -> str:
    return words.name(page.tr, _words(group))


def _words(group: Group) -> Words:
    return group.words if group.words.zh_CN else Words(group.name)


def _goods(page: Page, rect: Rect, found: tuple[Found, ...], current: int, here: str) -> None:
    rows.paged(page, rect, found, current, lambda place, row, i: rows.found_row(page, place, row, i, here))


def list_key(page: Page, rect: Rect, visit: s.Visit, stop: Stop) -> None:
    """加到路线, and once it is there: off again."""
    tr = page.tr
    on = visit.lists(stop)
    if not on and len(visit.stops) >= s.MOST_STOPS:
        keys.disabled(page, rect, tr("清单满了"))
        return
    word = tr("在路线里") if on else tr("加到路线")
    frames.toggle(page, rect, word, e.ListToggled(stop), "list", on=on, icon="playlist-plus")
