"""Rows of lists: goods, offers, places. The whole row is the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.flows.guide import events as e
from kiosk.flows.guide.things import Found, Kind, Offer
from kiosk.screens.guide import tables, words
from kiosk.screens.guide.frames import PAGER, pager, plated
from kiosk.screens.page import Page
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

T = TypeVar("T")
LEAST, MOST = 112.0, 152.0
"""Height of a row."""


def paged(
    page: Page, rect: Rect, items: Sequence[T], current: int, draw: Callable[[Rect, T, int], None], *,
    columns: int = 1, least: float = 0, most: float = MOST, gap: float = 16,
) -> None:  # fmt: skip
    """As many rows as fit, over as many pages as it takes. Nothing scrolls."""
    least = least or (LEAST if not page.senior else 144)
    fit = max(1, int((rect.h + gap) // (least + gap)))
    pages = 1
    if len(items) > fit * columns:
        fit = max(1, int((rect.h - PAGER - 16 + gap) // (least + gap)))
        pages = -(-len(items) // (fit * columns))
    room = rect if pages == 1 else rect._replace(h=rect.h - PAGER - 16)
    shown = min(current, pages - 1)
    rows = fit if pages > 1 else min(fit, max(-(-len(items) // columns), 1))
    high = min(max(most, least), (room.h - gap * (rows - 1)) / rows)
    for i, item in enumerate(items[shown * fit * columns : (shown + 1) * fit * columns]):
        line = room._replace(y=room.y + (i // columns) * (high + gap), h=high)
        draw(line.split(*[0] * columns)[i % columns], item, shown * fit * columns + i)
    if pages > 1:
        pager(page, Rect(rect.x, rect.bottom - PAGER, rect.w, PAGER), shown, pages)


def found_row(page: Page, rect: Rect, found: Found, index: int, here: str = "") -> None:
    """A row of results: picture or icon, name, where, and what it costs."""
    part = page.inside()
    at = _mark(part, rect, found)
    right = rect.right - 24
    if found.price_fen is not None:
        right = _price(page, part, rect, right, *words.price_of(page.tr, found.price_fen, found.unit))
    else:
        part.icon(right - 44, rect.y + (rect.h - 44) / 2, 44, "chevron-right")
        right -= 60
    room = Rect(at + 20, rect.y + 6, right - 20 - at - 20, rect.h - 12)
    second = words.row_of(page.look, found, here)
    part.stack(room, short(page, called(page, found), room.w), second,
               size=page.type.h3 if not page.senior else 44, small=page.type.body, lines=1, second_lines=1)  # fmt: skip
    plated(page, rect, f"found:{index}", e.FoundChosen(found), part)


def called(page: Page, found: Found) -> str:
    """Its name; a department is called what the catalogues call it, as everywhere else."""
    return page.tr(found.name.zh_CN) if found.kind is Kind.DEPARTMENT else words.name(page.tr, found.name)


def _mark(part: Sheet, rect: Rect, found: Found) -> float:
    side = min(88.0, rect.h - 24)
    plate = Rect(rect.x + 16, rect.y + (rect.h - side) / 2, side, side)
    if found.kind is Kind.PRODUCT:
        part.picture(plate, found.picture)
    else:
        part.plate(plate, t.LEAFTINT, 16)
        icon = tables.AMENITY_ICON[found.amenity] if found.amenity is not None else tables.KIND_ICON[found.kind]
        part.icon_in(plate, side * 0.62, icon, t.LEAF)
    return plate.right


def _price(page: Page, part: Sheet, rect: Rect, right: float, price: str, what_for: str) -> float:
    """Right-aligned; returns where it begins."""
    size, small = (44, 24) if not page.senior else (52, 32)
    wide = max(width(price, size, bold=True), width(what_for, small)) + 4
    box = Rect(right - wide, rect.y, wide, rect.h)
    high = size * 1.15 + (small * 1.25 if what_for else 0)
    y = box.y + (box.h - high) / 2
    part.middle(price, Rect(box.x, y, wide, size * 1.15), size, bold=True, align="right", leading=1.1)
    if what_for:
        line = Rect(box.x, y + size * 1.15, wide, small * 1.25)
        part.middle(what_for, line, small, colour=t.INK2, align="right", leading=1.2, floor=20)
    return box.x


def offer_row(page: Page, rect: Rect, offer: Offer, index: int, here: str = "", *, small: bool = False) -> None:
    """An offer: its face, what it is, until when and where, and the price."""
    part = page.inside()
    side = min(96.0, rect.h - 20)
    plate = Rect(rect.x + 14, rect.y + (rect.h - side) / 2, side, side)
    part.picture(plate, face(offer), ground=t.STONE if not small else None)
    right = rect.right - 20
    part.icon(right - 40, rect.y + (rect.h - 40) / 2, 40, "chevron-right")
    right -= 52
    price, what_for = words.offer_price(page.tr, offer)
    if price:
        right = _offer_price(page, part, rect, right, price, what_for, small)
    room = Rect(plate.right + 16, rect.y + 2, right - 16 - plate.right - 16, rect.h - 4)
    size = (30 if small else 36) if not page.senior else 44
    title = short(page, words.name(page.tr, offer.promotion.title), room.w, size)
    second = page.tr("，").join(
        text for text in (words.until(page.look, offer), words.short_place(page.tr, offer.where, here)) if text
    )
    part.stack(room, title, second, size=size, small=24 if small else page.type.body, second_lines=1, gap=0)
    plated(page, rect, f"offer:{index}", e.OfferOpened(offer.key), part, radius=16)


def _offer_price(
    page: Page, part: Sheet, rect: Rect, right: float, price: str, what_for: str, small: bool
) -> float:
    size, low = (36, 22) if small else (44, 24)
    if page.senior:
        size, low = 52, 30
    wide = max(width(price, size, bold=True), width(what_for, low)) + 4
    high = size * 1.12 + (low * 1.2 if what_for else 0)
    y = rect.y + (rect.h - high) / 2
    part.middle(price, Rect(right - wide, y, wide, size * 1.12), size, bold=True, align="right", leading=1.1)
    if what_for:
        line = Rect(right - wide, y + size * 1.12, wide, low * 1.2)
        part.middle(what_for, line, low, colour=t.INK2, align="right", leading=1.15, floor=20)
    return right - wide


def face(offer: Offer) -> str:
    """The picture an offer is shown with."""
    return offer.goods[0].picture if offer.goods else "goods"


def short(page: Page, text: str, room: float, size: float = 0) -> str:
    """A name of data, cut where it is endless: that is not the screen's fault."""
    size = size or page.type.h3
    least = page.type.least / size
    while len(text) > 1 and width(text, size * max(least, 0.7), bold=True) > room:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text
