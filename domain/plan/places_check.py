"""Whether goods are said to stand where something stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.goods import Placement
from domain.plan.fault import Fault, error, shown
from domain.plan.model import Plan


def misplaced(plan: Plan, placements: Sequence[Placement]) -> Iterator[Fault]:
    """Placements on fixtures, faces and bays that are not there. The fault's id is the placement's."""
    fixtures = {fixture.fixture_id: fixture for fixture in plan.fixtures}
    for placement in placements:
        where = fixtures.get(placement.fixture_id)
        if where is None:
            text = f"stands on fixture {shown(placement.fixture_id)}, which is not there"
            yield error("missing_reference", placement.placement_id, text)
            continue
        faces = {face.face_id: face for face in where.faces}
        if placement.face_id and placement.face_id not in faces:
            wanted = f"face {shown(placement.face_id)} of fixture {shown(where.fixture_id)}"
            yield error("missing_reference", placement.placement_id, f"stands on {wanted}, which is not there")
            continue
        bays = faces[placement.face_id].bays if placement.face_id else max((f.bays for f in where.faces), default=1)
        if not 1 <= placement.bay <= bays:
            text = f"stands in bay {placement.bay} of fixture {shown(where.fixture_id)}, which has {bays}"
            yield error("missing_reference", placement.placement_id, text)
