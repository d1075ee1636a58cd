"""Who is there when: hours in words and back, and the moment they change."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan import Hours
from domain.plan.hours import OpenState, open_state
from domain.plan.opening_hours import from_text, to_text

ZONE = ZoneInfo("Asia/Shanghai")
DAILY = Hours((1, 2, 3, 4, 5, 6, 7), "08:00", "21:30")
BREAK = (Hours((1, 2, 3, 4, 5), "09:00", "12:00"), Hours((1, 2, 3, 4, 5), "13:30", "18:00"))
BAR = Hours((5, 6), "18:00", "01:00")
TIMES = st.times().map(lambda t: f"{t:%H:%M}")
DAYS = st.frozensets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))
SOME = st.builds(Hours, DAYS, TIMES, TIMES | st.just("24:00"))


def at(day: int, clock: str) -> datetime:
    """Day 1 is a Monday."""
    return datetime.fromisoformat(f"2026-11-{day + 1:02d}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "now", "state"),
    [
        ((DAILY,), at(1, "08:00"), OpenState(True, at(1, "21:30"))),
        ((DAILY,), at(1, "21:29:59"), OpenState(True, at(1, "21:30"))),
        ((DAILY,), at(1, "21:30"), OpenState(False, at(2, "08:00"))),
        ((DAILY,), at(1, "07:59:59"), OpenState(False, at(1, "08:00"))),
        (BREAK, at(1, "11:00"), OpenState(True, at(1, "12:00"))),
        (BREAK, at(1, "12:30"), OpenState(False, at(1, "13:30"))),
        (BREAK, at(5, "18:00"), OpenState(False, at(8, "09:00"))),
        ((BAR,), at(6, "00:30"), OpenState(True, at(6, "01:00"))),
        ((BAR,), at(7, "00:59"), OpenState(True, at(7, "01:00"))),
        ((BAR,), at(7, "19:00"), OpenState(False, at(12, "18:00"))),
        ((Hours((1, 2, 3, 4, 5, 6, 7), "00:00", "24:00"),), at(3, "04:00"), OpenState(True, None)),
        ((Hours((1,), "00:00", "24:00"),), at(1, "23:59"), OpenState(True, at(2, "00:00"))),
        ((), at(3, "04:00"), OpenState(True, None)),
    ],
)
def test_open_or_not_and_until_when(hours: tuple[Hours, ...], now: datetime, state: OpenState) -> None:
    assert open_state(hours, now, ZONE) == state


def test_the_moment_may_come_in_any_zone() -> None:
    assert open_state((DAILY,), datetime.fromisoformat("2026-11-22T00:30:00+00:00"), ZONE).open


@given(st.lists(SOME, min_size=1, max_size=4), st.integers(0, 7 * 24 * 60 - 1))
def test_nothing_changes_before_the_moment_that_is_named(hours: list[Hours], minute: int) -> None:
    now = at(1, "00:00") + timedelta(minutes=minute)
    state = open_state(hours, now, ZONE)
    assert state.until is None or state.until > now
    if state.until is not None:
        just_before = open_state(hours, max(now, state.until - timedelta(seconds=1)), ZONE)
        assert just_before.open == state.open
        assert open_state(hours, state.until, ZONE).open != state.open


@given(st.lists(SOME, max_size=4))
def test_hours_come_back_from_their_text(hours: list[Hours]) -> None:
    text = to_text(hours)
    assert sorted(from_text(text) if text else (), key=repr) == sorted(hours, key=repr)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 09:00-12:00,13:30-18:00", BREAK),
        ("Mo-Su 08:00-21:30", (DAILY,)),
        ("8:00-21:30", (DAILY,)),
        ("Mo-Su 08:00 - 21:30", (DAILY,)),
        ("Fr,Sa 18:00-01:00;", (BAR,)),
        ("Sa-Mo 10:00-11:00", (Hours((1, 6, 7), "10:00", "11:00"),)),
        ("24/7", (Hours((1, 2, 3, 4, 5, 6, 7), "00:00", "24:00"),)),
        ("", ()),
    ],
)
def test_hours_as_mappers_write_them(text: str, hours: tuple[Hours, ...]) -> None:
    assert from_text(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "sunrise-sunset", "Mo 25:00-26:00", "Mo 08:00-24:30", "Xx 08:00-09:00", "PH off", "Mo", "Mo-08:00-09:00",
        "Mo 08:00+",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert from_text(text) is None


@given(st.text(alphabet="MoTuWeSa-,;: 0123456789/+", max_size=30))
def test_no_text_makes_reading_fail(text: str) -> None:
    for hours in from_text(text) or ():
        assert hours.weekdays
        assert isinstance(open_state((hours,), at(1, "12:00"), ZONE), OpenState)
