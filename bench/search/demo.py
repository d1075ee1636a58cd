"""The demo store as the search takes it, and the same store grown to many more products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from backend.demo import store
from backend.demo.catalogue import ean13
from backend.demo.offers import demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.wording import demo_synonyms
from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Promotion
from domain.reference import Department, Product

NOW = datetime(2026, 11, 21, 10, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
_BRAND_CHARS = (
    "康达华美佳和顺丰泰隆兴盛鑫源金玉宝福禄祥瑞安平东西南北江河湖海山川云月星光春夏秋冬"
    "林森木叶花草竹梅兰香味鲜甜醇真纯优品良德仁义信诚乐欢喜庆吉利"
)
_KINDS = (
    "鲜", "浓香", "清爽", "有机", "特级", "家庭装", "经典", "无添加", "手工", "老字号",
    "原味", "精选", "农家", "轻", "双倍", "迷你", "大份", "进口", "山野", "慢熬",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stocked:
    """All that `Finder.build` takes."""

    products: Sequence[Product]
    placements: Sequence[Placement]
    stocks: Sequence[Stock]
    promotions: Sequence[Promotion]
    departments: Sequence[Department]
    plan: Plan
    synonyms: Sequence[Synonym]


@lru_cache(maxsize=1)
def demo() -> Stocked:
    shelved = store.shelve(store.SEED)
    plan = demo_plan()
    return Stocked(
        shelved.products, demo_placements(shelved.products, plan, NOW.date()), demo_stocks(shelved.products, NOW),
        demo_promotions(shelved.products, NOW), shelved.departments, plan, demo_synonyms(),
    )  # fmt: skip


def grown(products: int, seed: int = 4) -> Stocked:
    """The demo store with that many products: made-up brands, each with its own kinds of what the store sells.

    No two names are the same, so that nothing is found more cheaply than in a chain's real catalogue.
    """
    small, chance = demo(), Random(seed)
    brands = [a + b for a in _BRAND_CHARS for b in _BRAND_CHARS if a != b]
    chance.shuffle(brands)
    made, places, stocks = list(small.products), list(small.placements), list(small.stocks)
    at = {placement.product_id: placement for placement in small.placements}
    names = {product.name for product in made}
    while len(made) < products:
        brand = brands[len(made) // 60 % len(brands)]
        old = chance.choice(small.products)
        own = old.name.removeprefix(old.brand).strip()
        name = f"{brand} {chance.choice(_KINDS)}{own}"
        if name in names:
            continue
        names.add(name)
        product_id = f"G{len(made):06d}"
        made.append(
            replace(
                old, product_id=product_id, gtin=ean13(f"699{len(made):09d}"), name=name, brand=brand, weighed=False,
                name_en="", popularity=int(old.popularity * chance.random()),
            )
        )  # fmt: skip
        if old.product_id in at:
            places.append(replace(at[old.product_id], placement_id=f"{product_id}-1", product_id=product_id))
        stocks.append(Stock(product_id, chance.randrange(30), NOW))
    return replace(small, products=made, placements=places, stocks=stocks)
