"""The map as pixels, under real fingers, drawn off screen by the window code the kiosk runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from kiosk.screens.map.look import WHOLE, MapLook, MapMoved, MapZoomed, lens, settled
from kiosk.screens.map.picture import MapPicture
from kiosk.screens.map.plan import here_of, map_of, target_of, way_of
from kiosk.screens.nodes import Key, MapView, Plate, Scene
from kiosk.screens.stage import Stage
from kiosk.screens.window import KioskWindow
from kiosk.theme import tokens as t
from kiosk.theme.frame import Frame, Panel, Rect
from tests.kiosk.screens.map.layouts import DEMO, route

RECT = Rect(32, 448, 1016, 700)
KEY = Rect(900, 1040, 120, 96)
"""Lies over the map's lower right corner."""


@dataclass(frozen=True)
class FixtureTouched:
    fixture_id: str


@dataclass(frozen=True)
class AmenityTouched:
    amenity_id: str


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Finger:
    """A touch as the toolkit hands it on: y from below."""

    def __init__(self, uid: int, x: float, y: float) -> None:
        self.uid = uid
        self.at(x, y)

    def at(self, x: float, y: float) -> Finger:
        self.x, self.y = x, 1920 - y
        return self


class Wall:
    """A window with a map on it, what it said, and a watch to turn."""

    def __init__(self, window: KioskWindow) -> None:
        self.window, self.watch = window, Watch()
        self.events: list[object] = []
        self.stage = Stage(Frame(Panel()), self.events.append, lambda: None, self.watch)
        window.show(self.stage)

    def show(self, picture: MapPicture, look: MapLook = WHOLE, *, moving: bool = False, name: str = "map") -> None:
        node = MapView(RECT, picture, look, moving=moving, on_fixture=FixtureTouched, on_amenity=AmenityTouched)
        key = Key(KEY, "key", "key touched", Plate(KEY, t.CARD, 20, t.EDGE, 3))
        self.stage.present(Scene(name, (key,), (node,)), Frame(Panel()), moving=False)

    def frames(self, seconds: float) -> None:
        for _ in range(round(seconds * 60)):
            self.watch.now += 1 / 60
            self.stage.tick()

    def at_rest(self) -> np.ndarray:
        """Everything has been made as good as it gets."""
        self.frames(8)
        return self.pixels()

    def pixels(self) -> np.ndarray:
        self.window.draw()
        whole = np.asarray(self.window.screenshot()).astype(int)
        return whole[round(RECT.y) : round(RECT.bottom), round(RECT.x) : round(RECT.right)]

    def drag(self, start: tuple[float, float], *path: tuple[float, float], uid: int = 1) -> Finger:
        finger = Finger(uid, *start)
        self.stage.on_touch_down(finger)
        for spot in path:
            self.stage.on_touch_move(finger.at(*spot))
        return finger


@pytest.fixture(scope="module")
def window() -> KioskWindow:
    return KioskWindow(Panel(), headless=True)


@pytest.fixture
def wall(window: KioskWindow) -> Iterator[Wall]:
    wall = Wall(window)
    yield wall
    wall.stage.wipe()


PICTURE = route()


def px(point: tuple[float, float], look: MapLook = WHOLE) -> tuple[int, int]:
    """Where a place of the plan is in the map's own pixels."""
    x, y = lens(PICTURE.ground, RECT, look).px(point)
    return round(x - RECT.x), round(y - RECT.y)


def near(pixel: np.ndarray, colour: str) -> bool:
    return bool(np.abs(pixel - np.array(t.rgb(colour))).max() <= 3)


def at(pixels: np.ndarray, point: tuple[float, float], look: MapLook = WHOLE) -> np.ndarray:
    x, y = px(point, look)
    return pixels[y, x]


def test_colours_stand_where_the_plan_says(wall: Wall) -> None:
    wall.show(PICTURE)
    pixels = wall.at_rest()
    assert near(at(pixels, (19.6, 21)), t.WHITE), "floor"
    assert near(at(pixels, (22, 23.2)), t.STONE), "shelf"
    assert near(at(pixels, (54, 5.6)), t.POMELO), "service desk"
    assert near(at(pixels, (40.4, 35)), t.LEAF), "the target's shelf"
    assert near(at(pixels, (17.9, 15)), t.LEAF), "the way"
    assert near(at(pixels, (20, 0)), t.INK), "wall"
    assert near(at(pixels, (9, 0.2)), t.WHITE), "door"
    assert near(at(pixels, (9, 3)), t.INK), "here"
    assert near(pixels[2, 2], t.PAPER), "outside"


