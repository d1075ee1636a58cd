"""What one feature says, read carefully: a wrong value becomes a fault with the feature's id, and reading goes on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from domain.plan.archive import Feature
from domain.plan.fault import Fault, error, warning
from domain.plan.model import Point, Ring
from domain.plan.projection import Projection
from domain.words import NO_WORDS, Words

EXTENSION = "fuwutai"
"""The property that holds what IMDF has no place for: our ids, numbers, zones, departments, faces, devices."""
MOST_POINTS = 2_000
"""Of one shape."""
FARTHEST = 5_000.0
"""Metres from the origin: what lies beyond is a slip of a finger, not a store."""
_LONGEST_TEXT = 300
_LANGUAGES = (
    ("zh_CN", ("zh-Hans-CN", "zh-Hans", "zh-CN", "zh")),
    ("en", ("en", "en-US", "en-GB")),
    ("zh_TW", ("zh-Hant-TW", "zh-Hant", "zh-TW", "zh-HK")),
)


@dataclass(frozen=True, slots=True)
class Fields:
    """One feature's values. `own` is what stands in our extension, empty in a plan of another maker."""

    feature: Feature
    faults: list[Fault]
    own: Mapping[str, Any]

    @classmethod
    def of(cls, feature: Feature, faults: list[Fault]) -> Fields:
        own = feature.properties.get(EXTENSION)
        fields = cls(feature, faults, own if isinstance(own, dict) else {})
        if own is not None and not isinstance(own, dict):
            fields.fail("wrong_type", f"has a {EXTENSION} that is no table")
        return fields

    @property
    def key(self) -> str:
        """The id on our plan: our own where it was written by us, else the file's."""
        own = self.own.get("id")
        return own if isinstance(own, str) and own else self.feature.feature_id

    def fail(self, code: str, text: str) -> None:
        self.faults.append(error(code, self.feature.feature_id, text, self.feature.file))

    def warn(self, code: str, text: str) -> None:
        self.faults.append(warning(code, self.feature.feature_id, text, self.feature.file))

    def text(self, name: str, *, own: bool = False, needed: bool = False) -> str:
        """"" where it is missing or null, which is a fault where it is needed."""
        value = (self.own if own else self.feature.properties).get(name)
        if value is None:
            if needed:
                self.fail("missing", f"has no {name}")
            return ""
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.isprintable():
            self.fail("wrong_type", f"has a {name} that is no short text")
            return ""
        return value

    def number(self, name: str, *, own: bool = False, default: float = 0.0) -> float:
        value = (self.own if own else self.feature.properties).get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            self.fail("wrong_type", f"has a {name} that is no number")
            return default
        return float(value)

    def whole(self, name: str, *, own: bool = False) -> int | None:
        value = (self.own if own else self.feature.properties).get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not abs(value) < 1_000:
            self.fail("wrong_type", f"has a {name} that is no small whole number")
            return None
        return value

    def ids(self, name: str) -> tuple[str, ...]:
        value = self.feature.properties.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.fail("wrong_type", f"has {name} that are no list of ids")
            return ()
        return tuple(value)

    def words(self, name: str, *, own: bool = False, language: str = "") -> Words:
        """IMDF's labels by language tag; `language` is the manifest's, for a plan without any Chinese."""
        value = (self.own if own else self.feature.properties).get(name)
        if value is None:
            return NO_WORDS
        if not isinstance(value, dict) or not all(
            isinstance(text, str) and len(text) <= _LONGEST_TEXT and text.isprintable() for text in value.values()
        ):
            self.fail("wrong_type", f"has a {name} that is no table of short texts by language")
            return NO_WORDS
        said = {ours: _first(value, tags) for ours, tags in _LANGUAGES}
        simplified = said["zh_CN"] or said["zh_TW"] or _first(value, (language,)) or said["en"]
        return Words(simplified or next(iter(value.values()), ""), said["en"], said["zh_TW"])

    # Shapes --------------------------------------------------------------------------------------------------------

    def point(self, projection: Projection) -> Point | None:
        geometry = self.feature.geometry
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            self.fail("geometry", "is no point")
            return None
        return self.place(geometry.get("coordinates"), projection)

    def line(self, projection: Projection) -> tuple[Point, Point] | None:
        """The two ends."""
        geometry = self.feature.geometry
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") != "LineString" or not isinstance(coordinates, list):
            self.fail("geometry", "is no line")
            return None
        if not 2 <= len(coordinates) <= MOST_POINTS:
            self.fail("geometry", f"is a line of {len(coordinates)} points")
            return None
        start, end = self.place(coordinates[0], projection), self.place(coordinates[-1], projection)
        if start is None or end is None:
            return None
        if start == end:
            self.fail("geometry", "is a line without length")
            return None
        return start, end

    def rings(self, projection: Projection) -> tuple[Ring, tuple[Ring, ...]] | None:
        """The outline and its holes. Of several parts, the largest."""
        parts = self._polygons()
        if not parts:
            self.fail("geometry", "is no polygon")
            return None
        read: list[list[Ring]] = []
        for part in parts:
            rings = [self._ring(ring, projection) for ring in part]
            if None in rings:
                return None
            read.append([ring for ring in rings if ring])
        if len(read) > 1:
            self.warn("geometry", f"has {len(read)} parts, of which only the largest is used")
        outline, *holes = max(read, key=lambda rings: abs(doubled_area(rings[0])))
        return outline, tuple(holes)

    def shape(self, projection: Projection) -> Ring | None:
        """The outline of what has no business with holes."""
        rings = self.rings(projection)
        if rings is None:
            return None
        if rings[1]:
            self.warn("geometry", "has a hole, which is filled")
        return rings[0]

    def _polygons(self) -> list[list[Any]]:
        geometry = self.feature.geometry
        coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or not isinstance(coordinates, list):
            return []
        parts = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(geometry.get("type")), [])
        return parts if all(isinstance(part, list) and part for part in parts) else []

    def _ring(self, coordinates: object, projection: Projection) -> Ring | None:
        if not isinstance(coordinates, list) or not 4 <= len(coordinates) <= MOST_POINTS:
            self.fail("geometry", f"has a ring that does not have 4 to {MOST_POINTS} points")
            return None
        points: list[Point] = []
        for each in coordinates:
            place = self.place(each, projection)
            if place is None:
                return None
            if not points or place != points[-1]:
                points.append(place)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        elif coordinates[0] != coordinates[-1]:
            self.warn("geometry", "has a ring that is not closed")
        # A bow tie, whose halves cancel out, has corners all the same: that it crosses itself is said by the check.
        if len(points) < 3 or all(doubled_area((points[0], *edge)) == 0 for edge in pairwise(points)):
            self.fail("no_area", "has no area")
            return None
        return tuple(points)

    def place(self, coordinates: object, projection: Projection) -> Point | None:
        """Longitude and latitude in metres, to the millimetre; a height is passed over."""
        if not isinstance(coordinates, list) or not 2 <= len(coordinates) <= 4 or not all(map(_is_number, coordinates)):
            self.fail("geometry", "has a coordinate that is no pair of numbers")
            return None
        longitude, latitude = coordinates[:2]
        if abs(longitude) > 180 or abs(latitude) > 90:
            self.fail("geometry", "has a coordinate off the globe: longitude first, then latitude")
            return None
        x, y = projection.to_metres(longitude, latitude)
        if math.hypot(x, y) > FARTHEST:
            self.fail("geometry", "lies kilometres away from the venue")
            return None
        # Adding zero turns a negative zero into a plain one.
        return round(x, 3) + 0.0, round(y, 3) + 0.0


def gather(features: Iterable[Feature], faults: list[Fault], read: Callable[[Fields], Any]) -> tuple[Any, ...]:
    """What `read` makes of each, without those it can make nothing of."""
    made = (read(Fields.of(feature, faults)) for feature in features)
    return tuple(each for each in made if each is not None)


def doubled_area(ring: Iterable[Point]) -> float:
    """Positive where the ring runs counter-clockwise."""
    points = list(ring)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True))


def _first(labels: Mapping[str, str], tags: Iterable[str]) -> str:
    """Of a language tag's texts; tags are read whatever their case."""
    lower = {str(tag).lower(): text for tag, text in labels.items()}
    return next((lower[tag.lower()] for tag in tags if lower.get(tag.lower())), "")


def _is_number(value: object) -> bool:
    # Compared, never converted: a whole number of a thousand digits is no float. Nothing compares with NaN.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6
