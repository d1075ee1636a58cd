"""A level of the plan with the walk on it, as inline SVG: attributes only, text escaped, numbers ours.

Units are decimetres, y down. What is written keeps its size on a phone however large the part of the store is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from backend.tracking.walk_steps import Step
from domain.plan import Fixture, FixtureKind, Level, Plan, Point, Ring, UnitKind
from domain.plan.moves import along, length
from domain.words import Words

PHONE_PX = 352.0
"""How wide the drawing is on a usual phone: sizes below are px of that."""
_MARGIN = 6.0
_LEAST = (24.0, 18.0)
"""Metres shown at least."""
_TALLEST = 1.25
"""Times its width."""

Box = tuple[float, float, float, float]
"""West, south, east, north; metres."""


def drawing(
    plan: Plan | None, level_id: str, lines: Sequence[Sequence[Point]], steps: Sequence[Step],
    filled: Sequence[Fixture], label: str, language: str, start: Point | None, start_word: str,
) -> Markup:  # fmt: skip
    """`lines` are the walk's legs here; `filled` the fixtures it leads to; `start` where it begins, if here."""
    level = plan.level(level_id) if plan is not None else None
    pen = _Pen(_view(level, lines), language)
    if plan is not None and level is not None:
        _ground(pen, plan, level, filled)
    _way(pen, lines)
    _arrows(pen, lines, steps)
    here = [f for f in filled if f.level_id == level_id]
    _targets(pen, here)
    _numbers(pen, steps, start, start_word)
    _along_the_way(pen, lines)
    if plan is not None and level is not None:
        _names(pen, plan, level, filled)
    return pen.svg(label)


@dataclass(slots=True)
class _Pen:
    """Writes shapes and keeps what room is taken by words."""

    view: Box
    language: str
    parts: list[Markup] = field(default_factory=list)
    words: list[Markup] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def px(self) -> float:
        """Decimetres of one px on a phone."""
        return (self.view[2] - self.view[0]) * 10 / PHONE_PX

    def spot(self, point: Point) -> tuple[float, float]:
        return (point[0] - self.view[0]) * 10, (self.view[3] - point[1]) * 10

    def path(self, rings: Iterable[Ring], attributes: str, *, close: bool = True) -> None:
        d = "".join(self._d(ring, close) for ring in rings if len(ring) > 1)
        if d:
            self.parts.append(Markup('<path d="{}" {}/>').format(d, Markup(attributes)))

    def circle(self, at: Point, radius_px: float, attributes: str) -> None:
        x, y = self.spot(at)
        shape = Markup('<circle cx="{}" cy="{}" r="{}" {}/>')
        self.parts.append(shape.format(_n(x), _n(y), _n(radius_px * self.px), Markup(attributes)))

    def claim(self, at: Point, wide_px: float, high_px: float) -> bool:
        """Take that room; False, and nothing taken, where somebody has some of it or it leaves the drawing."""
        x, y = self.spot(at)
        w, h = wide_px * self.px / 2, high_px * self.px / 2
        box = (x - w, y - h, x + w, y + h)
        width, height = (self.view[2] - self.view[0]) * 10, (self.view[3] - self.view[1]) * 10
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
            return False
        if any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in self.taken):
            return False
        self.taken.append(box)
        return True

    def block(self, at: Point, side_px: float) -> None:
        """Take that room, whoever has it."""
        x, y = self.spot(at)
        half = side_px * self.px / 2
        self.taken.append((x - half, y - half, x + half, y + half))

    def text(
        self, at: Point, text: str, size_px: float, fill: str, *, bold: bool = False, halo: bool = False
    ) -> None:
        x, y = self.spot(at)
        more = ' font-weight="700"' if bold else ""
        if halo:
            more += f' stroke="#fff" stroke-width="{_n(3 * self.px)}" stroke-linejoin="round" paint-order="stroke"'
        self.words.append(
            Markup('<text x="{}" y="{}" font-size="{}" fill="{}"{}>{}</text>').format(
                _n(x), _n(y + size_px * self.px * 0.36), _n(size_px * self.px), fill, Markup(more), escape(text)
            )
        )

    def svg(self, label: str) -> Markup:
        width, height = (self.view[2] - self.view[0]) * 10, (self.view[3] - self.view[1]) * 10
        return Markup(
            '<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}" text-anchor="middle">{}{}</svg>'
        ).format(_n(width), _n(height), label, Markup("").join(self.parts), Markup("").join(self.words))

    def _d(self, ring: Ring, close: bool) -> str:
        spots = [self.spot(point) for point in ring]
        head, *rest = [f"{_n(x)} {_n(y)}" for x, y in spots]
        return f"M{head}L{' '.join(rest)}{'Z' if close else ''}"


