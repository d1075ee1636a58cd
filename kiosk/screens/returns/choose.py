"""Which goods come back. Normal pace: all lines with their verdicts; senior pace: one line after the other."""

from __future__ import annotations

from domain.money import Fen
from domain.refund import Chosen, refund
from domain.returns import Assessment, NeedsStaff, NotReturnable
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens import keys, parts
from kiosk.screens.page import Act, Page
from kiosk.screens.returns import goods, lines
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

PAGER = 104


def choosing_items(page: Page, state: s.ChoosingItems) -> None:
    if not page.senior:
        _list(page, state)
    elif state.focus < len(state.offer.choosable):
        _one_line(page, state, state.offer.choosable[state.focus])
    else:
        _all_decided(page, state)


def _list(page: Page, state: s.ChoosingItems) -> None:
    tr, offer = page.tr, state.offer
    page.begin("choosing-items", 2)
    receipt = offer.receipt
    sold = page.look.local(receipt.sold_at)
    kinds = sum(1 for line in receipt.lines if not line.is_gift)
    page.head(
        tr("选要退的商品"),
        tr("小票 {day} {time}，{n} 种，实付 {paid}", day=tr.date(sold), time=tr.clock(sold), n=kinds,
           paid=tr.money(receipt.paid_fen)),
    )  # fmt: skip
    money = lines.amounts(state)
    body = page.room(actions=True)
    pages = lines.pages_of(offer.assessments, body.h, PAGER + 16)
    current = min(page.glance.page, len(pages) - 1)
    y = body.y
    for assessment in pages[current]:
        rect = Rect(body.x, y, body.w, lines.height(assessment))
        if isinstance(assessment.verdict, NotReturnable):
            lines.refused_card(page, rect, state, assessment)
        elif assessment.max_quantity == 0:
            _odd(page, rect, assessment)
        else:
            lines.line_card(page, rect, state, assessment, money.by_line.get(assessment.line.line_no, 0))
        y += rect.h + lines.GAP
    if len(pages) > 1:
        left = sum(len(p) for p in pages[current + 1 :])
        after = tr.n("后面 {n} 种", left) if left else ""
        page.pager(Rect(body.x, body.bottom - PAGER, body.w, PAGER), current, len(pages), after=after)
    total = tr.n("选了 {n} 种，退您", len(state.picks)), tr.money(money.chosen.total_fen)
    if state.picks:
        page.actions(Act(tr("下一步：说原因"), e.ItemsChosen(), "arrow-right", True), total=total)
    else:
        page.actions(None, total=(tr("还没选"), tr.money(0)), missing=tr("先选商品"))


def _odd(page: Page, rect: Rect, assessment: Assessment) -> None:
    """A line nothing can be said about: a person can."""
    rect = rect._replace(h=rect.h)
    page.card(rect)
    words = Rect(rect.x + 32, rect.y + 12, rect.w - 64, rect.h - 24)
    page.stack(words, assessment.line.name, page.tr("小票上记得不全，请按黄色按钮叫店员。"), size=34, small=26)


# Senior pace -----------------------------------------------------------------------------------------------------


def _one_line(page: Page, state: s.ChoosingItems, assessment: Assessment) -> None:
    tr, offer, line = page.tr, state.offer, assessment.line
    page.begin(f"choosing-line-{state.focus}", 2)
    title = tr("{name}，退吗？", name=line.name) if assessment.max_quantity == 1 else tr("{name}，退几{unit}？",
               name=line.name, unit=tr(line.unit))  # fmt: skip
    page.head(title, tr("第 {n} 种，共 {all} 种能退的", n=state.focus + 1, all=len(offer.choosable)))
    body = page.room(actions=False)
    most = assessment.max_quantity
    tiles = most + 1 if most <= 2 else 3
    tile_high = min(176.0, (body.h * 0.66 - 24 * (tiles - 1)) / tiles)
    below = tiles * tile_high + (tiles - 1) * 24
    card = Rect(body.x, body.y, body.w, min(372.0, body.h - below - 32))
    _senior_card(page, card, state, assessment)
    y = body.bottom - below if page.frame.lowered else card.bottom + 36
    if most <= 2:
        for n in range(1, most + 1):
            money = _worth(state, line.line_no, n)
            words = tr("要退") if most == 1 else tr("退 {count}", count=goods.pieces(tr, n, line.unit))
            back = tr("退您 {amount}", amount=tr.money(money))
            rect = Rect(body.x, y, body.w, tile_high)
            keys.wide_tile(page, rect, words, back, e.LineDecided(line.line_no, n), f"take:{n}")
            page.say(tr("{words}，退您 {amount}。", words=words, amount=tr.spoken_money(money)))
            y += tile_high + 24
    else:
        y = _senior_stepper(page, Rect(body.x, y, body.w, tile_high * 2 + 24), state, assessment)
    last = state.focus == len(offer.choosable) - 1
    keys.wide_tile(
        page, Rect(body.x, y, body.w, tile_high), tr("这个不退"), tr("都看完了") if last else tr("看下一种"),
        e.LineDecided(line.line_no, 0), "take:0",
    )  # fmt: skip
    page.speech_panel(actions=False)


def _worth(state: s.ChoosingItems, line_no: int, quantity: int) -> Fen:
    """What this many of the line add to what is chosen already."""
    others = [p.chosen for p in state.picks if p.line_no != line_no]
    args = state.visit.policy, state.offer.returned
    with_it = refund(state.offer.receipt, [*others, Chosen(line_no, quantity)], *args)
    return with_it.total_fen - refund(state.offer.receipt, others, *args).total_fen


