"""The refund before anything is committed: the sum, line by line, and the arithmetic with its factors."""

from __future__ import annotations

from dataclasses import dataclass

from domain.money import yuan
from domain.returns import StaffCode
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns.choosing import refund_tender
from kiosk.i18n import msg
from kiosk.screens import parts
from kiosk.screens.nodes import Plate, Torn
from kiosk.screens.page import Act, Page
from kiosk.screens.returns import goods
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect
from kiosk.words import REASON, TENDER_BACK

AROUND_ROWS = 220.0
"""Height of the paper without its rows: torn edges, column heads, sum."""
PAGER = 122.0

STAFF = {
    StaffCode.AMOUNT: msg("金额较大"),
    StaffCode.LINE_COUNT: msg("退的种类较多"),
    StaffCode.DEPARTMENT: msg("商品要当面看"),
    StaffCode.ANSWER: msg("商品要当面看"),
    StaffCode.PRICE_ADJUSTMENT: msg("价格要当面核"),
    StaffCode.CLOCK_UNTRUSTED: msg("机器的钟没对准"),
    StaffCode.ODD_DATA: msg("小票上记得不全"),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One row of the paper; amounts as they are printed, empty where there is none."""

    name: str
    below: str
    price: str
    share: str
    back: str


def reviewing(page: Page, state: s.Reviewing) -> None:
    tr, amount = page.tr, state.refund
    page.begin("reviewing", 3)
    if all(p.adjustment for p in state.picks):
        total = tr("到台核价")
        page.say(tr("差价由店员到台核对。"))
    else:
        total = tr.money(amount.total_fen)
        page.say(tr("一共退您 {amount}。", amount=tr.spoken_money(amount.total_fen)))
    _hero(page, state, total)
    body = page.room(actions=True)
    if page.portrait:
        top = max(468.0, body.y)
        body = body._replace(y=top, h=body.bottom - top + (0 if page.frame.lowered else 8))
    rows = paper_lines(page, state)
    next_high = 112.0 if not page.senior else 128.0
    if page.frame.lowered and not state.to_verify:
        next_high = -18.0  # little room: what comes next is said on the next screen
    room = body.h - next_high - 18
    shares = [] if page.senior else _explained(page, state)
    tint_high = 18.0 + 24 * 2 + 44 + 8 + 42 + len(shares) * 40 if shares else 0.0
    row_high, around = (112.0, 16.0) if page.senior else (98.0, AROUND_ROWS)
    if around + len(rows) * row_high + tint_high > room and not page.senior:
        row_high = 78.0
    if around + len(rows) * row_high + tint_high > room:
        shares = []
    fits = max(1, int((room - around) // row_high))
    per = fits if len(rows) <= fits else max(1, int((room - around - PAGER) // row_high))
    pages = -(-len(rows) // per)
    current = min(page.glance.page, pages - 1)
    shown = rows if pages == 1 else rows[current * per : current * per + per]
    if page.senior:
        high = _senior_rows(page, body, shown, row_high)
    else:
        high = _paper(page, Rect(body.x, body.y, body.w, 0), shown, state, row_high)
    y = body.y + high + 18
    if pages > 1:
        page.pager(Rect(body.x, body.bottom - next_high - 18 - 104, body.w, 104), current, pages)
    if shares:
        _explanation(page, Rect(body.x, y, body.w, tint_high), state, shares)
    if next_high > 0:
        _next(page, Rect(body.x, body.bottom - next_high, body.w, next_high), state)
    page.actions(
        Act(tr("确认退货，打回执"), e.Confirmed(), "printer", True), Act(tr("改一改"), e.Back(), "pencil")
    )
    page.speech_panel(actions=True)


def _hero(page: Page, state: s.Reviewing, total: str) -> None:
    tr = page.tr
    side = not page.portrait
    area = page.frame.side if side else Rect(32, 208 + page.frame.header_shift, 1016, 240)
    label = tr("核验后退您") if state.to_verify else tr("一共退您")
    y = area.y + page.write(label, area.x, area.y, 500, page.type.h2, bold=True)
    size = 172.0 if not side else 120.0 if page.senior else 150.0
    back = tr(TENDER_BACK[refund_tender(state.offer.receipt)])
    counted = _counted(page, state)
    small = page.type.body if not page.senior else 32
    wide = min(width(total, size, bold=True), area.w)
    beside = not side and area.w - wide - 40 >= 300
    high = page.write(total, area.x, y, area.w, size, bold=True, leading=1.08, floor=70)
    if beside:
        notes = Rect(area.x + wide + 40, y + 18, area.w - wide - 40, 4 * small * 1.36)
        page.middle(f"{counted}\n{back}", notes, small, colour=t.INK2, align="right", lines=4, leading=1.35, floor=20)
    elif side:
        page.write(f"{counted}\n{back}", area.x, y + high + 12, area.w, small, colour=t.INK2, lines=4, leading=1.4)
    else:
        head = Rect(area.x + 500, area.y, area.w - 500, page.type.h2 * 1.3)
        page.middle(tr("{counted}，{back}", counted=counted, back=back), head, small, colour=t.INK2, align="right",
                    lines=2, floor=20, leading=1.2)  # fmt: skip


def _counted(page: Page, state: s.Reviewing) -> str:
    gifts = sum(line.quantity for line in state.refund.lines if line.gift)
    goods_count = page.tr.n("{n} 种商品", len(state.picks))
    if gifts:
        return page.tr("，").join((goods_count, page.tr.n("{n} 件赠品", gifts)))
    return goods_count


def paper_lines(page: Page, state: s.Reviewing) -> list[PaperLine]:
    """Refunded lines as chosen, gifts under their goods, money made up, then prices a person settles."""
    tr, receipt = page.tr, state.offer.receipt
    by_line = {p.line_no: p for p in state.picks}
    found = []
    for part in state.refund.lines:
        line = receipt.line(part.line_no)
        share = yuan(-part.discount_fen) if part.discount_fen else ""
        if part.gift:
            parent = receipt.line(line.gift_of) if line.gift_of else line
            below = tr("和{name}一起退", name=parent.name)
            found.append(PaperLine(tr("赠品 {name}", name=line.name), below, yuan(part.price_fen), share,
                                   yuan(part.refund_fen)))  # fmt: skip
        elif part.quantity == 0:
            found.append(PaperLine(tr("补退 {name}", name=line.name), tr("上次少退的"), "", "", yuan(part.refund_fen)))
        else:
            pick = by_line.get(part.line_no)
            count = goods.weight(line) if line.is_weighed else goods.pieces(tr, part.quantity, line.unit)
            below = tr("原因：{reason}", reason=tr(REASON[pick.reason])) if pick and pick.reason else ""
            found.append(PaperLine(f"{line.name} {count}", below, yuan(part.price_fen), share, yuan(part.refund_fen)))
    for pick in state.picks:
        if pick.adjustment:
            line = receipt.line(pick.line_no)
            found.append(PaperLine(line.name, tr("价格不对，商品您留着"), "", "", tr("到台核")))
    return found


def _paper(page: Page, at: Rect, rows: list[PaperLine], state: s.Reviewing, row_high: float) -> float:
    """The refund block: paper with torn edges, four columns, a bold sum. Returns its height."""
    tr = page.tr
    wide = at.w > 1100
    high = AROUND_ROWS + len(rows) * row_high
    page.add(Torn(Rect(at.x, at.y, at.w, high), teeth=34 if not wide else 41))
    x, right = at.x + 32, at.right - 32
    columns = (right - 516, 170.0), (right - 336, 160.0), (right - 166, 166.0)
    y = at.y + 20
    page.middle(tr("商品"), Rect(x, y, 400, 64), 26, colour=t.INK2)
    for (left, w), word in zip(columns, (tr("当时价"), tr("优惠分摊"), tr("退您")), strict=True):
        page.middle(word, Rect(left, y, w, 64), 26, colour=t.INK2, align="right", floor=18)
    y += 66
    for row in rows:
        page.rule(x, y, right - x)
        left, w = columns[0]
        names = Rect(x, y + 2, left + w - width(row.price, 32) - 20 - x, row_high - 2)
        page.stack(names, _short(row.name, 32, names.w), row.below, size=32, small=26, gap=0, second_lines=1)
        for (left, w), text in zip(columns, (row.price, row.share, row.back), strict=True):
            if text:
                page.middle(text, Rect(left, y + 2, w, row_high - 2), 32, align="right", floor=22)
        y += row_high
    page.add(Plate(Rect(x, y, right - x, 4), t.INK, 0))
    lines = state.refund.lines
    sums = (
        yuan(sum(line.price_fen for line in lines)),
        yuan(-sum(line.discount_fen for line in lines)) if any(line.discount_fen for line in lines) else "",
        yuan(state.refund.total_fen),
    )
    page.middle(tr("合计"), Rect(x, y + 2, 400, 100), 36, bold=True)
    for (left, w), text in zip(columns, sums, strict=True):
        if text:
            page.middle(text, Rect(left, y + 2, w, 100), 36, bold=True, align="right", floor=26)
    return high


def _short(name: str, size: float, room: float) -> str:
    """A name that fits at a readable size; an endless one is cut."""
    least = size * 0.75
    while width(name, least, bold=True) > room and len(name) > 4:
        name = name[:-2] + "…"
    return name


def _senior_rows(page: Page, body: Rect, rows: list[PaperLine], row_high: float) -> float:
    high = len(rows) * row_high + 16
    page.card(Rect(body.x, body.y, body.w, high))
    y = body.y + 8
    for i, row in enumerate(rows):
        if i:
            page.rule(body.x + 32, y - 1, body.w - 64)
        name = Rect(body.x + 32, y, body.w - 64 - 280, row_high)
        page.stack(name, _short(row.name, 40, name.w), row.below, size=40, small=32, gap=0, second_lines=1)
        page.middle(row.back, Rect(body.right - 32 - 270, y, 270, row_high), 48, bold=True, align="right", floor=32)
        y += row_high
    return high


def _explained(page: Page, state: s.Reviewing) -> list[tuple[str, str]]:
    """The factors: name, discount × part ÷ whole = share."""
    receipt = state.offer.receipt
    found = []
    for share in state.refund.shares:
        line = receipt.line(share.line_no)
        factors = f"{_amount(share.discount_fen)} × {yuan(share.part_fen)} ÷ {yuan(share.whole_fen)}"
        found.append((f"{_short(line.name, 28, 420)} {factors}", f"= {yuan(share.share_fen)}"))
    for bundle in state.refund.bundles:
        words = page.tr("{name}：留下的不够数，少优惠", name=bundle.promotion_name)
        found.append((words, yuan(bundle.earned_fen - bundle.kept_fen)))
    return found


def _amount(fen: int) -> str:
    """30 for 30.00: factors are easier to follow short."""
    return str(fen // 100) if fen % 100 == 0 else yuan(fen)


def _explanation(page: Page, rect: Rect, state: s.Reviewing, shares: list[tuple[str, str]]) -> None:
    tr = page.tr
    page.add(Plate(rect, t.LEAFTINT, 20))
    x, wide = rect.x + 32, rect.w - 64
    taken = sum(line.discount_fen for line in state.refund.lines)
    page.icon(x, rect.y + 25, 40, "tag-outline", t.LEAF)
    page.middle(tr("为什么减 {amount}？", amount=yuan(taken)), Rect(x + 52, rect.y + 22, wide - 52, 46), 32, bold=True)
    names = tr("、").join(dict.fromkeys(share.promotion_name for share in state.refund.shares))
    text = tr("买的时候享受了<b>{names}</b>，按价格摊到每件，退哪件减哪件的：", names=names)
    page.middle(text, Rect(x, rect.y + 74, wide, 42), 28, floor=20)
    y = rect.y + 74 + 46
    for words, result in shares:
        page.middle(words, Rect(x, y, wide - 160, 38), 28, floor=20)
        page.middle(result, Rect(rect.right - 32 - 150, y, 150, 38), 28, align="right")
        y += 40


def _next(page: Page, rect: Rect, state: s.Reviewing) -> None:
    """What comes next, said before it is needed."""
    tr = page.tr
    size, small = page.type.label - 2, page.type.body
    if state.to_verify:
        as_of = page.look.local(state.offer.as_of)
        text = tr("网络不通，按 {day} {time} 的数据先算，服务台再核一次。", day=tr.date(as_of), time=tr.clock(as_of))
        parts.banner(page, rect, parts.WARNING, "wifi-off", tr("先登记，待核验"), text)
        page.say(text)
        return
    page.icon(rect.x + 8, rect.y + (rect.h - 64) / 2, 64, "receipt-text-outline", t.LEAF)
    words = Rect(rect.x + 96, rect.y + 4, rect.w - 96, rect.h - 8)
    codes = list(dict.fromkeys(STAFF.get(code, msg("商品要当面看")) for code in (*state.staff, *_line_codes(state))))
    if codes:
        why = tr("、").join(tr(code) for code in codes[:3])
        below = tr("店员会当面看一下（{why}），看过就退款", why=why)
    else:
        below = tr("服务台验过商品就退款，验之前都能改主意")
    page.stack(words, tr("下一步：打回执，去服务台"), below, size=size, small=small)


def _line_codes(state: s.Reviewing) -> list[StaffCode]:
    return [p.staff for p in state.picks if p.staff is not None]
