"""Shoppers at a guide, from the first letter to the shelf: the composed screen against the real service, no window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import requests
import zxingcpp
from PIL import Image

from domain.plan import walk as links
from domain.ticket_number import TicketKind
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Kind, Stop
from kiosk.shell_events import LanguageChosen
from kiosk.typing import Char, KeyPressed
from tests.journeys.entrance import MILK, MILK_LETTERS, Entrance, entrance
from tests.journeys.shoppers import card, first, names, stop_of, typed, way_to
from tests.journeys.world import World
from tests.support.demo_shop import DemoShop
from tests.support.escpos import Cut, commands


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entrance]:
    """One shop and one screen for all the stories that leave both as they were."""
    with entrance(template, tmp_path_factory.mktemp("entrance")) as made:
        yield made


@pytest.fixture
def here(shared: Entrance) -> Iterator[World]:
    """The last shopper has left."""
    yield shared.here
    shared.here.delivered()
    shared.here.tap(c.GoHome())
    shared.here.at(s.Home)


@pytest.fixture
def store(shared: Entrance) -> DemoShop:
    return shared.store


# Finding and going -----------------------------------------------------------------------------------------------


def test_from_pinyin_to_the_shelf_on_paper_and_on_the_phone(here: World, store: DemoShop) -> None:
    shown = way_to(here, MILK_LETTERS, MILK)
    assert shown.walk.metres > 10
    assert shown.walk.turns[-1].arrives
    here.tap(e.PrintAsked())
    here.until(lambda: isinstance(here.state, s.RouteShown) and here.state.printed, "the way on paper")
    slip = here.printer.slips[-1]
    assert sum(isinstance(command, Cut) for command in commands(slip)) == 1

    assert shown.walk.link.startswith(here.serving.url)
    carried = links.decode(parse_qs(urlsplit(shown.walk.link).query)["p"][0])
    assert [leg.level_id for leg in carried.legs] == [leg.level_id for leg in shown.walk.legs]
    page = requests.get(shown.walk.link, timeout=10)
    assert page.status_code == 200
    assert MILK in page.text
    assert "<svg" in page.text


def test_the_first_letter_already_finds_and_every_further_one_narrows(here: World) -> None:
    one = typed(here, "j")
    assert one.results is not None
    assert one.results.found
    soy = typed(here, "iangyou")
    assert any("酱油" in name for name in names(soy)[:3])


@pytest.mark.parametrize(("asked", "found"), [
    ("酱油", "酱油"), ("醬油", "酱油"), ("soy sauce", "酱油"), ("jy", "酱油"),
    ("做红烧肉要的", "冰糖"), ("厕所", "卫生间"),
])  # fmt: skip
def test_asked_as_people_ask(here: World, asked: str, found: str) -> None:
    assert any(found in name for name in names(typed(here, asked))[:8])


def test_a_barcode_held_before_the_scanner_shows_its_product(here: World, store: DemoShop) -> None:
    here.show(store.barcode(MILK))
    assert here.at(s.Card).goods.found.name.zh_CN == MILK


def carton(path: Path, code: str) -> Path:
    """What a camera sees of a carton that is held before it, its EAN a little askew."""
    bars = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.EAN13).to_image(scale=4, add_quiet_zones=True)
    seen = Image.new("L", (1280, 720), 60)
    seen.paste(Image.new("L", (760, 560), 205), (260, 80))
    seen.paste(Image.fromarray(np.array(bars)).convert("L"), (420, 250))
    seen.rotate(4, fillcolor=60).convert("RGB").save(path)
    return path


def test_a_carton_held_before_the_camera_shows_its_product_and_the_camera_looks_only_then(
    template: Path, tmp_path: Path
) -> None:
    code: list[str] = []

    def seen(store: DemoShop) -> None:
        code.append(store.barcode(MILK))
        carton(tmp_path / "carton.png", code[0])

    with entrance(template, tmp_path, seen, camera=tmp_path / "carton.png") as own:
        here = own.here
        here.tap(e.SearchOpened())
        here.at(s.Searching)
        here.tap(e.ScanOpened())
        goods = here.at(s.Card).goods
        assert (goods.found.name.zh_CN, goods.product_id) == (MILK, own.store.product_id(MILK))
        assert code[0].isdigit()
        looked = [type(state) for state, _ in here.view.shown]
        assert looked.index(s.Searching) < looked.index(s.Barcode) < looked.index(s.Card)


def test_a_barcode_nobody_knows_is_said_and_can_be_told_to_the_store(here: World, store: DemoShop) -> None:
    here.show("4006381333931")
    here.until(lambda: isinstance(here.state, s.Barcode) and bool(here.state.unknown), "saying that nobody knows it")
    here.tap(e.NotFoundSaid())
    here.until(lambda: isinstance(here.state, s.NotFoundTold) and here.state.ticket_no is not None, "its task")
    here.delivered()
    task = store.board(TicketKind.INQUIRY)[-1]
    assert task.asked == "4006381333931"


def test_a_product_that_is_not_on_its_shelf_becomes_one_task_however_often_it_is_said(
    here: World, store: DemoShop
) -> None:
    way_to(here, MILK_LETTERS, MILK)
    here.tap(e.NotFoundSaid())
    here.until(lambda: isinstance(here.state, s.NotFoundTold) and here.state.ticket_no is not None, "its task")
    number = here.at(s.NotFoundTold).ticket_no
    here.tap(c.Back(), e.NotFoundSaid())
    here.until(lambda: isinstance(here.state, s.NotFoundTold) and here.state.ticket_no is not None, "the same task")
    here.delivered()
    (task,) = [row for row in store.board(TicketKind.INQUIRY) if row.asked == MILK]
    assert (task.ticket_no, task.asked, task.tag, task.place) == (number, MILK, "placement", "入口导览屏")
    assert task.due_at is not None


def test_several_things_are_one_walk_in_a_good_order(here: World) -> None:
    wanted = [stop_of(card(here, letters).goods.found) for letters in ("chunniunai",)]
    for text in ("jidan", "pingguo", "jiangyou"):
        here.tap(c.Back(), *[c.Back()] * 3, e.SearchOpened())
        wanted.append(stop_of(first(typed(here, text))))
    here.tap(*(e.ListToggled(stop) for stop in wanted), e.WalkList())
    walk = here.at(s.RouteShown).walk
    assert {stop.key for stop in walk.stops} == {stop.key for stop in wanted}
    assert len(walk.ends) == len(wanted)
    alone = []
    for stop in wanted:
        here.tap(e.TakeMe(stop))
        alone.append(here.at(s.RouteShown).walk.metres)
    assert max(alone) <= walk.metres <= 2 * sum(alone)


def upstairs(here: World) -> Stop:
    """Something that stands on the other level."""
    here.tap(e.AreasOpened())
    shop = here.at(s.Areas).visit.shop
    assert shop.here is not None
    area = next(a for a in shop.areas if a.level_id not in ("", shop.here.level_id))
    here.tap(e.AreaOpened(area.key))
    here.until(lambda: isinstance(here.state, s.Department) and here.state.groups is not None, "what is there")
    groups = here.at(s.Department).groups
    assert groups
    return stop_of(groups[0].goods[0])


def test_step_free_to_the_upper_floor_is_by_lift(here: World) -> None:
    here.tap(e.TakeMe(upstairs(here)))
    quick = here.at(s.RouteShown).walk
    here.tap(e.StepFreeSet(True))
    here.until(lambda: isinstance(here.state, s.RouteShown) and here.state.walk.step_free, "the way without steps")
    walk = here.at(s.RouteShown).walk
    assert {leg.level_id for leg in walk.legs} == {"L1", "L2"}
    assert walk.metres >= quick.metres
    assert any("电梯" in turn.text.zh_CN for turn in walk.turns)


def test_english_changes_words_and_loses_nothing(here: World) -> None:
    shown = way_to(here, MILK_LETTERS, MILK)
    here.tap(LanguageChosen("en"))
    assert here.at(s.RouteShown) == shown
    assert all(turn.text.en for turn in shown.walk.turns)
    here.tap(e.SearchOpened())
    assert any("soy" in found.name.en.lower() for found in (typed(here, "soy sauce").results or shown).found[:3])


def test_a_way_to_the_toilets_and_back_to_the_directory(here: World) -> None:
    here.tap(e.DirectoryOpened(s.Tab.FACILITIES))
    toilets = next(f for f in here.at(s.Directory).visit.shop.facilities if "卫生间" in f.name.zh_CN)
    assert toilets.metres is not None
    here.tap(e.TakeMe(Stop(Kind.AMENITY, toilets.key, toilets.name, toilets.where)))
    walk = here.at(s.RouteShown).walk
    assert walk.metres == pytest.approx(toilets.metres, abs=2)
    here.tap(c.Back())
    here.at(s.Directory)


def test_the_first_thing_asked_of_a_screen_just_started_is_answered(own: Entrance) -> None:
    here = own.here
    here.tap(e.DirectoryOpened(s.Tab.FACILITIES))
    toilets = next(f for f in here.at(s.Directory).visit.shop.facilities if f.name.zh_CN == "卫生间")
    here.tap(e.TakeMe(Stop(Kind.AMENITY, toilets.key, toilets.name, toilets.where)))
    assert here.at(s.RouteShown).walk.metres > 0


# One after the other ---------------------------------------------------------------------------------------------


def test_the_next_shopper_finds_nothing_of_the_last(here: World, store: DemoShop) -> None:
    here.tap(LanguageChosen("en"))
    shown = way_to(here, MILK_LETTERS, MILK)
    here.tap(e.ListToggled(shown.walk.stops[0]))
    wiped, session_id = here.view.wiped, here.situation.session_id
    here.clock_on(31)
    assert here.situation.idle_left is not None
    here.clock_on(16)
    home = here.at(s.Home)
    assert home.visit is None
    assert (here.situation.language, here.view.wiped) == ("zh_CN", wiped + 1)
    assert here.situation.session_id != session_id
    assert "nainiu" not in repr(home)
    here.tap(e.ListOpened(), e.SearchOpened())
    assert here.at(s.Searching).visit.stops == ()
    assert here.at(s.Searching).typing.query == ""


@pytest.mark.parametrize("text", [
    "牛" * 200, "🥛🍼👩‍👩‍👧", "\x1b[2J\x00\x07\u202e牛奶", "%s{0}'; DROP TABLE--", "<b>牛奶</b>",
])  # fmt: skip
def test_whatever_is_typed_is_taken_or_left_and_the_next_search_works(here: World, text: str) -> None:
    here.tap(e.SearchOpened(), *(KeyPressed(Char(char)) for char in text))
    here.until(lambda: not here.state.waits, "an answer")
    query = here.at(s.Searching).typing.query
    assert len(query) <= 40
    assert query.isprintable()
    here.tap(c.Back())
    assert any("牛奶" in name for name in names(typed(here, "niunai"))[:3])


def test_ten_thousand_touches_leave_a_screen_that_still_works(here: World, store: DemoShop) -> None:
    keys = [
        e.SearchOpened("牛奶"), e.OffersOpened(), e.DirectoryOpened(), c.Back(), e.AreasOpened(), e.MapOpened(),
        e.StepFreeSet(True), e.PrintAsked(), e.NotFoundSaid(), c.Back(), e.ListOpened(), e.PageTurned(7), c.GoHome(),
        LanguageChosen("en"), e.ScanOpened(), LanguageChosen("zh_CN"),
    ]  # fmt: skip
    for n in range(10_000):
        here.terminal.session.post(keys[n * 7 % len(keys)])
        if n % 100 == 0:
            here.terminal.session.pump()
    here.tap(c.GoHome())
    assert here.at(s.Home).visit is None
    way_to(here, MILK_LETTERS, MILK)
