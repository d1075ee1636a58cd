"""What holds of every screen of every role: its words stay on it and free, its keys are big, apart and in reach."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest

from domain.wire import Pace
from kiosk.i18n import LANGUAGES
from kiosk.screens.nodes import Key, Line, Live, MapView, Node, Plate, Qr, Scene, Torn, lines_of
from kiosk.theme.frame import Frame, Panel, Rect
from kiosk.theme.typeset import line_width

PANELS = {
    "portrait": Panel(),
    "landscape": Panel(1920, 1080, 3.21, 860),
    "small": Panel(768, 1366, 2.28, 760),
}
LOOKS = [
    pytest.param(language, pace, panel, low, id=f"{language}-{pace.value}-{panel}{'-low' if low else ''}")
    for language, pace, panel, low in itertools.product(LANGUAGES, Pace, PANELS, (False, True))
    if not (low and panel == "landscape")
]
"""Language, pace, panel, from a wheelchair or not."""
ROUNDING = 1.0


def ink(line: Line) -> Rect:
    """Where a line's letters stand, a little less than their height."""
    wide = min(line_width(line.runs, line.size), line.rect.w)
    x = {"left": line.rect.x, "right": line.rect.right - wide, "center": line.rect.x + (line.rect.w - wide) / 2}
    middle = line.rect.y + line.rect.h / 2
    return Rect(x[line.align], middle - line.size * 0.4, wide, line.size * 0.8)


def meet(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def lies_on(upper: Key, lower: Key) -> bool:
    a, b = upper.rect, lower.rect
    return b.x <= a.x and a.right <= b.right and b.y <= a.y and a.bottom <= b.bottom


def stands_on_the_screen(name: str, shown: Scene, frame: Frame) -> None:
    for line in lines_of((*shown.chrome, *shown.content)):
        inside = line.rect.x >= 0 and line.rect.right <= frame.width + 1 and line.rect.bottom <= frame.height
        assert inside, f"{name}: {line}"


def words_stand_free(name: str, shown: Scene, beside: Callable[[Line], bool] = lambda line: False) -> None:
    """On no other words and on no key that is not theirs. `beside`: the lines that may stand on another's key."""
    loose = [(ink(line), line) for line in lines_of((*shown.chrome, *shown.content))]
    for (a, one), (b, other) in itertools.combinations(loose, 2):
        assert not meet(a, b), f"{name}: {one.runs} and {other.runs}"
    own = {id(line) for key in shown.keys for line in lines_of(key.inside)}
    for key in shown.keys:
        for at, line in loose:
            assert id(line) in own or not meet(at, key.rect) or beside(line), f"{name}: {line.runs}, {key.name}"


def words_stay_uncovered(name: str, shown: Scene) -> None:
    """By whatever is drawn after them."""
    nodes: tuple[Node, ...] = (*shown.content, *shown.chrome)
    for i, node in enumerate(nodes):
        if not isinstance(node, Line):
            continue
        for later in nodes[i + 1 :]:
            if isinstance(later, Plate | Live | Torn | Key | MapView | Qr):
                assert not meet(ink(node), later.rect), f"{name}: {node.runs} under {later}"


def keys_are_big_and_in_reach(
    name: str, keys: Iterable[Key], frame: Frame, pace: Pace, *, low: bool, whole: bool = False
) -> None:
    """`whole`: the screen itself is a key, and reaches as high as it does."""
    least, highest = frame.target(pace is Pace.SENIOR) - ROUNDING, 1080 if low else 1220
    for key in keys:
        assert min(key.rect.w, key.rect.h) >= least, f"{name}: {key.name} is {key.rect.w:.0f}x{key.rect.h:.0f}"
        high = f"{name}: {key.name} at {frame.mm(key.rect.y):.0f} mm"
        assert whole or frame.mm(key.rect.y) <= highest + 1, high
        assert frame.mm(key.rect.bottom) >= 400, f"{name}: {key.name}"


def keys_stand_apart(name: str, keys: Iterable[Key], frame: Frame, pace: Pace, *, stacked: bool = True) -> None:
    """`stacked`: where one key may lie on another."""
    gap = frame.per_mm * (5 if pace is Pace.SENIOR else 3) - ROUNDING
    for one, other in itertools.combinations(keys, 2):
        if stacked and (lies_on(other, one) or lies_on(one, other)):
            continue
        apart = max(
            one.rect.x - other.rect.right, other.rect.x - one.rect.right,
            one.rect.y - other.rect.bottom, other.rect.y - one.rect.bottom,
        )  # fmt: skip
        assert apart >= gap, f"{name}: {one.name} and {other.name} are {apart:.0f} px apart"


def what_is_on_every_screen_stays_in_its_place(scenes: Iterable[Scene]) -> None:
    """Help, home and back and the counter's keys: one place on all screens of a panel."""
    places: dict[str, set[Rect]] = {}
    for shown in scenes:
        for key in shown.keys:
            if key.name in ("help", "home", "back", "lang:en", "speech", "senior", "low"):
                places.setdefault(key.name, set()).add(key.rect)
    assert {name: len(rects) for name, rects in places.items()} == dict.fromkeys(places, 1)