def width_px(text: str, size_px: float) -> float:
    """About: Chinese is square, Latin letters a little over half of that."""
    return sum(size_px if ord(char) > 0x2E80 else size_px * 0.56 for char in text)


def _view(level: Level | None, lines: Sequence[Sequence[Point]]) -> Box:
    """The walk with a margin; all of the level where that is not much more."""
    points = [point for line in lines for point in line]
    west, south, east, north = _box(points)
    box = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    box = _grown(box, max(_LEAST[0], box[2] - box[0]), max(_LEAST[1], box[3] - box[1]))
    if level is not None and level.outline:
        whole = _box(level.outline)
        edge = 1.0
        whole = (whole[0] - edge, whole[1] - edge, whole[2] + edge, whole[3] + edge)
        box = (max(box[0], whole[0]), max(box[1], whole[1]), min(box[2], whole[2]), min(box[3], whole[3]))
        if box[2] - box[0] <= 1 or box[3] - box[1] <= 1:  # an older walk, off this plan
            box = _grown((west, south, east, north), *_LEAST)
        elif (box[2] - box[0]) > 0.6 * (whole[2] - whole[0]):
            fits = (whole[3] - whole[1]) <= _TALLEST * (whole[2] - whole[0])
            box = whole if fits else (whole[0], box[1], whole[2], box[3])
    wide, high = box[2] - box[0], box[3] - box[1]
    return _grown(box, max(wide, high / _TALLEST), high)


def _ground(pen: _Pen, plan: Plan, level: Level, filled: Sequence[Fixture]) -> None:
    pen.path([level.outline], f'fill="#fff" stroke="#13211A" stroke-width="{_n(3 * pen.px)}"')
    rooms = [u.shape for u in plan.units if u.level_id == level.level_id and u.kind is not UnitKind.WALKWAY]
    pen.path(rooms, f'fill="#F8F5ED" stroke="#6C776F" stroke-width="{_n(1.2 * pen.px)}"')
    here = [f for f in plan.fixtures if f.level_id == level.level_id]
    desks = [f.shape for f in here if f.kind is FixtureKind.DESK and f not in filled]
    rest = [f.shape for f in here if f.kind is not FixtureKind.DESK and f not in filled]
    edge = f'stroke="#CFC8B6" stroke-width="{_n(pen.px)}"'
    pen.path(rest, f'fill="#ECE8DD" {edge}')
    pen.path(desks, f'fill="#FFCB2E" stroke="#13211A" stroke-width="{_n(1.5 * pen.px)}"')
    doors = [(o.start, o.end) for o in plan.openings if o.level_id == level.level_id]
    pen.path(doors, f'stroke="#F8F5ED" stroke-width="{_n(5 * pen.px)}" fill="none"', close=False)
    pen.path(
        [f.shape for f in filled if f.level_id == level.level_id],
        f'fill="#0A5839" stroke="#13211A" stroke-width="{_n(1.5 * pen.px)}"',
    )


