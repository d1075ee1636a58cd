"""The screens as pixels, drawn off screen by the same window code the kiosk runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from domain.wire import Pace
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens.focus import Stroke
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from kiosk.shell_events import LanguageChosen, Open, Touched
from kiosk.theme import tokens as t
from kiosk.theme.frame import Panel
from tests.kiosk.screens import samples
from tests.kiosk.screens.gallery import PANELS, camera_picture

STATES = samples.states()


class Hand:
    """A finger at a place, in the design's coordinates of the reference panel."""

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, 1920 - y


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Kiosk:
    """A shell on a window, what it said, and a watch to turn."""

    def __init__(self, window: KioskWindow, panel: Panel) -> None:
        self.window, self.watch = window, Watch()
        self.events: list[object] = []
        self.spoken: list[tuple[tuple[str, ...], str]] = []
        self.advised: list[tuple[str, str]] = []
        self.shell = Shell(
            panel, self.events.append, samples.place, on_spoken=self._spoken, on_advice=self._advised, clock=self.watch
        )
        window.show(self.shell.stage)

    def _spoken(self, words: tuple[str, ...], language: str) -> None:
        self.spoken.append((words, language))

    def _advised(self, sentence: str, language: str) -> None:
        self.advised.append((sentence, language))

    def show(self, name: str, **more: object) -> np.ndarray:
        self.shell.show(STATES[name], replace(samples.situation_for(name), **more))  # type: ignore[arg-type]
        return self.picture()

    def picture(self) -> np.ndarray:
        # Whatever slides in has arrived.
        self.watch.now += 1
        self.shell.tick()
        self.window.draw()
        return np.asarray(self.window.screenshot()).astype(int)

    def touched(self) -> list[object]:
        return [event for event in self.events if event != Touched()]


@pytest.fixture(scope="module")
def window() -> KioskWindow:
    return KioskWindow(Panel(), headless=True)


@pytest.fixture
def kiosk(window: KioskWindow) -> Iterator[Kiosk]:
    kiosk = Kiosk(window, Panel())
    yield kiosk
    kiosk.shell.wipe()


def near(pixel: np.ndarray, colour: str) -> bool:
    return bool(np.abs(pixel - np.array(t.rgb(colour))).max() <= 3)


@pytest.mark.parametrize("size", PANELS)
def test_every_situation_is_drawn_at_every_size(window: KioskWindow, size: str) -> None:
    panel = PANELS[size]
    window.resize(panel)
    try:
        kiosk = Kiosk(window, panel)
        drawn = set()
        for name in STATES:
            kiosk.shell.show(STATES[name], samples.situation_for(name))
            kiosk.window.draw()
            picture = window.screenshot()
            assert picture.size == (panel.width, panel.height), name
            small = np.asarray(picture.reduce(4)).astype(int)
            assert (np.abs(small - np.array(t.rgb(t.PAPER))).max(axis=2) > 40).mean() > 0.12, name
            drawn.add(small.tobytes())
        # Two differ in the senior pace only.
        assert len(drawn) >= len(STATES) - 2
        kiosk.shell.wipe()
    finally:
        window.resize(Panel())


def test_the_stall_stands_where_the_design_says(kiosk: Kiosk) -> None:
    picture = kiosk.show("choosing")
    assert near(picture[4, 30], t.LEAFDEEP)
    assert near(picture[20, 30], t.LEAF)
    assert near(picture[20, 90], t.WHITE)
    assert near(picture[100, 600], t.PAPER)
    assert near(picture[1660, 10], t.COUNTER)
    assert near(picture[1690, 800], t.POMELO)
    assert near(picture[1788, 800], t.POMELODEEP)
    assert near(picture[1540, 420], t.LEAF)
    assert near(picture[1850, 50], t.WHITE)


def test_tab_draws_a_ring_round_a_key_enter_chooses_it_and_a_touch_takes_the_ring_away(kiosk: Kiosk) -> None:
    bare = kiosk.show("home")
    key = kiosk.shell.scene.key("start") if kiosk.shell.scene else None
    assert key is not None
    assert key.plate is not None
    middle, above = round(key.plate.rect.x + key.plate.rect.w / 2), round(key.plate.rect.y)
    kiosk.shell.stage.stroke(Stroke.NEXT)
    ringed = kiosk.picture()
    assert near(ringed[above - 7, middle], t.INK)
    assert near(ringed[above - 2, middle], t.PAPER), "4 px between key and ring"
    kiosk.shell.stage.stroke(Stroke.BEFORE)
    on_counter = kiosk.picture()
    assert near(on_counter[above - 7, middle], t.PAPER)
    low = kiosk.shell.scene.key("low") if kiosk.shell.scene else None
    assert low is not None
    assert near(on_counter[round(low.rect.y) - 7, round(low.rect.x + low.rect.w / 2)], t.WHITE)
    kiosk.shell.stage.stroke(Stroke.NEXT)
    kiosk.shell.stage.stroke(Stroke.CHOOSE)
    assert kiosk.touched() == [key.event]
    kiosk.shell.stage.on_touch_down(Hand(540, 40))
    kiosk.shell.stage.on_touch_up(Hand(540, 40))
    assert (kiosk.picture() == bare).all()
    kiosk.shell.stage.stroke(Stroke.CHOOSE)
    assert kiosk.touched() == [key.event], "without a ring Enter means nothing"


