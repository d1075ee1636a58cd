"""Services with people and their hours, and what else is in the house. A touch shows the way."""

from __future__ import annotations

from collections.abc import Iterable

from domain.plan.model import SERVICE_DESK
from domain.promotion import Notice, NoticeKind
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Facility, Found, Kind, Service
from kiosk.i18n import msg
from kiosk.screens import parts
from kiosk.screens.guide import frames, rows, tables, words
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

FAR = 10**6
NOTICES_ICON = tables.KIND_ICON[Kind.NOTICE]
TITLE = {s.Tab.SERVICES: msg("服务"), s.Tab.FACILITIES: msg("设施"), s.Tab.NOTICES: msg("通知")}


def directory(page: Page, state: s.Directory) -> None:
    tr, shop = page.tr, state.visit.shop
    page.begin(f"directory-{state.tab.value}")
    told = state.tab is s.Tab.NOTICES
    y = frames.head(page, tr(TITLE[state.tab]), tr("店里今天要告诉您的。") if told else tr("点一个，带您走过去。"))
    rect = frames.main(page)
    notice = next(iter(shop.notices), None) if not told else None
    if page.portrait:
        bar, rect = rect._replace(h=96.0), rect._replace(y=rect.y + 112, h=rect.h - 112)
        _tabs(page, bar, state)
        if notice is not None and rect.h > 700:
            _notice(page, rect._replace(y=rect.bottom - 148, h=148.0), notice)
            rect = rect._replace(h=rect.h - 164)
    else:
        _tabs(page, Rect(frames.SIDE.x, y, frames.SIDE.w, 96), state)
        top = y + 120
        if notice is not None and not page.senior:
            _notice(page, Rect(frames.SIDE.x, top, frames.SIDE.w, 200), notice)
    _listed(page, rect, state)
    page.speech_panel(actions=False)


def _listed(page: Page, rect: Rect, state: s.Directory) -> None:
    shop = state.visit.shop
    least = 128.0 if not page.senior else 152.0
    columns = 2 if not page.senior and not page.portrait else 1
    match state.tab:
        case s.Tab.SERVICES:
            # Who is away comes last, but the service desk first whatever the hour.
            there = sorted(shop.services, key=lambda x: (x.category != SERVICE_DESK, _away(page, x)))
            rows.paged(page, rect, there, state.page, lambda place, x, i: _service(page, place, x, i, state),
                       columns=columns, least=least)  # fmt: skip
        case s.Tab.FACILITIES:
            columns = 2 if not page.senior else 1
            near = nearest(shop.facilities)
            rows.paged(page, rect, near, state.page, lambda place, x, i: _facility(page, place, x, i, state),
                       columns=columns, least=least)  # fmt: skip
        case s.Tab.NOTICES if shop.notices:
            for notice in shop.notices:
                page.say(words.name(page.tr, notice.title), words.name(page.tr, notice.text))
            rows.paged(page, rect, shop.notices, state.page, lambda place, x, i: _notice(page, place, x, lines=5),
                       least=240.0 if not page.senior else 280.0, most=320.0)  # fmt: skip
        case s.Tab.NOTICES:
            parts.stone(page, rect._replace(h=min(112.0, rect.h)), NOTICES_ICON, page.tr("现在没有通知。"))


def nearest(facilities: Iterable[Facility]) -> list[Facility]:
    """One of each kind, the nearest, in the order given: what people ask for most comes first."""
    kinds: dict[object, Facility] = {}
    for facility in facilities:
        known = kinds.setdefault((facility.kind, facility.name), facility)
        if _far(facility) < _far(known):
            kinds[facility.kind, facility.name] = facility
    return list(kinds.values())


def _far(facility: Facility) -> int:
    return facility.metres if facility.metres is not None else FAR


