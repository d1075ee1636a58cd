"""Polygons against a geometry library nobody here wrote."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import LinearRing, LineString, Polygon
from shapely import Point as Spot

from domain.plan.geometry import area, centre, common, distance_to_ring, inside, is_simple, overlap, united, without
from domain.plan.model import Point, Ring

NUMBERS = st.integers(0, 12)
RINGS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=8).map(
    lambda points: tuple((x / 2, y / 2) for x, y in points)
)
SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=6).map(
    lambda pairs: united([(float(a), float(a + b)) for a, b in pairs])
)


@st.composite
def stars(draw: st.DrawFn) -> Ring:
    """A simple polygon, often with bays: corners around a middle at any distance, to the millimetre."""
    x, y = draw(st.tuples(st.integers(-4, 4), st.integers(-4, 4)))
    count = draw(st.integers(3, 9))
    radii = draw(st.lists(st.floats(0.5, 5), min_size=count, max_size=count))
    turn = draw(st.floats(0, 6))
    points = [
        (
            round(x + r * math.cos(turn + 2 * math.pi * n / count), 3),
            round(y + r * math.sin(turn + 2 * math.pi * n / count), 3),
        )
        for n, r in enumerate(radii)
    ]
    ring = tuple(points if draw(st.booleans()) else reversed(points))
    assume(Polygon(ring).is_valid)
    return ring


@given(RINGS)
def test_a_ring_is_simple_where_the_library_says_so(ring: Ring) -> None:
    # The library passes over a corner said twice in a row, and over a closing one; a reader drops both.
    assume(all(a != b for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)))
    assert is_simple(ring) == Polygon(ring).is_valid


@given(stars(), stars())
def test_two_shapes_share_what_the_library_says(one: Ring, other: Ring) -> None:
    assert math.isclose(overlap(one, other), Polygon(one).intersection(Polygon(other)).area, abs_tol=1e-6)


@given(stars())
def test_a_shape_shares_all_of_itself(ring: Ring) -> None:
    assert math.isclose(overlap(ring, ring), abs(area(ring)), rel_tol=1e-9)


@given(stars())
def test_area_and_centre(ring: Ring) -> None:
    wanted = Polygon(ring)
    assert math.isclose(abs(area(ring)), wanted.area)
    assert (area(ring) > 0) == LinearRing(ring).is_ccw
    x, y = centre(ring)
    assert math.isclose(x, wanted.centroid.x, abs_tol=1e-6)
    assert math.isclose(y, wanted.centroid.y, abs_tol=1e-6)


@given(stars(), st.tuples(st.integers(-9_000, 9_000), st.integers(-9_000, 9_000)))
def test_inside_is_strictly_within(ring: Ring, millimetres: tuple[int, int]) -> None:
    point: Point = millimetres[0] / 1_000, millimetres[1] / 1_000
    assume(LinearRing(ring).distance(Spot(point)) > 1e-4)
    assert inside(point, ring) == Polygon(ring).contains(Spot(point))
    assert not inside(ring[0], ring)


@given(stars(), st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
def test_distance_to_an_outline(ring: Ring, point: Point) -> None:
    assert math.isclose(distance_to_ring(point, ring), LinearRing(ring).distance(Spot(point)), abs_tol=1e-9)


def test_shelves_side_by_side_only_touch() -> None:
    one = ((0.0, 0.0), (1.1, 0.0), (1.1, 3.3), (0.0, 3.3))
    beside = ((1.1, 1.0), (2.2, 1.0), (2.2, 5.0), (1.1, 5.0))
    assert overlap(one, beside) == 0


@given(SPANS, SPANS)
def test_stretches_are_shared_or_left(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> None:
    shared, left = common(some, others), without(some, others)
    whole = sum(end - start for start, end in some)
    assert math.isclose(sum(end - start for start, end in (*shared, *left)), whole)
    assert all(start < end for start, end in (*shared, *left))
    lines = [LineString([(start, 0), (end, 0)]) for start, end in others]
    assert all(not line.crosses(Spot((start + end) / 2, 0)) for start, end in left for line in lines)
    assert all(any(a <= start and end <= b for a, b in others) for start, end in shared)
