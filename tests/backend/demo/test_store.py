"""The demo store is believable, adds up, and is the same for the same seed and part of the day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from backend.demo.moments import slot_of
from backend.demo.store import SEED, DemoStore, build
from domain import receipt_code
from domain.check_digits import valid_gtin
from domain.receipt import PromotionKind, faults
from domain.receipt_code import ReceiptCode
from tests.backend.demo.conftest import NOW

PICTURES = Path(__file__).parents[3] / "assets" / "pictures" / "png"


def test_every_receipt_adds_up_and_has_a_code_of_its_own(demo: DemoStore) -> None:
    for receipt in demo.receipts:
        assert faults(receipt) == []
        parsed = receipt_code.parse(receipt.code, today=NOW.date())
        assert isinstance(parsed, ReceiptCode)
        assert (parsed.store_id, parsed.till) == (receipt.store_id, receipt.till)
        assert receipt.sold_at <= NOW
    assert len({receipt.code for receipt in demo.receipts}) == len(demo.receipts)


def test_there_is_as_much_of_it_as_a_supermarket_has(demo: DemoStore) -> None:
    sold = Counter(receipt.store_id for receipt in demo.receipts)
    assert 4_900 <= sold["9907"] <= 5_500
    assert 45 <= sold["9912"] <= 60
    assert 1_450 <= len(demo.products) <= 1_700
    assert len(demo.departments) >= 20
    assert {receipt.till for receipt in demo.receipts} == {f"{till:02d}" for till in range(1, 13)}
    assert max(len(receipt.lines) for receipt in demo.receipts) <= 26


def test_products_have_valid_codes_names_of_their_own_and_departments_that_exist(demo: DemoStore) -> None:
    departments = {department.code for department in demo.departments}
    for product in demo.products:
        assert valid_gtin(product.gtin)
        assert product.gtin.startswith("2" if product.weighed else "69")
        assert product.department in departments
        assert product.price_fen > 0
    for key in ("product_id", "gtin", "name"):
        assert len({getattr(product, key) for product in demo.products}) == len(demo.products), key


def test_each_department_has_goods_a_picture_and_a_rule_that_knows_it(demo: DemoStore) -> None:
    stocked = {product.department for product in demo.products}
    for department in demo.departments:
        assert department.code in stocked
        assert (PICTURES / f"{department.picture}.png").exists()
    assert {rule.department for rule in demo.policy.departments} <= {d.code for d in demo.departments}


def test_baskets_are_as_mixed_as_a_supermarkets(demo: DemoStore) -> None:
    whole = len(demo.receipts)
    promotions = Counter(p.promotion for r in demo.receipts for p in r.promotions)
    assert promotions[PromotionKind.THRESHOLD] > whole // 20
    assert promotions[PromotionKind.MULTIBUY] > whole // 50
    for share, holds in {
        0.05: lambda r: any(line.is_gift for line in r.lines),
        0.03: lambda r: len(r.tenders) > 1,
        0.40: lambda r: any(line.is_weighed for line in r.lines),
        0.20: lambda r: any(line.line_discount_fen for line in r.lines),
    }.items():
        assert sum(holds(receipt) for receipt in demo.receipts) > share * whole


def test_the_same_seed_and_slot_give_the_same_store(demo: DemoStore) -> None:
    later = slot_of(NOW).begins + timedelta(hours=3, minutes=59)
    assert build(SEED, later) == demo


def test_another_seed_gives_other_sales(demo: DemoStore) -> None:
    assert build(SEED + 1, NOW).receipts != demo.receipts


@pytest.mark.parametrize("hours", [4, 9, 24, 100])
def test_later_what_was_sold_stays_sold(demo: DemoStore, hours: int) -> None:
    then = build(SEED, NOW + timedelta(hours=hours))
    sold = {receipt.code: receipt for receipt in then.receipts}
    both = [receipt for receipt in demo.receipts if receipt.code in sold]
    assert len(both) > 4_000
    assert all(sold[receipt.code] == receipt for receipt in both)
    assert not set(demo.stories.values()) & set(then.stories.values())
