"""The proof of a sale (ARTS RetailTransaction), as the till recorded it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.money import Fen, apportion


class TenderKind(Enum):
    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    STORE_CARD = "store_card"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Tender:
    tender: TenderKind
    amount_fen: Fen


class PromotionKind(Enum):
    THRESHOLD = "threshold"  # 满100减20, 每满...
    MULTIBUY = "multibuy"  # every n pieces: n件M元, 第二件半价


@dataclass(frozen=True, slots=True)
class AppliedPromotion:
    """A promotion as it acted on this receipt: `discount_fen` in all, spread over `line_nos`.

    THRESHOLD: `step_discount_fen` off for `threshold_fen` of eligible goods, once or for every full threshold.
    MULTIBUY: `step_discount_fen` off for every full `every` pieces.
    """

    promotion_id: str
    promotion: PromotionKind
    name: str
    discount_fen: Fen
    line_nos: tuple[int, ...]
    step_discount_fen: Fen
    threshold_fen: Fen = 0
    every: int = 0
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line. Weighed goods have `weight_g` and quantity 1; `unit_price_fen` is then per kilogram.

    `gross_fen` is the price at the time for the whole line, before any discount;
    `paid_fen` = gross - line discount - share of basket promotions.
    """

    line_no: int
    product_id: str
    name: str
    department: str
    quantity: int
    unit: str
    unit_price_fen: Fen
    gross_fen: Fen
    paid_fen: Fen
    gtin: str | None = None
    weight_g: int | None = None
    line_discount_fen: Fen = 0
    basket_share_fen: Fen = 0
    gift_of: int | None = None

    @property
    def is_weighed(self) -> bool:
        return self.weight_g is not None

    @property
    def is_gift(self) -> bool:
        return self.gift_of is not None


@dataclass(frozen=True, slots=True)
class Receipt:
    code: str
    store_id: str
    till: str
    cashier: str
    sold_at: datetime
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    promotions: tuple[AppliedPromotion, ...] = ()

    @property
    def paid_fen(self) -> Fen:
        return sum(line.paid_fen for line in self.lines)

    def line(self, line_no: int) -> SaleLine:
        """Raises KeyError when there is no such line."""
        for line in self.lines:
            if line.line_no == line_no:
                return line
        raise KeyError(line_no)

    def gifts_of(self, line_no: int) -> tuple[SaleLine, ...]:
        return tuple(line for line in self.lines if line.gift_of == line_no)


@dataclass(frozen=True, slots=True)
class LineReturned:
    """What the ledger holds against a line: reserved by open tickets plus already returned."""

    line_no: int
    quantity: int
    refund_fen: Fen


def promotion_shares(promotion: AppliedPromotion, lines: tuple[SaleLine, ...]) -> dict[int, Fen]:
    """The promotion's discount per line, in proportion to price after line discounts, by largest remainder."""
    eligible = [line for line in lines if line.line_no in promotion.line_nos]
    weights = [max(0, line.gross_fen - line.line_discount_fen) for line in eligible]
    if not eligible:
        return {}
    shares = apportion(promotion.discount_fen, weights)
    return {line.line_no: share for line, share in zip(eligible, shares, strict=True)}


def faults(receipt: Receipt) -> list[str]:
    """What does not add up in a receipt, one sentence each; an importer refuses such a receipt."""
    found: list[str] = []
    numbers = [line.line_no for line in receipt.lines]
    if len(set(numbers)) != len(numbers):
        found.append("line numbers repeat")
    if not receipt.lines:
        found.append("no lines")
    for line in receipt.lines:
        where = f"line {line.line_no}"
        if line.quantity < 1 or (line.weight_g is not None and (line.quantity != 1 or line.weight_g < 1)):
            found.append(f"{where}: quantity or weight out of range")
        if min(line.gross_fen, line.paid_fen, line.line_discount_fen, line.basket_share_fen) < 0:
            found.append(f"{where}: negative amount")
        if line.gross_fen - line.line_discount_fen - line.basket_share_fen != line.paid_fen:
            found.append(f"{where}: price less discounts is not what was paid")
        if line.gift_of is not None and (line.gift_of == line.line_no or line.gift_of not in numbers):
            found.append(f"{where}: gift of a line that is not there")
    found.extend(
        f"promotion {p.promotion_id}: names a line that is not there"
        for p in receipt.promotions
        if set(p.line_nos) - set(numbers)
    )
    gifts = {line.line_no for line in receipt.lines if line.is_gift}
    found.extend(f"line {line.line_no}: gift of a gift" for line in receipt.lines if line.gift_of in gifts)
    spread = sum(line.basket_share_fen for line in receipt.lines)
    if spread != sum(p.discount_fen for p in receipt.promotions):
        found.append("basket promotions do not add up to the lines' shares")
    if sum(t.amount_fen for t in receipt.tenders) != receipt.paid_fen:
        found.append("tenders do not add up to what was paid")
    return found
