"""Senior pace: what is looked for, and how, one question after the other."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Shop
from kiosk.screens import keys
from kiosk.screens.guide import frames
from kiosk.screens.page import Page
from kiosk.theme.frame import Rect


def home(page: Page, shop: Shop) -> None:
    """Three ways, one of which is taken."""
    tr = page.tr
    y = frames.head(page, tr("您要找什么？"), tr("点一个，一步一步来。"))
    room = frames.main(page)
    if page.portrait:
        # Three tiles leave room below them.
        frames.age(page, Rect(room.x, room.y + 3 * 200, room.w, 100))
    else:
        frames.age(page, Rect(frames.SIDE.x, y, frames.SIDE.w, 140))
    tiles = (
        (tr("找商品"), tr("打字、扫码、按分区"), e.WaysOpened(), "ways", "magnify"),
        (tr("今天的优惠"), tr.n("共 {n} 条", len(shop.offers)), e.OffersOpened(), "offers", "sale-outline"),
        (tr("服务台、厕所"), tr("还有电梯、饮水处"), e.DirectoryOpened(), "directory", "human-greeting"),
    )
    wide_tiles(page, room, tiles)
    page.speech_panel(actions=False)


def ways(page: Page, state: s.Ways) -> None:
    """Senior pace: how to look."""
    tr = page.tr
    page.begin("guide-ways")
    frames.head(page, tr("怎么找？"), tr("不会打字也没关系，按分区看。"))
    tiles: tuple[tuple[str, str, object, str, str], ...] = (
        (tr("按分区看"), tr("蔬菜、牛奶、纸巾…"), e.AreasOpened(), "areas", "storefront-outline"),
        (tr("打字找"), tr("拼音或首字母"), e.SearchOpened(), "search", "keyboard-outline"),
    )
    if state.visit.shop.can_scan:
        tiles = (*tiles, (tr("扫商品码"), tr("家里的空包装也行"), e.ScanOpened(), "scan", "barcode-scan"))
    wide_tiles(page, frames.main(page), tiles)
    page.speech_panel(actions=False)


def wide_tiles(page: Page, room: Rect, tiles: tuple[tuple[str, str, object, str, str], ...]) -> None:
    """Up to three answers over the whole width, each with what it leads to."""
    high = min(176.0, (room.h - 24 * (len(tiles) - 1)) / len(tiles))
    top = room.y if page.portrait else room.y + 68
    for i, (word, then, event, name, icon) in enumerate(tiles):
        rect = Rect(room.x, top + i * (high + 24), room.w, high)
        keys.wide_tile(page, rect, word, then, event, name, icon=icon)
