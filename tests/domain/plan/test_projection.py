"""From degrees to the floor's metres and back, wherever stores are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan.projection import Projection

ORIGINS = st.builds(
    Projection,
    st.floats(-180, 180, allow_nan=False),
    st.floats(-84, 84, allow_nan=False),
    st.floats(-360, 360, allow_nan=False),
)
POINTS = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(ORIGINS, POINTS)
def test_a_point_comes_back_where_it_was(projection: Projection, point: tuple[float, float]) -> None:
    x, y = projection.to_metres(*projection.to_degrees(point))
    assert math.hypot(x - point[0], y - point[1]) < 1e-5


@given(ORIGINS, POINTS)
def test_nine_decimals_of_a_degree_keep_the_millimetre(projection: Projection, point: tuple[float, float]) -> None:
    longitude, latitude = projection.to_degrees(point)
    x, y = projection.to_metres(round(longitude, 9), round(latitude, 9))
    assert math.hypot(x - point[0], y - point[1]) < 2e-4


def test_a_turned_sheet_looks_where_its_bearing_points() -> None:
    north_up, east_up = Projection(104.0848, 30.6488), Projection(104.0848, 30.6488, 90)
    longitude, latitude = north_up.to_degrees((0, 100))
    assert longitude == pytest.approx(104.0848)
    assert latitude > 30.6488
    x, y = east_up.to_metres(*north_up.to_degrees((100, 0)))
    assert (x, y) == pytest.approx((0, 100), abs=1e-6)


def test_lengths_are_those_of_the_globe() -> None:
    """A degree of latitude and of longitude at 30.6488 N, from the WGS84 series (metres)."""
    x, y = Projection(104, 30.6488).to_metres(104.001, 30.6498)
    assert x == pytest.approx(95.848, abs=0.01)
    assert y == pytest.approx(110.863, abs=0.01)


def test_what_is_left_out_is_a_millimetre_at_a_hundred_metres() -> None:
    """Two stores' corners through the exact length of their parallels: the error grows with the square."""
    origin = Projection(104.0848, 30.6488)
    for metres, allowed in ((100, 0.0011), (500, 0.025)):
        longitude, latitude = origin.to_degrees((metres, metres))
        exact, _ = Projection(104.0848, latitude).to_metres(longitude, latitude)
        assert abs(exact - metres) < allowed


def test_the_date_line_is_no_wall() -> None:
    x, _ = Projection(179.9999, 10).to_metres(-179.9999, 10)
    assert 0 < x < 30


@pytest.mark.parametrize(("longitude", "latitude"), [(181, 0), (0, 86), (math.nan, 0), (math.inf, 0)])
def test_no_store_stands_there(longitude: float, latitude: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        Projection(longitude, latitude)
