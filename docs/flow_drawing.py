"""Finds the ways of a flow by trying every event on every situation it comes to. Used by the drawings of each flow."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

Ways = dict[tuple[str, str], list[str]]
"""(from, to) -> the events that lead there, in the order they were found; names of classes."""


def ways(
    home: Hashable,
    step: Callable[[Any, Any], tuple[Any, Any]],
    tried: Callable[[Any], Iterable[object]],
    left_out: tuple[type, ...] = (),
) -> Ways:
    """`tried` gives one representative of every event, fitting the state; those `left_out` lead everywhere alike."""
    seen: set[Hashable] = set()
    waiting: list[Hashable] = [home]
    found: Ways = {}
    while waiting:
        state = waiting.pop(0)
        for event in tried(state):
            after, _ = step(state, event)
            a, b, name = type(state).__name__, type(after).__name__, type(event).__name__
            if a != b and not isinstance(event, left_out) and name not in found.setdefault((a, b), []):
                found[a, b].append(name)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return {pair: names for pair, names in found.items() if names}
