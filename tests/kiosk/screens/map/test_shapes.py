"""The shapes a map is drawn with, and its colours."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.map.floors import box
from domain.plan import Point
from kiosk.screens.map import shapes
from kiosk.screens.map.ground import STYLES
from kiosk.screens.map.look import LADDER
from kiosk.screens.map.picture import Way
from kiosk.screens.map.plan import way_of
from kiosk.theme import tokens as t
from tests.kiosk.screens.map.gallery import ERRAND
from tests.kiosk.screens.map.layouts import box_of, layout, meet, px_box, route

# Shapes ------------------------------------------------------------------------------------------------------


def test_shelves_side_by_side_have_round_corners_only_outside() -> None:
    free, seams = shapes.joints([box(0, 0, 2, 3), box(2, 0, 2, 3), box(10, 0, 2, 3)])
    assert free == [(0, 3), (1, 2), (0, 1, 2, 3)]
    assert seams == (((2, 0), (2, 3)),)


def test_a_turned_shelf_is_round_all_about() -> None:
    turned = ((0.0, 0.0), (3.0, 1.0), (2.0, 4.0), (-1.0, 3.0))
    assert shapes.rectangular(turned)
    assert shapes.joints([turned, box(2, 0, 2, 3)]) == ([(0, 1, 2, 3), (0, 1, 2, 3)], ())
    assert not shapes.rectangular(((0, 0), (3, 0), (4, 3), (0, 3)))


def test_doors_open_the_wall_whichever_way_they_are_drawn() -> None:
    outline = box(0, 0, 10, 6)
    for door in (((2.0, 0.0), (4.0, 0.0)), ((4.0, 0.1), (2.0, -0.1))):
        walls = shapes.walls(outline, [door])
        assert sum(map(shapes.length, walls)) == pytest.approx(30, abs=0.05)
        assert shapes.inward(outline, door)[1] > 0.9
    assert shapes.walls(outline, [((3.0, 3.0), (5.0, 3.0))])[0][0] in outline, "a door inside opens no wall"


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=8), st.floats(0, 1))
def test_part_of_a_way_is_as_long_as_it_says(line: list[Point], share: float) -> None:
    whole = shapes.length(line)
    part = shapes.cut(line, whole * share)
    assert shapes.length(part) == pytest.approx(whole * share, abs=1e-6)
    assert math.dist(part[-1], shapes.at_length(line, whole * share)) < 1e-6


def test_an_errand_ends_at_its_last_stop() -> None:
    way = way_of([ERRAND], [(1, (30.0, 10.6)), (2, (36.0, 26.0))], stops=[2])
    assert way == Way((ERRAND,), way.discs, True)
    assert [disc.stop for disc in way.discs] == [False, True]
    assert way_of([[(1.0, 1.0)]]).lines == (), "a change of level has no line"


# Colours -----------------------------------------------------------------------------------------------------


def test_every_text_meets_seven_to_one_on_everything_it_stands_on() -> None:
    """ink on card 16.7, ink2 on stone 7.6, white on leaf and leaf on white 8.5, ink on pomelo 11."""
    pairs = set()
    for zoom in LADDER:
        picture = route()
        shown, scale = layout(picture, zoom)
        grounds = [(px_box(area.ring, scale), area.kind) for area in picture.ground.areas]
        target = px_box(picture.targets[0].ring, scale)
        for label in shown.labels:
            one = box_of(label, scale)
            if label.face is not None:
                pairs.add((label.colour, label.face.fill))
            elif meet(one, target):
                pairs.add((label.colour, t.LEAF))
            else:
                pairs |= {(label.colour, STYLES[kind].fill) for area, kind in grounds if meet(one, area)}
    assert len(pairs) >= 6
    for colour, under in pairs:
        assert t.contrast(colour, under) >= 7, (colour, under)


def test_the_way_and_its_surroundings_can_be_told_apart() -> None:
    """Shapes that carry meaning: three to one at least, whatever they cross."""
    for style in STYLES.values():
        assert t.contrast(t.LEAF, style.fill) >= 3
        assert t.contrast(t.INK, style.fill) >= 3
    assert t.contrast(t.LEAF, t.WHITE) >= 7, "the route on its casing"
    assert t.contrast(t.EDGE, t.WHITE) >= 3, "the frame of what can be moved"
