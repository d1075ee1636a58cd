"""IMDF features to a plan: levels, units with their doors and ways to other levels, fixtures, openings, services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from domain.plan import categories, opening_hours
from domain.plan.archive import Archive
from domain.plan.fault import Fault, error, shown
from domain.plan.fields import EXTENSION, Fields, gather
from domain.plan.geometry import distance_to_ring
from domain.plan.model import (
    Amenity,
    AmenityKind,
    Face,
    Fixture,
    FixtureKind,
    Level,
    Occupant,
    Opening,
    OpeningKind,
    Plan,
    Point,
    Unit,
    UnitKind,
)
from domain.plan.projection import Projection
from domain.plan.version import versioned
from domain.words import NO_WORDS

_ON_THE_WALL = 0.3
"""Metres an opening may lie beside the outline it belongs to."""


@dataclass(slots=True)
class _Found:
    """What later features refer to, by the file's id."""

    keys: dict[str, str] = field(default_factory=dict)
    """From the file's id to the plan's."""
    units: dict[str, Unit] = field(default_factory=dict)
    anchors: dict[str, tuple[Point, str]] = field(default_factory=dict)
    """Point and unit id of the file."""


def build(archive: Archive, faults: list[Fault]) -> tuple[Plan, Projection, frozenset[str]] | None:
    """The plan of all that could be read, and the ids of levels, units and fixtures that could not.

    None without a venue to lay it out about.
    """
    venues = [Fields.of(feature, faults) for feature in archive.features.get("venue", ())]
    if not venues:
        if not any(fault.file == "venue.geojson" for fault in faults):
            faults.append(error("no_venue", "", "has no venue", "venue.geojson"))
        return None
    projection = _projection(venues[0], archive, faults)
    if projection is None:
        return None
    name = venues[0].words("name", language=str(archive.manifest.get("language", "")))
    found = _Found()
    levels, holes = _levels(archive, faults, projection, found)
    units = _units(archive, faults, projection, found)
    units = _joined(archive, faults, found, units)
    openings, doors = _openings(archive, faults, projection, found, levels, units)
    units = tuple(replace(unit, doors=unit.doors + tuple(doors.get(unit.unit_id, ()))) for unit in units)
    fixtures = gather(archive.features.get("fixture", ()), faults, lambda f: _fixture(f, projection, found))
    fixtures += gather(archive.features.get("kiosk", ()), faults, lambda f: _stand(f, projection, found))
    amenities = gather(archive.features.get("amenity", ()), faults, lambda f: _amenity(f, projection, found))
    for feature in archive.features.get("anchor", ()):
        fields = Fields.of(feature, faults)
        point = fields.point(projection)
        if point is not None:
            found.anchors[feature.feature_id] = point, fields.text("unit_id")
    occupants = gather(archive.features.get("occupant", ()), faults, lambda f: _occupant(f, found))
    plan = Plan("", name, levels, units + holes, fixtures, openings, amenities, occupants)
    kept = {level.level_id for level in levels} | {fixture.fixture_id for fixture in fixtures}
    kept |= {unit.unit_id for unit in found.units.values()}
    return versioned(plan), projection, frozenset(found.keys.values()) - kept


def _projection(venue: Fields, archive: Archive, faults: list[Fault]) -> Projection | None:
    """Where the venue says, else from the south-west corner of all levels."""
    origin = venue.own.get("origin")
    if origin is not None:
        try:
            longitude, latitude = origin
            return Projection(float(longitude), float(latitude), venue.number("bearing", own=True))
        except (TypeError, ValueError, OverflowError):
            venue.fail("wrong_type", f"has an origin in {EXTENSION} that is no longitude and latitude")
            return None
    corners = [pair for feature in archive.features["level"] for pair in _pairs(feature.geometry)]
    level = Fields.of(archive.features["level"][0], faults)
    if not corners:
        level.fail("geometry", "is no polygon")
        return None
    try:
        return Projection(min(x for x, _ in corners), min(y for _, y in corners))
    except ValueError:
        level.fail("geometry", "has a coordinate off the globe: longitude first, then latitude")
        return None


def _pairs(geometry: Any) -> Iterator[tuple[float, float]]:
    """Every coordinate of a polygon, passing over what is none."""
    waiting = [geometry.get("coordinates")] if isinstance(geometry, dict) else []
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            if len(each) >= 2 and all(isinstance(n, int | float) and not isinstance(n, bool) for n in each[:2]):
                yield each[0], each[1]
            else:
                waiting += each


