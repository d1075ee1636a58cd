"""想找什么？ Where everything begins: the field, words often looked for, areas, the map, today's offers."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Area, Shop
from kiosk.screens import keys, parts
from kiosk.screens.guide import frames, maps, questions, rows, words
from kiosk.screens.nodes import Key, Picture, Plate
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

TILES = 8


def home(page: Page, state: s.Home) -> None:
    """Untouched there is nothing to go back to; behind another home screen there is."""
    behind = page.situation.role != page.situation.kiosk_role
    page.begin("guide-home", back=behind, home=behind)
    shop = state.visit.shop if state.visit is not None else state.shop
    if shop is None or not shop.areas:
        _not_ready(page)
    elif page.senior:
        questions.home(page, shop)
    elif page.portrait:
        _portrait(page, shop)
    else:
        _landscape(page, shop)


def _not_ready(page: Page) -> None:
    tr = page.tr
    frames.head(page, tr("想找什么？"))
    rect = frames.main(page)._replace(h=240)
    parts.banner(page, rect, parts.WARNING, "clock-outline", tr("机器正在准备"),
                 tr("还没收到本店的货架和价格，一般几分钟就好。着急请按黄色按钮叫店员。"))  # fmt: skip


def _landscape(page: Page, shop: Shop) -> None:
    tr = page.tr
    page.say(tr("想找什么？"))
    page.write(tr("想找什么？"), 32, 124, 560, 64, bold=True, leading=1.2, floor=44)
    frames.age(page, Rect(616, 132, 600, 64))
    _field(page, Rect(32, 212, 1184, 124), shop)
    _popular(page, Rect(32, 352, 1184, 72), shop)
    grid = Rect(32, 444, 1184, 472)
    for i, (area, rect) in enumerate(zip([*_areas(shop), None], _grid(grid, 4, 2), strict=False)):
        area_tile(page, rect, shop, area, i)
    _map_card(page, Rect(1248, 124, 640, 456), shop)
    _offers(page, Rect(1248, 596, 640, 325), shop, most=3)


def _portrait(page: Page, shop: Shop) -> None:
    """From a wheelchair: the field, the areas, and keys for the rest."""
    tr = page.tr
    low = page.frame.lowered
    page.home_screen = True
    title, sentence = tr("想找什么？"), tr("商品在哪里，怎么走，今天什么优惠。")
    page.say(title, sentence)
    top = page.frame.touch_top
    y = 232.0 if not low else top - 248
    y += page.write(title, 32, y, 1016, page.type.home if not low else page.type.h1, bold=True, leading=1.15, floor=52)
    page.write(sentence, 32, y + 8, 1016, 40 if not low else page.type.lead, colour=t.INK2, floor=28, leading=1.3)
    frames.age(page, Rect(32, top - 52, 1016, 44))
    _field(page, Rect(32, top, 1016, 124), shop)
    if low:
        _low(page, top + 140, shop)
        return
    _popular(page, Rect(32, top + 144, 1016, 72), shop)
    grid = Rect(32, top + 236, 1016, 400)
    for i, (area, rect) in enumerate(zip([*_areas(shop), None], _grid(grid, 4, 2), strict=False)):
        area_tile(page, rect, shop, area, i)
    left, right = Rect(32, top + 660, 1016, 300).split(0, 400)
    _map_card(page, left, shop)
    _house(page, right, shop)
    _offers(page, Rect(32, top + 976, 1016, 208), shop, most=1)


def _low(page: Page, top: float, shop: Shop) -> None:
    grid = Rect(32, top, 1016, 256)
    for i, (area, rect) in enumerate(zip(_areas(shop, 3), _grid(grid, 4, 1), strict=False)):
        area_tile(page, rect, shop, area, i)
    area_tile(page, _grid(grid, 4, 1)[3], shop, None, 3)
    below = Rect(32, grid.bottom + 16, 1016, 176)
    offers, house = below.split(0, 0)
    _offers_tile(page, offers, shop)
    _house_tile(page, house)
    if shop.plan is not None:
        keys.button(page, page.frame.action, page.tr("看大地图"), e.MapOpened(), "map", icon="map-legend")


# Parts -----------------------------------------------------------------------------------------------------------


def _field(page: Page, rect: Rect, shop: Shop) -> None:
    """The field and, inside it at the right, the camera's key."""
    tr = page.tr
    part = page.inside()
    icon = 64 if rect.h > 110 else 52
    part.icon(rect.x + 32, rect.y + (rect.h - icon) / 2, icon, "magnify", t.LEAF)
    size = 32
    word = tr("扫商品码")
    wide = width(word, size, bold=True) + 44 + 12 + 64
    scan = Rect(rect.right - 16 - wide, rect.y + 16, wide, rect.h - 32)
    end = scan.x if shop.can_scan else rect.right
    hint = Rect(rect.x + 120, rect.y, end - 24 - rect.x - 120, rect.h)
    part.middle(tr("商品名、拼音或首字母，如 niunai"), hint, 38, colour=t.INK2, lines=2, leading=1.2, floor=26)
    face, sunk = Plate(rect, t.CARD, 28, t.LEAF, 5), Plate(rect, t.LEAFTINT, 28, t.LEAF, 5)
    page.add(Key(rect, "search", e.SearchOpened(), face, sunk, page.shapes(part)))
    if shop.can_scan:
        keys.button(page, scan, word, e.ScanOpened(), "scan", icon="barcode-scan", size=size, icon_size=44)