def test_the_way_has_a_white_casing_wherever_it_passes(wall: Wall) -> None:
    wall.show(PICTURE)
    pixels = wall.at_rest()
    x, y = px((17.9, 26.0))
    assert near(pixels[y, x], t.LEAF)
    across = [near(pixels[y, x + dx], t.LEAF) for dx in range(-14, 15)]
    assert across.count(True) == pytest.approx(12, abs=1)
    assert near(pixels[y, x - 8], t.WHITE)


def test_the_way_is_drawn_slowly_and_stands_after_three_seconds(wall: Wall) -> None:
    wall.show(PICTURE, moving=True)
    leaf = []
    for _ in range(7):
        pixels = wall.pixels()
        leaf.append(int((np.abs(pixels - np.array(t.rgb(t.LEAF))).max(axis=2) <= 3).sum()))
        wall.frames(0.55)
    assert leaf == sorted(leaf)
    assert len(set(leaf)) >= 6
    whole = wall.at_rest()
    wall.frames(1)
    assert (wall.pixels() == whole).all()


def test_where_nothing_may_move_the_way_stands_at_once(wall: Wall) -> None:
    wall.show(PICTURE)
    first = wall.pixels()
    assert (wall.at_rest() == first).all()


def test_a_finger_moves_what_is_there_px_for_px(wall: Wall) -> None:
    look = settled(PICTURE.ground, RECT, MapLook(2.2, (30, 20)))
    wall.show(PICTURE, look)
    before = wall.at_rest()
    finger = wall.drag((500, 800), (540, 800))
    wall.stage.on_touch_move(finger.at(540 - 90, 800 + 40))
    after = wall.pixels()
    inner = before[60:-60, 110:-110]
    moved = after[60 + 40 : -60 + 40, 110 - 90 : -110 - 90]
    same = (np.abs(inner - moved).max(axis=2) <= 2).mean()
    assert same > 0.999
    wall.stage.on_touch_up(finger)
    assert isinstance(wall.events[-1], MapMoved)


def test_after_any_journey_it_is_as_sharp_as_if_drawn_there(wall: Wall) -> None:
    """Moved, pinched and at rest: the same pixels as a map that never was anywhere else."""
    wall.show(PICTURE)
    wall.frames(1)
    first, second = Finger(1, 400, 700), Finger(2, 600, 800)
    wall.stage.on_touch_down(first)
    wall.stage.on_touch_down(second)
    for step in range(20):
        wall.stage.on_touch_move(first.at(400 - step * 8, 700 - step * 5))
        wall.stage.on_touch_move(second.at(600 + step * 9, 800 + step * 5))
        wall.frames(1 / 60)
    wall.stage.on_touch_up(first)
    wall.stage.on_touch_up(second)
    zoomed = wall.events[-1]
    assert isinstance(zoomed, MapZoomed)
    wall.show(PICTURE, zoomed.look)
    travelled = wall.at_rest()
    wall.stage.wipe()
    wall.show(PICTURE, zoomed.look)
    assert (np.abs(wall.at_rest() - travelled).max(axis=2) > 2).mean() < 0.0005


def test_what_a_gesture_came_to_stays_when_the_scene_is_shown_again(wall: Wall) -> None:
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    wall.at_rest()
    wall.stage.on_touch_up(wall.drag((500, 800), (560, 820), (640, 900)))
    moved = wall.events[-1]
    assert isinstance(moved, MapMoved)
    here = wall.pixels()
    wall.show(PICTURE, moved.look)
    assert (np.abs(wall.at_rest() - here).max(axis=2) > 2).mean() < 0.02


def test_a_key_of_the_scene_glides_there_and_arrives(wall: Wall) -> None:
    wall.show(PICTURE, moving=True)
    wall.frames(4)
    there = settled(PICTURE.ground, RECT, MapLook(2.2, (30, 20)))
    wall.show(PICTURE, there, moving=True)
    wall.frames(0.1)
    between = wall.pixels()
    arrived = wall.at_rest()
    assert (between != arrived).any()
    assert near(at(arrived, (22, 23.2), there), t.STONE)
    assert near(at(arrived, (17.9, 26), there), t.LEAF)
    wall.stage.wipe()
    wall.show(PICTURE, there)
    assert (np.abs(wall.at_rest() - arrived).max(axis=2) > 2).mean() < 0.0005


def test_pointing_at_a_shelf_or_a_sign_says_which(wall: Wall) -> None:
    wall.show(PICTURE)
    for point, event in (((22, 24), FixtureTouched("F15")), ((2.2, 10.2), AmenityTouched("WC1-T")), ((30, 31), None)):
        wall.events.clear()
        x, y = lens(PICTURE.ground, RECT, WHOLE).px(point)
        wall.stage.on_touch_up(wall.drag((x, y), (x + 12, y - 9)))
        assert wall.events == ([event] if event else [])


