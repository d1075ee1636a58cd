"""Where things are, as it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.demo import assets
from backend.demo.plan import demo_plan
from domain.goods import Placement
from domain.plan.places import briefly, place_of, place_of_fixture, said, zones_said
from domain.words import NO_WORDS, Words

STORE = demo_plan()


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        (
            Placement("", "", "F12", "F12-A", 1, 2),
            Words("D 区 12 号柜，第 2 层", "Zone D, cooler 12, shelf 2", "D 區 12 號櫃，第 2 層"),
        ),
        (
            Placement("", "", "F19", "F19-B", 4, 1),
            Words("3 排 19 号架 B 面，第 4 节，第 1 层", "Aisle 3, shelf unit 19, side B, bay 4, shelf 1",
                  "3 排 19 號架 B 面，第 4 節，第 1 層"),
        ),
        (Placement("", "", "F02", "F02-A"), Words("B 区 2 号柜", "Zone B, counter 2", "B 區 2 號櫃")),
        (Placement("", "", "F40", "F40-A"), Words("40 号柜", "Counter 40", "40 號櫃")),
        (Placement("", "", "DESK"), Words("服务台", "Service desk", "服務台")),
        (Placement("", "", "TILL3"), Words("3 号收银台", "Checkout 3", "3 號收銀台")),
        # A face that is no longer on the plan: the fixture still is.
        (Placement("", "", "F19", "GONE", 2, 1), Words("3 排 19 号架，第 2 节，第 1 层",
                                                        "Aisle 3, shelf unit 19, bay 2, shelf 1",
                                                        "3 排 19 號架，第 2 節，第 1 層")),
    ],
)  # fmt: skip
def test_a_place_is_said_in_three_languages(placement: Placement, words: Words) -> None:
    place = place_of(STORE, placement)
    assert place is not None
    assert said(place) == words


def test_the_floor_is_said_where_it_matters() -> None:
    place = place_of(STORE, Placement("", "", "F41", "F41-A", 3, 2))
    assert place is not None
    assert said(place, with_level=True) == Words(
        "二楼，9 排 41 号架 A 面，第 3 节，第 2 层", "Upper floor, aisle 9, shelf unit 41, side A, bay 3, shelf 2",
        "二樓，9 排 41 號架 A 面，第 3 節，第 2 層",
    )  # fmt: skip
    assert briefly(place) == Words("9 排 41 号架", "Aisle 9, shelf unit 41", "9 排 41 號架")
    assert briefly(place, with_level=True).zh_CN == "二楼，9 排 41 号架"


def test_a_fixture_nobody_drew_has_no_place() -> None:
    assert place_of(STORE, Placement("", "", "F99")) is None


@pytest.mark.parametrize(
    ("zones", "words"),
    [
        ([], NO_WORDS),
        (["", ""], NO_WORDS),
        (["D"], Words("D 区", "Zone D", "D 區")),
        (["B", "A", "B"], Words("A、B 区", "Zones A, B", "A、B 區")),
        (["1", "2"], Words("1–2 排", "Aisles 1–2", "1–2 排")),
        (["10", "9", "2", "8"], Words("2、8–10 排", "Aisles 2, 8–10", "2、8–10 排")),
        (["5", "D"], Words("D 区，5 排", "Zone D, Aisle 5", "D 區，5 排")),
    ],
)
def test_zones_are_said_together(zones: list[str], words: Words) -> None:
    assert zones_said(zones) == words


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_zone_can_be_said(zones: list[str]) -> None:
    words = zones_said(zones)
    assert bool(words.zh_CN) == bool(words.en) == bool(words.zh_TW) == any(zones)


def test_every_department_of_the_demo_stands_somewhere() -> None:
    assert {department.code for department in assets.departments()} <= {each.department for each in STORE.fixtures}


def test_every_fixture_can_be_said() -> None:
    for fixture in STORE.fixtures:
        words = briefly(place_of_fixture(STORE, fixture))
        assert words.zh_CN
        assert words.en.isascii()
        assert words.zh_TW
