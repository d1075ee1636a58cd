"""扫商品码: a product's code before the camera."""

from __future__ import annotations

from domain.device_words import Guidance
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.i18n import msg
from kiosk.screens import keys, parts
from kiosk.screens.camera import BLIND, GUIDANCE, lamp, state_card
from kiosk.screens.guide import frames
from kiosk.screens.nodes import Live, Progress
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

HELP = GUIDANCE | {
    Guidance.NONE: (msg("把商品拿近一点"), msg("看清了会自己认，不用按。")),
    Guidance.SHOW_RECEIPT: (msg("把商品拿近一点"), msg("看清了会自己认，不用按。")),
    Guidance.FLATTEN: (msg("把条码抹平"), msg("条码上不要有折痕。")),
    Guidance.TURN_OVER: (msg("翻个面看看"), msg("条码可能在另一面。")),
    Guidance.MORE_LIGHT: (msg("这里有点暗"), msg("商品往亮处挪一点。")),
    Guidance.LESS_LIGHT: (msg("有反光"), msg("商品斜一点再试。")),
}


def scanning(page: Page, state: s.Barcode) -> None:
    tr = page.tr
    page.begin("guide-barcode")
    blind = state.camera in BLIND
    if blind:
        frames.head(page, tr("请用别的办法"), tr("镜头暂时用不了，打字找也一样。"))
    else:
        frames.head(page, tr("把商品条码对着镜头"), tr("家里的空包装也行，黑白条纹朝上。"))
    window, status, ways = _places(page)
    if blind:
        page.plate(window, t.STONE, 28)
        side = min(260.0, window.h - 80)
        page.picture(Rect(window.x + (window.w - side) / 2, window.y + (window.h - side) / 2, side, side), "goods",
                     ground=t.CARD)  # fmt: skip
    elif state.lit:
        lamp(page, window, tr("商品往屏幕这边挪一点。"))
    else:
        page.add(Live(window, 28, t.PAPER))
        if state.unguided and not state.code and not state.unknown:
            _hint(page, window)
    _status(page, status, state)
    _ways(page, ways, state)
    page.speech_panel(actions=False, top=ways.y - 160)


def _hint(page: Page, window: Rect) -> None:
    """What to hold where, while nothing is seen yet."""
    side = min(300.0, window.h - 64)
    plate = Rect(window.right - side - 32, window.bottom - side - 32, side, side)
    page.picture(plate, "scan_goods", ground=t.LEAFTINT, radius=20)


def _places(page: Page) -> tuple[Rect, Rect, Rect]:
    """The camera's window, what it sees, and the two other ways."""
    if not page.portrait:
        main, side = frames.MAIN, frames.SIDE
        window = main._replace(h=main.h - 148)
        return window, Rect(main.x, window.bottom + 16, main.w, 132), Rect(side.x, side.bottom - 272, side.w, 272)
    top = page.frame.touch_top
    if page.frame.lowered:
        return Rect(32, top, 1016, 340), Rect(32, top + 356, 1016, 124), Rect(32, top + 496, 1016, 224)
    if page.senior:
        return Rect(32, top, 1016, 520), Rect(32, top + 536, 1016, 140), Rect(32, top + 700, 1016, 312)
    return Rect(32, top, 1016, 660), Rect(32, top + 676, 1016, 132), Rect(32, top + 832, 1016, 280)


def _status(page: Page, rect: Rect, state: s.Barcode) -> None:
    tr = page.tr
    if state.code:
        page.card(rect, edge=t.LEAF, line=5)
        page.icon(rect.x + 28, rect.y + (rect.h - 60) / 2, 60, "barcode-scan", t.LEAF)
        bar = Rect(rect.right - 28 - 240, rect.y + (rect.h - 16) / 2, 240, 16)
        words = Rect(rect.x + 112, rect.y + 6, bar.x - 24 - rect.x - 112, rect.h - 12)
        page.stack(words, tr("看到条码了"), tr("正在找这件商品。"), size=page.type.h3, small=page.type.body)
        page.add(Progress(bar, 1.0, 10 if not page.senior else 2))
    elif state.unknown.isdigit():
        page.say(tr("店里没有这个条码"))
        parts.banner(page, rect, parts.WARNING, "barcode-scan", tr("店里没有这个条码"),
                     tr("可能是别家的商品。打字找找，或者告诉店里。"))  # fmt: skip
    elif state.unknown:
        page.say(tr("这不是商品的条码"))
        parts.banner(page, rect, parts.WARNING, "barcode-scan", tr("这不是商品的条码"),
                     tr("请对准包装上的黑白条纹。"))  # fmt: skip
    else:
        state_card(page, rect, state, HELP[state.guidance], anyhow=msg("看清了会自己认，不用按。"),
                   instead=msg("是机器的问题，请打字找。"))  # fmt: skip


def _ways(page: Page, rect: Rect, state: s.Barcode) -> None:
    """Typing instead; and where the code is known to nobody, telling the store."""
    tr = page.tr
    high = (rect.h - 16) / 2
    upper, lower = rect._replace(h=high), rect._replace(y=rect.y + high + 16, h=high)
    size = 40 if not page.senior else 48
    keys.tile(page, upper, tr("打字找"), e.SearchOpened(), "search", help_line=tr("商品名、拼音或首字母"),
              icon="keyboard-outline", emphasised=state.other_ways, size=size)  # fmt: skip
    if state.unknown.isdigit():
        keys.tile(page, lower, tr("没找到，告诉店里"), e.NotFoundSaid(), "not-found",
                  help_line=tr("店里会看要不要进货"), icon="message-alert-outline", size=size)  # fmt: skip
    else:
        keys.tile(page, lower, tr("按分区看"), e.AreasOpened(), "areas", help_line=tr("蔬菜、牛奶、纸巾…"),
                  icon="storefront-outline", size=size)  # fmt: skip