def _way(pen: _Pen, lines: Sequence[Sequence[Point]]) -> None:
    joined = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    rings = [tuple(line) for line in lines]
    pen.path(rings, f'{joined} stroke="#fff" stroke-width="{_n(10 * pen.px)}"', close=False)
    pen.path(rings, f'{joined} stroke="#0A5839" stroke-width="{_n(6 * pen.px)}"', close=False)


def _numbers(pen: _Pen, steps: Sequence[Step], start: Point | None, start_word: str) -> None:
    if start is not None:
        pen.circle(start, 9, f'fill="#fff" stroke="#13211A" stroke-width="{_n(3 * pen.px)}"')
        pen.circle(start, 3.5, 'fill="#13211A"')
        pen.claim(start, 20, 20)
    # What is reached takes its room first.
    edge = f'stroke="#0A5839" stroke-width="{_n(2.5 * pen.px)}"'
    for step in sorted(steps, key=lambda step: not step.arrives):
        at = next((spot for spot in _spots(pen, step) if pen.claim(spot, 24, 24)), None)
        at = at or along(step.line, length(step.line) / 2)
        pen.circle(at, 11, f'fill="{"#0A5839" if step.arrives else "#fff"}" {edge}')
        pen.text(at, str(step.number), 14, "#fff" if step.arrives else "#0A5839", bold=True)
    if start is not None:
        wide = width_px(start_word, 13) + 8
        aside = wide / 2 - 9
        for dx, dy in (
            (wide / 2 + 14, 0), (-wide / 2 - 14, 0), (0, 20), (0, -20),
            (-aside, -24), (-aside, 24), (aside, -24), (aside, 24),
        ):  # fmt: skip
            at = start[0] + dx * pen.px / 10, start[1] + dy * pen.px / 10
            if pen.claim(at, wide, 18):
                pen.text(at, start_word, 13, "#13211A", bold=True, halo=True)
                break


def _spots(pen: _Pen, step: Step) -> Iterable[Point]:
    """Where its number may stand: along its line, or around the point where one arrives."""
    if len(step.line) > 1:
        yield from (along(step.line, length(step.line) * part) for part in (0.5, 0.35, 0.65, 0.2, 0.8))
        return
    x, y = step.line[0]
    far = 2.2 * pen.px
    yield from ((x + far, y), (x - far, y), (x, y - far), (x, y + far), (x + far, y - far), (x - far, y - far))


def _arrows(pen: _Pen, lines: Sequence[Sequence[Point]], steps: Sequence[Step]) -> None:
    """A head where something is reached, pointing the way one came."""
    for step in (step for step in steps if step.arrives):
        end = step.line[-1]
        line = next((line for line in lines if line and math.dist(line[-1], end) < 0.01 and len(line) > 1), None)
        if line is None:
            continue
        before = next((point for point in reversed(line[:-1]) if math.dist(point, end) > 0.3), line[0])
        span = math.dist(before, end) or 1.0
        dx, dy = (end[0] - before[0]) / span, (end[1] - before[1]) / span
        size = pen.px / 10
        tip = end[0] + dx * 8 * size, end[1] + dy * 8 * size
        back = end[0] - dx * 4 * size, end[1] - dy * 4 * size
        wings = [(back[0] - side * dy * 9 * size, back[1] + side * dx * 9 * size) for side in (1, -1)]
        pen.path([(tip, *wings)], f'fill="#0A5839" stroke="#fff" stroke-width="{_n(1.2 * pen.px)}"')


def _along_the_way(pen: _Pen, lines: Sequence[Sequence[Point]]) -> None:
    """No word over the line: its room is taken bit by bit."""
    step = 8 * pen.px / 10
    for line in lines:
        whole = length(line)
        for n in range(int(whole / step) + 1 if len(line) > 1 else 0):
            pen.block(along(line, n * step), 10)


def _targets(pen: _Pen, fixtures: Sequence[Fixture]) -> None:
    """Their numbers, as they hang above them."""
    for fixture in {each.fixture_id: each for each in fixtures}.values():
        middle = _middle(fixture.shape)
        if fixture.number and pen.claim(middle, width_px(fixture.number, 13), 14):
            pen.text(middle, fixture.number, 13, "#fff", bold=True)