def test_a_pressed_key_sinks_and_says_its_event_when_let_go(kiosk: Kiosk) -> None:
    at_rest = kiosk.show("choosing")
    finger = Hand(700, 1580)
    kiosk.shell.stage.on_touch_down(finger)
    kiosk.window.draw()
    pressed = np.asarray(kiosk.window.screenshot()).astype(int)
    assert near(pressed[1540, 420], t.LEAFDEEP)
    assert near(pressed[1522, 420], t.PAPER)
    assert kiosk.touched() == []
    kiosk.shell.stage.on_touch_up(finger)
    assert kiosk.touched() == [e.ItemsChosen()]
    assert (kiosk.picture() == at_rest).all()


def test_a_finger_that_slides_away_changes_its_mind(kiosk: Kiosk) -> None:
    kiosk.show("choosing")
    stage = kiosk.shell.stage
    stage.on_touch_down(Hand(700, 1580))
    stage.on_touch_move(Hand(700, 1400))
    stage.on_touch_up(Hand(700, 1400))
    assert kiosk.touched() == []


def test_a_trembling_finger_still_means_the_key(kiosk: Kiosk) -> None:
    kiosk.show("choosing")
    stage = kiosk.shell.stage
    stage.on_touch_down(Hand(700, 1525))
    stage.on_touch_move(Hand(700, 1505))
    stage.on_touch_up(Hand(700, 1505))
    assert kiosk.touched() == [e.ItemsChosen()]


def test_the_stepper_wins_over_the_line_it_lies_on(kiosk: Kiosk) -> None:
    kiosk.show("choosing")
    plus = kiosk.shell.scene.key("plus:1")  # type: ignore[union-attr]
    assert plus is not None
    finger = Hand(plus.rect.x + 30, plus.rect.y + 30)
    kiosk.shell.stage.on_touch_down(finger)
    kiosk.shell.stage.on_touch_up(finger)
    assert kiosk.touched() == [e.QuantitySet(1, 2)]


def test_every_touch_is_presence_even_on_plain_paper(kiosk: Kiosk) -> None:
    kiosk.show("choosing")
    kiosk.shell.stage.on_touch_down(Hand(540, 420))
    kiosk.shell.stage.on_touch_up(Hand(540, 420))
    assert kiosk.events == [Touched()]


def test_the_second_tap_of_a_double_tap_does_not_hit_the_next_screen(kiosk: Kiosk) -> None:
    """The next screen has its green key in the same place."""
    kiosk.show("choosing")
    assert kiosk.shell.tap("primary")
    kiosk.watch.now += 0.05
    kiosk.shell.show(STATES["reviewing"], samples.situation_for("reviewing"))
    kiosk.watch.now += 0.1
    assert not kiosk.shell.tap("primary")
    kiosk.watch.now += 0.4
    assert kiosk.shell.tap("primary")
    assert kiosk.touched() == [e.ItemsChosen(), e.Confirmed()]


def test_quick_taps_on_one_screen_all_count(kiosk: Kiosk) -> None:
    kiosk.show("typing-some")
    for digit in "1842":
        assert kiosk.shell.tap(f"digit:{digit}")
        kiosk.watch.now += 0.06
        kiosk.shell.show(STATES["typing-some"], samples.situation_for("typing-some"))
    assert [event.digit for event in kiosk.touched() if isinstance(event, e.DigitTyped)] == list("1842")


def test_only_what_there_is_can_be_tapped(kiosk: Kiosk) -> None:
    kiosk.show("home")
    assert not kiosk.shell.tap("back")
    assert kiosk.shell.tap("start")
    assert kiosk.shell.tap("lang:en")
    assert kiosk.touched() == [Open(), LanguageChosen("en")]


def test_a_language_changes_mid_flow_and_nothing_is_lost(kiosk: Kiosk) -> None:
    chinese = kiosk.show("choosing")
    english = kiosk.show("choosing", language="en")
    assert (chinese != english).any()
    assert (kiosk.show("choosing") == chinese).all()


def test_pages_turn_without_the_flow_and_begin_anew_with_the_next_state(kiosk: Kiosk) -> None:
    kiosk.show("choosing-many")
    assert kiosk.shell.tap("page:after")
    assert kiosk.shell.scene.key("page:before")  # type: ignore[union-attr]
    assert kiosk.touched() == []
    kiosk.show("home")
    kiosk.show("choosing-many")
    assert kiosk.shell.scene.key("page:before") is None  # type: ignore[union-attr]


