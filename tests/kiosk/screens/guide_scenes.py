"""The guide's situations as they are drawn, by name, for the tests of its screens."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from domain.wire import Pace
from kiosk.screens.nodes import Scene
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import PANELS

STATES = samples.states()


@cache
def scene(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "landscape", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    return drawn(name, language, pace, panel, low=low, glance=glance, **more)


def drawn(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "landscape", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    situation = replace(samples.situation(language, pace, low=low), **more)  # type: ignore[arg-type]
    return scene_of(STATES[name], situation, samples.place(), Frame(PANELS[panel], low), glance or Glance())


def words(name: str, *args: object, **more: object) -> str:
    return " ".join(scene(name, *args, **more).words)  # type: ignore[arg-type]
