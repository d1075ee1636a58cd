"""Where the words of a map find room: never on each other, never too small, never on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.map.floors import big_floor, box, departments, long_way
from domain.plan import Fixture, FixtureKind, Level, Opening, OpeningKind, Plan, Point
from domain.words import Words
from kiosk.screens.map import shapes
from kiosk.screens.map.look import LADDER
from kiosk.screens.map.picture import MapPicture
from kiosk.screens.map.plan import here_of, map_of, way_of
from kiosk.screens.map.words import block, blocks, fitting
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect
from tests.kiosk.screens.map.gallery import BIG, ROUTE, SMALL
from tests.kiosk.screens.map.layouts import BIG_RECT, DEMO, NAMED, box_of, layout, overlaps, route, words

LEAST = {"normal": 22.0, "senior": 30.0}


def everything() -> Iterator[tuple[str, tuple[MapPicture, Rect]]]:
    for language in ("zh_CN", "en", "zh_TW"):
        yield f"route {language}", (route(language=language), BIG_RECT)
        yield f"portrait {language}", (route(language=language), BIG["1080x1920"])
        yield f"small {language}", (route(language=language, small=True), SMALL)
        yield f"upper {language}", (map_of(DEMO, "L2", language, departments=NAMED), BIG_RECT)
    way = way_of([long_way()], list(enumerate(long_way()[1:], start=1)))
    here = here_of("en", (8.0, 2.5))
    yield "big", (map_of(big_floor(), "L1", "en", departments=departments(), here=here, way=way), BIG_RECT)


EVERYTHING = dict(everything())


@pytest.mark.parametrize("pace", LEAST)
@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_written_ever_overlaps(name: str, pace: str) -> None:
    picture, rect = EVERYTHING[name]
    for zoom in LADDER:
        shown, scale = layout(picture, zoom, rect, LEAST[pace])
        assert overlaps(shown, scale) == [], zoom
        # What is laid out for a zoom stays until the next one.
        for nearer in (1.1, 1.3, 1.49):
            assert overlaps(shown, scale * nearer) == [], (zoom, nearer)


@pytest.mark.parametrize("pace", LEAST)
def test_no_text_is_smaller_than_the_pace_allows_and_all_of_it_is_on_the_plan(pace: str) -> None:
    for zoom in LADDER:
        picture = route()
        shown, scale = layout(picture, zoom, least=LEAST[pace])
        left, bottom, right, top = (value * scale for value in picture.ground.extent)
        for label in shown.labels:
            if label.words is not None:
                assert label.words.size >= LEAST[pace]
            one = box_of(label, scale)
            assert left <= one[0] + 0.5
            assert one[2] <= right + 0.5
            assert -top <= one[1] + 0.5
            assert one[3] <= -bottom + 0.5


@pytest.mark.parametrize("pace", LEAST)
@pytest.mark.parametrize("language", ["zh_CN", "en", "zh_TW"])
def test_what_matters_most_never_gives_way(language: str, pace: str) -> None:
    for zoom in LADDER:
        picture = route(language=language)
        shown, scale = layout(picture, zoom, least=LEAST[pace])
        said = words(shown)
        assert picture.here is not None
        assert picture.here.text in said
        assert "5 纯牛奶" in said
        assert {"1", "2", "3", "4", "12"} <= set(said)
        assert any(label.icon == "human-greeting" for label in shown.labels)
        for label in shown.labels:
            if label.face is not None and label.face.fill in (t.INK, t.LEAF):
                line = [(x * scale, -y * scale) for x, y in ROUTE]
                left, top, right, bottom = box_of(label, scale)
                off = shapes.nearest_length(line, ((left + right) / 2, (top + bottom) / 2))[1]
                assert off > label.h / 2, "a plate lies on the way"


@st.composite
def floors(draw: st.DrawFn) -> Plan:
    """Any floor: shelves anywhere, on top of each other too, with any names."""
    wide, high = draw(st.floats(8, 120)), draw(st.floats(8, 90))
    names = st.text(max_size=14) | st.sampled_from(["粮油", "Rice and oil", "面包熟食", "\u202e\u0007", "🍎🍎"])
    fixtures = [
        Fixture(
            f"F{n}", "L1", draw(st.sampled_from(FixtureKind)), Words(draw(names)),
            box(draw(st.floats(0, wide)), draw(st.floats(0, high)), draw(st.floats(0.1, 20)), draw(st.floats(0.1, 20))),
            draw(st.sampled_from(["", "7", "123"])), department=draw(st.sampled_from(["", "a", "b"])),
        )
        for n in range(draw(st.integers(0, 14)))
    ]  # fmt: skip
    x = draw(st.floats(0, wide))
    doors = (Opening("D", "L1", draw(st.sampled_from(OpeningKind)), Words(""), (x, 0.0), (x + 2, 0.0)),)
    level = Level("L1", 0, Words("一层"), "1", box(0, 0, wide, high))
    return Plan(f"v{draw(st.integers(0, 10**9))}", Words("店"), (level,), fixtures=tuple(fixtures), openings=doors)


paths = st.lists(st.tuples(st.floats(0, 120), st.floats(0, 90)), min_size=2, max_size=6)


@settings(max_examples=40, deadline=None)
@given(floors(), paths, st.sampled_from(LADDER))
def test_any_floor_is_laid_out_without_overlap(plan: Plan, line: list[Point], zoom: float) -> None:
    way = way_of([line], list(enumerate(line, start=1)))
    picture = map_of(plan, "L1", "zh_CN", departments={"a": Words("粮油")}, here=here_of("zh_CN", line[0], 90), way=way)
    shown, scale = layout(picture, zoom)
    assert overlaps(shown, scale) == []


# Words as blocks ---------------------------------------------------------------------------------------------


def test_words_break_the_way_they_are_written() -> None:
    chinese = [each.lines for each in blocks("面包熟食", 24, 24)]
    assert chinese == [("面包熟食",), ("面包", "熟食"), ("面", "包", "熟", "食")]
    english = list(blocks("Rice and oil", 24, 24))
    assert english[0].lines == ("Rice and oil",)
    assert english[1].lines in (("Rice and", "oil"), ("Rice", "and oil"))
    assert english[-1].turned


@given(st.text(max_size=30), st.floats(10, 300), st.floats(10, 200))
def test_what_fits_fits(text: str, wide: float, high: float) -> None:
    found = fitting(text, 30, 22, wide, high)
    if found is not None:
        assert found.w <= wide
        assert found.h <= high
        assert found.size in (22, 30)
        assert found == block(found.lines, found.size, False, found.turned)
