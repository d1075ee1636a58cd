"""The design's walk laid out, and where its words have come to stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from backend.demo.assets import departments as demo_departments
from backend.demo.plan import demo_plan
from domain.plan import Plan, Point
from domain.words import Words
from kiosk.screens.map import shapes
from kiosk.screens.map.labels import Label, Layout
from kiosk.screens.map.layout import laid_out
from kiosk.screens.map.look import WHOLE, lens
from kiosk.screens.map.picture import MapPicture
from kiosk.screens.map.plan import here_of, map_of, target_of, way_of
from kiosk.theme.frame import Rect
from tests.kiosk.screens.map.gallery import BIG, ROUTE, areas_of

DEMO = demo_plan()
BIG_RECT = BIG["1920x1080"]
NAMED = {d.code: Words(d.name) for d in demo_departments()}


def route(plan: Plan = DEMO, language: str = "zh_CN", *, small: bool = False) -> MapPicture:
    """The design's walk: from the entrance to the milk on shelf 12, in five directions."""
    target = target_of(plan, "F12", "5 纯牛奶", ROUTE[-1])
    assert target is not None
    discs = [(n, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) for n, (a, b) in enumerate(pairwise(ROUTE[:5]), start=1)]
    return map_of(
        plan, "L1", language, areas=areas_of(plan), departments=NAMED, here=here_of(language, ROUTE[0], 0),
        targets=[target], way=way_of([ROUTE], discs), small=small,
    )  # fmt: skip


def layout(picture: MapPicture, zoom: float = 1.0, rect: Rect = BIG_RECT, least: float = 22.0) -> tuple[Layout, float]:
    scale = lens(picture.ground, rect, WHOLE).scale * zoom
    return laid_out(picture, scale, least, zoom), scale


def words(layout: Layout) -> list[str]:
    return ["".join(label.words.lines) for label in layout.labels if label.words is not None]


def box_of(label: Label, scale: float) -> shapes.Box:
    x, y = label.at[0] * scale + label.dx, -label.at[1] * scale + label.dy
    return x - label.w / 2, y - label.h / 2, x + label.w / 2, y + label.h / 2


def px_box(ring: Sequence[Point], scale: float) -> shapes.Box:
    return shapes.box_of((x * scale, -y * scale) for x, y in ring)


def meet(a: shapes.Box, b: shapes.Box) -> bool:
    # Half a px: places are kept in metres.
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def overlaps(layout: Layout, scale: float) -> list[tuple[str, str]]:
    shown = [(label, box_of(label, scale)) for label in layout.labels]
    return [
        (str(a.words and a.words.lines) + a.icon, str(b.words and b.words.lines) + b.icon)
        for (a, one), (b, other) in combinations(shown, 2) if meet(one, other)
    ]  # fmt: skip