def _popular(page: Page, rect: Rect, shop: Shop) -> None:
    tr = page.tr
    label = tr("大家常找")
    page.middle(label, Rect(rect.x, rect.y, 240, rect.h), 30, colour=t.INK2, leading=1.2, floor=22)
    x = rect.x + min(240.0, width(label, 30)) + 24
    limit = rect.right
    if not page.portrait:
        limit = _house_chip(page, rect) - 16
    for i, word in enumerate(shop.popular):
        text = words.name(tr, word)
        x += (taken := frames.chip(page, x, rect.y, rect.h, text, e.SearchOpened(text), f"word:{i}", limit))
        if taken:
            x += 16


def _house_chip(page: Page, rect: Rect) -> float:
    """Services and facilities, at the end of the row. Returns where it begins."""
    word = page.tr("服务台、厕所")
    wide = width(word, 32, bold=True) + 40 + 12 + 52
    place = Rect(rect.right - wide, rect.y, wide, rect.h)
    part = page.inside()
    part.in_row(place.inset(16, 0), word, 32, icon="human-greeting", icon_size=40, gap=12)
    face = Plate(place, t.CARD, rect.h / 2, t.EDGE, 3)
    sunk = Plate(place, t.LEAFTINT, rect.h / 2, t.LEAF, 5)
    page.add(Key(place, "directory", e.DirectoryOpened(), face, sunk, page.shapes(part)))
    return place.x


def _areas(shop: Shop, most: int = TILES - 1) -> list[Area]:
    """Those most goods are sold from, in the order of the floor, so that every day shows the same ones."""
    busiest = set(shop.busiest[:most])
    return [area for area in shop.areas if area.key in busiest]


def _grid(rect: Rect, columns: int, lines: int) -> list[Rect]:
    high = (rect.h - 16 * (lines - 1)) / lines
    found: list[Rect] = []
    for line in range(lines):
        found += rect._replace(y=rect.y + line * (high + 16), h=high).split(*[0] * columns)
    return found


def area_tile(page: Page, rect: Rect, shop: Shop, area: Area | None, index: int) -> None:
    """A part of the floor: picture, name, where it is. None for all of them."""
    tr = page.tr
    part = page.inside()
    face = rect._replace(h=rect.h - 8)
    mark = min(104.0, face.h * 0.44)
    at = Rect(face.x + (face.w - mark) / 2, face.y + 12, mark, mark)
    if area is not None:
        part.add(Picture(at, area.picture))
        word = words.area_name(tr, area)
        if width(word, 38 if not page.senior else 44, bold=True) > (face.w - 24) * 1.25:
            word = words.area_name(tr, area, most=1)
        below = words.area_place(tr, area, words.home_level(shop))
        event: object = e.AreaOpened(area.key)
    else:
        part.icon_in(at, mark * 0.8, "view-grid-outline", t.LEAF)
        word, below, event = tr("全部分区"), tr.n("共 {n} 个", len(shop.areas)), e.AreasOpened()
    size = 38 if not page.senior else 44
    room = Rect(face.x + 12, at.bottom, face.w - 24, face.bottom - at.bottom - 4)
    part.stack(room, word, below, size=size, small=26 if not page.senior else 32, lines=2 if room.h > 96 else 1,
               second_lines=1, gap=2, align="center")  # fmt: skip
    frames.plated(page, rect, f"area:{index}", event, part, radius=28, foot=5)


