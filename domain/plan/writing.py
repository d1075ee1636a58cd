"""A plan to IMDF features. What IMDF has no word for goes into our extension of each feature's properties."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.plan import categories, opening_hours
from domain.plan.fields import EXTENSION
from domain.plan.geometry import box_of, edges
from domain.plan.model import Level, Occupant, Plan, Point, Ring, Unit, UnitKind
from domain.plan.projection import Projection
from domain.words import Words

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:fuwutai:plan")
_DOOR = 0.9
"""Metres a door is wide where only its middle is known."""
_UNIT_CATEGORY = {UnitKind.WALKWAY: "walkway", UnitKind.ROOM: "room", UnitKind.NONPUBLIC: "nonpublic"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """IMDF wants one. `province` as ISO 3166-2."""

    street: str
    locality: str
    province: str
    country: str = "CN"


def features(plan: Plan, at: Projection, address: Address) -> Mapping[str, list[Row]]:
    """By feature type, in the plan's order."""
    pen = _Pen(at)
    stops = {unit.unit_id: unit for unit in plan.units}
    floors = {level.level_id: _floor_id(level.level_id) for level in plan.levels}
    west, south, east, north = box_of([point for level in plan.levels for point in level.outline])
    ground = ((west, south), (east, south), (east, north), (west, north))
    address_id, building_id = _id("address", ""), _id("building", "")
    middle = pen.point(((west + east) / 2, (south + north) / 2))
    return {
        "address": [
            _row("address", address_id, None, {
                "address": address.street, "unit": None, "locality": address.locality, "province": address.province,
                "country": address.country, "postal_code": None, "postal_code_ext": None,
            }),
        ],
        "venue": [
            _row("venue", _id("venue", ""), pen.polygon(ground), {
                "category": "retailstore", "restriction": None, "name": _labels(plan.name), "alt_name": None,
                "hours": None, "phone": None, "website": None, "display_point": middle, "address_id": address_id,
                EXTENSION: {"origin": [at.longitude, at.latitude], "bearing": at.bearing},
            }),
        ],
        "building": [
            _row("building", building_id, None, {
                "category": "unspecified", "restriction": None, "name": _labels(plan.name), "alt_name": None,
                "display_point": middle, "address_id": address_id,
            }),
        ],
        "footprint": [
            _row("footprint", _id("footprint", ""), pen.polygon(ground), {
                "category": "ground", "name": None, "building_ids": [building_id],
            }),
        ],
        "level": [_level(pen, level, building_id) for level in plan.levels],
        "unit": [*(_floor(pen, level) for level in plan.levels), *(_unit(pen, unit) for unit in plan.units)],
        "fixture": [
            _row("fixture", _id("fixture", fixture.fixture_id), pen.polygon(fixture.shape), {
                "category": categories.FIXTURE_CATEGORY[fixture.kind], "name": _labels(fixture.name), "alt_name": None,
                "anchor_id": None, "level_id": _id("level", fixture.level_id), "display_point": None,
                EXTENSION: {
                    "id": fixture.fixture_id, "kind": fixture.kind.value, "number": fixture.number,
                    "zone": fixture.zone, "department": fixture.department,
                    "faces": [
                        {"id": face.face_id, "name": face.name, "bays": face.bays,
                         "line": [pen.place(face.start), pen.place(face.end)]}
                        for face in fixture.faces
                    ],
                },
            })
            for fixture in plan.fixtures
        ],
        "opening": [
            *(
                _opening(pen, opening.opening_id, opening.level_id, categories.OPENING_CATEGORY[opening.kind],
                         (opening.start, opening.end), opening.name, {"kind": opening.kind.value})
                for opening in plan.openings
            ),
            *(
                _opening(pen, f"{unit.unit_id}/{number}", unit.level_id, "pedestrian", _door(unit, door), None,
                         {"unit": unit.unit_id})
                for unit in plan.units for number, door in enumerate(unit.doors, start=1)
            ),
        ],
        "amenity": [
            _row("amenity", _id("amenity", amenity.amenity_id), pen.point(amenity.at), {
                "category": categories.AMENITY_CATEGORY[amenity.kind], "accessibility": None,
                "name": _labels(amenity.name), "alt_name": None, "hours": None, "phone": None, "website": None,
                "unit_ids": [_id("unit", amenity.unit_id) if amenity.unit_id else floors.get(amenity.level_id, "")],
                "address_id": None, "correlation_id": None,
                EXTENSION: {
                    "id": amenity.amenity_id, "kind": amenity.kind.value, "device": amenity.device,
                    "heading": amenity.heading,
                },
            })
            for amenity in plan.amenities
        ],
        "anchor": [
            _row("anchor", _id("anchor", each.occupant_id), pen.point(each.at), {
                "address_id": address_id,
                "unit_id": _id("unit", each.unit_id) if each.unit_id else floors.get(each.level_id, ""),
            })
            for each in plan.occupants
        ],
        "occupant": [_occupant(each) for each in plan.occupants],
        "relationship": list(_relationships(stops)),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pen:
    at: Projection

    def place(self, point: Point) -> list[float]:
        """Nine decimals of a degree are a tenth of a millimetre."""
        longitude, latitude = self.at.to_degrees(point)
        return [round(longitude, 9), round(latitude, 9)]

    def point(self, point: Point) -> Row:
        return {"type": "Point", "coordinates": self.place(point)}

    def polygon(self, ring: Ring) -> Row:
        """GeoJSON closes its rings."""
        return {"type": "Polygon", "coordinates": [[self.place(point) for point in (*ring, ring[0])]]}


def _row(kind: str, feature_id: str, geometry: Row | None, properties: Row) -> Row:
    return {
        "id": feature_id, "type": "Feature", "feature_type": kind, "geometry": geometry, "properties": properties
    }  # fmt: skip


def _level(pen: _Pen, level: Level, building_id: str) -> Row:
    return _row("level", _id("level", level.level_id), pen.polygon(level.outline), {
        "category": "unspecified", "restriction": None, "outdoor": False, "ordinal": level.ordinal,
        "name": _labels(level.name), "short_name": {"zh-Hans": level.short_name}, "display_point": None,
        "address_id": None, "building_ids": [building_id], EXTENSION: {"id": level.level_id},
    })  # fmt: skip


def _floor(pen: _Pen, level: Level) -> Row:
    """The open floor as a unit: IMDF hangs what stands in the open on one."""
    return _row("unit", _floor_id(level.level_id), pen.polygon(level.outline), {
        "category": "walkway", "restriction": None, "accessibility": None, "name": None, "alt_name": None,
        "level_id": _id("level", level.level_id), "display_point": None,
        EXTENSION: {"id": f"{level.level_id}/floor", "open_floor": True},
    })  # fmt: skip


def _unit(pen: _Pen, unit: Unit) -> Row:
    category = _UNIT_CATEGORY.get(unit.kind, unit.kind.value)
    return _row("unit", _id("unit", unit.unit_id), pen.polygon(unit.shape), {
        "category": category, "restriction": "employeesonly" if unit.kind is UnitKind.NONPUBLIC else None,
        "accessibility": None, "name": _labels(unit.name), "alt_name": None,
        "level_id": _id("level", unit.level_id), "display_point": None,
        EXTENSION: {"id": unit.unit_id, "kind": unit.kind.value, "step_free": unit.step_free},
    })  # fmt: skip


def _opening(
    pen: _Pen, key: str, level_id: str, category: str, line: tuple[Point, Point], name: Words | None, own: Row
) -> Row:
    geometry = {"type": "LineString", "coordinates": [pen.place(point) for point in line]}
    return _row("opening", _id("opening", key), geometry, {
        "category": category, "accessibility": None, "access_control": None, "door": None,
        "name": _labels(name) if name else None, "alt_name": None, "level_id": _id("level", level_id),
        "display_point": None, EXTENSION: {"id": key, **own},
    })  # fmt: skip


def _door(unit: Unit, door: Point) -> tuple[Point, Point]:
    """A door's width along the wall it is in, about its middle."""
    (x0, y0), (x1, y1) = min(edges(unit.shape), key=lambda side: _beside(door, *side))
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length * _DOOR / 2, (y1 - y0) / length * _DOOR / 2
    x, y = door
    return (x - dx, y - dy), (x + dx, y + dy)


def _beside(point: Point, start: Point, end: Point) -> float:
    (px, py), (x0, y0), (x1, y1) = point, start, end
    return math.hypot(px - x0, py - y0) + math.hypot(px - x1, py - y1) - math.hypot(x1 - x0, y1 - y0)


def _occupant(each: Occupant) -> Row:
    return _row("occupant", _id("occupant", each.occupant_id), None, {
        "name": _labels(each.name), "category": "unspecified", "anchor_id": _id("anchor", each.occupant_id),
        "hours": opening_hours.to_text(each.hours), "phone": None, "website": None, "validity": None,
        "correlation_id": None,
        EXTENSION: {
            "id": each.occupant_id, "category": each.category, "fixture": each.fixture_id, "text": _labels(each.text),
        },
    })  # fmt: skip


def _relationships(units: Mapping[str, Unit]) -> Iterable[Row]:
    """One for each way between two units, undirected where it leads back."""
    for unit in units.values():
        for there in unit.joins:
            back = there in units and unit.unit_id in units[there].joins
            if back and there < unit.unit_id:
                continue
            category = unit.kind.value if unit.kind in categories.WAYS_BETWEEN_LEVELS else "traversal"
            yield _row("relationship", _id("relationship", f"{unit.unit_id}>{there}"), None, {
                "category": category, "direction": "undirected" if back else "directed",
                "origin": {"id": _id("unit", unit.unit_id), "feature_type": "unit"}, "intermediary": [],
                "destination": {"id": _id("unit", there), "feature_type": "unit"}, "hours": None,
            })  # fmt: skip


def _labels(words: Words) -> Row | None:
    labels = {"zh-Hans": words.zh_CN, "en": words.en, "zh-Hant": words.zh_TW}
    return {language: text for language, text in labels.items() if text} or None


def _floor_id(level_id: str) -> str:
    return _id("unit", f"{level_id}/floor")


def _id(kind: str, key: str) -> str:
    """IMDF's ids are UUIDs: the plan's own where it is one already."""
    try:
        return str(UUID(key))
    except ValueError:
        return str(uuid5(_NAMESPACE, f"{kind}/{key}"))
