"""Every situation of the guide, in both paces, three languages, three panels and from a wheelchair."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from domain.wire import Pace
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.i18n import LANGUAGES, translator
from kiosk.screens.guide.notice import emergency
from kiosk.screens.nodes import Key, lines_of
from kiosk.screens.page import Glance, Page
from kiosk.screens.scenes import scene_of
from kiosk.screens.sheet import Look
from kiosk.theme.frame import Frame, Panel
from kiosk.typing import Typing
from tests.kiosk import guide_world as world
from tests.kiosk.screens import checks
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import LOOKS, PANELS
from tests.kiosk.screens.guide_scenes import STATES, drawn, scene, words

WORKING = (s.Routing, s.Printing)
HANDS_FULL = (s.Searching, s.MapBig, s.Signage, s.Home)
"""Where there is no room for the sentence that is spoken: a keyboard or a map fills the screen."""


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_every_text_fits_its_place(language: str, pace: Pace, panel: str, low: bool) -> None:
    misfits = {
        name: found for name in STATES if (found := scene(name, language, pace, panel, low=low).faults)
    }
    assert misfits == {}


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_everything_stands_on_the_screen_and_nothing_on_anything_else(
    language: str, pace: Pace, panel: str, low: bool
) -> None:
    for name in STATES:
        shown = scene(name, language, pace, panel, low=low)
        checks.stands_on_the_screen(name, shown, Frame(PANELS[panel], low))
        checks.words_stand_free(name, shown)
        checks.words_stay_uncovered(name, shown)


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_keys_are_big_apart_and_in_reach(language: str, pace: Pace, panel: str, low: bool) -> None:
    frame = Frame(PANELS[panel], low)
    for name, state in STATES.items():
        keys = scene(name, language, pace, panel, low=low).keys
        assert keys
        whole = isinstance(state, s.Signage)
        checks.keys_are_big_and_in_reach(name, keys, frame, pace, low=low, whole=whole)
        checks.keys_stand_apart(name, keys, frame, pace)


@pytest.mark.parametrize("pace", Pace)
def test_text_is_never_smaller_than_the_least(pace: Pace) -> None:
    least = 22 if pace is Pace.SENIOR else 18
    for name, panel in itertools.product(STATES, PANELS):
        for line in lines_of(scene(name, pace=pace, panel=panel).content):
            assert line.size >= least, f"{name}: {line.runs} at {line.size}"


def test_help_home_and_back_stand_in_the_same_place_on_every_screen() -> None:
    for panel in PANELS:
        checks.what_is_on_every_screen_stays_in_its_place(scene(name, panel=panel) for name in STATES)


def test_a_person_the_languages_and_a_way_out_are_on_every_screen() -> None:
    always = {"help", "lang:zh_CN", "lang:en", "lang:zh_TW", "speech", "senior", "low"}
    for name, state in STATES.items():
        shown = scene(name)
        assert always <= {key.name for key in shown.keys}, name
        if not isinstance(state, s.Home | s.Signage):
            assert shown.key("home") is not None, name
            assert isinstance(state, s.Printing) or shown.key("back") is not None, name


def test_behind_a_returns_kiosks_home_there_is_a_way_back_to_it() -> None:
    own, behind = scene("home-visit"), scene("home-visit", kiosk_role="returns")
    assert (own.key("back"), own.key("home")) == (None, None)
    assert behind.key("back") is not None
    assert behind.key("home") is not None


def test_every_screen_has_a_way_on() -> None:
    for name, state in STATES.items():
        own = [node for node in scene(name).content if isinstance(node, Key)]
        assert own or isinstance(state, WORKING) or name == "home-new", name


def test_senior_pace_speaks_every_screen_and_shows_what_it_says() -> None:
    for name, state in STATES.items():
        shown = scene(name, pace=Pace.SENIOR)
        assert shown.spoken or isinstance(state, s.Signage), name
        if not isinstance(state, HANDS_FULL):
            assert shown.key("say-again"), name


def test_senior_pace_asks_one_thing_at_a_time() -> None:
    for name in ("home", "ways", "card", "card-sold-out"):
        answers = [node for node in scene(name, pace=Pace.SENIOR).content if isinstance(node, Key)]
        assert len([key for key in answers if key.name != "say-again"]) <= 3, name


def test_english_lines_begin_with_a_capital_and_have_none_in_the_middle_of_a_sentence() -> None:
    assert "Shelf 2, place checked yesterday" in words("card", "en")
    assert "¥79.90, in stock, place checked yesterday" in words("route", "en")


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize(("panel", "low"), [("landscape", False), ("portrait", False), ("portrait", True)])
def test_with_the_line_down_it_says_how_old_everything_is(pace: Pace, panel: str, low: bool) -> None:
    assert "离线：货架、价格和优惠是 10:18 的" in words("home", "zh_CN", pace, panel, low=low, online=False)
    assert not drawn("home", "en", pace, panel, low=low, online=False).faults
    assert "离线：" not in words("home")


def test_without_a_camera_nobody_is_asked_to_show_a_code() -> None:
    for name in ("home", "ways", "search"):
        with_camera = scene(f"{name}-empty" if name == "search" else name, pace=Pace.NORMAL)
        assert with_camera.key("scan") is not None, name
        assert scene(f"{name}-no-camera").key("scan") is None, name


def test_an_emergency_stands_over_whatever_is_shown_and_over_every_question() -> None:
    for name in ("home", "route", "search"):
        shown = scene(name, emergency=world.emergency(), idle_left=10)
        assert "请从最近的出口离开" in shown.words
        assert shown.key("still-here") is None
        assert shown.key("help") is not None
        assert (shown.key("home"), shown.key("search")) == (None, None)


def test_signage_is_one_big_key_and_says_today_only_what_runs() -> None:
    wake = scene("signage").key("wake")
    assert wake is not None
    assert isinstance(wake.event, e.Woken)
    running = {re.split("[， ]", o.promotion.title.zh_CN)[0] for o in world.shop().offers if o.runs}
    state = STATES["signage"]
    assert isinstance(state, s.Signage)
    for slide in range(30):
        shown = scene_of(replace(state, slide=slide), samples.situation(), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert any(title in told for title in running)


def test_what_people_type_and_stores_write_is_shown_harmlessly() -> None:
    nasty = "\u202e\x1b[31m<b>大\u200b米</b>{n}%s\x00" + "长" * 300
    goods = world.card("纯牛奶 250ml×24盒")
    odd = replace(goods, found=replace(goods.found, name=Words(nasty, nasty, nasty)))
    visit = world.visit()
    screens = (
        s.Card(visit, odd),
        s.Searching(visit, Typing.of(nasty, 40), s.Results(nasty, (odd.found,))),
        s.Searching(visit, Typing.of(nasty, 40), s.Results(nasty, ())),
        s.Listing(visit, Words(nasty), (odd.found,)),
        s.NotFoundTold(visit, nasty, ticket_no="R3-1847-K"),
        s.ListOfStops(replace(visit, stops=(th.Stop(th.Kind.PRODUCT, "p", Words(nasty)),))),
    )
    for state, (language, pace) in itertools.product(screens, itertools.product(LANGUAGES, Pace)):
        shown = scene_of(state, samples.situation(language, pace), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert not set(told) & set("\u202e\x1b\x00"), state
        assert shown.key("home")


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_an_emergency_fills_the_screen_and_fits(language: str, pace: Pace, panel: str, low: bool) -> None:
    situation = samples.situation(language, pace, low=low)
    look = Look(Frame(PANELS[panel], low), pace, translator(language), situation.now)
    page = Page(look, situation, samples.place(), Glance())
    emergency(page, world.emergency())
    assert page.faults == []
    told = "".join("".join(run.text for run in line.runs) for line in lines_of(tuple(page.nodes)))
    assert world.emergency().title.in_(language).replace(" ", "") in told.replace(" ", "")
    assert page.spoken[0] == world.emergency().title.in_(language)


def test_scenes_are_the_same_for_the_same_state() -> None:
    for name in STATES:
        assert drawn(name) == drawn(name)


def test_every_event_of_a_screen_is_one_the_flow_knows() -> None:
    flow = set(e.Event.__args__)
    shell = {"LanguageChosen", "PaceToggled", "SpeechToggled", "LowToggled", "SayAgain", "LevelChosen", "MapMoved",
             "MapZoomed"}  # fmt: skip
    for name in STATES:
        for key in scene(name).keys:
            assert type(key.event) in flow or type(key.event).__name__ in shell, f"{name}: {key.event}"
    assert c.Back in flow
