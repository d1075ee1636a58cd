"""What the guide shows of ways: the map, the steps, paper and phone."""

from __future__ import annotations

import itertools

import pytest
import segno

from domain.wire import Pace
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.step import step
from kiosk.screens.map.look import MapLook
from kiosk.screens.nodes import MapView, Qr
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import LOOKS, PANELS
from tests.kiosk.screens.guide_scenes import STATES, scene, words


def test_a_way_to_what_is_on_no_shelf_says_its_name_once_and_shows_where_it_ends() -> None:
    (picture,) = [node for node in scene("route-toilet").content if isinstance(node, MapView)]
    assert [(target.text, target.ring) for target in picture.map.targets] == [("2 卫生间", ())]
    assert scene("route-toilet").words.count("卫生间") == 1
    assert "二楼，H 区 57 号架" in words("route-upstairs")


def test_the_way_is_on_the_map_with_where_one_stands_and_what_is_walked_to() -> None:
    (picture,) = [node for node in scene("route").content if isinstance(node, MapView)]
    assert picture.touchable
    assert picture.map.here is not None
    assert picture.map.way is not None
    assert [target.text for target in picture.map.targets] == ["5 纯牛奶"]
    still = [node for node in scene("route", pace=Pace.SENIOR).content if isinstance(node, MapView)]
    assert not still[0].moving


@pytest.mark.parametrize(("pace", "low"), list(itertools.product(Pace, (False, True))))
def test_the_drawn_way_is_there_and_from_a_wheelchair_big_at_a_touch(pace: Pace, low: bool) -> None:
    shown = scene("route", pace=pace, panel="portrait", low=low)
    assert [node for node in shown.content if isinstance(node, MapView) and node.map.way is not None] or low
    assert shown.key("map") is not None or not low


def test_the_level_turned_to_is_the_one_that_is_drawn() -> None:
    glance = Glance(map=MapLook(level_id="L2"))
    (picture,) = [n for n in scene("route-upstairs", glance=glance).content if isinstance(n, MapView)]
    assert picture.map.here is None
    assert picture.map.targets
    (below,) = [n for n in scene("route-upstairs").content if isinstance(n, MapView)]
    assert below.map.targets == ()


def test_from_a_card_the_big_map_shows_where_the_product_stands() -> None:
    card = STATES["card"]
    assert isinstance(card, s.Card)
    big, _ = step(card, e.MapOpened())
    shown = scene_of(big, samples.situation(), samples.place(), Frame(PANELS["landscape"]), Glance())
    (picture,) = [node for node in shown.content if isinstance(node, MapView)]
    assert [target.text for target in picture.map.targets] == ["在这里"]


def test_every_gesture_on_the_big_map_has_a_key() -> None:
    near = Glance(map=MapLook(zoom=2.2, centre=(30.0, 20.0)))
    names = {key.name for key in scene("map", glance=near).keys}
    moves = {"map:zoom-in", "map:zoom-out", "map:up", "map:down", "map:left", "map:right", "map:whole"}
    assert moves | {"level:L1", "level:L2"} <= names


def test_the_step_free_key_asks_for_the_other_way() -> None:
    assert scene("route").key("step-free").event == e.StepFreeSet(True)  # type: ignore[union-attr]
    assert scene("route-step-free").key("step-free").event == e.StepFreeSet(False)  # type: ignore[union-attr]


def test_without_a_printer_nobody_is_offered_paper() -> None:
    shown = scene("route-no-printer")
    assert shown.key("primary") is None
    assert [node for node in shown.content if isinstance(node, Qr)]


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_the_way_as_a_code_has_modules_a_phone_can_tell_apart(
    language: str, pace: Pace, panel: str, low: bool
) -> None:
    for name in ("route", "route-several", "route-no-printer"):
        shown = scene(name, language, pace, panel, low=low)
        (code,) = [node for node in shown.content if isinstance(node, Qr)]
        modules, _ = segno.make_qr(code.content, error="m").symbol_size(border=3)
        assert int(code.rect.w * Frame(PANELS[panel], low).scale) // modules >= 2, name
