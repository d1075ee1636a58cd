"""Hours as IMDF writes them, in OpenStreetMap's opening_hours: what of it a shop needs, both ways."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.plan.model import Hours

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SPAN = re.compile(r"(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)")
_ALL = tuple(range(1, 8))


def to_text(hours: Sequence[Hours]) -> str | None:
    """ "Mo-Fr 09:00-12:00,13:30-18:00; Sa 09:00-12:00"; None for no hours."""
    spans: dict[tuple[int, ...], list[str]] = {}
    for each in hours:
        spans.setdefault(tuple(sorted(each.weekdays)), []).append(f"{each.opens}-{each.closes}")
    return "; ".join(f"{_days_in_text(days)} {','.join(times)}" for days, times in spans.items()) or None


def from_text(text: str) -> tuple[Hours, ...] | None:
    """None where it says more than weekdays and times: seasons, holidays, "sunrise"."""
    if text.strip() == "24/7":
        return (Hours(_ALL, "00:00", "24:00"),)
    made: list[Hours] = []
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        found = re.fullmatch(r"((?:[A-Z][a-z][\s,-]*)*)(\d.*)", rule)
        if not found:
            return None
        days = _days(found[1])
        spans = [_span(part) for part in found[2].split(",")]
        if not days or None in spans:
            return None
        made += (Hours(days, *span) for span in spans if span)
    return tuple(made)


def _days_in_text(days: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_DAYS[run[0] - 1] + (f"-{_DAYS[run[-1] - 1]}" if len(run) > 1 else "") for run in runs)


def _days(text: str) -> tuple[int, ...]:
    """Empty where they cannot be read."""
    if not text.strip():
        return _ALL
    days: set[int] = set()
    for part in text.replace(" ", "").strip(",").split(","):
        first, several, last = part.partition("-")
        if not several:
            last = first
        if first not in _DAYS or last not in _DAYS:
            return ()
        start, end = _DAYS.index(first), _DAYS.index(last)
        # Sa-Mo goes round the week's end.
        days |= {(start + n) % 7 + 1 for n in range((end - start) % 7 + 1)}
    return tuple(sorted(days))


def _span(text: str) -> tuple[str, str] | None:
    found = _SPAN.fullmatch(text.strip())
    if not found:
        return None
    hours = [int(number) for number in found.groups()]
    if hours[0] > 23 or hours[1] > 59 or hours[3] > 59 or hours[2] * 60 + hours[3] > 24 * 60:
        return None
    return f"{hours[0]:02d}:{hours[1]:02d}", f"{hours[2]:02d}:{hours[3]:02d}"
