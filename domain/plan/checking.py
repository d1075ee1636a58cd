"""Everything that is wrong with a plan, at once: shapes, references, faces, ways. docs/plan.md lists the codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.goods import Placement
from domain.plan.fault import Fault, Severity, error
from domain.plan.model import Plan
from domain.plan.places_check import misplaced
from domain.plan.references import broken_references
from domain.plan.shapes import broken_shapes, crowded, off_the_edge
from domain.plan.ways import unreachable

MOST_SHAPES = 5_000
"""Of a plan whose ways are judged: the largest hypermarket has some thousand."""
_MOST = 500
"""Of one code: who draws one mistake a thousand times has understood after five hundred."""


def faults(
    plan: Plan, placements: Sequence[Placement] = (), unread: frozenset[str] = frozenset()
) -> tuple[Fault, ...]:
    """Errors first. Ways are only judged where shapes and references are sound: else every answer would be a guess.

    `unread` are ids of features that are in the plan's file but could not be read: nobody is blamed for naming them.
    """
    found = [*broken_references(plan, unread), *broken_shapes(plan)]
    if len(plan.fixtures) + len(plan.units) > MOST_SHAPES:
        found.append(error("too_big", "", f"more than {MOST_SHAPES} fixtures and units: ways are not judged"))
    if not unread and not any(fault.severity is Severity.ERROR for fault in found):
        found += [*crowded(plan), *off_the_edge(plan), *unreachable(plan)]
    else:
        found += crowded(plan)
    found += misplaced(plan, placements)
    return tuple(sorted(_at_most(found), key=lambda fault: fault.severity is Severity.WARNING))


def _at_most(found: Sequence[Fault]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for fault in found:
        seen[fault.code] = seen.get(fault.code, 0) + 1
        if seen[fault.code] <= _MOST:
            yield fault
    for code, count in seen.items():
        if count > _MOST:
            severity = next(fault.severity for fault in found if fault.code == code)
            yield Fault(severity, code, "", f"and {count - _MOST} more of the same")
