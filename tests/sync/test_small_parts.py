"""The clock's trust, the line's state, the bell, the backoff and the budget."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.bell import Bell
from sync.budget import Budget, OverBudget
from sync.clock import from_ms, to_ms
from sync.clock_trust import ClockTrust
from sync.line import Line, LineState, Offline, OfflineReason, Online
from sync.pace import Backoff
from tests.sync.builders import NOON, Kiosk, TurnedClock

BUILT = datetime(2026, 11, 1, tzinfo=UTC)


def trust(kiosk: Kiosk) -> ClockTrust:
    return ClockTrust(kiosk.store, kiosk.clock, BUILT)


def hear(judge: ClockTrust, clock: TurnedClock, server_time: datetime) -> None:
    judge.hear(server_time, clock.monotonic(), clock.monotonic())


def test_a_clock_older_than_the_program_is_not_trusted_until_the_service_was_heard(kiosk: Kiosk) -> None:
    kiosk.clock.set_wall(datetime(2020, 1, 1, tzinfo=UTC))
    judge = trust(kiosk)
    assert not judge.trusted()
    kiosk.clock.set_wall(NOON)
    assert judge.trusted()


def test_the_services_time_is_the_measure(kiosk: Kiosk) -> None:
    judge = trust(kiosk)
    hear(judge, kiosk.clock, NOON + timedelta(minutes=2))
    assert judge.offset() == timedelta(minutes=2)
    assert judge.trusted()
    hear(judge, kiosk.clock, NOON - timedelta(minutes=4))
    assert not judge.trusted()


def test_a_clock_set_wrong_while_running_is_noticed_without_the_line(kiosk: Kiosk) -> None:
    judge = trust(kiosk)
    hear(judge, kiosk.clock, NOON)
    kiosk.clock.turn(86_400)
    assert judge.trusted()
    kiosk.clock.set_wall(NOON + timedelta(days=366))
    assert not judge.trusted()
    kiosk.clock.set_wall(NOON + timedelta(days=1))
    assert judge.trusted()


def test_a_clock_that_fell_back_over_a_restart_is_noticed(kiosk: Kiosk) -> None:
    hear(trust(kiosk), kiosk.clock, NOON)
    kiosk.restart()
    kiosk.clock.set_wall(NOON - timedelta(days=3))
    assert not trust(kiosk).trusted()
    kiosk.clock.set_wall(NOON + timedelta(days=3))
    assert trust(kiosk).trusted()


def test_an_answer_that_took_too_long_measures_nothing(kiosk: Kiosk) -> None:
    judge = trust(kiosk)
    asked_at = kiosk.clock.monotonic()
    kiosk.clock.turn(120)
    judge.hear(NOON, asked_at, kiosk.clock.monotonic())
    assert judge.offset() is None


def test_the_line_tells_changes_not_attempts() -> None:
    clock = TurnedClock()
    told: list[LineState] = []
    line = Line(clock, told.append)
    line.failed(OfflineReason.UNREACHABLE)
    clock.turn(5)
    line.failed(OfflineReason.UNREACHABLE)
    line.failed(OfflineReason.GARBLED)
    line.slow()
    line.answered()
    line.answered()
    assert told == [
        Offline(NOON, OfflineReason.UNREACHABLE),
        Offline(NOON, OfflineReason.GARBLED),
        Online(NOON + timedelta(seconds=5)),
    ]


def test_the_line_rests_after_trouble_and_after_slowness() -> None:
    clock = TurnedClock()
    line = Line(clock)
    assert not line.resting(20)
    line.failed(OfflineReason.UNREACHABLE)
    assert line.resting(20)
    line.answered()
    assert not line.resting(20)
    line.slow()
    line.answered()
    assert line.resting(20)
    clock.turn(20)
    assert not line.resting(20)


def test_a_bell_rung_before_one_listens_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    assert bell.wait(10)
    assert not bell.wait(0)


def test_a_bell_wakes_a_sleeper() -> None:
    bell = Bell()
    heard: list[bool] = []
    sleeper = threading.Thread(target=lambda: heard.append(bell.wait(30)))
    sleeper.start()
    bell.ring()
    sleeper.join(5)
    assert heard == [True]


@given(st.integers(1, 10_000), st.integers(0, 2**32))
def test_waits_stay_between_half_and_all_of_a_doubling_bound(failures: int, seed: int) -> None:
    wait = Backoff(1, 30).wait_s(failures, Random(seed))
    bound = min(30, 2.0 ** (failures - 1)) if failures < 10 else 30
    assert bound / 2 <= wait <= bound


def test_a_budget_goes_on_without_what_is_late_and_bounds_what_is_abandoned() -> None:
    budget = Budget(most=2)
    over = threading.Event()
    for _ in range(2):
        with pytest.raises(OverBudget):
            budget.run(over.wait, 0.01)
    with pytest.raises(OverBudget, match="under way"):
        budget.run(lambda: 1, 5)
    over.set()
    results: list[int] = []
    while not results:
        try:
            results.append(budget.run(lambda: 1, 5))
        except OverBudget:
            continue
    assert results == [1]


def test_a_budget_hands_on_results_and_exceptions() -> None:
    assert Budget().run(lambda: "done", 5) == "done"
    with pytest.raises(ZeroDivisionError):
        Budget().run(lambda: 1 // 0, 5)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)))
def test_times_are_kept_to_the_millisecond(moment: datetime) -> None:
    kept = from_ms(to_ms(moment))
    assert timedelta(0) <= moment - kept < timedelta(milliseconds=1)
    assert from_ms(to_ms(kept)) == kept