def _levels(
    archive: Archive, faults: list[Fault], projection: Projection, found: _Found
) -> tuple[tuple[Level, ...], tuple[Unit, ...]]:
    """And a unit nobody walks on for each hole in a floor."""
    levels: list[Level] = []
    holes: list[Unit] = []
    for feature in archive.features["level"]:
        fields = Fields.of(feature, faults)
        ordinal, rings = fields.whole("ordinal"), fields.rings(projection)
        found.keys[feature.feature_id] = fields.key
        if ordinal is None or rings is None:
            continue
        short = fields.words("short_name").zh_CN or str(ordinal + 1 if ordinal >= 0 else ordinal)
        levels.append(Level(fields.key, ordinal, fields.words("name"), short, rings[0]))
        holes += (
            Unit(f"{fields.key}/hole{n}", fields.key, UnitKind.NONPUBLIC, NO_WORDS, hole)
            for n, hole in enumerate(rings[1], start=1)
        )
    return tuple(levels), tuple(holes)


def _units(archive: Archive, faults: list[Fault], projection: Projection, found: _Found) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for feature in archive.features.get("unit", ()):
        fields = Fields.of(feature, faults)
        found.keys[feature.feature_id] = fields.key
        level_id = _level_id(fields, found)
        kind = _enum(fields, UnitKind) or categories.unit_kind(
            fields.text("category", needed=True), bool(fields.text("restriction"))
        )
        shape = fields.shape(projection)
        if shape is None:
            continue
        said = fields.own.get("step_free")
        step_free = said if isinstance(said, bool) else kind not in categories.STEPPED
        unit = Unit(fields.key, level_id, kind, fields.words("name"), shape, step_free=step_free)
        found.units[feature.feature_id] = unit
        if fields.own.get("open_floor") is not True:
            units.append(unit)
    return tuple(units)


