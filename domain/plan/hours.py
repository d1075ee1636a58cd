"""Whether somebody is there now, and when that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.plan.model import Hours


@dataclass(frozen=True, slots=True)
class OpenState:
    """`until` is the store-local moment it closes, or opens next; None where that never comes."""

    open: bool
    until: datetime | None


def open_state(hours: Sequence[Hours], now: datetime, zone: ZoneInfo) -> OpenState:
    """Without hours it is always open. Hours that pass midnight belong to the day they begin on."""
    if not hours:
        return OpenState(True, None)
    local = now.astimezone(zone)
    stretches = _stretches(hours, local, zone)
    for begins, ends in stretches:
        if begins <= local < ends:
            # Round the clock, seven days a week, it never closes.
            return OpenState(True, None if ends - local > timedelta(days=6) else ends)
    return OpenState(False, min((begins for begins, _ in stretches if begins > local), default=None))


def _stretches(hours: Sequence[Hours], local: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """From yesterday to this day next week, one after the other; what touches is one."""
    found: list[tuple[datetime, datetime]] = []
    for day in range(-1, 8):
        on = local.date() + timedelta(days=day)
        for each in hours:
            if on.isoweekday() not in each.weekdays:
                continue
            begins = datetime.combine(on, time.fromisoformat(each.opens), zone)
            late = each.closes == "24:00" or each.closes <= each.opens
            closes = time() if each.closes == "24:00" else time.fromisoformat(each.closes)
            found.append((begins, datetime.combine(on + timedelta(days=late), closes, zone)))
    merged: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(found):
        if merged and begins <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], ends)
        else:
            merged.append((begins, ends))
    return merged
