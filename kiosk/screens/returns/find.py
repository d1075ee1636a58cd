"""Finding a receipt without its barcode: the number typed, or date, till and amount one after the other."""

from __future__ import annotations

from datetime import date, timedelta

from domain.receipt_code import CodeFault
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.i18n import msg
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Plate
from kiosk.screens.page import Act, Page
from kiosk.screens.returns.scan import working
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

FAULT = {
    CodeFault.NOT_OURS: (msg("这个号码不是本店小票的"), msg("请看看条码下面那一串。")),
    CodeFault.PRODUCT_CODE: (msg("这是商品的号码"), msg("请输小票最下面那一串。")),
    CodeFault.CHECK_WRONG: (msg("号码对不上"), msg("有一两位可能看错了，请一组一组地对。")),
    CodeFault.WRONG_LENGTH: (msg("号码长短不对"), msg("请看看是不是漏了几位。")),
    CodeFault.BAD_DATE: (msg("号码里的日期不对"), msg("请一组一组地对。")),
    CodeFault.FUTURE_DATE: (msg("号码里的日期还没到"), msg("请一组一组地对。")),
}
LONGEST_BACK_DAYS = 60


def typing_number(page: Page, state: s.TypingNumber) -> None:
    tr = page.tr
    page.begin("typing-number", 1)
    page.head(tr("输小票号码"), tr("就是小票最下面、条码下面那一串数字。"))
    body = page.room(actions=True)
    digits = state.digits
    grouped = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
    left = state.length - len(digits)
    low = page.frame.lowered
    field = Rect(body.x, body.y, body.w, 88 if low else 104)
    fault = state.fault is not None
    _field(page, field, grouped, t.MANDARIN if fault else t.LEAF)
    feedback = Rect(body.x, field.bottom + 16, body.w, 98 if low else 108)
    if state.fault is not None:
        first, second = FAULT[state.fault]
        parts.banner(page, feedback, parts.WARNING, "alert-circle-outline", tr(first), tr(second))
        page.say(tr(first), tr(second))
    elif left == 0:
        parts.tinted(page, feedback, "check-circle", tr("号码对"), tr("按下面的绿色按钮就去查。"))
    else:
        text = tr.n("还差 {n} 位", left) if digits else tr.n("一共 {n} 位", state.length)
        parts.stone(page, feedback, "dialpad", text)
    pad = Rect(body.x, feedback.bottom + 20, body.w, body.bottom - feedback.bottom - 20)
    used = keypad(page, pad)
    _beside(page, Rect(used.right + 40, pad.y, pad.right - used.right - 40, used.h), "receipt", tr("号码在条码下面"),
            tr("小票破了"), e.ReceiptDamaged(), "damaged", "receipt")  # fmt: skip
    ready = left == 0 and not fault
    again = Act(tr("扫条码"), e.ScanAgain(), "barcode-scan")
    if ready:
        page.actions(Act(tr("查这张小票"), e.Submitted(), "magnify", True), again)
    else:
        page.actions(None, again, missing=tr("先输完号码"))
    page.speech_panel(actions=True)


def _field(page: Page, rect: Rect, text: str, colour: str, *, before: str = "") -> None:
    """What was typed, with a caret."""
    page.add(Plate(rect, t.CARD, 16, colour, 5))
    x = rect.x + 28
    if before:
        page.middle(before, Rect(x, rect.y, 60, rect.h), 56, bold=True, colour=t.INK2, leading=1.0)
        x += 52
    room = rect.right - 40 - x
    size = min(56.0, 56.0 * room / max(1.0, width(text, 56, bold=True)))
    if text:
        page.middle(text, Rect(x, rect.y, room, rect.h), size, bold=True, leading=1.0)
    caret = x + width(text, size, bold=True) + 6
    page.add(Plate(Rect(caret, rect.y + rect.h / 2 - 28, 4, 56), t.LEAF, 2))