def test_the_camera_fills_its_window_and_the_beam_follows_the_code(kiosk: Kiosk) -> None:
    dark = kiosk.show("scanning-closer")
    assert near(dark[700, 200], t.CAMERA)
    frame = np.zeros((480, 640, 3), np.uint8)
    frame[:, :] = (200, 100, 50)
    kiosk.shell.camera_frame(frame)
    lit = kiosk.picture()
    assert near(lit[700, 200], "3264C8")
    assert near(lit[394, 34], t.PAPER)
    kiosk.shell.camera_frame(frame, ((200.0, 200.0), (440.0, 200.0), (440.0, 280.0), (200.0, 280.0)))
    beam = (np.abs(kiosk.picture() - np.array(t.rgb(t.BEAM))).max(axis=2) < 6).sum()
    assert beam > 500


@pytest.mark.parametrize("shape", [(480, 640), (2160, 3840, 3), (64, 48, 3), (1080, 1920)])
def test_any_frame_can_be_shown(kiosk: Kiosk, shape: tuple[int, ...]) -> None:
    kiosk.show("scanning-closer")
    kiosk.shell.camera_frame(np.full(shape, 128, np.uint8))
    assert near(kiosk.picture()[700, 200], "808080")


def test_frames_where_there_is_no_window_are_let_go(kiosk: Kiosk) -> None:
    before = kiosk.show("home")
    kiosk.shell.camera_frame(camera_picture())
    assert (kiosk.picture() == before).all()


def test_nothing_of_a_shopper_stays_after_the_end(kiosk: Kiosk) -> None:
    kiosk.show("scanning")
    kiosk.shell.camera_frame(camera_picture())
    kiosk.picture()
    kiosk.shell.wipe()
    empty = kiosk.picture()
    assert near(empty.reshape(-1, 3).max(axis=0), t.PAPER)
    assert near(empty.reshape(-1, 3).min(axis=0), t.PAPER)
    assert near(kiosk.show("scanning-closer")[700, 540], t.CAMERA)


def test_a_screen_is_spoken_once_and_again_on_request(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.show("reason", pace=Pace.SENIOR, speech=True)
    assert [words[0] for words, _ in kiosk.spoken] == ["为什么退？"]
    kiosk.shell.tap("say-again")
    assert len(kiosk.spoken) == 2
    kiosk.show("reason", pace=Pace.SENIOR, speech=False)
    assert kiosk.spoken[-1] == ((), "zh_CN")


def test_advice_is_said_once_it_has_stood_a_moment_and_taken_back_when_nothing_would_help(kiosk: Kiosk) -> None:
    def looks(seconds: float, name: str, *, speech: bool = True) -> None:
        situation = replace(samples.situation_for(name), pace=Pace.SENIOR, speech=speech)
        for _ in range(round(seconds / 0.1)):
            kiosk.shell.show(STATES[name], situation)
            kiosk.shell.tick()
            kiosk.watch.now += 0.1

    looks(0.5, "scanning")
    looks(0.6, "scanning-closer")
    looks(0.5, "scanning")
    assert kiosk.advised == []
    looks(1.5, "scanning-closer")
    assert kiosk.advised == [("再近一点", "zh_CN")]
    looks(1.5, "scanning")
    assert kiosk.advised == [("再近一点", "zh_CN"), ("", "zh_CN")]
    assert len(kiosk.spoken) == 1, "the screen itself is not said again"
    looks(1.5, "scanning-closer", speech=False)
    assert len(kiosk.advised) == 2, "nothing is said to who did not ask for it"


def test_speech_follows_the_language(kiosk: Kiosk) -> None:
    kiosk.show("reason", speech=True, language="en")
    assert kiosk.spoken == [(kiosk.shell.scene.spoken, "en")]  # type: ignore[union-attr]


def test_senior_pace_has_no_motion(kiosk: Kiosk) -> None:
    kiosk.show("home", pace=Pace.SENIOR)
    still = kiosk.show("scanning", pace=Pace.SENIOR)
    kiosk.watch.now += 0.7
    assert (kiosk.picture() == still).all()


def test_what_to_hold_where_is_a_moving_picture(kiosk: Kiosk) -> None:
    first = kiosk.show("scanning")
    kiosk.watch.now += 0.3
    assert (kiosk.picture() != first).any()


def test_showing_the_same_again_draws_nothing_new(kiosk: Kiosk) -> None:
    kiosk.show("choosing")
    scene = kiosk.shell.scene
    kiosk.show("choosing")
    assert kiosk.shell.scene is scene


def test_states_differ_by_more_than_colour() -> None:
    """Returnable, staff and not are told by shape, icon and word."""
    from kiosk.screens import parts

    assert len({p.icon for p in (parts.OK, parts.STAFF, parts.NOT, parts.TO_VERIFY)}) == 4
    assert isinstance(STATES["done"], s.Done)