def _joined(archive: Archive, faults: list[Fault], found: _Found, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """With where lifts, stairs and escalators lead: the relationships between units."""
    leads: dict[str, dict[str, None]] = defaultdict(dict)
    for feature in archive.features.get("relationship", ()):
        fields = Fields.of(feature, faults)
        if fields.text("category", needed=True) not in ("elevator", "escalator", "stairs", "ramp", "traversal"):
            continue
        stops = _stops(fields, found)
        both = fields.text("direction") != "directed"
        for here, there in pairwise(stops):
            leads[here][there] = None
            if both:
                leads[there][here] = None
    return tuple(replace(unit, joins=tuple(leads[unit.unit_id])) for unit in units)


def _stops(fields: Fields, found: _Found) -> list[str]:
    """The plan's ids of the units on the way, in order; empty where it is not about units."""
    properties = fields.feature.properties
    between = properties.get("intermediary")
    middle = between if isinstance(between, list) else []
    references = [properties.get("origin"), *middle, properties.get("destination")]
    stops: list[str] = []
    for reference in references:
        if reference is None:
            continue
        wanted = reference.get("id") if isinstance(reference, dict) else None
        if not isinstance(reference, dict) or not isinstance(wanted, str):
            fields.fail("wrong_type", "refers to something without an id")
        elif reference.get("feature_type") != "unit":
            return []
        elif wanted not in found.keys:
            fields.fail("missing_reference", f"leads to unit {shown(wanted)}, which is not there")
        else:
            stops.append(found.keys[wanted])
    return stops


def _openings(
    archive: Archive, faults: list[Fault], projection: Projection, found: _Found,
    levels: tuple[Level, ...], units: tuple[Unit, ...],
) -> tuple[tuple[Opening, ...], Mapping[str, list[Point]]]:  # fmt: skip
    """Those through the outer wall, and the doors of units: on the unit's wall and not on the level's."""
    outlines = {level.level_id: level.outline for level in levels}
    rooms = [unit for unit in units if unit.kind is not UnitKind.WALKWAY]
    openings: list[Opening] = []
    doors: dict[str, list[Point]] = defaultdict(list)
    for feature in archive.features.get("opening", ()):
        fields = Fields.of(feature, faults)
        level_id, line = _level_id(fields, found), fields.line(projection)
        kind = _enum(fields, OpeningKind) or categories.opening_kind(fields.text("category", needed=True))
        if line is None or kind is None:
            continue
        (x0, y0), (x1, y1) = line
        middle = round((x0 + x1) / 2, 3), round((y0 + y1) / 2, 3)
        own = fields.text("unit", own=True)
        if own:
            doors[own].append(middle)
            continue
        outline = outlines.get(level_id)
        if outline is None or distance_to_ring(middle, outline) > _ON_THE_WALL:
            near = [u for u in rooms if u.level_id == level_id and distance_to_ring(middle, u.shape) <= _ON_THE_WALL]
            for unit in near:
                doors[unit.unit_id].append(middle)
            if near:
                continue
        openings.append(Opening(fields.key, level_id, kind, fields.words("name"), *line))
    return tuple(openings), doors


def _fixture(fields: Fields, projection: Projection, found: _Found) -> Fixture | None:
    level_id, shape = _level_id(fields, found), fields.shape(projection)
    kind = _enum(fields, FixtureKind) or categories.fixture_kind(fields.text("category", needed=True))
    found.keys[fields.feature.feature_id] = fields.key
    if shape is None:
        return None
    return Fixture(
        fields.key, level_id, kind, fields.words("name"), shape, fields.text("number", own=True),
        fields.text("zone", own=True), fields.text("department", own=True), tuple(_faces(fields, projection)),
    )  # fmt: skip


def _faces(fields: Fields, projection: Projection) -> Iterator[Face]:
    rows = fields.own.get("faces", [])
    if not isinstance(rows, list):
        fields.fail("wrong_type", "has faces that are no list")
        return
    for number, row in enumerate(rows, start=1):
        line = row.get("line") if isinstance(row, dict) else None
        if not isinstance(row, dict) or not isinstance(line, list) or len(line) != 2:
            fields.fail("wrong_type", f"has a face {number} that is no table with a line of two points")
            continue
        start, end = (fields.place(pair, projection) for pair in line)
        bays, name = row.get("bays", 1), row.get("name", "")
        if isinstance(bays, bool) or not isinstance(bays, int) or not 1 <= bays <= 100:
            fields.fail("wrong_type", f"has a face {number} that does not have 1 to 100 bays")
        elif not isinstance(name, str) or not isinstance(row.get("id", ""), str) or len(name) > 20:
            fields.fail("wrong_type", f"has a face {number} whose id or name is no short text")
        elif start is not None and end is not None:
            yield Face(row.get("id") or f"{fields.key}-{number}", start, end, bays, name)


def _stand(fields: Fields, projection: Projection, found: _Found) -> Fixture | None:
    """IMDF's kiosk is a stand in the way: nothing is looked up in it, but nobody walks through it."""
    level_id, shape = _level_id(fields, found), fields.shape(projection)
    if shape is None:
        return None
    return Fixture(fields.key, level_id, FixtureKind.OTHER, fields.words("name"), shape)


def _amenity(fields: Fields, projection: Projection, found: _Found) -> Amenity | None:
    at = fields.point(projection)
    kind = _enum(fields, AmenityKind) or categories.amenity_kind(fields.text("category", needed=True))
    unit = _unit_of(fields, found, *fields.ids("unit_ids"))
    if kind is None or at is None or unit is None:
        return None
    heading = fields.number("heading", own=True) % 360
    return Amenity(
        fields.key, unit.level_id, kind, fields.words("name"), at, _room(unit), fields.text("device", own=True), heading
    )


def _occupant(fields: Fields, found: _Found) -> Occupant | None:
    anchor = found.anchors.get(fields.text("anchor_id", needed=True))
    if anchor is None:
        fields.fail("missing_reference", "has an anchor that is not there")
        return None
    unit = _unit_of(fields, found, anchor[1])
    if unit is None:
        return None
    said = fields.text("hours")
    hours = opening_hours.from_text(said) if said else ()
    if hours is None:
        fields.warn("hours", f"has hours that cannot be read and are left out: {said[:60]}")
    return Occupant(
        fields.key, unit.level_id, fields.text("category", own=True) or fields.text("category", needed=True),
        fields.words("name"), anchor[0], _room(unit), fields.text("fixture", own=True), hours or (),
        fields.words("text", own=True),
    )  # fmt: skip


def _level_id(fields: Fields, found: _Found) -> str:
    """Whether the level is there is the check's business; a level in the file that cannot be read is known."""
    wanted = fields.text("level_id", needed=True)
    return found.keys.get(wanted, wanted)


def _unit_of(fields: Fields, found: _Found, *unit_ids: str) -> Unit | None:
    """The first of its units that is there."""
    for unit_id in unit_ids:
        if unit_id in found.units:
            return found.units[unit_id]
    unreadable = any(unit_id in found.keys for unit_id in unit_ids)
    if unreadable or (not unit_ids and fields.feature.properties.get("unit_ids")):
        return None  # that was reported already
    wanted = f"belongs to unit {shown(unit_ids[0])}, which is not there" if unit_ids else "has no unit"
    fields.fail("missing_reference", wanted)
    return None


def _room(unit: Unit) -> str:
    """"" in the open."""
    return "" if unit.kind is UnitKind.WALKWAY else unit.unit_id


def _enum(fields: Fields, cls: type) -> Any:
    """Our own word for its kind, where the file has one."""
    said = fields.text("kind", own=True)
    try:
        return cls(said) if said else None
    except ValueError:
        fields.fail("wrong_type", f"has a kind nobody knows in {EXTENSION}")
        return None
