"""Product lines: one card each, in the order returnable, staff, not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.money import Fen
from domain.policy import Policy
from domain.refund import Chosen, Refund, refund
from domain.returns import Assessment, NeedsStaff, NotReturnable, Returnable
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Key, Node, Plate
from kiosk.screens.page import Page
from kiosk.screens.returns import goods
from kiosk.screens.sheet import Sheet
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

GAP = 14
PLAIN, STEPPED, NOT, GIFT = 172, 208, 164, 90


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each line gives back as chosen (one piece where it is not), and all that is chosen together."""

    by_line: Mapping[int, Fen]
    chosen: Refund


def amounts(state: s.ChoosingItems) -> Amounts:
    """As the refund will be: a line that is not chosen shows what choosing it would add."""
    offer, policy = state.offer, state.visit.policy
    picks = [p.chosen for p in state.picks]
    together = _refund(offer, picks, policy)
    by_line: dict[int, Fen] = {}
    for part in together.lines:
        by_line[part.line_no] = by_line.get(part.line_no, 0) + part.refund_fen
    for assessment in offer.choosable:
        number = assessment.line.line_no
        if state.quantity(number) == 0:
            more = _refund(offer, [*picks, Chosen(number, 1)], policy)
            by_line[number] = more.total_fen - together.total_fen
    return Amounts(by_line, together)


def _refund(offer: s.Offer, picks: Sequence[Chosen], policy: Policy) -> Refund:
    return refund(offer.receipt, picks, policy, offer.returned)


def height(assessment: Assessment) -> float:
    if isinstance(assessment.verdict, NotReturnable):
        return NOT
    gifts = GIFT + 80 * (len(assessment.gifts) - 1) if assessment.gifts else 0
    return (STEPPED if assessment.max_quantity > 1 else PLAIN) + gifts


def pages_of(assessments: Sequence[Assessment], room: float, pager: float) -> list[list[Assessment]]:
    """Cut into pages that fit; without a pager where everything fits on one."""
    if sum(height(a) + GAP for a in assessments) - GAP <= room:
        return [list(assessments)]
    pages: list[list[Assessment]] = [[]]
    left = room - pager
    for assessment in assessments:
        need = height(assessment) + GAP
        if pages[-1] and need - GAP > left:
            pages.append([])
            left = room - pager
        pages[-1].append(assessment)
        left -= need
    return pages


def line_card(page: Page, rect: Rect, state: s.ChoosingItems, assessment: Assessment, money: Fen) -> None:
    """One line that may be chosen: the whole card ticks it, the stepper counts."""
    line, quantity = assessment.line, state.quantity(assessment.line.line_no)
    chosen = quantity > 0
    staff = isinstance(assessment.verdict, NeedsStaff)
    part = page.inside()
    x = rect.x + 26
    y = rect.y + 20
    box = Rect(x, y, 64, 64)
    part.add(Plate(box, t.LEAF, 14) if chosen else Plate(box, t.CARD, 14, t.EDGE, 4))
    if chosen:
        part.icon_in(box, 44, "check-bold", t.WHITE)
    plate = Rect(box.right + 20, y, 104, 104)
    part.picture(plate, goods.picture_of(state.visit, line))
    x = plate.right + 20
    tr = page.tr
    caption = tr("验过退您") if staff else tr("退您")
    amount = tr.money(money)
    right = rect.right - 26
    money_wide = max(width(amount, page.type.money, bold=True), width(caption, page.type.caption)) + 4
    column = Rect(right - money_wide, y - 2, money_wide, 34)
    part.middle(caption, column, page.type.caption, colour=t.INK2, align="right", floor=20)
    column = column._replace(y=y + 32, h=52)
    part.middle(amount, column, page.type.money, bold=True, align="right", leading=1.15)
    words = right - money_wide - 20 - x
    part.add(*_name(page, line.name, Rect(x, y - 2, words, 43)))
    below = words
    part.middle(goods.bought(page.look, state.offer, line), Rect(x, y + 43, below, 36), 26, colour=t.INK2, floor=19)
    pill_y = y + 87
    room = words if assessment.max_quantity > 1 else right - x
    match assessment.verdict:
        case Returnable(until=until):
            wide = parts.pill(part, x, pill_y, parts.OK, tr("可以退"), high=44, limit=room)
            left = goods.time_left(page.look, until, state.offer.now)
        case NeedsStaff() as verdict:
            wide = parts.pill(part, x, pill_y, parts.STAFF, tr("店员看一下"), high=44, limit=room)
            left = goods.staff_why(page.look, verdict)
        case NotReturnable():
            wide, left = 0, ""
    part.middle(left, Rect(x + wide + 12, pill_y, room - wide - 12, 44), 26, colour=t.INK2, floor=19)
    if assessment.gifts:
        _gifts(page, part, rect, assessment)
    face = Plate(rect, t.CARD, 20, t.LEAF if chosen else t.EDGE, 5 if chosen else 3)
    pressed = Plate(rect, t.LEAFTINT, 20, t.LEAF, 5)
    event = e.LineToggled(line.line_no)
    page.add(Key(rect, f"line:{line.line_no}", event, face, pressed, page.shapes(part)))
    if assessment.max_quantity > 1 and chosen:
        _stepper(page, right, y + 99, line.line_no, quantity, assessment.max_quantity, line.unit)


