"""A small store for stories about searching, and the demo store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bench.search.demo import demo
from bench.search.measuring import build
from domain.goods import Placement, Stock, Synonym
from domain.plan import Amenity, AmenityKind, Face, Fixture, FixtureKind, Level, Occupant, Plan
from domain.promotion import Promotion, PromotionKind, Validity
from domain.reference import Department, Product
from domain.words import Words
from kiosk.search import Finder

NOW = datetime(2026, 11, 21, 2, 18, tzinfo=UTC)
SQUARE = ((0.0, 0.0), (30.0, 0.0), (30.0, 20.0), (0.0, 20.0))

PRODUCTS = (
    Product("p1", "6900000000014", "厨源 生抽 800ml", "seasoning", "瓶", 1190, brand="厨源", group="酱油",
            name_en="Chuyuan Light soy sauce 800 ml", content=800, content_unit="ml", popularity=90),
    Product("p2", "6900000000021", "海岸 生抽 500ml", "seasoning", "瓶", 890, brand="海岸", group="酱油",
            name_en="Haian Light soy sauce 500 ml", content=500, content_unit="ml", popularity=60),
    Product("p3", "6900000000038", "海岸 老抽 500ml", "seasoning", "瓶", 980, brand="海岸", group="酱油",
            name_en="Haian Dark soy sauce 500 ml", content=500, content_unit="ml", popularity=40),
    Product("p4", "6900000000045", "冰糖 500g", "seasoning", "袋", 980, group="冰糖", content=500, content_unit="g"),
    Product("p5", "2212345000000", "猪五花肉", "meat", "份", 3580, weighed=True, group="五花肉", popularity=70),
    Product("p6", "6900000000069", "长粒香米 5kg", "rice", "袋", 3990, group="大米", content=5000, content_unit="g"),
    Product("p7", "6900000000076", "鲜牛奶 950ml", "dairy", "瓶", 1680, group="鲜牛奶", popularity=80),
    Product("p8", "6900000000083", "牛奶巧克力 150g", "snack", "盒", 2590, group="巧克力", popularity=20),
    Product("p9", "6900000000090", "5号电池 12节", "household", "卡", 2590, group="电池", content=12,
            content_unit="piece"),
    Product("p10", "6900000000106", "花生油 5L", "oil", "桶", 13990, group="食用油", content=5000, content_unit="ml"),
    Product("p11", "6900000000113", "花生油 1.8L", "oil", "瓶", 5590, group="食用油", content=1800, content_unit="ml"),
    Product("p12", "6900000000120", "洗发水 750ml", "cosmetics", "瓶", 4590, group="洗发水"),
)  # fmt: skip

DEPARTMENTS = (
    Department("seasoning", "调味品", "seasoning"), Department("meat", "猪牛羊肉", "meat"),
    Department("rice", "米面杂粮", "rice"), Department("dairy", "乳品", "milk"),
    Department("snack", "休闲零食", "snack"), Department("oil", "食用油", "oil"),
    Department("household", "家居日用", "household"), Department("cosmetics", "美妆个护", "cosmetics"),
)  # fmt: skip

PLAN = Plan(
    "v1", Words("青石桥店"), (Level("L1", 0, Words("一层"), "1", SQUARE),),
    fixtures=(
        Fixture("f12", "L1", FixtureKind.SHELF, Words("货架"), SQUARE, "12", "D", "seasoning",
                (Face("f12a", (0.0, 0.0), (1.0, 0.0), 4, "A"),)),
    ),
    amenities=(Amenity("wc", "L1", AmenityKind.TOILET, Words("卫生间", "Toilets"), (5.0, 5.0)),),
    occupants=(Occupant("desk", "L1", "service_desk", Words("服务台", "Service desk"), (9.0, 5.0)),),
)  # fmt: skip

PLACEMENTS = (
    Placement("a", "p1", "f12", "f12a", 2, 3, date(2026, 11, 20)),
    Placement("b", "p1", "f12", "f12a", 4, 1, date(2026, 11, 2)),
    Placement("c", "p2", "nowhere"),
)

STOCKS = (Stock("p1", 0, NOW), Stock("p2", 4, NOW), Stock("p3", 9, NOW))


def promotion(key: str, products: tuple[str, ...], ends_in: timedelta, title: str = "今天便宜") -> Promotion:
    until = NOW + ends_in
    validity = Validity(min(NOW, until) - timedelta(days=1), until)
    return Promotion(key, PromotionKind.DISCOUNT, Words(title), validity, product_ids=products)


PROMOTIONS = (
    promotion("soy", ("p1",), timedelta(hours=1), "生抽特价"),
    promotion("over", ("p1",), -timedelta(hours=1), "生抽昨天特价"),
)

SYNONYMS = (Synonym("做红烧肉", ("酱油", "冰糖", "五花肉")), Synonym("香波", ("洗发水",)))


@lru_cache(maxsize=1)
def small() -> Finder:
    return Finder.build(PRODUCTS, PLACEMENTS, STOCKS, PROMOTIONS, DEPARTMENTS, PLAN, SYNONYMS)


@lru_cache(maxsize=1)
def whole() -> Finder:
    return build(demo())


def names(text: str, finder: Finder | None = None, limit: int = 20) -> list[str]:
    return [hit.name for hit in (finder or small()).search(text, limit=limit)]
