"""The kiosk's face: shows a state as a screen, and says what was touched. Knows no flow, device or store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kiosk.screens.live import Picture8
from kiosk.screens.map.look import LevelChosen, MapMoved, MapZoomed, looked
from kiosk.screens.nodes import Scene
from kiosk.screens.page import ForAll, Glance, Place, SayAgain, TurnTo
from kiosk.screens.scenes import scene_of
from kiosk.screens.stage import Stage
from kiosk.screens.warming import Warmer
from kiosk.shell_events import Touched
from kiosk.situation import Situation
from kiosk.theme.frame import Frame, Panel

ADVICE_STOOD_S = 1.0
"""Advice that changes sooner is not worth saying: a hand that moves is told so by the screen."""


class Shell:
    """Implements `kiosk.session.View`. All calls belong to the UI thread.

    `on_event` hears what `Session.post` takes: taps as flow events or shell events, and `Touched` for every touch.
    `on_spoken` hears sentences and their language when a screen is to be spoken; an empty tuple when to be silent.
    `on_advice` hears what would help right now, once it has stood for a moment, to be said after them; "" when nothing
    would any more.
    `place` is asked for store, rules and departments on screens without a visit.
    """

    def __init__(
        self,
        panel: Panel,
        on_event: Callable[[object], None],
        place: Callable[[], Place],
        *,
        on_spoken: Callable[[tuple[str, ...], str], None] = lambda sentences, language: None,
        on_advice: Callable[[str, str], None] = lambda sentence, language: None,
        moving: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._panel, self._on_event, self._place, self._on_spoken = panel, on_event, place, on_spoken
        self._on_advice, self._moving, self._clock = on_advice, moving, clock
        self._glance = Glance()
        self._shown: tuple[Any, Situation] | None = None
        self._spoken: tuple[str, ...] = ()
        self._advice = self._advised = ""
        self._advice_since = 0.0
        self.stage = Stage(Frame(panel), self._touched_key, lambda: on_event(Touched()), clock)
        self._warmer = Warmer(self.stage.glyphs, Frame(panel).scale)

    @property
    def scene(self) -> Scene | None:
        """What is on screen now."""
        return self.stage.scene

    def show(self, state: Any, situation: Situation) -> None:
        if self._shown is not None and type(self._shown[0]) is not type(state):
            self._glance = Glance()
        self._shown = (state, situation)
        self._present()

    def wipe(self) -> None:
        """Nothing of the last shopper stays: drawings, textures, the camera's picture, the page turned to."""
        self.stage.wipe()
        self._glance, self._shown = Glance(), None
        self._advice = self._advised = ""
        self._speak((), "")

    def camera_frame(self, frame: Picture8, outline: Sequence[tuple[float, float]] | None = None) -> None:
        """What the camera sees (grey or BGR) and where a code is in it; nothing where the screen has no window."""
        self.stage.camera_frame(frame, outline)

    def tick(self) -> None:
        """Once a frame of the window. While nobody is here the letters of what may be said are made ready."""
        self.stage.tick()
        self._advise()
        if self._shown is not None and getattr(self._shown[0], "visit", None) is None:
            self._warmer.go_on(self._shown[1].language, self._shown[1].pace)

    def tap(self, name: str) -> bool:
        """Touch a key by name, for the scripted shopper; False when there is no such key now."""
        return self.stage.tap(name)

    def _present(self) -> None:
        if self._shown is None:
            return
        state, situation = self._shown
        frame = Frame(self._panel, situation.low)
        scene = scene_of(state, situation, self._place(), frame, self._glance)
        senior = situation.pace.value == "senior"
        self.stage.present(scene, frame, moving=self._moving and not senior)
        if situation.speech and situation.idle_left is None:
            self._speak(scene.spoken, situation.language)
        elif not situation.speech:
            self._speak((), situation.language)
        advice = scene.advice if situation.speech and situation.idle_left is None else ""
        if advice != self._advice:
            self._advice, self._advice_since = advice, self._clock()

    def _advise(self) -> None:
        stood = not self._advice or self._clock() - self._advice_since >= ADVICE_STOOD_S
        if self._shown is not None and stood and self._advice != self._advised:
            self._advised = self._advice
            self._on_advice(self._advice, self._shown[1].language)

    def _speak(self, sentences: tuple[str, ...], language: str, *, again: bool = False) -> None:
        if sentences != self._spoken or again:
            self._spoken = sentences
            self._on_spoken(sentences, language)

    def _touched_key(self, event: object) -> None:
        match event:
            case TurnTo(page=page):
                self._glance = replace(self._glance, page=page)
                self._present()
            case ForAll(on=on):
                self._glance = replace(self._glance, for_all=on)
                self._present()
            case MapMoved() | MapZoomed() | LevelChosen():
                self._glance = replace(self._glance, map=looked(self._glance.map, event))
                self._present()
            case SayAgain():
                if self._shown is not None and self.scene is not None:
                    self._speak(self.scene.spoken, self._shown[1].language, again=True)
            case _:
                self._on_event(event)
