"""Draws the pictures of docs/routing.md: ways through the demo store and a big one, and a way on paper.

    .venv/bin/python docs/draw_routes.py      writes docs/pictures/routes-*.png
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image, ImageDraw

from backend.demo import assets
from backend.demo.plan import demo_plan
from devices.layout import find_profile, picture
from devices.layout.fonts import load_font
from domain.goods import Placement
from domain.plan import Plan, Point, UnitKind
from domain.plan.places import place_of
from domain.plan.walk import Target, TargetKind, link
from domain.words import Words
from kiosk import route_slip
from kiosk.flows.guide.things import At, Kind, Leg, Stop, Turn, Walk, Where
from kiosk.i18n import LANGUAGES, translator
from kiosk.routing import Route, Router, Spot, Stretch, directions, goal_of, spot_before, spot_of, walk_of
from tests.support.plans import big_plan

OUT = Path(__file__).resolve().parent / "pictures"
INK, INK2, LEAF, STONE, EDGE = "#13211A", "#3D4A43", "#0A5839", "#ECE8DD", "#CFC8B6"
WAYS = ("#0A5839", "#713A00", "#4B2049", "#931A12", "#1A4F8B", "#6B6200")
FINE = 2
"""Drawn so many times as big, then made smaller: smooth edges."""


class Sheet:
    """A level drawn at `scale` px a metre."""

    def __init__(self, plan: Plan, level_id: str, scale: float) -> None:
        level = plan.level(level_id)
        assert level is not None
        self._level_id, self._scale = level_id, scale * FINE
        self._wide, self._high = (max(values) for values in zip(*level.outline, strict=True))
        size = round((self._wide + 2) * self._scale), round((self._high + 2) * self._scale)
        self._picture = Image.new("RGB", size, "white")
        self._pen = ImageDraw.Draw(self._picture)
        outline = [self._at(point) for point in level.outline]
        self._pen.line([*outline, outline[0]], fill=INK, width=4 * FINE, joint="curve")
        for unit in plan.units:
            if unit.level_id == level_id and unit.kind is not UnitKind.WALKWAY:
                self._pen.polygon([self._at(point) for point in unit.shape], fill="#FFFFFF", outline=INK2, width=FINE)
        for fixture in plan.fixtures:
            if fixture.level_id == level_id:
                shape = [self._at(point) for point in fixture.shape]
                self._pen.polygon(shape, fill=STONE, outline=EDGE, width=FINE)
                middle = tuple(sum(values) / len(shape) for values in zip(*shape, strict=True))
                font = load_font(round(0.9 * self._scale), False, 2)
                self._pen.text(middle, fixture.number, INK2, font=font, anchor="mm")

    def _at(self, point: Point) -> tuple[float, float]:
        return (point[0] + 1) * self._scale, (self._high + 1 - point[1]) * self._scale

    def way(self, route: Route, colour: str, numbers: Sequence[Spot] = ()) -> None:
        for leg in route.legs:
            if isinstance(leg, Stretch) and leg.level_id == self._level_id and len(leg.points) > 1:
                points = [self._at(point) for point in leg.points]
                self._pen.line(points, fill=colour, width=5 * FINE, joint="curve")
                self._dot(points[-1], 5 * FINE, colour, "")
        for number, spot in enumerate(numbers, start=1):
            if spot.level_id == self._level_id:
                self._dot(self._at(spot.point), 12 * FINE, colour, str(number))

    def here(self, point: Point) -> None:
        self._dot(self._at(point), 9 * FINE, INK, "")

    def _dot(self, at: tuple[float, float], radius: float, colour: str, text: str) -> None:
        x, y = at
        box = (x - radius, y - radius, x + radius, y + radius)
        self._pen.ellipse(box, fill="white", outline=colour, width=3 * FINE)
        self._pen.text((x, y), text, colour, font=load_font(15 * FINE, True, 2), anchor="mm")

    def save(self, name: str) -> None:
        size = self._picture.width // FINE, self._picture.height // FINE
        self._picture.resize(size, Image.Resampling.LANCZOS).save(OUT / name, optimize=True)


def demo_ways(plan: Plan, router: Router) -> None:
    """From the entrance's screen to six shelves; one with its numbers."""
    start = Spot("L1", (9.0, 3.0))
    sheet = Sheet(plan, "L1", 17)
    ends = [("F03", 1), ("F18", 4), ("F25", 2), ("F36", 1), ("F39", 1), ("F12", 1)]
    for colour, (fixture_id, bay) in zip(reversed(WAYS), ends, strict=True):
        fixture = plan.fixture(fixture_id)
        assert fixture is not None
        route = router.route(start, [spot_before(plan, fixture, bay=bay)])
        assert isinstance(route, Route)
        numbers = [each.at for each in directions(route, plan, "zh_CN", heading=0.0)] if colour == LEAF else ()
        sheet.way(route, colour, numbers)
    sheet.here(start.point)
    sheet.save("routes-demo.png")


