"""Reach and size on real panels: derived from px a mm and the height the panel hangs at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.theme.frame import Frame, Panel, Rect


def test_the_reference_panel_is_the_design() -> None:
    frame = Frame(Panel())
    assert (frame.scale, frame.offset, frame.touch_top) == (1.0, (0.0, 0.0), 448)
    assert frame.body == Rect(32, 448, 1016, 1048)
    assert round(frame.mm(443)) == 1220
    assert round(frame.target(False)) == 64
    assert round(frame.target(True)) == 80
    assert frame.problems() == []


def test_the_wheelchair_key_moves_content_to_1080_mm() -> None:
    frame = Frame(Panel(), low=True)
    assert frame.touch_top == 896
    assert frame.mm(frame.touch_top) <= 1080
    assert frame.header_shift == 420


def test_landscape_is_in_reach_as_it_is() -> None:
    panel = Panel(1920, 1080, 3.21, 860)
    assert Frame(panel, low=True).body == Frame(panel).body
    assert Frame(panel).mm(0) < 1220
    assert Frame(panel).problems() == []


def test_another_size_shows_the_same_design_evenly_scaled() -> None:
    frame = Frame(Panel(768, 1366, 2.28, 760))
    assert (frame.width, frame.height) == (1080, 1920)
    assert frame.scale == pytest.approx(0.711, abs=0.001)
    assert frame.offset[0] == pytest.approx(0, abs=0.5)
    assert frame.problems() == []


def test_another_shape_is_letterboxed() -> None:
    frame = Frame(Panel(1200, 1920, 3.21, 760))
    assert frame.offset == (60.0, 0.0)


@given(st.floats(400, 1100), st.floats(2, 4), st.booleans())
def test_content_never_begins_above_reach(edge: float, per_mm: float, low: bool) -> None:
    frame = Frame(Panel(1080, 1920, per_mm, edge), low)
    assert frame.mm(frame.touch_top) <= (1080 if low else 1220) + 0.001


def test_a_panel_that_cannot_keep_the_rules_says_why() -> None:
    assert "too high" in Frame(Panel(lower_edge_mm=1000)).problems()[0]
    assert "too many px" in Frame(Panel(768, 1366, 3.95, 760)).problems()[0]
    assert any("lowest" in p for p in Frame(Panel(lower_edge_mm=300)).problems())


def test_rectangles_split_side_by_side() -> None:
    left, right = Rect(0, 0, 1016, 100).split(336, 0)
    assert (left, right) == (Rect(0, 0, 336, 100), Rect(352, 0, 664, 100))