def _names(pen: _Pen, plan: Plan, level: Level, filled: Sequence[Fixture]) -> None:
    """Where there is room, each only as wide as what it names."""
    for opening in plan.openings:
        if opening.level_id == level.level_id and opening.kind.value != "emergency_exit":
            at = _inwards(opening.start, opening.end, level)
            _name(pen, opening.name.in_(pen.language), at, 200, 12, "#3D4A43", halo=True)
    here = [f for f in plan.fixtures if f.level_id == level.level_id and f not in filled]
    for desk in (f for f in here if f.kind is FixtureKind.DESK):
        _name(pen, desk.name.in_(pen.language), _middle(desk.shape), 200, 12, "#13211A", bold=True)
    for unit in plan.units:
        if unit.level_id == level.level_id and unit.kind not in (UnitKind.WALKWAY, UnitKind.NONPUBLIC):
            room = _px_box(pen, unit.shape)[0] * 2
            _name(pen, unit.name.in_(pen.language), _middle(unit.shape), room, 12, "#3D4A43", halo=True)
    for name, shapes in _groups(f for f in here if f.kind is not FixtureKind.SHELF and f.kind is not FixtureKind.TILL):
        ring = tuple(point for shape in shapes for point in shape)
        wide, high = _px_box(pen, ring)
        if high >= 13:
            _name(pen, name.in_(pen.language), _box_middle(ring), wide, 12, "#3D4A43")
    for shelf in here:
        wide, high = _px_box(pen, shelf.shape)
        if shelf.number and high >= 12:
            _name(pen, shelf.number, _middle(shelf.shape), wide * 1.15, 11, "#3D4A43")


def _name(
    pen: _Pen,
    text: str,
    at: Point,
    room_px: float,
    size_px: float,
    fill: str,
    *,
    bold: bool = False,
    halo: bool = False,
) -> None:
    wide = width_px(text, size_px)
    if text and wide <= room_px and pen.claim(at, wide, size_px + 2):
        pen.text(at, text, size_px, fill, bold=bold, halo=halo)


def _groups(fixtures: Iterable[Fixture]) -> list[tuple[Words, list[Ring]]]:
    """Fixtures of one name that stand side by side have it once."""
    groups: list[tuple[Words, list[Ring]]] = []
    for fixture in fixtures:
        for name, shapes in groups:
            if name == fixture.name and any(_touch(fixture.shape, shape) for shape in shapes):
                shapes.append(fixture.shape)
                break
        else:
            groups.append((fixture.name, [fixture.shape]))
    return groups


def _touch(a: Ring, b: Ring) -> bool:
    p, q = _box(a), _box(b)
    return p[0] <= q[2] + 0.6 and q[0] <= p[2] + 0.6 and p[1] <= q[3] + 0.6 and q[1] <= p[3] + 0.6


def _inwards(start: Point, end: Point, level: Level) -> Point:
    """A little inside the door: towards the middle of the floor."""
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    west, south, east, north = _box(level.outline)
    across = abs(end[0] - start[0]) >= abs(end[1] - start[1])
    if across:
        return middle[0], middle[1] + (1.2 if middle[1] < (south + north) / 2 else -1.2)
    return middle[0] + (1.6 if middle[0] < (west + east) / 2 else -1.6), middle[1]


def _px_box(pen: _Pen, ring: Ring) -> tuple[float, float]:
    west, south, east, north = _box(ring)
    return (east - west) * 10 / pen.px, (north - south) * 10 / pen.px


def _middle(ring: Ring) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _box_middle(ring: Ring) -> Point:
    west, south, east, north = _box(ring)
    return (west + east) / 2, (south + north) / 2


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _grown(box: Box, wide: float, high: float) -> Box:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _n(value: float) -> str:
    """A number as short as SVG takes it."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