def _name(page: Page, name: str, rect: Rect) -> tuple[Node, ...]:
    """A product's name; shortened where it is endless: data, not a fault of the screen."""
    sheet = page.inside()
    sheet.middle(name, rect, page.type.label if not page.senior else 40, bold=True, floor=26, leading=1.2)
    return tuple(sheet.nodes)


def _gifts(page: Page, part: Sheet, rect: Rect, assessment: Assessment) -> None:
    y = rect.bottom - 14 - 72 - 80 * (len(assessment.gifts) - 1)
    for gift in assessment.gifts:
        row = Rect(rect.x + 110, y, rect.w - 110 - 26, 72)
        part.add(Plate(row, t.LEAFTINT, 14))
        part.icon(row.x + 20, row.y + 17, 38, "gift-outline", t.LEAF)
        text = page.tr("<b>赠品 {name}</b> 要一起退", name=gift.name)
        part.middle(text, Rect(row.x + 74, row.y, row.w - 74 - 120, 72), 26, floor=20)
        zero = Rect(row.right - 120, row.y, 100, 72)
        part.middle(page.tr.money(0), zero, 26, align="right")
        y += 80


def _stepper(page: Page, right: float, y: float, number: int, quantity: int, most: int, unit: str) -> None:
    side = 72.0
    plus, minus = Rect(right - side, y, side, side), Rect(right - side * 2 - 128, y, side, side)
    keys.square(page, minus, "minus", e.QuantitySet(number, quantity - 1), f"minus:{number}")
    more = e.QuantitySet(number, quantity + 1) if quantity < most else None
    keys.square(page, plus, "plus", more, f"plus:{number}")
    count = Rect(minus.right + 4, y, 120, side)
    page.middle(goods.pieces(page.tr, quantity, unit), count, 36, bold=True, align="center", floor=22)


def refused_card(page: Page, rect: Rect, state: s.ChoosingItems | s.NothingReturnable, assessment: Assessment) -> None:
    """One line that stays with the shopper: the reason in plain words, and a way on."""
    if not isinstance(assessment.verdict, NotReturnable):
        return
    page.plate(rect, t.STONE, 20)
    plate = Rect(rect.x + 24, rect.y + (rect.h - 104) / 2, 104, 104)
    page.picture(plate, goods.picture_of(state.visit, assessment.line), ground=t.CARD)
    x = plate.right + 20
    word = page.tr("退不了")
    high = 56.0 if page.senior else 44.0
    pill = parts.pill_width(page, word, high) + 8
    room = rect.right - 24 - x
    name = min(width(assessment.line.name, 34, bold=True) + 2, room - pill - 16)
    page.add(*_name(page, assessment.line.name, Rect(x, rect.y + 16, name, high)))
    parts.pill(page, x + name + 16, rect.y + 16, parts.NOT, word, high=high)
    why, on = goods.refusal(page.look, state.offer, assessment, assessment.verdict)
    y = rect.y + 24 + high
    page.middle(why, Rect(x, y, room, 40), page.type.caption, floor=20, leading=1.2)
    page.middle(on, Rect(x, y + 40, room, 40), page.type.caption, floor=20, leading=1.2)
