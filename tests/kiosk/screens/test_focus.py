"""Without touching: Tab goes through everything that may be touched, Enter means what has the ring."""

from __future__ import annotations

import pytest

from domain.wire import Pace
from kiosk.screens.focus import BURST_S, Focus, Stroke, order, ring
from kiosk.screens.nodes import Key, Plate, Scene
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme import tokens as t
from kiosk.theme.frame import Frame, Panel, Rect
from tests.kiosk.screens import samples
from tests.kiosk.screens.gallery import PANELS

STATES = samples.states()


PORTRAIT = Panel()


def scene(name: str, panel: Panel = PORTRAIT, pace: Pace = Pace.NORMAL) -> Scene:
    situation = samples.situation_for(name, "zh_CN", pace)
    return scene_of(STATES[name], situation, samples.place(), Frame(panel), Glance())


def names(keys: tuple[Key, ...]) -> list[str]:
    return [key.name for key in keys]


@pytest.mark.parametrize("size", PANELS)
@pytest.mark.parametrize("pace", Pace)
def test_tab_comes_by_every_key_of_every_screen_once_and_back_again(size: str, pace: Pace) -> None:
    for name in STATES:
        here = scene(name, PANELS[size], pace)
        focus, seen = Focus(), []
        for _ in here.keys:
            focus.stroke(here, Stroke.NEXT, 0)
            on = focus.on(here)
            assert on is not None
            seen.append(on)
        assert sorted(names(tuple(seen))) == sorted(names(here.keys)), name
        for expected in reversed(seen[:-1]):
            focus.stroke(here, Stroke.BEFORE, 0)
            assert focus.on(here) == expected


def test_the_order_is_that_of_reading_and_the_counter_comes_last() -> None:
    assert names(order(scene("home")))[0] == "start"
    counter = ["help", "lang:zh_CN", "lang:en", "lang:zh_TW", "speech", "senior", "low"]
    assert names(order(scene("home")))[-len(counter):] == counter
    first = names(order(scene("typing-some")))
    assert first.index("digit:1") < first.index("digit:2") < first.index("digit:4") < first.index("digit:0")


def test_nothing_is_chosen_before_a_tab_and_nothing_after_a_touch() -> None:
    here, focus = scene("home"), Focus()
    assert focus.stroke(here, Stroke.CHOOSE, 0) is None
    focus.stroke(here, Stroke.NEXT, 0)
    assert focus.stroke(here, Stroke.CHOOSE, 0) == here.key("start")
    focus.hide()
    assert focus.on(here) is None
    assert focus.stroke(here, Stroke.CHOOSE, 0) is None


def test_the_enter_that_ends_what_a_scanner_typed_chooses_nothing() -> None:
    here, focus = scene("home"), Focus()
    focus.stroke(here, Stroke.NEXT, 0)
    focus.stroke(here, Stroke.OTHER, 1.0)
    assert focus.stroke(here, Stroke.CHOOSE, 1.0 + BURST_S / 2) is None
    assert focus.stroke(here, Stroke.CHOOSE, 1.0 + BURST_S * 2) == here.key("start")


def test_the_ring_stays_while_the_screen_does_and_begins_anew_on_another() -> None:
    choosing, focus = scene("choosing"), Focus()
    help_ = choosing.key("help")
    while focus.on(choosing) != help_:
        focus.stroke(choosing, Stroke.NEXT, 0)
    none = scene("choosing-none")
    assert focus.on(none) == none.key("help")
    focus.arrive()
    assert focus.on(scene("reviewing")) == order(scene("reviewing"))[0]


def test_the_ring_is_ink_four_px_away_and_white_on_the_counter() -> None:
    here = scene("home")
    start, help_ = here.key("start"), here.key("help")
    assert start is not None
    assert start.plate is not None
    assert help_ is not None
    at = start.plate.rect
    assert ring(here, start) == Plate(
        Rect(at.x - 10, at.y - 10, at.w + 20, at.h + 20), None, start.plate.radius + 10, t.INK, 6
    )
    assert ring(here, help_).edge == t.WHITE


def test_a_screen_without_keys_is_survived() -> None:
    empty, focus = Scene("empty", (), ()), Focus()
    for stroke in Stroke:
        assert focus.stroke(empty, stroke, 0) is None
    assert focus.on(empty) is None
    assert focus.stroke(None, Stroke.NEXT, 0) is None
