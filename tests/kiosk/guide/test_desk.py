"""The guide desk in stories: what is asked beside the UI thread comes back to the session that asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from devices.contracts import PrintFailed, PrintUnknown
from devices.layout import find_profile
from domain.device_words import PrinterStatus
from domain.plan.walk import Target, TargetKind, decode
from domain.wire import Pace
from domain.words import Words
from kiosk.flows.guide import events as e
from kiosk.flows.guide import things as th
from kiosk.guide import GuideDesk, Parts, Shelves
from kiosk.i18n import translator
from kiosk.typing import FindCandidates
from kiosk.usage import Usage
from tests.kiosk import guide_world as world
from tests.kiosk.guide.fakes import FakeJournal, FakeNow, FakePrinter, FakeReplica, FakeTypist, Posted
from tests.kiosk.screens.guide_samples import situation

MILK, EGGS = "纯牛奶 250ml×24盒", "鲜鸡蛋 30枚"


class World:
    def __init__(self) -> None:
        self.replica, self.now, self.posted = FakeReplica(), FakeNow(), Posted()
        self.journal, self.printer, self.typist = FakeJournal(), FakePrinter(), FakeTypist()
        self.quiet = threading.Event()
        self.quiet.set()
        self.desk = GuideDesk(
            Parts(
                shelves=Shelves(
                    self.replica, self.now, world.DEVICE, service="https://desk.example", quiet=self.quiet.is_set
                ),
                journal=self.journal,
                usage=Usage(self.journal, world.DEVICE),
                typist=self.typist,
                now=self.now,
                device=world.DEVICE,
                words=translator,
                printer=self.printer,
                profile=find_profile("epson"),
            ),
            self.posted,
        )
        self.situation = replace(situation(), session_id="s1")

    def order(self, effect: e.DeskEffect) -> None:
        self.desk.carry_out(effect, self.situation, self.desk.visit("s1"))

    def ready(self) -> World:
        """Waits until ways are there: the last thing that is made."""
        self.desk.start()
        self.posted.wait(lambda x: isinstance(x, e.ShopChanged) and any(f.metres for f in x.shop.facilities))
        return self


@pytest.fixture
def here() -> Iterator[World]:
    world = World()
    yield world
    world.desk.close()


def test_a_kiosk_that_has_heard_nothing_serves_nobody_and_soon_does(here: World) -> None:
    assert here.desk.visit("s1") is None
    here.ready()
    visit = here.desk.visit("s1")
    assert visit is not None
    assert visit.shop.areas
    assert visit.shop.here == th.At("L1", (9.0, 3.0))


def test_while_a_return_is_served_nothing_is_built_that_would_make_it_wait(here: World) -> None:
    here.quiet.clear()
    here.desk.start()
    here.order(e.Search("nai"))
    assert here.desk.visit("s1") is None
    here.quiet.set()
    found = here.posted.wait(lambda x: isinstance(x, e.ResultsFound))
    assert found.found  # type: ignore[attr-defined]


def test_letters_find_goods(here: World) -> None:
    here.ready().order(e.Search("niunai"))
    found = here.posted.wait(lambda x: isinstance(x, e.ResultsFound))
    assert isinstance(found, e.ResultsFound)
    assert found.for_text == "niunai"
    assert MILK in [row.name.zh_CN for row in found.found[:5]]
    assert ("s1", found) in [(session, event) for event, session in here.posted.events]


def test_a_search_typed_before_everything_is_ready_is_answered_when_it_is(here: World) -> None:
    here.desk.start()
    here.order(e.Search("niunai"))
    found = here.posted.wait(lambda x: isinstance(x, e.ResultsFound))
    assert isinstance(found, e.ResultsFound)
    assert found.found


def test_who_types_fast_is_answered_for_the_last_letter(here: World) -> None:
    here.ready()
    typed = ["n", "ni", "niu", "niun", "niuna", "niunai"]
    for text in typed:
        here.order(e.Search(text))
    here.posted.wait(lambda x: isinstance(x, e.ResultsFound) and x.for_text == "niunai")
    answers = [x.for_text for x in here.posted.of(e.ResultsFound) if isinstance(x, e.ResultsFound)]
    assert answers == sorted(answers, key=typed.index), "never an older one after a newer one"
    assert answers[-1] == "niunai"


@pytest.mark.parametrize("text", ["", " ", "🥛" * 40, "\x00\x1b[31m", "长" * 200, "%s{0}<b>", "'; DROP TABLE"])
def test_whatever_is_typed_is_answered(here: World, text: str) -> None:
    here.ready().order(e.Search(text))
    here.posted.wait(lambda x: isinstance(x, e.ResultsFound) and x.for_text == text)


def test_a_card_comes_by_its_id_and_by_its_code(here: World) -> None:
    here.ready().order(e.FindCard(world.product_id(MILK)))
    card = here.posted.wait(lambda x: isinstance(x, e.CardFound))
    assert isinstance(card, e.CardFound)
    assert card.goods is not None
    gtin = next(p.gtin for p in world.products() if p.name == MILK)
    here.order(e.FindByBarcode(gtin))
    known = here.posted.wait(lambda x: isinstance(x, e.BarcodeKnown))
    assert known == e.BarcodeKnown(gtin, card.goods)
    here.order(e.FindByBarcode("4006381333931"))
    here.posted.wait(lambda x: x == e.BarcodeKnown("4006381333931", None))


def test_an_area_comes_with_its_kinds_and_a_brand_with_its_goods(here: World) -> None:
    here.ready().order(e.FindArea("dairy"))
    area = here.posted.wait(lambda x: isinstance(x, e.AreaFound))
    assert isinstance(area, e.AreaFound)
    assert {"酸奶", "纯牛奶"} <= {group.name for group in area.groups}
    here.order(e.FindListing(th.Kind.BRAND, "青原"))
    listing = here.posted.wait(lambda x: isinstance(x, e.ListingFound))
    assert isinstance(listing, e.ListingFound)
    assert listing.found
    assert all(row.name.zh_CN.startswith("青原") for row in listing.found)


def test_a_way_comes_in_all_languages_with_a_link(here: World) -> None:
    stops = (world.stop(MILK), world.stop(EGGS))
    here.ready().order(e.FindRoute(stops))
    found = here.posted.wait(lambda x: isinstance(x, e.RouteFound))
    assert isinstance(found, e.RouteFound)
    walk = found.walk
    assert found.asked == stops
    assert {stop.key for stop in walk.stops} == {stop.key for stop in stops}
    assert 20 < walk.metres < 200
    assert sum(turn.arrives for turn in walk.turns) == 2
    assert all(turn.text.zh_CN and turn.text.en and turn.text.zh_TW for turn in walk.turns)
    assert walk.link.startswith("https://desk.example/w/9907?p=")
    assert len(walk.ends) == 2


@pytest.mark.parametrize(
    "stop",
    [
        th.Stop(th.Kind.AMENITY, "WC1-T", Words("卫生间")),
        th.Stop(th.Kind.SERVICE, "SERVICE", Words("服务台")),
        th.Stop(th.Kind.DEPARTMENT, "dairy", Words("乳品")),
        th.Stop(th.Kind.AMENITY, "OUT", Words("出口")),
        th.Stop(th.Kind.SERVICE, "PHARMACIST", Words("药师咨询")),
    ],
)
def test_everything_the_directory_lists_can_be_walked_to(here: World, stop: th.Stop) -> None:
    here.ready().order(e.FindRoute((stop,), step_free=True))
    found = here.posted.wait(lambda x: isinstance(x, e.RouteFound | e.NoRoute))
    assert isinstance(found, e.RouteFound)
    assert found.walk.step_free


def test_a_way_to_a_department_tells_which_of_its_shelves_is_meant(here: World) -> None:
    stop = th.Stop(th.Kind.DEPARTMENT, "dairy", Words("乳品"))
    here.ready().order(e.FindRoute((stop,)))
    found = here.posted.wait(lambda x: isinstance(x, e.RouteFound))
    assert found.asked == (stop,)
    where = found.walk.stops[0].where
    assert where is not None
    assert (where.zone, bool(where.number), where.level_id) == ("D", True, "L1")


@pytest.mark.parametrize("pace", Pace)
def test_the_phone_reckons_with_the_pace_of_the_screen(here: World, pace: Pace) -> None:
    here.situation = replace(here.situation, pace=pace)
    here.ready().order(e.FindRoute((th.Stop(th.Kind.DEPARTMENT, "dairy", Words("乳品")),)))
    found = here.posted.wait(lambda x: isinstance(x, e.RouteFound))
    assert decode(found.walk.link.split("?p=")[1]).pace is pace


def test_a_kind_of_goods_is_on_the_phone_the_shelf_it_stands_on(here: World) -> None:
    soy = world.listing("酱油", Words("酱油", "Soy sauce")).stop
    assert soy is not None
    here.ready().order(e.FindRoute((soy,)))
    found = here.posted.wait(lambda x: isinstance(x, e.RouteFound))
    (target,) = decode(found.walk.link.split("?p=")[1]).targets
    assert target == Target(TargetKind.FIXTURE, soy.where.fixture_id)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "key", "first", "zones"),
    [
        (th.Kind.GROUP, "酱油", "17", {"2"}),
        (th.Kind.GROUP, "纯牛奶", "10", {"D"}),
        (th.Kind.BRAND, "青原", "11", {"D"}),
        (th.Kind.DEPARTMENT, "noodle", "18", {"2"}),
    ],
)
def test_a_kind_of_goods_is_where_most_of_it_stands(kind: th.Kind, key: str, first: str, zones: set[str]) -> None:
    spots = world.assortment().spots(kind, key)
    assert spots == th.spots_of(world.assortment().listing(kind, key))
    assert spots[0].number == first
    assert {spot.zone for spot in spots} == zones
    assert all(not spot.shelf and not spot.side for spot in spots)


def test_without_a_place_a_plan_or_a_screen_on_it_the_reason_is_said(here: World) -> None:
    here.ready()
    nowhere = th.Stop(th.Kind.PRODUCT, "no-such", Words("?"))
    here.order(e.FindRoute((world.stop(MILK), nowhere)))
    here.posted.wait(lambda x: isinstance(x, e.NoRoute) and (x.why, x.at) == (th.Why.NO_PLACE, nowhere))
    plan = world.plan()
    here.replica.map = replace(plan, version="other", amenities=())
    here.desk.heard(1)
    here.posted.wait(lambda x: isinstance(x, e.ShopChanged) and x.shop.here is None and x.shop.plan is not None)
    here.replica.map = None
    here.desk.heard(1)
    here.posted.wait(lambda x: isinstance(x, e.ShopChanged) and x.shop.plan is None)
    here.order(e.FindRoute((world.stop(MILK),)))
    here.posted.wait(lambda x: isinstance(x, e.NoRoute) and x.why is th.Why.NO_PLAN)


def test_an_offer_is_gone_at_the_second_it_ends(here: World) -> None:
    here.now.set(world.NOW.replace(hour=10, minute=29, second=58))
    here.ready()
    before = here.posted.wait(lambda x: isinstance(x, e.ShopChanged) and x.shop.offer("demo-eggs-morning") is not None)
    assert isinstance(before, e.ShopChanged)
    gone = here.posted.wait(lambda x: isinstance(x, e.ShopChanged) and x.shop.offer("demo-eggs-morning") is None)
    assert isinstance(gone, e.ShopChanged)
    late = here.now() - world.NOW.replace(hour=10, minute=30)
    assert timedelta() <= late, "not before its end"


def test_a_clock_that_is_set_back_brings_the_offers_of_that_hour(here: World) -> None:
    here.now.set(world.NOW.replace(hour=12))
    here.ready()
    assert not [o for o in _shop(here).offers if o.key == "demo-eggs-morning"]
    here.now.set(world.NOW.replace(hour=9))
    here.posted.wait(lambda x: isinstance(x, e.ShopChanged) and x.shop.offer("demo-eggs-morning") is not None)


def _shop(here: World) -> th.Shop:
    visit = here.desk.visit("s")
    assert visit is not None
    return visit.shop


def test_new_goods_are_found_and_old_ones_stay_while_nothing_new_can_be_read(here: World) -> None:
    here.ready()
    here.replica.broken = True
    here.desk.heard(1)
    here.order(e.Search("niunai"))
    here.posted.wait(lambda x: isinstance(x, e.ResultsFound) and bool(x.found))
    here.replica.broken = False
    new = replace(here.replica.goods[0], product_id="new", name="黑松露鹅肝酱", gtin="")
    here.replica.goods = (*here.replica.goods, new)
    here.desk.heard(1)
    deadline = time.monotonic() + 20
    answers: list[object] = []
    while not any(row.key == "new" for x in answers if isinstance(x, e.ResultsFound) for row in x.found):
        assert time.monotonic() < deadline, "the new product was never found"
        count = len(answers)
        here.order(e.Search("黑松露"))
        here.posted.wait(lambda _, count=count: len(here.posted.of(e.ResultsFound)) > count)  # type: ignore[misc]
        answers = here.posted.of(e.ResultsFound)


def test_who_waits_at_the_desk_is_told_at_once(here: World) -> None:
    here.ready().desk.waiting(4)
    told = here.posted.wait(
        lambda x: isinstance(x, e.ShopChanged) and any(s.waiting == 4 for s in x.shop.services)
    )
    assert isinstance(told, e.ShopChanged)
    assert [s.category for s in told.shop.services if s.waiting is not None] == ["service_desk"]


def test_not_found_is_one_task_however_often_it_is_said(here: World) -> None:
    here.ready()
    for _ in range(2):
        here.order(e.TellNotFound("燕窝"))
    here.posted.wait(lambda x: x == e.NotFoundStored("G1-0001-X"))
    here.order(e.TellNotFound(MILK, world.product_id(MILK), "P100000-1"))
    here.posted.wait(lambda x: len(here.journal.inquiries) == 2)
    assert [(d.asked, d.product_id, d.place) for d in here.journal.inquiries] == [
        ("燕窝", None, world.DEVICE), (MILK, world.product_id(MILK), world.DEVICE),
    ]  # fmt: skip


def test_a_full_disk_is_told_to_who_said_not_found(here: World) -> None:
    here.journal.broken = True
    here.ready().order(e.TellNotFound("燕窝"))
    here.posted.wait(lambda x: isinstance(x, e.NotFoundFailed))


@pytest.mark.parametrize(
    ("outcome", "event"),
    [
        (None, e.RoutePrinted()),
        (PrintFailed(PrinterStatus.PAPER_EMPTY, 0), e.RoutePrintFailed(PrinterStatus.PAPER_EMPTY)),
        (PrintUnknown(PrinterStatus.SILENT, 9), e.RoutePrintUnknown(PrinterStatus.SILENT)),
    ],
)
def test_a_way_is_printed_and_what_became_of_it_is_told(here: World, outcome: object, event: object) -> None:
    if outcome is not None:
        here.printer.outcome = outcome  # type: ignore[assignment]
    here.ready().order(e.PrintRoute(world.milk_walk()))
    here.posted.wait(lambda x: x == event)
    assert here.printer.printed[0]


def test_candidates_are_asked_of_the_typist_and_forgotten_with_the_session(here: World) -> None:
    here.ready().order(FindCandidates("niu"))
    assert here.typist.asked == ["niu"]
    here.desk.session_over("s1")
    assert here.typist.forgotten == 1