def _map_card(page: Page, rect: Rect, shop: Shop) -> None:
    """A little map with where one stands; all of it opens the big one."""
    if shop.plan is None:
        return
    tr = page.tr
    part = page.inside()
    line = Rect(rect.x, rect.bottom - 8 - 84, rect.w, 84)
    word = tr("看大地图")
    wide = width(word, 30, bold=True) + 38 + 12 + 44
    pill = Rect(line.right - 14 - wide, line.y + 8, wide, 68)
    part.plate(pill, t.LEAFTINT, 14)
    part.in_row(pill.inset(12, 0), word, 30, icon="map-legend", icon_size=38, gap=12, colour=t.LEAF)
    store = page.place.store
    if store is not None and rect.w > 560:
        room = Rect(line.x + 26, line.y, pill.x - 16 - line.x - 26, line.h)
        part.middle(tr("服务台在{place}", place=store.desk_in(tr.language)), room, 28, lines=2, leading=1.15, floor=22)
    frames.plated(page, rect, "map", e.MapOpened(), part, radius=28, foot=5)
    picture = Rect(rect.x + 16, rect.y + 14, rect.w - 32, line.y - rect.y - 18)
    maps.view(page, picture, shop, small=True, touchable=False)


def _offers(page: Page, rect: Rect, shop: Shop, *, most: int) -> None:
    """今天的优惠: the heading opens all of them, each row its own."""
    tr = page.tr
    row = Rect(rect.x, rect.y, rect.w, 64)
    part = page.inside()
    count = tr.n("共 {n} 条", len(shop.offers))
    part.icon(row.right - 44, row.y + 12, 40, "chevron-right")
    wide = width(count, 26) + 4
    part.middle(count, Rect(row.right - 52 - wide, row.y, wide, row.h), 26, colour=t.INK2, leading=1.2)
    title = Rect(row.x + 8, row.y, row.w - wide - 76, row.h)
    part.middle(tr("今天的优惠"), title, 40, bold=True, leading=1.2, floor=28)
    face = Plate(row, t.PAPER, 16)
    page.add(Key(row, "offers", e.OffersOpened(), face, Plate(row, t.LEAFTINT, 16), page.shapes(part)))
    high = (rect.bottom - row.bottom - 10 - 10 * (most - 1)) / most
    here = words.home_level(shop)
    for i, offer in enumerate(shop.offers[:most]):
        place = Rect(rect.x, row.bottom + 10 + i * (high + 10), rect.w, high)
        rows.offer_row(page, place, offer, i, here, small=high < 100)
    if not shop.offers:
        parts.stone(page, Rect(rect.x, row.bottom + 12, rect.w, 88), "sale-outline", tr("今天没有优惠。"))


def _house(page: Page, rect: Rect, shop: Shop) -> None:
    """Beside the map: services and facilities, and the shopper's own tempo."""
    tr = page.tr
    upper, lower = rect._replace(h=(rect.h - 16) / 2), rect._replace(y=rect.y + (rect.h + 16) / 2, h=(rect.h - 16) / 2)
    keys.tile(page, upper, tr("服务台"), e.DirectoryOpened(), "directory", help_line=tr("还有药师、送货"),
              icon="human-greeting", size=page.type.h3)  # fmt: skip
    keys.tile(page, lower, tr("厕所、电梯"), e.DirectoryOpened(s.Tab.FACILITIES), "facilities",
              help_line=tr("还有饮水处、座椅"), icon="human-male-female", size=page.type.h3)  # fmt: skip


def _offers_tile(page: Page, rect: Rect, shop: Shop) -> None:
    keys.tile(page, rect, page.tr("今天的优惠"), e.OffersOpened(), "offers",
              help_line=page.tr.n("共 {n} 条", len(shop.offers)), icon="sale-outline", size=page.type.h3)  # fmt: skip


def _house_tile(page: Page, rect: Rect) -> None:
    keys.tile(page, rect, page.tr("服务台、厕所"), e.DirectoryOpened(), "directory",
              help_line=page.tr("还有电梯、饮水处"), icon="human-greeting", size=page.type.h3)  # fmt: skip
