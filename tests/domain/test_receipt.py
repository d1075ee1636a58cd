"""A receipt adds up, or an importer is told each thing that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.receipt import (
    AppliedPromotion,
    PromotionKind,
    Receipt,
    SaleLine,
    Tender,
    TenderKind,
    faults,
    promotion_shares,
)
from tests.support.strategies import odd_receipts, receipts

MILK = SaleLine(1, "P1", "纯牛奶 250ml×24盒", "dairy", 2, "箱", 7_990, 15_980, 13_694, basket_share_fen=2_286)
TISSUE = SaleLine(2, "P2", "原木抽纸 30包", "tissue", 1, "提", 4_990, 4_990, 4_276, basket_share_fen=714)
WIPES = SaleLine(3, "P3", "厨房湿巾 80抽", "tissue", 1, "包", 0, 0, 0, gift_of=2)
APPLE = SaleLine(4, "P4", "红富士苹果", "fruit", 1, "份", 1_380, 1_830, 1_830, weight_g=1_326)
OFF = AppliedPromotion("T", PromotionKind.THRESHOLD, "满200减30", 3_000, (1, 2), 3_000, 20_000)
GOOD = Receipt(
    "1", "9907", "07", "0112", datetime(2026, 11, 20, tzinfo=UTC), (MILK, TISSUE, WIPES, APPLE),
    (Tender(TenderKind.VOUCHER, 2_000), Tender(TenderKind.WECHAT, 17_800)), (OFF,),
)  # fmt: skip


def with_line(line: SaleLine, **changed: Any) -> Receipt:
    return replace(GOOD, lines=tuple(replace(each, **changed) if each is line else each for each in GOOD.lines))


def test_a_receipt_that_adds_up_has_no_faults() -> None:
    assert faults(GOOD) == []
    assert GOOD.paid_fen == 19_800
    assert GOOD.line(4).is_weighed
    assert GOOD.gifts_of(2) == (WIPES,)
    with pytest.raises(KeyError):
        GOOD.line(5)


@pytest.mark.parametrize(
    ("receipt", "told"),
    [
        (replace(GOOD, lines=(), promotions=(), tenders=()), ["no lines"]),
        (with_line(APPLE, line_no=2), ["line numbers repeat"]),
        (with_line(APPLE, weight_g=0), ["line 4: quantity or weight out of range"]),
        (with_line(APPLE, quantity=2), ["line 4: quantity or weight out of range"]),
        (with_line(MILK, quantity=0), ["line 1: quantity or weight out of range"]),
        (with_line(APPLE, gross_fen=-5, paid_fen=-5),
         ["line 4: negative amount", "tenders do not add up to what was paid"]),
        (with_line(APPLE, gross_fen=1_831), ["line 4: price less discounts is not what was paid"]),
        (with_line(WIPES, gift_of=9), ["line 3: gift of a line that is not there"]),
        (with_line(WIPES, gift_of=3), ["line 3: gift of a line that is not there", "line 3: gift of a gift"]),
        (with_line(APPLE, gift_of=3), ["line 4: gift of a gift"]),
        (replace(GOOD, promotions=(replace(OFF, line_nos=(1, 7)),)), ["promotion T: names a line that is not there"]),
        (replace(GOOD, promotions=()), ["basket promotions do not add up to the lines' shares"]),
        (replace(GOOD, tenders=GOOD.tenders[:1]), ["tenders do not add up to what was paid"]),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_told(receipt: Receipt, told: list[str]) -> None:
    assert faults(receipt) == told


@given(receipts())
def test_shares_follow_the_price_and_add_up(receipt: Receipt) -> None:
    for promotion in receipt.promotions:
        shares = promotion_shares(promotion, receipt.lines)
        assert sum(shares.values()) == promotion.discount_fen
        assert set(shares) == set(promotion.line_nos)


@given(receipts(), st.data())
def test_one_fen_moved_anywhere_is_noticed(receipt: Receipt, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(receipt.lines))
    field = data.draw(st.sampled_from(("gross_fen", "paid_fen", "line_discount_fen", "basket_share_fen")))
    moved = replace(line, **{field: getattr(line, field) + data.draw(st.sampled_from((-1, 1)))})
    assert faults(replace(receipt, lines=tuple(moved if each is line else each for each in receipt.lines)))


@given(odd_receipts())
def test_odd_data_is_told_not_raised(receipt: Receipt) -> None:
    assert all(isinstance(told, str) for told in faults(receipt))
