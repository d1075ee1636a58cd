"""What screens say of offers as stores really write them: without a price, without goods, without an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.promotion import Promotion, PromotionKind, Validity
from domain.words import Words
from kiosk.flows.guide import states as s
from kiosk.guide.shop import shop_at, standing
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame
from tests.kiosk import guide_world as world
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import PANELS

EGGS = "鲜鸡蛋 30枚"
USUAL = "23.80"


def offer(kind: PromotionKind = PromotionKind.DISCOUNT, **more: Any) -> Promotion:
    validity = Validity(world.NOW - timedelta(days=1), world.NOW + timedelta(days=3))
    told: dict[str, Any] = {"product_ids": (world.product_id(EGGS),)} | more
    return Promotion("one", kind, Words("就这一个优惠"), told.pop("validity", validity), **told)


def screens(promotion: Promotion) -> Iterator[str]:
    """All its words: as signage, in the list, on its own screen; lying and upright."""
    stands = standing(world.assortment(), (promotion,), (), world.ZONE, world.DEVICE)
    shop = shop_at(stands, world.NOW)
    visit = replace(world.visit(), shop=shop)
    for state in (s.Signage(shop), s.Promotions(visit), s.PromotionShown(visit, shop.offers[0])):
        for panel in ("landscape", "portrait"):
            scene = scene_of(state, samples.situation(), samples.place(), Frame(PANELS[panel], False), Glance())
            assert not scene.faults
            yield " ".join(scene.words)


@pytest.mark.parametrize(
    "ends", [datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), world.NOW + timedelta(days=366)], ids=["never", "a year"]
)
def test_an_offer_without_an_end_is_said_to_have_none(ends: datetime) -> None:
    for words in screens(offer(price_fen=1_980, validity=Validity(datetime(1, 1, 1, tzinfo=UTC), ends))):
        assert "长期有效" in words


@pytest.mark.parametrize("kind", [PromotionKind.DISCOUNT, PromotionKind.MEMBER, PromotionKind.CLEARANCE])
def test_the_usual_price_is_never_told_as_the_offers(kind: PromotionKind) -> None:
    signage, upright, *_ = screens(offer(kind))
    assert USUAL not in signage + upright


def test_who_gets_a_second_one_free_pays_the_usual_price() -> None:
    assert all(USUAL in words for words in screens(offer(PromotionKind.BUY_ONE_GET_ONE)))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"product_ids": ()}, "全店商品都算。"),
        ({"product_ids": (), "departments": ("dairy",)}, "这个分区的商品都算。"),
        ({"product_ids": ("delisted",)}, "哪些商品算，请问店员。"),
    ],
)
def test_what_counts_is_said_where_no_goods_are_named(names: dict[str, Any], said: str) -> None:
    threshold: dict[str, Any] = {"threshold_fen": 20_000, "off_fen": 2_000}
    *_, own, upright = screens(offer(PromotionKind.SPEND_AND_SAVE, **names, **threshold))
    assert said in own
    assert said in upright
