"""Where one can stand: against shapes grown by a library, and in passages of every width."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shapely import Point as Spot
from shapely import Polygon
from shapely.ops import unary_union

from domain.plan.ground import CLEARANCE, Ground
from domain.plan.model import Point, Ring

ROOM: Ring = ((0.0, 0.0), (12.0, 0.0), (12.0, 9.0), (0.0, 9.0))


def box(x: float, y: float, wide: float, deep: float) -> Ring:
    return (x, y), (x + wide, y), (x + wide, y + deep), (x, y + deep)


BOXES = st.builds(
    box,
    st.integers(0, 110).map(lambda n: n / 10),
    st.integers(0, 80).map(lambda n: n / 10),
    st.integers(2, 50).map(lambda n: n / 10),
    st.integers(2, 50).map(lambda n: n / 10),
)

POINTS = st.tuples(st.floats(0.1, 11.9), st.floats(0.1, 8.9))


@st.composite
def turned_boxes(draw: st.DrawFn) -> Ring:
    shape = draw(BOXES)
    angle = draw(st.floats(0, 1.5))
    x0, y0 = shape[0]
    return tuple(
        (
            round(x0 + (x - x0) * math.cos(angle) - (y - y0) * math.sin(angle), 3),
            round(y0 + (x - x0) * math.sin(angle) + (y - y0) * math.cos(angle), 3),
        )
        for x, y in shape
    )


@given(st.lists(turned_boxes(), max_size=4), st.lists(POINTS, max_size=12))
@example([((6.9, 0.2), (7.427, 0.661), (7.295, 0.811), (6.768, 0.351))], [(7.0859375, 0.984375)])
def test_one_stands_where_the_library_leaves_ground(shelves: list[Ring], points: list[Point]) -> None:
    ground = Ground(ROOM, shelves)
    taken = unary_union([Polygon(shelf).buffer(CLEARANCE, quad_segs=64) for shelf in shelves])
    free = Polygon(ROOM).buffer(-CLEARANCE).difference(taken)
    for point in points:
        # Points within a row's width of the edge may go either way.
        if free.boundary.distance(Spot(point)) > 0.08:
            assert (ground.area_at(point) is not None) == free.contains(Spot(point))


@given(st.lists(turned_boxes(), min_size=1, max_size=4))
def test_what_hangs_together_is_what_the_library_leaves_in_one_piece(shelves: list[Ring]) -> None:
    """Pieces joined or parted by less than a row's width are left out: they may go either way."""
    ground = Ground(ROOM, shelves)

    def pieces(clearance: float) -> list[Polygon]:
        taken = unary_union([Polygon(shelf).buffer(clearance, quad_segs=64) for shelf in shelves])
        left = Polygon(ROOM).buffer(-clearance).difference(taken)
        return [piece for piece in getattr(left, "geoms", [left]) if piece.area > 0.05]

    def area_of(piece: Polygon) -> int | None:
        middle = piece.representative_point()
        return ground.area_at((middle.x, middle.y))

    narrow, wide = pieces(CLEARANCE + 0.06), pieces(CLEARANCE - 0.01)
    for piece in narrow:
        home = next(place for place in wide if place.intersects(piece))
        area = area_of(piece)
        assert area is not None
        assert all(area_of(other) != area for other in narrow if not home.intersects(other))
        # Within one piece everybody gets everywhere.
        assert all(ground.area_at((x, y)) == area for x, y in piece.exterior.coords)


@pytest.mark.parametrize(("gap", "through"), [(0.68, False), (0.72, True), (1.4, True)])
def test_a_passage_between_two_shelves_side_by_side(gap: float, through: bool) -> None:
    left, right = box(0, 4, 6 - gap / 2, 1), box(6 + gap / 2, 4, 6 - gap / 2, 1)
    ground = Ground(ROOM, [left, right])
    assert (ground.area_at((3, 2)) == ground.area_at((3, 7))) == through


@pytest.mark.parametrize(("gap", "through"), [(0.68, False), (0.77, True), (1.4, True)])
def test_a_passage_between_one_shelf_and_the_next_above(gap: float, through: bool) -> None:
    low, high = box(5, 0, 1, 4.5 - gap / 2), box(5, 4.5 + gap / 2, 1, 4.5 - gap / 2)
    ground = Ground(ROOM, [low, high])
    assert (ground.area_at((2, 4)) == ground.area_at((9, 4))) == through


def test_a_closet_has_no_ground() -> None:
    assert Ground(box(0, 0, 0.6, 0.6), []).area_at((0.3, 0.3)) is None
    assert Ground(ROOM, [box(0, 0, 12, 9)]).area_at((6, 4)) is None
