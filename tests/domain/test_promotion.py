"""When an offer runs: dates, weekdays, hours past midnight, and the moment it begins or is gone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity, next_change, running, runs
from domain.words import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, tzinfo=SHANGHAI)
MONTH = (MONDAY, MONDAY + timedelta(days=30))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Store-local, days after that Monday."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute, seconds=second)


def test_from_the_first_second_until_the_one_it_ends() -> None:
    day = Validity(at(0, 8), at(0, 20))
    second = timedelta(seconds=1)
    assert [runs(day, moment, SHANGHAI) for moment in (at(0, 8) - second, at(0, 8), at(0, 20) - second, at(0, 20))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_only_on_its_weekdays_by_the_stores_own_calendar() -> None:
    weekend = Validity(*MONTH, weekdays=(6, 7))
    assert [runs(weekend, at(day, 12), SHANGHAI) for day in range(7)] == [False] * 5 + [True] * 2
    # 17:00 on Friday in London's winter is already Saturday in the store.
    assert runs(weekend, datetime(2026, 11, 27, 17, tzinfo=UTC), SHANGHAI)


def test_only_in_its_hours() -> None:
    morning = Validity(*MONTH, from_time=time(8), to_time=time(10, 30))
    assert [runs(morning, at(3, *when), SHANGHAI) for when in ((7, 59, 59), (8,), (10, 29, 59), (10, 30))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_the_small_hours_belong_to_the_evening_before() -> None:
    night = Validity(*MONTH, weekdays=(5,), from_time=time(18), to_time=time(1))
    held = [(4, 17), (4, 18), (4, 23), (5, 0), (5, 1), (5, 18), (4, 0)]
    assert [runs(night, at(*moment), SHANGHAI) for moment in held] == [False, True, True, True, False, False, False]


@pytest.mark.parametrize("wrong", [
    {"ends_at": MONDAY}, {"ends_at": MONDAY - timedelta(days=1)}, {"weekdays": (0,)}, {"weekdays": (8,)},
    {"from_time": time(8)}, {"to_time": time(8)}, {"from_time": time(8), "to_time": time(8)},
])  # fmt: skip
def test_a_validity_that_cannot_be_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"ends before|weekdays|time of day"):
        Validity(**({"starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=1)} | wrong))  # type: ignore[arg-type]


TIMES = st.sampled_from([time(), time(1), time(8), time(8, 30), time(18), time(23, 59)])
HOURS = st.one_of(st.just((None, None)), st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]))
ZONES = st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")])


MINUTES = st.integers(1, 5 * 1440)


@given(HOURS, st.sets(st.integers(1, 7)), MINUTES, MINUTES, MINUTES, ZONES)
def test_nothing_changes_before_the_next_change_that_is_told(
    hours: tuple[time | None, time | None], weekdays: set[int], starts: int, lasts: int, now: int, zone: ZoneInfo
) -> None:
    # Around the night on which Berlin's clocks go back.
    begin = datetime(2026, 10, 22, tzinfo=UTC)
    starts_at = begin + timedelta(minutes=starts)
    held = Validity(starts_at, starts_at + timedelta(minutes=lasts), tuple(sorted(weekdays)), *hours)
    moment = begin + timedelta(minutes=now)
    told, as_now = next_change(held, moment, zone), runs(held, moment, zone)
    if told is None:
        assert not as_now
    else:
        assert told > moment
    end = min(told or held.ends_at + timedelta(days=1), moment + timedelta(days=2))
    while moment < end:
        assert runs(held, moment, zone) is as_now
        moment += timedelta(minutes=15)


def test_those_that_run_come_by_importance_then_by_what_ends_first() -> None:
    def offer(name: str, days: int, priority: int = 0) -> Promotion:
        held = Validity(MONDAY, MONDAY + timedelta(days=days))
        return Promotion(name, PromotionKind.DISCOUNT, Words(name), held, priority=priority)

    offers = (offer("long", 9), offer("short", 3), offer("over", 1), offer("first", 9, 5))
    assert [p.promotion_id for p in running(offers, at(2, 9), SHANGHAI)] == ["first", "short", "long"]


def test_a_notice_stands_until_its_end_and_never_ends_before_it_begins() -> None:
    smoke = Notice("n", NoticeKind.EMERGENCY, Words("请离开"), Words(""), at(0, 9), at(0, 10))
    assert [smoke.stands(at(0, *when)) for when in ((8, 59, 59), (9,), (9, 59, 59), (10,))] == [
        False, True, True, False,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="ends before"):
        Notice("n", NoticeKind.INFO, Words("请离开"), Words(""), at(0, 9), at(0, 9))
