"""Every situation of the guide, in both paces, three languages, three panels and from a wheelchair."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from domain.wire import Pace
from kiosk.flows.guide import states as s
from kiosk.i18n import LANGUAGES
from kiosk.screens.nodes import Key, Line, Live, MapView, Plate, Qr, Scene, Torn, lines_of
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame, Panel, Rect
from kiosk.theme.typeset import line_width
from tests.kiosk.screens import guide_samples as samples

PANELS = {
    "landscape": Panel(1920, 1080, 3.21, 860),
    "portrait": Panel(),
    "small": Panel(768, 1366, 2.28, 760),
}
STATES = samples.states()
ROUNDING = 1.0
LOOKS = [
    pytest.param(language, pace, panel, low, id=f"{language}-{pace.value}-{panel}{'-low' if low else ''}")
    for language, pace, panel, low in itertools.product(LANGUAGES, Pace, PANELS, (False, True))
    if not (low and panel == "landscape")
]
WORKING = (s.Routing, s.Printing)
HANDS_FULL = (s.Searching, s.MapBig, s.Signage, s.Home)
"""Where there is no room for the sentence that is spoken: a keyboard or a map fills the screen."""


def scene(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "landscape", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    situation = replace(samples.situation(language, pace, low=low), **more)  # type: ignore[arg-type]
    return scene_of(STATES[name], situation, samples.place(), Frame(PANELS[panel], low), glance or Glance())


def words(name: str, *args: object, **more: object) -> str:
    return " ".join(scene(name, *args, **more).words)  # type: ignore[arg-type]


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
    frame = Frame(PANELS[panel], low)
    for name in STATES:
        shown = scene(name, language, pace, panel, low=low)
        nodes = (*shown.chrome, *shown.content)
        loose = lines_of(nodes)
        for line in loose:
            inside = line.rect.x >= 0 and line.rect.right <= frame.width + 1 and line.rect.bottom <= frame.height
            assert inside, f"{name}: {line}"
        for one, other in itertools.combinations(loose, 2):
            assert not _meet(_ink(one), _ink(other)), f"{name}: {one.runs} and {other.runs}"
        own = {id(line) for key in shown.keys for line in lines_of(key.inside)}
        for key in shown.keys:
            for line in loose:
                assert id(line) in own or not _meet(_ink(line), key.rect), f"{name}: {line.runs}, {key.name}"
        painted = (*shown.content, *shown.chrome)
        for i, node in enumerate(painted):
            if isinstance(node, Line):
                for later in painted[i + 1 :]:
                    if isinstance(later, Plate | Live | Torn | Key | MapView | Qr):
                        assert not _meet(_ink(node), later.rect), f"{name}: {node.runs} under {later}"


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_keys_are_big_apart_and_in_reach(language: str, pace: Pace, panel: str, low: bool) -> None:
    frame = Frame(PANELS[panel], low)
    senior = pace is Pace.SENIOR
    least, gap = frame.target(senior) - ROUNDING, frame.per_mm * (5 if senior else 3) - ROUNDING
    highest = 1080 if low else 1220
    for name, state in STATES.items():
        keys = scene(name, language, pace, panel, low=low).keys
        assert keys
        for key in keys:
            assert min(key.rect.w, key.rect.h) >= least, f"{name}: {key.name} is {key.rect.w:.0f}x{key.rect.h:.0f}"
            if not isinstance(state, s.Signage):
                assert frame.mm(key.rect.y) <= highest + 1, f"{name}: {key.name} at {frame.mm(key.rect.y):.0f} mm"
            assert frame.mm(key.rect.bottom) >= 400, f"{name}: {key.name}"
        for one, other in itertools.combinations(keys, 2):
            if _lies_on(other, one) or _lies_on(one, other):
                continue
            apart = max(
                one.rect.x - other.rect.right, other.rect.x - one.rect.right,
                one.rect.y - other.rect.bottom, other.rect.y - one.rect.bottom,
            )  # fmt: skip
            assert apart >= gap, f"{name}: {one.name} and {other.name} are {apart:.0f} px apart"


def _ink(line: Line) -> Rect:
    wide = min(line_width(line.runs, line.size), line.rect.w)
    x = {"left": line.rect.x, "right": line.rect.right - wide, "center": line.rect.x + (line.rect.w - wide) / 2}
    middle = line.rect.y + line.rect.h / 2
    return Rect(x[line.align], middle - line.size * 0.4, wide, line.size * 0.8)


def _meet(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _lies_on(upper: Key, lower: Key) -> bool:
    a, b = upper.rect, lower.rect
    return b.x <= a.x and a.right <= b.right and b.y <= a.y and a.bottom <= b.bottom
