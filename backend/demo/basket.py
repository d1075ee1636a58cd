"""A basket at the till: what goes over it becomes a receipt that adds up to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.receipt import (
    AppliedPromotion,
    PromotionKind,
    Receipt,
    SaleLine,
    Tender,
    TenderKind,
    promotion_shares,
)
from domain.receipt_code import ReceiptCode
from domain.reference import Product

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class Basket:
    """Fill it with the methods, in the order of the till, then ask for its `receipt`."""

    lines: list[SaleLine] = field(default_factory=list)
    promotions: list[AppliedPromotion] = field(default_factory=list)

    def add(
        self, product: Product, quantity: int = 1, *, weight_g: int | None = None, off_fen: int = 0
    ) -> int:
        """Returns the line's number. `off_fen` is taken off the whole line: a mark-down, a member's price."""
        gross = product.price_fen * quantity if weight_g is None else (product.price_fen * weight_g + 500) // 1000
        return self._put(product, quantity, gross, product.price_fen, weight_g=weight_g, line_discount_fen=off_fen)

    def gift(self, product: Product, of: int, quantity: int = 1) -> int:
        """A gift costs nothing from the start: its line shows 0.00."""
        return self._put(product, quantity, 0, 0, gift_of=of)

    def multibuy(self, name: str, line_no: int, every: int, step_discount_fen: int) -> None:
        """第二件半价, n件M元: `step_discount_fen` off for every full `every` pieces of the line; nothing for fewer."""
        steps = self.lines[line_no - 1].quantity // every
        if steps:
            kind = PromotionKind.MULTIBUY
            found = AppliedPromotion(
                f"M{every}-{self.lines[line_no - 1].product_id}", kind, name, steps * step_discount_fen, (line_no,),
                step_discount_fen, every=every, repeats=True,
            )  # fmt: skip
            self.promotions.append(found)

    def threshold(self, name: str, threshold_fen: int, step_discount_fen: int, line_nos: Sequence[int]) -> bool:
        """满100减20: once, if the lines' price after line discounts reaches it. Whether it did."""
        eligible = [self.lines[n - 1] for n in line_nos]
        if sum(line.gross_fen - line.line_discount_fen for line in eligible) < threshold_fen:
            return False
        self.promotions.append(
            AppliedPromotion(
                f"T{threshold_fen // 100}-{step_discount_fen // 100}", PromotionKind.THRESHOLD, name,
                step_discount_fen, tuple(line_nos), step_discount_fen, threshold_fen=threshold_fen,
            )
        )
        return True

    @property
    def due_fen(self) -> int:
        charged = sum(line.gross_fen - line.line_discount_fen for line in self.lines)
        return charged - sum(p.discount_fen for p in self.promotions)

    def receipt(
        self,
        store_id: str,
        till: str,
        cashier: str,
        sold_at: datetime,
        sequence: int,
        tender: TenderKind = TenderKind.WECHAT,
        first: tuple[TenderKind, int] | None = None,
    ) -> Receipt:
        """Paid with `tender`; where `first` is given, that much of it before with another."""
        plain = tuple(self.lines)
        shares: dict[int, int] = {}
        for promotion in self.promotions:
            for line_no, share in promotion_shares(promotion, plain).items():
                shares[line_no] = shares.get(line_no, 0) + share
        lines = tuple(
            replace(line, basket_share_fen=share, paid_fen=line.paid_fen - share)
            if (share := shares.get(line.line_no, 0)) else line
            for line in plain
        )  # fmt: skip
        code = ReceiptCode.make(store_id, till, sold_at.astimezone(ZONE).date(), sequence)
        return Receipt(
            code.text, store_id, till, cashier, sold_at, lines, self._tenders(tender, first), tuple(self.promotions)
        )

    def _tenders(self, tender: TenderKind, first: tuple[TenderKind, int] | None) -> tuple[Tender, ...]:
        due = self.due_fen
        if first is None or not 0 < first[1] < due:
            return (Tender(tender, due),)
        return (Tender(*first), Tender(tender, due - first[1]))

    def _put(
        self,
        product: Product,
        quantity: int,
        gross_fen: int,
        unit_price_fen: int,
        *,
        weight_g: int | None = None,
        line_discount_fen: int = 0,
        gift_of: int | None = None,
    ) -> int:
        line_no = len(self.lines) + 1
        self.lines.append(
            SaleLine(
                line_no, product.product_id, product.name, product.department, quantity, product.unit, unit_price_fen,
                gross_fen, gross_fen - line_discount_fen, product.gtin, weight_g, line_discount_fen, gift_of=gift_of,
            )
        )
        return line_no
