"""Showing the receipt: what to hold where, what the machine sees, and the two other ways."""

from __future__ import annotations

from dataclasses import dataclass

from domain.device_words import Guidance
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.i18n import msg
from kiosk.screens import keys, parts
from kiosk.screens.camera import BLIND, GUIDANCE, lamp, state_card
from kiosk.screens.nodes import Film, Live, Plate, Progress
from kiosk.screens.page import Page
from kiosk.screens.returns.home import SCAN_FRAMES, SCAN_STILL
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

HELP = GUIDANCE | {
    Guidance.NONE: (msg("把小票放上来"), msg("条码朝着镜头。")),
    Guidance.SHOW_RECEIPT: (msg("把小票放上来"), msg("条码朝着镜头。")),
    Guidance.FLATTEN: (msg("把小票压平"), msg("条码上不要有折痕。")),
    Guidance.TURN_OVER: (msg("翻个面看看"), msg("条码在有字的一面。")),
    Guidance.MORE_LIGHT: (msg("这里有点暗"), msg("小票往亮处挪一点。")),
    Guidance.LESS_LIGHT: (msg("有反光"), msg("小票斜一点再试。")),
}
NOTICE = {
    s.ScanNotice.NOT_OURS: (msg("这不是本店小票的条码"), msg("请放上购物小票，条码在最下面。")),
    s.ScanNotice.PRODUCT_CODE: (msg("这是商品的条码"), msg("请放上小票，扫小票最下面的条码。")),
    s.ScanNotice.CHECK_WRONG: (msg("条码没读准"), msg("可能有折痕或污渍，压平再试一次。")),
    s.ScanNotice.WRONG_LENGTH: (msg("条码没看全"), msg("整个条码都要露出来。")),
    s.ScanNotice.BAD_DATE: (msg("条码读得不对"), msg("压平再试一次，或者输小票号码。")),
    s.ScanNotice.FUTURE_DATE: (msg("小票上的日期还没到"), msg("请按黄色按钮，店员帮您看。")),
    s.ScanNotice.TWO_RECEIPTS: (msg("看到两张小票"), msg("一次放一张，另一张先拿开。")),
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of the scan screen stand."""

    window: Rect
    state: Rect
    heading: Rect | None
    ways: Rect
    note: Rect | None


def places(page: Page) -> Places:
    frame = page.frame
    if not page.portrait:
        body, side = frame.body, frame.side
        window = body._replace(h=body.h - 132)
        if page.senior:
            return Places(
                window, Rect(body.x, window.bottom + 16, body.w, 116), None, Rect(side.x, 680, side.w, 240), None
            )
        return Places(
            window, Rect(body.x, window.bottom + 16, body.w, 116), Rect(side.x, 520, side.w, 52),
            Rect(side.x, 588, side.w, 332), None,
        )  # fmt: skip
    if frame.lowered:
        top = frame.touch_top
        return Places(
            Rect(32, top, 1016, 340), Rect(32, top + 356, 1016, 116), None, Rect(32, top + 488, 1016, 176),
            Rect(32, top + 680, 1016, 48),
        )  # fmt: skip
    if page.senior:
        return Places(
            Rect(32, 448, 1016, 548), Rect(32, 1012, 1016, 140), None, Rect(32, 1176, 1016, 288), None
        )
    return Places(
        Rect(32, 392, 1016, 700), Rect(32, 1112, 1016, 116), Rect(32, 1246, 1016, 48), Rect(32, 1310, 1016, 200),
        Rect(32, 1548, 1016, 48),
    )  # fmt: skip


def scanning(page: Page, state: s.Scanning) -> None:
    tr = page.tr
    page.begin("scanning", 1)
    blind = state.camera in BLIND
    if blind:
        page.head(tr("请用别的办法"), tr("镜头暂时用不了，输号码或用日期找都可以。"))
    else:
        page.head(tr("把小票放到扫描台上"), tr("条码朝上，放平就好。机器自己会看，不用按。"))
    at = places(page)
    if blind:
        page.plate(at.window, t.STONE, 28)
        _blind(page, at.window)
    elif state.lit:
        lamp(page, at.window, tr("小票往屏幕这边挪一点。"))
    else:
        page.add(Live(at.window, 28, t.PAPER))
        _label(page, at.window)
        if state.unguided and state.notice is None:
            _hint(page, at.window)
    _state_card(page, at.state, state)
    if at.heading:
        page.write(tr("扫不出来？"), at.heading.x, at.heading.y, at.heading.w, page.type.h3, bold=True)
    _ways(page, at.ways, loud=state.other_ways)
    if at.note and not page.senior and not blind:
        parts.note(page, at.note, "lock", tr("画面只用来读条码，读完就清，不保存。"))
    page.speech_panel(actions=False, top=at.ways.y - 160)


def _label(page: Page, window: Rect) -> None:
    size = 28 if not page.senior else 34
    word = page.tr("扫描台")
    pill = Rect(window.x + 24, window.y + 24, width(word, size, bold=True) + 48 + 48, 64)
    page.plate(pill, t.WHITE, 32)
    page.in_row(pill, word, size, icon="camera", icon_size=36, gap=12)


def _hint(page: Page, window: Rect) -> None:
    """What to hold where, as a moving picture, while nothing is seen yet."""
    high = min(300.0, window.h - 60)
    wide = high * 392 / 430
    plate = Rect(window.right - wide - 56, window.bottom - high - 40, wide + 32, high + 16)
    page.plate(plate, t.LEAFTINT, 20)
    at = Rect(plate.x + 16, plate.y + 8, wide, high)
    page.add(Film(at, SCAN_FRAMES, 8, SCAN_STILL, moving=not page.senior))


def _blind(page: Page, window: Rect) -> None:
    side = min(260.0, window.h - 80)
    at = Rect(window.x + 80, window.y + (window.h - side) / 2, side, side)
    page.picture(at, "receipt", ground=t.CARD)
    x = at.right + 48
    words = Rect(x, window.y, window.right - 40 - x, window.h)
    page.stack(words, page.tr("照样可以退"), page.tr("是机器的问题，您的小票没有事。"), size=page.type.h2,
               small=page.type.lead, lines=2, second_lines=3, gap=12)  # fmt: skip


def _state_card(page: Page, rect: Rect, state: s.Scanning) -> None:
    """What the machine does now, or what was wrong with what it saw: never the shopper's mistake."""
    tr = page.tr
    if state.notice is not None:
        first, second = NOTICE[state.notice]
        page.say(tr(first), tr(second))
        parts.banner(page, rect, parts.WARNING, "barcode-scan", tr(first), tr(second))
        return
    state_card(page, rect, state, HELP[state.guidance], anyhow=msg("能扫就照常扫，扫不出来请用下面的办法。"),
               instead=msg("输小票号码，或者用日期和金额来找。"))  # fmt: skip


def _ways(page: Page, rect: Rect, *, loud: bool) -> None:
    tr = page.tr
    if page.portrait and (not page.senior or page.frame.lowered):
        left, right = rect.split(0, 0)
    else:
        high = (rect.h - 16) / 2
        left, right = rect._replace(h=high), rect._replace(y=rect.y + high + 16, h=high)
    keys.tile(page, left, tr("输小票号码"), e.TypeNumber(), "type-number", help_line=tr("条码下面那串数字"),
              icon="dialpad", emphasised=loud, size=40 if not page.senior else 48)  # fmt: skip
    keys.tile(page, right, tr("小票破了"), e.ReceiptDamaged(), "damaged", help_line=tr("用日期和金额来找"),
              icon="receipt", emphasised=loud, size=40 if not page.senior else 48)  # fmt: skip


def checking(page: Page, state: s.Checking) -> None:
    tr = page.tr
    page.begin("checking", 1)
    page.head(tr("看到小票了"), tr("正在核对，马上就好。"))
    at = places(page)
    if state.typed:
        page.card(at.window)
        side = min(320.0, at.window.h - 80)
        middle = Rect(at.window.x + (at.window.w - side) / 2, at.window.y + (at.window.h - side) / 2, side, side)
        page.picture(middle, "receipt_search", ground=t.LEAFTINT)
    else:
        page.add(Live(at.window, 28, t.PAPER))
        _label(page, at.window)
    working(page, at.state, tr("看到条码了") if not state.typed else tr("号码收到了"), tr("正在核对小票，约 2 秒"), 2.0)
    if state.saw_also:
        below = at.state.bottom + 16 if page.portrait else page.frame.side.bottom - 56
        note = Rect(at.state.x, below, at.state.w, 56) if page.portrait else page.frame.side._replace(y=below, h=56)
        parts.note(page, note, "information-outline", tr("旁边还有别的条码，只按这张小票算。"))
    page.speech_panel(actions=False)


def working(page: Page, rect: Rect, first: str, second: str, seconds: float) -> None:
    """What the machine does now, with a bar."""
    page.add(Plate(rect, t.CARD, 20, t.LEAF, 5))
    disc = Rect(rect.x + 28, rect.y + (rect.h - 64) / 2, 64, 64)
    page.plate(disc, t.LEAF, 32)
    page.icon_in(disc, 40, "check-bold", t.WHITE)
    bar = Rect(rect.right - 28 - 240, rect.y + (rect.h - 16) / 2, 240, 16)
    words = Rect(disc.right + 24, rect.y + 6, bar.x - 24 - disc.right - 24, rect.h - 12)
    page.stack(words, first, second, size=page.type.h3, small=page.type.body)
    page.add(Progress(bar, seconds, 10 if not page.senior else 2))
