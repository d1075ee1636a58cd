"""The guide's data goes in whole or not at all, every fault named, and reaches replicas as changes and tombstones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.services import guide_data, reference, sweep
from backend.services.guide_data import Unfit
from domain.goods import Placement
from domain.plan import Plan
from domain.promotion import NoticeKind, Promotion, PromotionKind, Validity
from domain.reference import (
    Change,
    NoticeChanged,
    PlacementChanged,
    PlanChanged,
    Product,
    PromotionChanged,
    Removed,
    StockChanged,
    SynonymChanged,
)
from domain.words import Words
from tests.support.guide import a_notice, a_placement, a_plan, a_promotion, a_shelf, a_stock, a_word
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service

GUIDE = (PlanChanged, PlacementChanged, StockChanged, PromotionChanged, NoticeChanged, SynonymChanged, Removed)


def changes(kiosk: Kiosk, cursor: int = 0) -> list[Change]:
    return [change for change in kiosk.replica(cursor).changes if isinstance(change, GUIDE)]


def faults(put: Callable[[], object]) -> list[str]:
    with pytest.raises(Unfit) as raised:
        put()
    return [said for _, said in raised.value.faults]


@pytest.fixture
def planned(service: Service) -> Service:
    products = [
        Product("P1", "6901234567892", "商品1", "grocery", "件", 1_000),
        Product("P2", "6901234567893", "商品2", "grocery", "件", 2_000),
    ]
    reference.put_products(service.sessions, "9907", products, NOW)
    guide_data.put_plan(service.sessions, "9907", a_plan(), NOW)
    return service


@on_both
def test_everything_the_guide_shows_reaches_a_replica(planned: Service) -> None:
    s, kiosk = planned.sessions, planned.kiosk()
    guide_data.put_placements(s, "9907", [a_placement()], NOW)
    guide_data.put_stocks(s, "9907", [a_stock()], NOW)
    guide_data.put_promotions(s, "9907", [a_promotion()], NOW)
    guide_data.put_notices(s, "9907", [a_notice()], NOW)
    guide_data.put_synonyms(s, "9907", [a_word()], NOW)
    assert changes(kiosk) == [
        PlanChanged(a_plan()), PlacementChanged(a_placement()), StockChanged(a_stock()),
        PromotionChanged(a_promotion()), NoticeChanged(a_notice()), SynonymChanged(a_word()),
    ]  # fmt: skip


@on_both
def test_a_whole_set_replaces_the_last_and_leaves_what_reads_the_same(planned: Service) -> None:
    s, kiosk = planned.sessions, planned.kiosk()
    guide_data.put_promotions(s, "9907", [a_promotion("a"), a_promotion("b")], NOW)
    cursor = kiosk.replica().cursor
    guide_data.put_promotions(s, "9907", [a_promotion("b"), a_promotion("c")], NOW)
    assert changes(kiosk, cursor) == [PromotionChanged(a_promotion("c")), Removed("promotion", "a")]
    cursor = kiosk.replica().cursor
    guide_data.put_promotions(s, "9907", [a_promotion("b"), a_promotion("c")], NOW)
    assert kiosk.replica().cursor == cursor


@on_both
def test_piece_by_piece_the_others_stay(planned: Service) -> None:
    s, kiosk = planned.sessions, planned.kiosk()
    guide_data.put_stocks(s, "9907", [a_stock("P1", 1), a_stock("P2", 2)], NOW)
    cursor = kiosk.replica().cursor
    guide_data.put_stocks(s, "9907", [a_stock("P2", 0)], NOW, whole=False)
    assert changes(kiosk, cursor) == [StockChanged(a_stock("P2", 0))]
    guide_data.put_synonyms(s, "9907", [a_word("红烧肉"), a_word("宫保鸡丁", "花生")], NOW)
    assert guide_data.remove_synonym(s, "9907", "红烧肉", NOW)
    assert not guide_data.remove_synonym(s, "9907", "红烧肉", NOW)
    with s.read() as session:
        assert guide_data.synonyms(session, "9907") == (a_word("宫保鸡丁", "花生"),)


@on_both
def test_a_plan_is_a_version_and_earlier_ones_stay(planned: Service) -> None:
    s, kiosk = planned.sessions, planned.kiosk()
    guide_data.put_placements(s, "9907", [a_placement(fixture_id="S11"), a_placement("P2")], NOW)
    next_plan = a_plan("plan-2", a_shelf(12, 14))
    assert guide_data.put_plan(s, "9907", next_plan, NOW) == ("placement whose fixture is not on this plan: P1-1",)
    assert PlanChanged(next_plan) in changes(kiosk)
    with s.read() as session:
        assert guide_data.plan(session, "9907") == next_plan
        assert guide_data.plan(session, "9907", "plan-1") == a_plan()
        assert guide_data.plan(session, "9907", "plan-9") is None
    assert faults(lambda: guide_data.put_plan(s, "9907", a_plan("plan-2"), NOW)) == [
        "plan plan-2 is published already and reads differently"
    ]
    cursor = kiosk.replica().cursor
    guide_data.put_plan(s, "9907", next_plan, NOW)
    assert kiosk.replica().cursor == cursor
    guide_data.put_plan(s, "9907", a_plan(), NOW)  # back to the one before
    assert changes(kiosk, cursor) == [PlanChanged(a_plan())]


def test_every_fault_of_every_placement_is_told_at_once(planned: Service) -> None:
    wrong = [
        a_placement(),
        a_placement("P9"),
        a_placement("P2", "S99"),
        a_placement("P2", placement_id="x", face_id="S12-C", bay=9, shelf=-1),
        a_placement(placement_id="P1-1"),
        a_placement("P2", placement_id=" "),
    ]
    assert faults(lambda: guide_data.put_placements(planned.sessions, "9907", wrong, NOW)) == [
        "placement P9-1: there is no product P9",
        "placement P2-1: stands on fixture S99, which is not there",
        "placement x: shelf -1 is none of 0 to 20",
        "placement x: stands on face S12-C of fixture S12, which is not there",
        "placement P1-1 stands here twice",
        "placement  : an id has 1 to 64 characters and no spaces around it",
    ]
    with planned.sessions.read() as session:
        assert guide_data.placements(session, "9907") == ()


def test_a_product_without_a_place_is_a_remark_not_a_fault(planned: Service) -> None:
    put = guide_data.put_placements
    assert put(planned.sessions, "9907", [a_placement()], NOW) == ("product without a place: P2",)
    assert put(planned.sessions, "9907", [a_placement("P2")], NOW, whole=False) == ()


def test_no_place_without_a_plan(service: Service) -> None:
    assert faults(lambda: guide_data.put_placements(service.sessions, "9907", [a_placement()], NOW)) == [
        "the store has no plan yet: a place can only be on a plan"
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"product_ids": ("P1", "P8", "P9")}, ["there is no product P8", "there is no product P9"]),
        ({"departments": ("toys",)}, ["there is no department toys"]),
        ({"fixture_id": "S99"}, ["there is no fixture S99 on the plan"]),
        ({"title": Words("  ")}, ["its title is empty"]),
        ({"title": Words("长" * 61)}, ["its title is longer than 60 characters (180 in English)"]),
        ({"price_fen": 0}, ["price 0 fen is no price"]),
        ({"kind": PromotionKind.SPEND_AND_SAVE}, ["满减 needs the sum to spend and the sum taken off"]),
        (
            {"kind": PromotionKind.SPEND_AND_SAVE, "threshold_fen": 100, "off_fen": 100},
            ["at least as much is taken off as is spent"],
        ),
        ({"text": Words("a\x1b[2J")}, ["text: a text with control characters or half characters: 'a\\x1b[2J'"]),
    ],
)
def test_a_promotion_that_cannot_be_is_refused(planned: Service, changed: dict[str, Any], said: list[str]) -> None:
    put = [a_promotion("good"), a_promotion("bad", **changed)]
    found = faults(lambda: guide_data.put_promotions(planned.sessions, "9907", put, NOW))
    assert found == [f"promotion bad: {fault}" for fault in said]


def test_promotions_worth_a_word(planned: Service) -> None:
    over = a_promotion("over", validity=Validity(NOW - timedelta(days=2), NOW - timedelta(days=1)))
    dear = a_promotion("dear", price_fen=1_000)
    assert guide_data.put_promotions(planned.sessions, "9907", [over, dear], NOW) == (
        "promotion that is over already: over",
        "promotion no cheaper than the goods' own price: dear",
    )


def test_a_notice_on_its_own_must_still_stand(service: Service) -> None:
    over = a_notice(starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    put = guide_data.put_notices
    assert faults(lambda: put(service.sessions, "9907", [over], NOW, whole=False)) == [
        "notice notice-1: it is over already"
    ]
    assert put(service.sessions, "9907", [over], NOW) == ()
    long = a_notice("long", ends_at=NOW + timedelta(days=3))
    assert put(service.sessions, "9907", [long], NOW, whole=False) == (
        "emergency that holds every screen for more than a day: long",
    )


@on_both
def test_a_notice_for_every_store_is_lifted_in_one(service: Service) -> None:
    kiosk, other = service.kiosk(), service.kiosk(store_id="9908")
    notice = a_notice()
    assert guide_data.put_notice_everywhere(service.sessions, notice, NOW, by="周婷") == ("9907", "9908")
    assert changes(kiosk) == changes(other) == [NoticeChanged(notice)]
    assert guide_data.remove_notice(service.sessions, "9907", notice.notice_id, NOW)
    assert changes(kiosk) == [Removed("notice", "notice-1")]
    assert changes(other) == [NoticeChanged(notice)]
    wrong = replace(notice, title=Words(""))
    assert faults(lambda: guide_data.put_notice_everywhere(service.sessions, wrong, NOW)) == [
        "notice notice-1: its title is empty"
    ]


@on_both
def test_what_is_long_over_leaves_the_replicas(planned: Service) -> None:
    s, kiosk = planned.sessions, planned.kiosk()
    guide_data.put_promotions(s, "9907", [a_promotion()], NOW)
    guide_data.put_notices(s, "9907", [a_notice(kind=NoticeKind.INFO)], NOW)
    sweep.sweep(s, NOW + timedelta(days=20))
    assert not [c for c in changes(kiosk) if isinstance(c, Removed)]
    sweep.sweep(s, NOW + timedelta(days=32))
    assert [c for c in changes(kiosk) if isinstance(c, Removed)] == [
        Removed("promotion", "offer-1"), Removed("notice", "notice-1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stock", "said"),
    [
        (a_stock("P9"), "stock of P9: there is no such product"),
        (a_stock(quantity=-1), "stock of P1: -1 is no quantity"),
        (a_stock(as_of=NOW + timedelta(hours=1)), "stock of P1: counted in the future (2026-11-21T03:20:00Z)"),
    ],
)
def test_stocks_that_cannot_be(planned: Service, stock: Any, said: str) -> None:
    assert faults(lambda: guide_data.put_stocks(planned.sessions, "9907", [stock], NOW)) == [said]


def test_words_that_stand_for_nothing(service: Service) -> None:
    wrong = [a_word("红烧肉", ""), a_word("x" * 65, "酱油")]
    assert faults(lambda: guide_data.put_synonyms(service.sessions, "9907", wrong, NOW)) == [
        "word 红烧肉: at most 50 meanings of 1 to 64 characters",
        f"word {'x' * 40}: an id has 1 to 64 characters and no spaces around it",
    ]


@pytest.mark.parametrize(
    "put",
    [
        lambda s: guide_data.put_plan(s, "0000", a_plan(), NOW),
        lambda s: guide_data.put_placements(s, "0000", [], NOW),
        lambda s: guide_data.put_stocks(s, "0000", [], NOW),
        lambda s: guide_data.put_promotions(s, "0000", [], NOW),
        lambda s: guide_data.put_notices(s, "0000", [], NOW),
        lambda s: guide_data.put_synonyms(s, "0000", [], NOW),
    ],
)
def test_a_store_nobody_knows(service: Service, put: Callable[[Any], object]) -> None:
    with pytest.raises(reference.StoreUnknown, match="0000"):
        put(service.sessions)


def test_hostile_ids_are_named_safely(planned: Service) -> None:
    nasty: Sequence[Placement] = [a_placement("\x1b[2J\u202eP"), a_placement("P" * 500)]
    for said in faults(lambda: guide_data.put_placements(planned.sessions, "9907", nasty, NOW)):
        assert said.isprintable()
        assert len(said) < 200


def test_a_plan_with_texts_no_page_should_hold(service: Service) -> None:
    plan: Plan = replace(a_plan(), name=Words("\ud83d"))
    assert faults(lambda: guide_data.put_plan(service.sessions, "9907", plan, NOW))
    assert faults(lambda: guide_data.put_plan(service.sessions, "9907", replace(a_plan(), version=""), NOW)) == [
        "a plan's version has 1 to 64 characters"
    ]


def test_promotions_are_read_as_they_were_put(planned: Service) -> None:
    promotion: Promotion = a_promotion()
    guide_data.put_promotions(planned.sessions, "9907", [promotion], NOW)
    with planned.sessions.read() as session:
        assert guide_data.promotions(session, "9907") == (promotion,)


@on_both
def test_people_who_put_at_the_same_time_wait_for_each_other(planned: Service) -> None:
    kiosk = planned.kiosk()
    cursor = kiosk.replica().cursor
    told: list[BaseException] = []
    begin = threading.Barrier(6)

    def put(who: int) -> None:
        begin.wait()
        try:
            for n in range(3):
                offers = [a_promotion(f"offer-{k}", priority=10 * who + n) for k in range(5)]
                guide_data.put_promotions(planned.sessions, "9907", offers, NOW)
        except BaseException as error:
            told.append(error)

    threads = [threading.Thread(target=put, args=(who,)) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == []
    with planned.sessions.read() as session:
        stands = guide_data.promotions(session, "9907")
    assert len({p.priority for p in stands}) == 1, "one person's set, whole"
    page = kiosk.replica(cursor)
    assert {c.promotion for c in page.changes if isinstance(c, PromotionChanged)} == set(stands)
