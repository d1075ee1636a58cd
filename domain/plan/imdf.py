"""Plans as IMDF archives (OGC 20-094, version 1.0): a manifest and one GeoJSON file for each type of feature.

Our own additions stand in the property "fuwutai" of a feature, which other programs pass over: ids, a fixture's
number, zone, department and faces with their bays, an amenity's device and heading, an occupant's text.
`docs/plan.md` lists them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.plan import archive, reading, writing
from domain.plan.fault import Fault, NotAPlan, Severity
from domain.plan.model import Plan
from domain.plan.projection import Projection
from domain.plan.writing import Address

EXTENSION_ID = "imdf:extension:fuwutai:store#1.0.0"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can hold."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan of all that could be read, and what could not. With an error among the faults it is not for use.

    `unread` holds the ids of what is in the file but not on the plan: `checking.faults` does not miss them.
    """

    plan: Plan
    projection: Projection
    unread: frozenset[str]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not any(fault.severity is Severity.ERROR for fault in self.faults)


def read(files: Mapping[str, bytes]) -> Reading:
    """Files by name to a plan. Raises NotAPlan, with every fault found, where no plan can be made of them at all."""
    faults: list[Fault] = []
    built = reading.build(archive.parse(files, faults), faults)
    if built is None:
        raise NotAPlan(faults)
    return Reading(*built, tuple(faults))


def read_zip(data: bytes) -> Reading:
    """A zip archive's bytes. Raises NotAPlan as `read` does."""
    return read(archive.unzip(data))


def from_imdf(data: bytes) -> Plan:
    """A plan for use: raises NotAPlan, with every error and warning, where anything could not be read."""
    found = read_zip(data)
    if not found.sound:
        raise NotAPlan(found.faults)
    return found.plan


def to_imdf(
    plan: Plan,
    at: Projection,
    address: Address,
    created: datetime = datetime(2026, 1, 1, tzinfo=UTC),
) -> bytes:
    """A zip archive of the plan laid out at a place on the globe; the same plan gives the same bytes."""
    manifest = {
        "version": "1.0.0",
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "generated_by": "fuwutai",
        "language": "zh-Hans",
        "extensions": [EXTENSION_ID],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        _put(packed, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2))
        for kind, rows in writing.features(plan, at, address).items():
            # A feature a line: a change shows as one line of difference.
            lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
            _put(packed, f"{kind}.geojson", f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}')
    return out.getvalue()


def _put(packed: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    packed.writestr(entry, f"{text}\n".encode())
