"""A ticket's life: where it may go, until when it waits, and how near its due time is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ticket import (
    SEVERITY_LIMIT,
    Countdown,
    Pressure,
    Severity,
    TicketState,
    countdown,
    keep_until,
    may_become,
    promised_by,
)
from tests.support.strategies import MOMENTS, ZONES, plain_policy

OPEN_STATES = [state for state in TicketState if not state.is_over]
START = datetime(2026, 11, 21, 2, 20, tzinfo=UTC)


# Waiting ------------------------------------------------------------------------------------------------------------


def test_a_return_waits_two_days_until_the_shop_closes() -> None:
    """The slip: registered on 21 November at 10:20, kept until 23 November 21:30."""
    assert keep_until(START, plain_policy(), time(21, 30)) == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


def test_late_in_the_evening_today_is_the_stores_today() -> None:
    """23:50 in UTC is already tomorrow in Shanghai."""
    assert keep_until(START.replace(hour=23, minute=50), plain_policy(keep_days=0), time(22)) == datetime(
        2026, 11, 22, 14, tzinfo=UTC
    )


@given(MOMENTS, st.integers(0, 60), st.times(), st.sampled_from(ZONES))
def test_it_waits_to_closing_time_of_the_last_day_by_the_stores_clock(
    registered: datetime, days: int, closes: time, zone: str
) -> None:
    policy = plain_policy(timezone=zone, keep_days=days)
    until = keep_until(registered, policy, closes)
    last_day = registered.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    assert until == datetime.combine(last_day, closes, ZoneInfo(zone)).astimezone(UTC)
    assert until.tzinfo is UTC
    if zone in ("Asia/Shanghai", "Asia/Urumqi", "UTC"):  # no clock is ever put back there
        assert until.astimezone(ZoneInfo(zone)).time() == closes


@given(MOMENTS, st.integers(0, 1_440))
def test_the_promise_runs_from_the_desk(scanned: datetime, minutes: int) -> None:
    assert promised_by(scanned, plain_policy(promise_minutes=minutes)) - scanned == timedelta(minutes=minutes)


# Countdown ----------------------------------------------------------------------------------------------------------


def at(minutes: float, state: TicketState = TicketState.IN_PROGRESS) -> Countdown:
    due = START + timedelta(minutes=30)
    return countdown(state, START + timedelta(minutes=minutes), started_at=START, due_at=due, keep_till=None)


@pytest.mark.parametrize(
    ("minutes", "pressure"),
    [
        (0, Pressure.CALM),
        (19.9, Pressure.CALM),
        (20, Pressure.DUE_SOON),
        (30, Pressure.DUE_SOON),
        (30.1, Pressure.LATE),
    ],
)
def test_the_last_third_presses_and_then_it_is_late(minutes: float, pressure: Pressure) -> None:
    found = at(minutes)
    assert found.pressure is pressure
    assert found.left == timedelta(minutes=30) - timedelta(minutes=minutes)


def test_a_long_time_given_presses_in_its_last_hour_only() -> None:
    due = START + timedelta(days=3)
    for left, pressure in ((timedelta(minutes=61), Pressure.CALM), (timedelta(minutes=60), Pressure.DUE_SOON)):
        found = countdown(TicketState.OPEN, due - left, started_at=START, due_at=due, keep_till=None)
        assert found.pressure is pressure


@given(st.sampled_from(TicketState), MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS)
def test_any_ticket_has_a_countdown(
    state: TicketState, now: datetime, started: datetime | None, due: datetime | None, keep: datetime | None
) -> None:
    found = countdown(state, now, started_at=started, due_at=due, keep_till=keep)
    if state.is_over:
        assert found == Countdown(Pressure.DONE, timedelta(0))
    elif due is None:
        assert found == Countdown(Pressure.WAITING, (keep or now) - now)
    else:
        assert found.left == due - now
        assert (found.pressure is Pressure.LATE) == (now > due)


def test_waiting_for_the_shopper_is_not_late_however_long() -> None:
    found = countdown(
        TicketState.WAITING_FOR_SHOPPER, START + timedelta(days=1), started_at=None, due_at=None,
        keep_till=START + timedelta(days=2),
    )  # fmt: skip
    assert found == Countdown(Pressure.WAITING, timedelta(days=1))


# States -------------------------------------------------------------------------------------------------------------


def test_a_waiting_return_may_be_taken_held_or_let_go() -> None:
    after = {state for state in TicketState if may_become(TicketState.WAITING_FOR_SHOPPER, state)}
    assert after == {TicketState.IN_PROGRESS, TicketState.HELD, TicketState.LAPSED}


def test_every_life_ends_in_the_archive_and_nothing_leaves_it() -> None:
    assert not any(may_become(TicketState.ARCHIVED, state) for state in TicketState)
    for state in TicketState:
        reached, front = {state}, {state}
        while front:
            front = {b for a in front for b in TicketState if may_become(a, b)} - reached
            reached |= front
        assert TicketState.ARCHIVED in reached


def test_nothing_becomes_itself_and_what_is_over_stays_over_unless_reopened() -> None:
    for state in TicketState:
        assert not may_become(state, state)
    for state in OPEN_STATES:
        reopened = [over for over in TicketState if over.is_over and may_become(over, state)]
        assert reopened in ([], [TicketState.DONE])


def test_each_severity_has_its_time() -> None:
    assert {severity: limit.total_seconds() / 60 for severity, limit in SEVERITY_LIMIT.items()} == {
        Severity.ORDINARY: 30,
        Severity.COMPLEX: 60,
        Severity.MAJOR: 120,
    }
