"""What the session needs to know of a flow. Each flow's package exports one of these as `FLOW`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _never(_: Any) -> bool:
    return False


def _nothing(_: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Flow:
    """`home` is the state in which nobody is being served; `started(visit)` is the event that begins a visit.

    `at_home`: whether a state is one of those in which nobody is being served (a guide's signage is too).
    `starters`: events that, at home, begin a visit by themselves before they are taken: a receipt shown.
    `taps`: every event that means a person is there (keys touched, codes shown).
    `visit_of`: the visit a state belongs to, None at home; `ticket_of`: the ticket a call for help is about.
    `holds_session`: somebody works for the shopper, so silence is not absence.
    `is_done`: the visit is over and leaves by itself after a while (`common.Finished`).
    `lingering`: for a state that wants to hear when it has stood long: after how many seconds, and with which event.
    Counted from when this kind of state was entered, or from the last such event.
    """

    role: str
    home: Any
    step: Callable[[Any, Any], tuple[Any, tuple[Any, ...]]]
    started: Callable[[Any], Any]
    taps: tuple[type, ...]
    visit_of: Callable[[Any], Any]
    at_home: Callable[[Any], bool]
    starters: tuple[type, ...] = ()
    ticket_of: Callable[[Any], str | None] = _nothing
    holds_session: Callable[[Any], bool] = _never
    is_done: Callable[[Any], bool] = _never
    lingering: Callable[[Any], tuple[float, Any] | None] = _nothing