def test_keys_lie_above_the_map(wall: Wall) -> None:
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    before = wall.at_rest()
    wall.stage.on_touch_up(wall.drag((KEY.x + 60, KEY.y + 40), (KEY.x + 70, KEY.y + 45)))
    assert wall.events == ["key touched"]
    wall.events.clear()
    wall.stage.on_touch_up(wall.drag((KEY.x + 60, KEY.y + 40), (300, 600)))
    assert wall.events == [], "a finger that slides off a key means nothing, and moves nothing"
    assert (wall.at_rest() == before).all()


def test_a_key_can_be_touched_while_a_hand_rests_on_the_map(wall: Wall) -> None:
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    palm = wall.drag((300, 600), (360, 640), (420, 700))
    wall.stage.on_touch_up(wall.drag((KEY.x + 60, KEY.y + 40), uid=2))
    assert wall.events == ["key touched"]
    wall.stage.on_touch_up(palm)
    assert isinstance(wall.events[-1], MapMoved)


def test_a_screen_that_comes_while_a_finger_is_down_ends_the_gesture(wall: Wall) -> None:
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    finger = wall.drag((500, 800), (560, 820))
    wall.stage.present(Scene("other", (), ()), Frame(Panel()), moving=False)
    wall.stage.on_touch_move(finger.at(700, 900))
    wall.stage.on_touch_up(finger)
    assert wall.events == []


def test_the_picture_may_change_under_a_finger(wall: Wall) -> None:
    """Another language in the middle of a drag: the drag goes on."""
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    finger = wall.drag((500, 800), (560, 820))
    wall.show(replace(PICTURE, here=here_of("en", (9.0, 3.0), 0)), MapLook(2.2, (30, 20)))
    wall.stage.on_touch_move(finger.at(700, 900))
    wall.stage.on_touch_up(finger)
    assert isinstance(wall.events[-1], MapMoved)


def test_nothing_of_a_shopper_stays_after_the_end(wall: Wall) -> None:
    wall.show(PICTURE, MapLook(2.2, (30, 20)))
    finger = wall.drag((500, 800), (600, 900))
    wall.stage.wipe()
    assert near(wall.pixels().reshape(-1, 3).min(axis=0), t.PAPER)
    wall.stage.on_touch_move(finger.at(700, 1000))
    wall.stage.on_touch_up(finger)
    assert wall.events == []
    plain = map_of(DEMO, "L1", "zh_CN")
    wall.show(plain)
    after = wall.at_rest()
    assert not (np.abs(after - np.array(t.rgb(t.LEAF))).max(axis=2) <= 3).any(), "no way, no target"


def test_a_picture_of_a_map_is_not_moved(wall: Wall) -> None:
    small = Rect(100, 500, 600, 420)
    node = MapView(small, route(small=True), touchable=False)
    wall.stage.present(Scene("home", (), (node,)), Frame(Panel()), moving=False)
    before = wall.at_rest()
    wall.stage.on_touch_up(wall.drag((300, 700), (500, 800)))
    assert wall.events == []
    assert (wall.pixels() == before).all()


def test_every_level_can_be_seen_and_the_way_between_them(wall: Wall) -> None:
    up = map_of(DEMO, "L2", "en", way=way_of([[(20.2, 4.6), (20.2, 10.0), (8.0, 10.0)]], ends_here=False))
    wall.show(up)
    pixels = wall.at_rest()
    seen = lens(up.ground, RECT, WHOLE)
    x, y = seen.px((14.0, 10.0))
    assert near(pixels[round(y - RECT.y), round(x - RECT.x)], t.LEAF)


def test_a_crooked_shelf_is_filled_as_it_is(wall: Wall) -> None:
    """A target round a corner: the hollow stays white."""
    hook = ((30.0, 24.0), (36.0, 24.0), (36.0, 30.0), (34.0, 30.0), (34.0, 26.0), (30.0, 26.0))
    shelf = replace(DEMO.fixtures[0], fixture_id="HOOK", shape=hook, number="")
    plan = replace(DEMO, version="hook", fixtures=(shelf,))
    target = target_of(plan, "HOOK", "", (31, 22))
    assert target is not None
    wall.show(map_of(plan, "L1", "zh_CN", targets=[target]))
    pixels = wall.at_rest()
    assert near(at(pixels, (35, 29)), t.LEAF)
    assert near(at(pixels, (31, 25)), t.LEAF)
    assert near(at(pixels, (32, 28.5)), t.WHITE)