def big_ways() -> None:
    plan = big_plan()
    router = Router(plan)
    start = Spot("L0", (23.0, 1.0))
    sheet = Sheet(plan, "L0", 9)
    here = [fixture for fixture in plan.fixtures if fixture.level_id == "L0"]
    for colour, fixture in zip(WAYS, (here[n] for n in (8, 30, 62, 79, 104, 131)), strict=True):
        route = router.route(start, [spot_before(plan, fixture)])
        assert isinstance(route, Route)
        sheet.way(route, colour)
    sheet.here(start.point)
    sheet.save("routes-big.png")


def on_paper(plan: Plan, router: Router) -> None:
    milk = Placement("M", "M", "F12", "F12-A", 1, 2)
    spot, place = spot_of(plan, milk), place_of(plan, milk)
    assert spot is not None
    assert place is not None
    route = router.route(Spot("L1", (9.0, 3.0)), [spot])
    assert isinstance(route, Route)
    names = {each.code: each.name for each in assets.departments()}
    said = {
        language: directions(
            route, plan, language, heading=0.0, goals=[goal_of(plan, milk)], departments=names
        )
        for language in LANGUAGES
    }  # fmt: skip
    turns = tuple(
        Turn(zh.icon, Words(zh.text, en.text, tw.text), At(zh.at.level_id, zh.at.point), zh.stop is not None)
        for zh, en, tw in zip(said["zh_CN"], said["en"], said["zh_TW"], strict=True)
    )
    where = Where(
        zone=place.zone, number=place.number, kind=place.kind, shelf=place.shelf, name=place.name,
        fixture_id=place.fixture_id,
    )  # fmt: skip
    walk = Walk(
        (Stop(Kind.PRODUCT, "M", Words("纯牛奶 250ml×24盒", "Milk, 24 cartons"), where),),
        tuple(Leg(leg.level_id, leg.points) for leg in route.legs if isinstance(leg, Stretch)),
        round(route.metres), round(route.seconds), turns,
        link=link("https://fuwutai.example", walk_of(route, plan, "9907", [Target(TargetKind.PRODUCT, "M0001")])),
    )  # fmt: skip
    sheets = []
    for language in ("zh_CN", "en"):
        slip = route_slip.build(walk, plan, "禾家超市 · 青石桥店", datetime(2026, 11, 21, 10, 18), translator(language))
        sheets.append(picture(slip, find_profile()).convert("L"))
    both = Image.new("L", (sum(sheet.width for sheet in sheets) + 40, max(sheet.height for sheet in sheets)), 200)
    for n, sheet in enumerate(sheets):
        both.paste(sheet, (n * (sheets[0].width + 40), 0))
    both.save(OUT / "routes-paper.png", optimize=True)


def main() -> None:
    plan = demo_plan()
    router = Router(plan)
    demo_ways(plan, router)
    big_ways()
    on_paper(plan, router)


if __name__ == "__main__":
    main()
