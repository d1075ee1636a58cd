"""A ticket's life: states, severities, and when things are due.

A return waits for its shopper first (等顾客来): registered at the kiosk, it is not late however long they take, until
the last day printed on the slip. The promise runs from the slip's scan at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from domain.policy import Policy


class TicketState(Enum):
    WAITING_FOR_SHOPPER = "waiting_for_shopper"
    HELD = "held"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REFUNDED = "refunded"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DONE = "done"
    ARCHIVED = "archived"

    @property
    def is_over(self) -> bool:
        return self in (
            TicketState.REFUNDED, TicketState.DECLINED, TicketState.LAPSED, TicketState.DONE, TicketState.ARCHIVED
        )


class Severity(Enum):
    ORDINARY = "ordinary"
    COMPLEX = "complex"
    MAJOR = "major"


SEVERITY_LIMIT = {
    Severity.ORDINARY: timedelta(minutes=30),
    Severity.COMPLEX: timedelta(hours=1),
    Severity.MAJOR: timedelta(hours=2),
}


_NEXT: dict[TicketState, tuple[TicketState, ...]] = {
    TicketState.WAITING_FOR_SHOPPER: (TicketState.IN_PROGRESS, TicketState.HELD, TicketState.LAPSED),
    TicketState.HELD: (TicketState.IN_PROGRESS, TicketState.DECLINED, TicketState.LAPSED),
    TicketState.OPEN: (TicketState.IN_PROGRESS, TicketState.DONE),
    TicketState.IN_PROGRESS: (TicketState.REFUNDED, TicketState.DECLINED, TicketState.DONE, TicketState.HELD),
    TicketState.REFUNDED: (TicketState.ARCHIVED,),
    TicketState.DECLINED: (TicketState.ARCHIVED,),
    TicketState.LAPSED: (TicketState.ARCHIVED,),
    TicketState.DONE: (TicketState.ARCHIVED, TicketState.OPEN),
    TicketState.ARCHIVED: (),
}


def may_become(state: TicketState, other: TicketState) -> bool:
    return other in _NEXT[state]


def keep_until(registered_at: datetime, policy: Policy, closes: time) -> datetime:
    """The last moment a registered return waits for its shopper: closing time of the last day, in UTC."""
    zone = ZoneInfo(policy.timezone)
    last_day = registered_at.astimezone(zone).date() + timedelta(days=policy.keep_days)
    return datetime.combine(last_day, closes, zone).astimezone(UTC)


def promised_by(scanned_at_desk: datetime, policy: Policy) -> datetime:
    """When a return whose slip was scanned at the desk must be settled, in UTC."""
    return (scanned_at_desk + timedelta(minutes=policy.promise_minutes)).astimezone(UTC)


class Pressure(Enum):
    """How near a due time is, in the console's five looks."""

    CALM = "calm"
    DUE_SOON = "due_soon"
    LATE = "late"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Countdown:
    pressure: Pressure
    left: timedelta
    """Until due (negative when late); until the last day while waiting; zero when done."""


def countdown(
    state: TicketState,
    now: datetime,
    *,
    started_at: datetime | None,
    due_at: datetime | None,
    keep_till: datetime | None,
) -> Countdown:
    """Due soon is the last third of the time given, at most the last hour."""
    if state.is_over:
        return Countdown(Pressure.DONE, timedelta(0))
    if due_at is None:
        left = keep_till - now if keep_till is not None else timedelta(0)
        return Countdown(Pressure.WAITING, left)
    left = due_at - now
    if left < timedelta(0):
        return Countdown(Pressure.LATE, left)
    given = due_at - (started_at or due_at)
    soon = min(given / 3, timedelta(hours=1))
    return Countdown(Pressure.DUE_SOON if left <= soon else Pressure.CALM, left)
