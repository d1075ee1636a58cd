"""The demo store's floor and goods, as the guide shows them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.demo import assets
from backend.demo.naming import content
from backend.demo.offers import demo_notices, demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.store import SEED, shelve
from backend.demo.wording import demo_synonyms
from domain.plan import AmenityKind, FixtureKind
from domain.promotion import NoticeKind, PromotionKind, runs

STORE = demo_plan()
PRODUCTS = shelve(SEED).products
NAMED = {product.name: product for product in PRODUCTS}
TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Asia/Shanghai")
MOMENTS = [
    datetime(2026, 11, 22, 10, 20, tzinfo=ZONE),
    datetime(2026, 12, 31, 23, 59, tzinfo=ZONE),
    datetime(2027, 1, 1, 0, 0, tzinfo=ZONE),
    datetime(2028, 2, 29, 3, 0, tzinfo=UTC),
]


# The floor -------------------------------------------------------------------------------------------------------


def test_the_ground_floor_has_forty_numbered_fixtures_with_goods() -> None:
    ground = [f for f in STORE.fixtures if f.level_id == "L1" and f.faces]
    assert sorted(int(f.number) for f in ground) == list(range(1, 41))
    assert STORE.levels[0].outline == ((0, 0), (60, 0), (60, 40), (0, 40))


def test_all_the_store_promises_is_on_the_plan() -> None:
    kinds = {amenity.kind for amenity in STORE.amenities}
    assert kinds == set(AmenityKind) - {AmenityKind.PARKING}
    assert {f.kind for f in STORE.fixtures} >= {FixtureKind.TILL, FixtureKind.DESK}
    devices = {amenity.device: amenity.kind for amenity in STORE.amenities if amenity.device}
    assert devices["入口导览屏"] is AmenityKind.KIOSK_GUIDE
    assert devices["演示退货机"] is AmenityKind.KIOSK_RETURNS
    assert devices["出口评价屏"] is AmenityKind.KIOSK_RATING


def test_every_department_has_a_fixture_and_no_other() -> None:
    codes = {department.code for department in assets.departments()}
    assert {fixture.department for fixture in STORE.fixtures} - {""} == codes


def test_texts_stand_in_three_languages() -> None:
    named = [*STORE.levels, *STORE.units, *STORE.fixtures, *STORE.openings, *STORE.amenities, *STORE.occupants]
    for thing in named:
        assert thing.name.zh_CN
        assert thing.name.en.isascii()
        assert thing.name.zh_TW


# Goods -----------------------------------------------------------------------------------------------------------


def test_every_product_stands_in_its_own_department_but_for_the_few_nobody_wrote_down() -> None:
    placements = demo_placements(PRODUCTS, STORE, TODAY)
    written = assets.placements()
    fixtures = {fixture.fixture_id: fixture for fixture in STORE.fixtures}
    first = {p.product_id: p for p in placements if p.placement_id.endswith("-1")}
    assert {product.product_id for product in PRODUCTS} - set(first) == {
        NAMED[name].product_id for name in written.nowhere
    }
    departments = {product.product_id: product.department for product in PRODUCTS}
    assert all(fixtures[p.fixture_id].department == departments[p.product_id] for p in first.values())
    twice = [product_id for product_id, count in Counter(p.product_id for p in placements).items() if count == 2]
    assert sorted(twice) == sorted(NAMED[name].product_id for name, *_ in written.also)


def test_the_milk_of_the_pictures_stands_where_the_pictures_show_it() -> None:
    placements = demo_placements(PRODUCTS, STORE, TODAY)
    (milk,) = [p for p in placements if p.product_id == NAMED["纯牛奶 250ml×24盒"].product_id]
    assert (milk.fixture_id, milk.bay, milk.shelf, milk.checked_on) == ("F12", 1, 2, date(2026, 11, 21))


def test_kinds_stand_together_and_no_board_carries_a_heap() -> None:
    placements = demo_placements(PRODUCTS, STORE, TODAY)
    groups = {product.product_id: product.group for product in PRODUCTS}
    soy = {p.fixture_id for p in placements if groups[p.product_id] == "酱油"}
    assert soy == {"F17"}
    boards = Counter((p.face_id, p.bay, p.shelf) for p in placements if p.shelf)
    assert max(boards.values()) <= 8


def test_places_were_looked_at_before_today() -> None:
    seen = [p.checked_on for p in demo_placements(PRODUCTS, STORE, TODAY)]
    assert None in seen
    days = [(TODAY - on).days for on in seen if on]
    assert min(days) == 1
    assert max(days) > 20
    assert sorted(days)[len(days) // 2] < 8


def test_goods_say_what_a_shopper_looks_for() -> None:
    for product in PRODUCTS:
        assert product.group
        assert product.name_en
        assert all(ord(c) < 0x3000 for c in product.name_en), product.name_en
        assert product.popularity >= 0
        assert product.name.startswith(product.brand)
        if product.member_price_fen is not None:
            assert 0 < product.member_price_fen < product.price_fen
    milk = NAMED["纯牛奶 250ml×24盒"]
    assert (milk.name_en, milk.group) == ("Pure milk 24 × 250 ml", "纯牛奶")
    assert (milk.content, milk.content_unit) == (6_000, "ml")
    assert NAMED["厨源 生抽 800ml"].group == "酱油"
    assert NAMED["厨源 生抽 800ml"].name_en == "Chuyuan Light soy sauce 800 ml"


@pytest.mark.parametrize(
    ("department", "name", "amount"),
    [
        ("dairy", "纯牛奶 250ml×24盒", (6_000, "ml")),
        ("oil", "花生油 5L", (5_000, "ml")),
        ("oil", "花生油 1.8L", (1_800, "ml")),
        ("snack", "每日坚果 25g×30袋", (750, "g")),
        ("infant_formula", "婴儿配方奶粉 1段 800g", (800, "g")),
        ("egg", "鲜鸡蛋 30枚", (30, "piece")),
        ("tissue", "抽纸 3层 130抽×24包", (24, "piece")),
        ("tissue", "卷纸 4层 140g×12卷", (1_680, "g")),
        ("noodle", "红烧牛肉面 5连包", (5, "piece")),
        ("appliance", "电热水壶 1.7L", (None, "")),
        ("appliance", "电饭煲 4L", (None, "")),
        ("household", "垃圾桶 12L", (None, "")),
        ("household", "5号电池 12节", (12, "piece")),
        ("toy", "拼图 100片", (None, "")),
        ("bakery", "法式长棍", (None, "")),
        ("bakery", "戚风蛋糕 6寸", (None, "")),
    ],
)
def test_how_much_is_in_it_is_read_from_the_name(department: str, name: str, amount: tuple[int | None, str]) -> None:
    assert content(department, name) == amount


def test_most_is_there_some_is_nearly_gone_and_a_little_is_sold_out() -> None:
    now = MOMENTS[0]
    stocks = demo_stocks(PRODUCTS, now)
    assert len(stocks) == len(PRODUCTS)
    gone = sum(stock.quantity == 0 for stock in stocks)
    assert 10 < gone < len(PRODUCTS) / 15
    assert {stock.as_of for stock in stocks} == {datetime(2026, 11, 22, 10, 15, tzinfo=ZONE)}
    assert next(s for s in stocks if s.product_id == NAMED["纯牛奶 250ml×24盒"].product_id).quantity > 0
    assert demo_stocks(PRODUCTS, now) == stocks


# Offers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", MOMENTS)
def test_twelve_promotions_run_on_any_day_and_every_kind_is_among_them(now: datetime) -> None:
    promotions = demo_promotions(PRODUCTS, now)
    local = now.astimezone(ZONE)
    midnight = local.replace(hour=0, minute=0)
    day = [midnight + timedelta(minutes=minute) for minute in range(0, 24 * 60, 15)]
    running = [p for p in promotions if any(runs(p.validity, moment, ZONE) for moment in day)]
    assert len(running) == 12
    assert {p.kind for p in running} == set(PromotionKind)
    assert len({p.promotion_id for p in promotions}) == len(promotions) == 15
    soon = [p for p in promotions if timedelta() < p.validity.ends_at - now <= timedelta(minutes=75)]
    assert next(p.promotion_id for p in soon if runs(p.validity, now, ZONE)) == "demo-bread-hour"


def test_the_perch_starts_at_four() -> None:
    perch = next(p for p in demo_promotions(PRODUCTS, MOMENTS[0]) if p.promotion_id == "demo-perch-evening")
    assert not runs(perch.validity, datetime(2026, 11, 22, 15, 59, 59, tzinfo=ZONE), ZONE)
    assert runs(perch.validity, datetime(2026, 11, 22, 16, 0, tzinfo=ZONE), ZONE)
    assert perch.price_fen == 3_160


def test_promotions_point_at_what_there_is() -> None:
    ids = {product.product_id: product for product in PRODUCTS}
    codes = {department.code for department in assets.departments()}
    for promotion in demo_promotions(PRODUCTS, MOMENTS[0]):
        assert set(promotion.product_ids) <= set(ids)
        assert set(promotion.departments) <= codes
        assert not promotion.fixture_id or STORE.fixture(promotion.fixture_id)
        if promotion.price_fen is not None:
            assert all(promotion.price_fen < ids[product_id].price_fen for product_id in promotion.product_ids)
        assert (promotion.kind is PromotionKind.SPEND_AND_SAVE) == (promotion.off_fen is not None)


@pytest.mark.parametrize("now", MOMENTS)
def test_the_silver_day_is_the_fifteenth_and_nothing_is_an_emergency(now: datetime) -> None:
    notices = demo_notices(now)
    silver = [notice for notice in notices if notice.kind is NoticeKind.SILVER_DAY]
    assert [notice.starts_at.day for notice in silver] == [15, 15]
    assert silver[1].starts_at > now
    assert silver[0].stands(silver[0].starts_at + timedelta(hours=10))
    assert not any(notice.kind is NoticeKind.EMERGENCY for notice in notices)
    assert any(notice.stands(now) for notice in notices)


# Words -----------------------------------------------------------------------------------------------------------


def test_every_word_leads_to_something_the_store_sells() -> None:
    sold = {product.group for product in PRODUCTS} | set(NAMED)
    synonyms = demo_synonyms()
    assert len(synonyms) == len({synonym.word for synonym in synonyms}) >= 200
    assert [(s.word, meant) for s in synonyms for meant in s.means if meant not in sold] == []


def test_braised_pork_needs_what_it_needs() -> None:
    means = {synonym.word: synonym.means for synonym in demo_synonyms()}
    assert means["红烧肉"][:5] == ("酱油", "冰糖", "五花肉", "八角", "料酒")
    assert means["洋芋"] == ("土豆",)
    assert means["番茄"] == ("西红柿",)