def _senior_card(page: Page, card: Rect, state: s.ChoosingItems, assessment: Assessment) -> None:
    tr, line = page.tr, assessment.line
    page.card(card)
    side = min(292.0, card.h - 48)
    plate = Rect(card.x + 40, card.y + (card.h - side) / 2, side, side)
    page.picture(plate, goods.picture_of(state.visit, line))
    x = plate.right + 40
    wide = card.right - 32 - x
    room = card.h - 68 - 40
    size = 56 if side > 200 else 44
    y = card.y + max(16.0, (card.h - 300) / 2)
    y += page.write(line.name, x, y, wide, size, bold=True, lines=2, leading=1.2, floor=36)
    if line.is_weighed:
        text = tr("{weight}，整份退，到台复称", weight=goods.weight(line))
    else:
        text = tr("您买了 <b>{count}</b>", count=goods.pieces(tr, line.quantity, line.unit))
    y += 8 + page.write(text, x, y + 8, wide, 40, lines=2, leading=1.3, floor=32)
    if assessment.gifts and room > 240:
        gift = tr("赠品 {name} 要一起退", name=assessment.gifts[0].name)
        y += page.write(gift, x, y + 4, wide, 34, lines=2, leading=1.25, colour=t.INK2, floor=30)
    y = min(y + 18, card.bottom - 68 - 20)
    match assessment.verdict:
        case NeedsStaff():
            parts.pill(page, x, y, parts.STAFF, tr("店员看一下"), high=68, limit=wide)
        case _:
            parts.pill(page, x, y, parts.OK, tr("可以退"), high=68, limit=wide)


def _senior_stepper(page: Page, rect: Rect, state: s.ChoosingItems, assessment: Assessment) -> float:
    """Many pieces: count them, then go on. Returns the y below."""
    tr, line, most = page.tr, assessment.line, assessment.max_quantity
    quantity = state.quantity(line.line_no) or 1
    high = (rect.h - 24) / 2
    row = Rect(rect.x, rect.y, rect.w, high)
    page.card(row)
    side = 112.0
    minus = Rect(row.x + 40, row.y + (high - side) / 2, side, side)
    plus = Rect(row.right - 40 - side, minus.y, side, side)
    less = e.QuantitySet(line.line_no, quantity - 1) if quantity > 1 else None
    more = e.QuantitySet(line.line_no, quantity + 1) if quantity < most else None
    keys.square(page, minus, "minus", less, f"minus:{line.line_no}")
    keys.square(page, plus, "plus", more, f"plus:{line.line_no}")
    count = Rect(minus.right, row.y, plus.x - minus.right, high)
    page.middle(goods.pieces(tr, quantity, line.unit), count, 72, bold=True, align="center", leading=1.1)
    money = _worth(state, line.line_no, quantity)
    words = tr("就退这么多")
    page.say(tr("{words}，退您 {amount}。", words=words, amount=tr.spoken_money(money)))
    tile = Rect(rect.x, row.bottom + 24, rect.w, high)
    amount = tr("退您 {amount}", amount=tr.money(money))
    keys.wide_tile(page, tile, words, amount, e.LineDecided(line.line_no, quantity), f"take:{quantity}")
    return tile.bottom + 24


def _all_decided(page: Page, state: s.ChoosingItems) -> None:
    """All lines have been asked about: what was chosen, and together what cannot come back."""
    tr, offer = page.tr, state.offer
    page.begin("choosing-done", 2)
    total = refund(offer.receipt, [p.chosen for p in state.picks], state.visit.policy, offer.returned).total_fen
    refused = [a for a in offer.assessments if isinstance(a.verdict, NotReturnable)]
    if state.picks:
        page.head(tr("退这些，对吗？"), tr.n("选了 {n} 种，退您 {amount}", len(state.picks), amount=tr.money(total)))
    else:
        page.head(tr("一样都没选"), tr("可以再看一遍，或者按返回。"))
    body = page.room(actions=True)
    y = body.y
    picked = [offer.assessment(p.line_no) for p in state.picks]
    room = body.h - (136 if refused else 0)
    shown = int(room // 128)
    for assessment, pick in list(zip(picked, state.picks, strict=True))[:shown]:
        if assessment is None:
            continue
        rect = Rect(body.x, y, body.w, 112)
        page.card(rect)
        page.picture(Rect(rect.x + 16, rect.y + 12, 88, 88), goods.picture_of(state.visit, assessment.line))
        line = assessment.line
        count = goods.weight(line) if line.is_weighed else goods.pieces(tr, pick.quantity, line.unit)
        page.middle(line.name, Rect(rect.x + 128, rect.y, rect.w - 128 - 260, 112), 40, bold=True, lines=2, floor=32)
        page.middle(count, Rect(rect.right - 250, rect.y, 218, 112), 40, bold=True, align="right")
        y += 128
    if refused:
        names = tr("、").join(a.line.name for a in refused[:2])
        text = tr.n("{names}退不了。有疑问请按黄色按钮。", len(refused), names=names)
        parts.stone(page, Rect(body.x, body.bottom - 128, body.w, 128), "information-outline", text)
        page.say(text)
    if state.picks:
        page.actions(Act(tr("对，说原因"), e.ItemsChosen(), "arrow-right", True))
    else:
        page.actions(Act(tr("再看一遍"), e.ItemsChosen(), "arrow-left"))
    page.speech_panel(actions=True)
