"""How much comes back, line by line, with the arithmetic a shopper can follow.

Pieces of a line carry what was paid for the line by largest remainder (`money.cumulative_share`), so that all partial
returns together give exactly what was paid, whatever the order. Where the policy re-prices broken bundles, the
refund so far is the larger of what was refunded before and `paid - price of what stays`, capped by the prorated
amount; withheld money is made up when later returns complete the bundle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.money import Fen, apportion, cumulative_share
from domain.policy import BrokenBundle, Policy
from domain.receipt import AppliedPromotion, LineReturned, PromotionKind, Receipt, SaleLine, promotion_shares


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the shopper gives back of a line: `quantity` pieces (1 for weighed goods: the whole portion)."""

    line_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ShareStep:
    """One step of the arithmetic: `discount_fen` x `part_fen` / `whole_fen` = `share_fen` for this line."""

    line_no: int
    promotion_id: str
    promotion_name: str
    discount_fen: Fen
    part_fen: Fen
    whole_fen: Fen
    share_fen: Fen


@dataclass(frozen=True, slots=True)
class BundleStep:
    """A promotion re-priced for what stays: it gave `earned_fen`, what stays earns `kept_fen`."""

    promotion_id: str
    promotion_name: str
    earned_fen: Fen
    kept_fen: Fen


@dataclass(frozen=True, slots=True)
class RefundLine:
    """`price_fen` at the time, less `discount_fen`, is `refund_fen`. Quantity 0: money made up for earlier pieces."""

    line_no: int
    quantity: int
    price_fen: Fen
    discount_fen: Fen
    refund_fen: Fen
    gift: bool = False


@dataclass(frozen=True, slots=True)
class Refund:
    lines: tuple[RefundLine, ...]
    shares: tuple[ShareStep, ...] = ()
    bundles: tuple[BundleStep, ...] = ()

    @property
    def total_fen(self) -> Fen:
        return sum(line.refund_fen for line in self.lines)


def with_gifts(
    receipt: Receipt, chosen: Iterable[Chosen], returned: Iterable[LineReturned], policy: Policy
) -> tuple[Chosen, ...]:
    """The choice with the gifts that must come with it: the shopper keeps only gifts their kept pieces still earn."""
    picks = {c.line_no: c.quantity for c in chosen}
    taken = {r.line_no: r.quantity for r in returned}
    if policy.gift_must_return:
        for gift in receipt.lines:
            if gift.gift_of is None or gift.gift_of not in picks:
                continue
            parent = receipt.line(gift.gift_of)
            gone = min(parent.quantity, taken.get(parent.line_no, 0) + picks[parent.line_no])
            kept = gift.quantity * (parent.quantity - gone) // max(1, parent.quantity)
            due = gift.quantity - kept - taken.get(gift.line_no, 0)
            if due > 0:
                picks[gift.line_no] = due
    return tuple(Chosen(n, q) for n, q in picks.items() if q > 0)


def refund(
    receipt: Receipt, chosen: Iterable[Chosen], policy: Policy, returned: Iterable[LineReturned] = ()
) -> Refund:
    """The refund of `chosen`, gifts included, given what came back before.

    Raises ValueError when more is chosen than is left of a line, KeyError for a line that is not there.
    """
    before = {r.line_no: r for r in returned}
    picks = with_gifts(receipt, chosen, before.values(), policy)
    lines = [_prorated(receipt.line(c.line_no), c.quantity, before) for c in picks]
    shares = tuple(step for line in lines for step in _share_steps(receipt, line, before))
    if policy.broken_bundle is BrokenBundle.PRORATE:
        return Refund(tuple(lines), shares)
    return _repriced(receipt, lines, shares, before)


def _prorated(line: SaleLine, quantity: int, before: Mapping[int, LineReturned]) -> RefundLine:
    done = before[line.line_no].quantity if line.line_no in before else 0
    if quantity < 1 or done < 0 or done + quantity > line.quantity:
        raise ValueError(f"line {line.line_no}: {quantity} chosen, {line.quantity - done} left")
    paid, price = (_part(total, line, done, quantity) for total in (line.paid_fen, line.gross_fen))
    return RefundLine(line.line_no, quantity, price, price - paid, paid, line.is_gift)


def _part(total: Fen, line: SaleLine, done: int, quantity: int) -> Fen:
    """What the `quantity` pieces after the first `done` carry of a line's total."""
    return cumulative_share(total, done + quantity, line.quantity) - cumulative_share(total, done, line.quantity)


