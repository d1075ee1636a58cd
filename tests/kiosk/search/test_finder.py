"""A shopper asks in any way a person asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reference import Product
from kiosk.search import Finder
from tests.kiosk.search.shops import DEPARTMENTS, NOW, PLAN, PRODUCTS, STOCKS, SYNONYMS, names, small, whole


@pytest.mark.parametrize(
    "asked",
    [
        "酱油", "醬油", "将由", "酱由", "哪里有卖酱油", "请问酱油在哪里？", "我想买酱油", "酱油放在什么地方",
        "jiangyou", "jiangy", "jiang you", "jy", "jinagyou", "酱you", "JIANGYOU", "ｊｉａｎｇｙｏｕ",
        "<b>酱油</b>", "＜b＞酱油＜/b＞", '<a href="/s?q=1">酱油</a>', "&nbsp;酱油", "<酱油>", "**酱油**", "尖由",
        "soy sauce", "<b>soy sauce</b>", "<soy sauce>", "Where is the soy sauce?", "soy suace",
    ],
)  # fmt: skip
def test_soy_sauce_is_found_however_it_is_asked_for(asked: str) -> None:
    best = small().search(asked)[0]
    assert (best.kind, best.key) == ("group", "酱油")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("海岸生抽", "海岸 生抽 500ml"),
        ("haian laochou", "海岸 老抽 500ml"),
        ("老抽 海岸", "海岸 老抽 500ml"),
        ("5升花生油", "花生油 5L"),
        ("花生油1800毫升", "花生油 1.8L"),
        ("clx", "长粒香米 5kg"),
        ("zlx", "长粒香米 5kg"),
        ("changlixiang", "长粒香米 5kg"),
        ("zhanglixiang", "长粒香米 5kg"),
        ("五号电池", "5号电池 12节"),
        ("5hdc", "5号电池 12节"),
        ("洗头发水", "洗发水 750ml"),
        ("香波", "洗发水 750ml"),
        ("五花内", "猪五花肉"),
        ("巧可力", "牛奶巧克力 150g"),
    ],
)
def test_the_one_that_is_meant_comes_first(asked: str, found: str) -> None:
    assert names(asked)[0] == found


def test_what_the_thing_is_counts_more_than_what_is_in_it() -> None:
    assert names("牛奶")[0] == "鲜牛奶 950ml"
    assert "牛奶巧克力 150g" in names("牛奶")


def test_a_dish_leads_to_what_it_is_made_of_in_that_order() -> None:
    assert names("做红烧肉要的")[:3] == ["酱油", "冰糖 500g", "猪五花肉"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("妈妈让我来买点五花肉晚上吃", "猪五花肉"),
        ("请问一下你们的洗发水摆在哪个货架上", "洗发水 750ml"),
        ("能不能告诉我5号电池多少钱", "5号电池 12节"),
        ("洗头用的洗发水", "洗发水 750ml"),
        ("can you tell me where I get soy sauce please", "酱油"),
    ],
)
def test_a_whole_sentence_is_searched_for_what_it_names(asked: str, found: str) -> None:
    assert names(asked)[0] == found


@pytest.mark.parametrize("asked", ["酱油 五花肉 电池", "酱油、五花肉和电池", "五花肉跟酱油跟电池"])
def test_of_a_list_everything_is_found(asked: str) -> None:
    assert {"酱油", "猪五花肉", "5号电池 12节"} <= set(names(asked)[:4])


def test_from_the_first_letter_on_there_are_results_and_every_letter_leads_on() -> None:
    for end in range(1, len("shengchou") + 1):
        assert any("生抽" in name or name == "酱油" for name in names("shengchou"[:end])), "shengchou"[:end]


def test_what_is_sold_out_stands_behind_what_is_there() -> None:
    assert names("生抽")[:2] == ["海岸 生抽 500ml", "厨源 生抽 800ml"] or small().search("生抽")[0].kind != "product"
    products = [hit for hit in small().search("生抽") if hit.kind == "product"]
    assert [hit.in_stock for hit in products[:2]] == [True, False]


def test_amenities_services_departments_and_offers_are_found_by_what_people_call_them() -> None:
    for asked in ("厕所在哪", "洗手间", "toilet", "where is the bathroom", "cesuo", "廁所"):
        assert (small().search(asked)[0].kind, small().search(asked)[0].key) == ("amenity", "wc"), asked
    for asked in ("服务台", "退货", "开发票", "customer service", "fwt"):
        assert small().search(asked)[0].kind == "service", asked
    assert (small().search("调料")[0].kind, small().search("调料")[0].key) == ("department", "seasoning")
    assert {hit.key for hit in small().search("优惠") if hit.kind == "promotion"} == {"soy", "over"}


def test_an_offer_that_is_over_is_not_found_any_more() -> None:
    def offers(minutes: int) -> set[str]:
        hits = small().search("优惠", now=NOW + timedelta(minutes=minutes))
        return {hit.key for hit in hits if hit.kind == "promotion"}

    assert offers(0) == {"soy"}
    assert offers(59) == {"soy"}
    assert offers(60) == set()


def test_a_hit_says_where_it_stands_in_which_language_and_by_which_word() -> None:
    hit = next(hit for hit in small().search("light soy sauce", "en") if hit.key == "p1")
    assert hit.name == "Chuyuan Light soy sauce 800 ml"
    assert (hit.department, hit.brand, hit.group, hit.in_stock) == ("调味品", "厨源", "酱油", False)
    assert hit.place is not None
    # The place that somebody saw it at last.
    assert (hit.place.zone, hit.place.number, hit.place.side, hit.place.bay, hit.place.shelf) == ("D", "12", "A", 2, 3)
    assert hit.why == "Light soy sauce"
    assert next(hit for hit in small().search("酱油") if hit.key == "p2").place is None


def test_barcodes_are_found_as_they_are_scanned_and_typed() -> None:
    for code in ("6900000000014", "690 0000 0000 14", "06900000000014"):
        assert [hit.key for hit in small().search(code)] == ["p1"]
        hit = small().by_barcode(code)
        assert hit is not None
        assert hit.key == "p1"
    # A label of the scale: the goods, then what they weigh.
    label = small().by_barcode("2212345012347")
    assert label is not None
    assert label.key == "p5"
    assert small().by_barcode("6999999999999") is None
    assert small().by_barcode("no code") is None
    assert small().search("6999999999999") == ()


@pytest.mark.parametrize("asked", ["", " ", "，。！？", "😀🛒", "\x00\x1b[2J", "轮胎", "qwrtpsd", "汽车", "tire"])
def test_what_nobody_can_read_and_what_the_store_does_not_have_finds_nothing(asked: str) -> None:
    assert small().search(asked) == ()


@pytest.mark.parametrize(
    ("heard", "nearly", "name"), [("画声", "画森", "花生油 5L"), ("可立", "可尼", "牛奶巧克力 150g")]
)
def test_a_part_of_a_name_is_taken_by_ear_only_where_all_of_it_sounds_the_same(
    heard: str, nearly: str, name: str
) -> None:
    assert name in names(heard)
    assert names(nearly) == []


def test_smoking_is_no_ginseng() -> None:
    assert names("溪羊", whole())[0] == "西洋参"
    assert names("吸烟", whole()) == []


def test_a_long_question_is_answered_too() -> None:
    assert "酱油" in names("酱油" + "啊" * 198)
    assert small().search("x" * 200) == ()
    assert names("🛒酱油\x00\u202e")[0] == "酱油"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.text("酱油生抽禾润jiangyou059 的哪里mlL，", max_size=40), st.integers(-1, 8))
def test_any_text_is_answered_best_first_and_the_same_every_time(text: str, limit: int) -> None:
    hits = small().search(text, limit=limit)
    assert len(hits) <= max(limit, 0)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({(hit.kind, hit.key) for hit in hits}) == len(hits)
    assert hits == small().search(text, limit=limit)


def test_what_everybody_looks_for_comes_from_several_departments() -> None:
    popular = whole().popular(8)
    assert {hit.kind for hit in popular} == {"group"}
    assert len(popular) == 8
    assert len({hit.department for hit in popular}) >= 4


def test_departments_come_in_the_stores_order_each_with_its_place() -> None:
    assert [hit.key for hit in small().departments()] == [department.code for department in DEPARTMENTS]
    first = small().departments()[0]
    assert first.place is not None
    assert first.place.number == "12"


def test_a_store_without_anything_answers_with_nothing() -> None:
    empty = Finder.build([])
    assert empty.search("酱油") == ()
    assert empty.popular(5) == ()
    assert empty.departments() == ()


def test_names_alone_are_enough_to_be_found_by() -> None:
    """A chain's data may lack brand, kind, English name and popularity."""
    bare = [Product(p.product_id, p.gtin, p.name, p.department, p.unit, p.price_fen) for p in PRODUCTS]
    finder = Finder.build(bare, (), STOCKS, (), DEPARTMENTS, PLAN, SYNONYMS)
    for asked in ("生抽", "shengchou", "sc", "sheng抽", "声抽"):
        assert "生抽" in names(asked, finder)[0], asked
    assert names("soy sauce", finder)
    assert "生抽" in names("海岸生抽", finder)[0]