def keypad(page: Page, room: Rect) -> Rect:
    """Ten digits, clear and back. Returns the place it took."""
    gap = 16.0 if page.senior else 12.0
    wide = 176.0 if page.portrait else 168.0
    high = min(128.0, (room.h - 3 * gap) / 4)
    labels = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back")
    for i, label in enumerate(labels):
        rect = Rect(room.x + (i % 3) * (wide + gap), room.y + (i // 3) * (high + gap), wide, high)
        match label:
            case "clear":
                keys.letter_key(page, rect, "", e.DigitsCleared(), "digit:clear", icon="close")
            case "back":
                keys.letter_key(page, rect, "", e.DigitErased(), "digit:back", icon="backspace-outline")
            case digit:
                keys.letter_key(page, rect, digit, e.DigitTyped(digit), f"digit:{digit}")
    return Rect(room.x, room.y, 3 * wide + 2 * gap, 4 * high + 3 * gap)


def _beside(
    page: Page, rect: Rect, picture: str, words: str, way: str, event: object, name: str, icon: str = "dialpad"
) -> None:
    """Beside the keypad: where to look, and another way."""
    if rect.h < 420:
        keys.tile(page, rect._replace(h=min(rect.h, 176)), way, event, name, icon=icon, size=36)
        return
    card = rect._replace(h=rect.h - 136)
    page.card(card)
    side = min(200.0, card.h - 130, card.w - 60)
    at = Rect(card.x + (card.w - side) / 2, card.y + 24, side, side)
    page.picture(at, picture, ground=t.LEAFTINT)
    text = Rect(card.x + 24, at.bottom + 8, card.w - 48, card.bottom - at.bottom - 16)
    page.middle(words, text, page.type.lead, bold=True, align="center", lines=2, floor=24)
    keys.button(page, Rect(rect.x, rect.bottom - 120, rect.w, 120), way, event, name, icon=icon)


def giving_details(page: Page, state: s.GivingDetails) -> None:
    match state.field:
        case s.DetailField.DATE:
            _date(page, state)
        case s.DetailField.TILL:
            _till(page, state)
        case s.DetailField.AMOUNT:
            _amount(page, state)
    page.speech_panel(actions=state.field is not s.DetailField.DATE)


def _date(page: Page, state: s.GivingDetails) -> None:
    tr = page.tr
    page.begin("details-date", 1)
    page.head(tr("哪天买的？"), tr("看看付款记录，选购买那天。"))
    body = page.room(actions=False)
    today = state.visit.today or page.look.now.date()
    columns = 2 if page.senior else 3
    high = 160.0 if page.senior else 136.0
    pager = 104.0
    room = body.h - pager - 24
    rows = max(1, int((room + 16) // (high + 16)))
    per = rows * columns
    pages = -(-LONGEST_BACK_DAYS // per)
    current = min(page.glance.page, pages - 1)
    for i in range(per):
        back = current * per + i
        if back >= LONGEST_BACK_DAYS:
            break
        day = today - timedelta(days=back)
        cell = body._replace(y=body.y + (i // columns) * (high + 16), h=high).split(*[0] * columns)[i % columns]
        keys.tile(page, cell, _day_word(page, day, back), e.DateChosen(day), f"date:{day.isoformat()}",
                  help_line=tr.day(day) if back < 3 else tr.weekday(day), size=page.type.h2 - 4)  # fmt: skip
    page.pager(Rect(body.x, body.bottom - pager, body.w, pager), current, pages, after=tr("更早"))


def _day_word(page: Page, day: date, back: int) -> str:
    words = (page.tr("今天"), page.tr("昨天"), page.tr("前天"))
    return words[back] if back < 3 else page.tr.date(day)


def _till(page: Page, state: s.GivingDetails) -> None:
    tr = page.tr
    page.begin("details-till", 1)
    page.head(tr("几号收银台？"), tr("小票上方或付款记录里有，一般是两位数。"))
    _number(page, state.till, "", tr("小票上方写着收银台几号"), ready=bool(state.till))


def _amount(page: Page, state: s.GivingDetails) -> None:
    tr = page.tr
    page.begin("details-amount", 1)
    page.head(tr("一共付了多少钱？"), tr("连角和分一起输，378 元就输 37800。"))
    fen = int(state.amount or "0")
    shown = f"{fen // 100}.{fen % 100:02d}" if state.amount else ""
    _number(page, shown, "¥", tr("看“实付”那一行"), ready=fen > 0, not_found=state.not_found)


def _number(
    page: Page, shown: str, before: str, label: str, *, ready: bool, not_found: bool = False
) -> None:
    tr = page.tr
    body = page.room(actions=True)
    field = Rect(body.x, body.y, body.w, 88 if page.frame.lowered else 104)
    _field(page, field, shown, t.LEAF, before=before)
    y = field.bottom + 16
    if not_found:
        parts.banner(page, Rect(body.x, y, body.w, 116), parts.WARNING, "magnify-close", tr("没找到这样一张小票"),
                     tr("请再对一对金额；按返回可以改日期和收银台。"))  # fmt: skip
        page.say(tr("没找到这样一张小票"))
        y += 132
    pad = Rect(body.x, y + 4, body.w, body.bottom - y - 4)
    used = keypad(page, pad)
    _beside(page, Rect(used.right + 40, pad.y, pad.right - used.right - 40, used.h), "receipt_torn", label,
            tr("输小票号码"), e.TypeNumber(), "type-number")  # fmt: skip
    again = Act(tr("扫条码"), e.ScanAgain(), "barcode-scan")
    if ready:
        page.actions(Act(tr("下一步"), e.Submitted(), "arrow-right", True), again)
    else:
        page.actions(None, again, missing=tr("先输数字"))


def searching(page: Page, state: s.Searching) -> None:
    tr = page.tr
    page.begin("searching", 1)
    page.head(tr("正在找小票"), tr("按日期、收银台和金额来找。"))
    body = page.room(actions=False)
    card = body._replace(h=min(440.0, body.h - 160))
    page.card(card)
    side = min(280.0, card.h - 60)
    middle = Rect(card.x + (card.w - side) / 2, card.y + (card.h - side) / 2, side, side)
    page.picture(middle, "receipt_search", ground=t.LEAFTINT)
    working(page, Rect(body.x, card.bottom + 20, body.w, 116), tr("都收到了"), tr("正在找，约 3 秒"), 3.0)
    page.speech_panel(actions=False)


def choosing_receipt(page: Page, state: s.ChoosingReceipt) -> None:
    """Several receipts fit: told apart by time, never by their goods."""
    tr = page.tr
    page.begin("choosing-receipt", 1)
    page.head(tr("哪一张是您的？"), tr("同一天、同样金额有好几张，按购物时间选。"))
    body = page.room(actions=False)
    count = max(1, len(state.offers))
    high = min(152.0, (body.h - 20 * (count - 1)) / count)
    for i, offer in enumerate(state.offers):
        sold = page.look.local(offer.receipt.sold_at)
        rect = Rect(body.x, body.y + i * (high + 20), body.w, high)
        keys.wide_tile(
            page, rect, tr.clock(sold), tr("{till} 号收银台", till=offer.receipt.till),
            e.ReceiptChosen(offer.receipt.code), f"receipt:{i}", icon="clock-outline",
        )  # fmt: skip
    page.speech_panel(actions=False)