def _share_steps(receipt: Receipt, part: RefundLine, before: Mapping[int, LineReturned]) -> Iterable[ShareStep]:
    line = receipt.line(part.line_no)
    done = before[line.line_no].quantity if line.line_no in before else 0
    acted = [p for p in receipt.promotions if line.line_no in p.line_nos and p.discount_fen]
    # The receipt's own share is the truth, should its till have rounded another way than we do.
    shares = apportion(
        line.basket_share_fen if acted else 0, [promotion_shares(p, receipt.lines)[line.line_no] for p in acted]
    )
    price = line.gross_fen - line.line_discount_fen
    base = _part(price, line, done, part.quantity)
    for promotion, share in zip(acted, shares, strict=True):
        whole = sum(
            other.gross_fen - other.line_discount_fen
            for other in receipt.lines
            if other.line_no in promotion.line_nos
        )
        # Taken off one after another, as pieces of the price before and after: so the steps add up to the discount
        # of these very pieces. Pieces of the share by itself would be a fen apart from it.
        piece = _part(price, line, done, part.quantity) - _part(price - share, line, done, part.quantity)
        price -= share
        yield ShareStep(
            line.line_no, promotion.promotion_id, promotion.name, promotion.discount_fen, base, whole, piece
        )


def _repriced(
    receipt: Receipt, lines: list[RefundLine], shares: tuple[ShareStep, ...], before: Mapping[int, LineReturned]
) -> Refund:
    gone = {n: r.quantity for n, r in before.items()}
    for line in lines:
        gone[line.line_no] = gone.get(line.line_no, 0) + line.quantity
    already = sum(r.refund_fen for r in before.values())
    prorated_so_far = {
        line.line_no: cumulative_share(line.paid_fen, gone.get(line.line_no, 0), line.quantity)
        for line in receipt.lines
    }
    bundles = tuple(_bundle_step(receipt, p, gone) for p in receipt.promotions)
    price_of_rest = sum(
        cumulative_share(line.gross_fen - line.line_discount_fen, line.quantity, line.quantity)
        - cumulative_share(line.gross_fen - line.line_discount_fen, gone.get(line.line_no, 0), line.quantity)
        for line in receipt.lines
    ) - sum(b.kept_fen for b in bundles)
    target = min(sum(prorated_so_far.values()), receipt.paid_fen - price_of_rest)
    due = max(0, target - already)
    room = {
        n: max(0, amount - (before[n].refund_fen if n in before else 0)) for n, amount in prorated_so_far.items()
    }
    settled = _settle(lines, room, due)
    for line in settled:
        room[line.line_no] -= line.refund_fen
    made_up = _make_up(room, due - sum(line.refund_fen for line in settled))
    broken = tuple(b for b in bundles if b.kept_fen < b.earned_fen)
    return Refund(tuple(settled + made_up), shares, broken)


def _bundle_step(receipt: Receipt, promotion: AppliedPromotion, gone: Mapping[int, int]) -> BundleStep:
    """What the promotion still earns when the goods in `gone` (pieces per line) have left the basket."""
    lines = [line for line in receipt.lines if line.line_no in promotion.line_nos]
    match promotion.promotion:
        case PromotionKind.THRESHOLD:
            rest = sum(
                (price := line.gross_fen - line.line_discount_fen)
                - cumulative_share(price, gone.get(line.line_no, 0), line.quantity)
                for line in lines
            )
            steps = rest // promotion.threshold_fen if promotion.threshold_fen > 0 else 0
        case PromotionKind.MULTIBUY:
            pieces = sum(line.quantity - gone.get(line.line_no, 0) for line in lines)
            steps = pieces // promotion.every if promotion.every > 0 else 0
    if not promotion.repeats:
        steps = min(steps, 1)
    kept = min(promotion.discount_fen, steps * promotion.step_discount_fen)
    return BundleStep(promotion.promotion_id, promotion.name, promotion.discount_fen, kept)


def _settle(lines: list[RefundLine], room: Mapping[int, Fen], due: Fen) -> list[RefundLine]:
    """Give each chosen line its prorated amount as far as `due` reaches; the rest of its price is discount."""
    settled = []
    for line in lines:
        amount = min(due, line.refund_fen, room[line.line_no])
        due -= amount
        settled.append(
            RefundLine(line.line_no, line.quantity, line.price_fen, line.price_fen - amount, amount, line.gift)
        )
    return settled


def _make_up(room: Mapping[int, Fen], due: Fen) -> list[RefundLine]:
    """What was withheld on earlier pieces and is earned back now, on the lines it was withheld from."""
    made_up = []
    for line_no, left in room.items():
        amount = min(due, left)
        if amount > 0:
            made_up.append(RefundLine(line_no, 0, amount, 0, amount))
            due -= amount
    return made_up