def _tabs(page: Page, rect: Rect, state: s.Directory) -> None:
    """The store's notices have a key only while there are any."""
    icons = {s.Tab.SERVICES: "human-greeting", s.Tab.FACILITIES: "human-male-female", s.Tab.NOTICES: NOTICES_ICON}
    there = [tab for tab in s.Tab if tab is not s.Tab.NOTICES or state.tab is tab or state.visit.shop.notices]
    for tab, place in zip(there, rect.split(*[0] * len(there)), strict=True):
        frames.toggle(page, place, page.tr(TITLE[tab]), e.DirectoryOpened(tab), f"tab:{tab.value}",
                      on=state.tab is tab, icon=icons[tab])  # fmt: skip


def _notice(page: Page, rect: Rect, notice: Notice, *, lines: int = 3) -> None:
    tr = page.tr
    icon = "human-cane" if notice.kind is NoticeKind.SILVER_DAY else "information-outline"
    parts.tinted(page, rect, icon, words.name(tr, notice.title), words.name(tr, notice.text), lines=lines)


def _service(page: Page, rect: Rect, service: Service, index: int, state: s.Directory) -> None:
    """Name, until when it is open, how many wait, where."""
    tr = page.tr
    here = words.home_level(state.visit.shop)
    hours, is_open = words.hours(page.look, service.hours)
    waiting = _waiting(page, service.waiting) if is_open is not False else ""
    told = [text for text in (hours, waiting) if text]
    third = words.name(tr, service.text) or words.short_place(tr, service.where, here)
    second = tr("，").join(told) or third
    found = Found(Kind.SERVICE, service.key, service.name, where=service.where)
    icon = tables.SERVICE_ICON.get(service.category, "storefront-outline")
    desk = service.category == SERVICE_DESK
    _row(page, rect, found, index, icon, second, service.metres, closed=is_open is False, desk=desk)


def _waiting(page: Page, waiting: int | None) -> str:
    tr = page.tr
    if waiting is None:
        return ""
    return tr.n("前面 {n} 人", waiting) if waiting else tr("不用排队")


def _away(page: Page, service: Service) -> bool:
    return words.hours(page.look, service.hours)[1] is False


def _facility(page: Page, rect: Rect, facility: Facility, index: int, state: s.Directory) -> None:
    tr = page.tr
    here = words.home_level(state.visit.shop)
    where = facility.where
    level = words.name(tr, where.level) if where is not None and where.level.zh_CN else ""
    found = Found(Kind.AMENITY, facility.key, facility.name, where=where, amenity=facility.kind)
    same = where is not None and where.level_id == here
    second = tr("在这一层") if same else level
    _row(page, rect, found, index, tables.AMENITY_ICON[facility.kind], second, facility.metres)


def _row(
    page: Page, rect: Rect, found: Found, index: int, icon: str, second: str, metres: int | None, *,
    closed: bool = False, desk: bool = False,
) -> None:  # fmt: skip
    tr = page.tr
    part = page.inside()
    side = min(88.0, rect.h - 28)
    plate = Rect(rect.x + 18, rect.y + (rect.h - side) / 2, side, side)
    part.plate(plate, t.POMELO if desk else t.STONE if closed else t.LEAFTINT, 16)
    part.icon_in(plate, side * 0.62, icon, t.INK if desk or closed else t.LEAF)
    right = rect.right - 20
    if metres is not None:
        far = words.metres(tr, metres)
        size = 34 if not page.senior else 44
        wide = width(far, size, bold=True) + 4
        part.middle(far, Rect(right - wide, rect.y, wide, rect.h), size, bold=True, align="right", leading=1.2)
        right -= wide + 16
    room = Rect(plate.right + 18, rect.y + 6, right - plate.right - 18, rect.h - 12)
    part.stack(room, words.name(tr, found.name), second, size=36 if not page.senior else 46, small=page.type.body,
               second_lines=2 if not page.senior else 1)  # fmt: skip
    frames.plated(page, rect, f"place:{index}", e.FoundChosen(found), part)
