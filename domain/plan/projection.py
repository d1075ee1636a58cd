"""From the globe to the floor and back: WGS84 degrees and a venue's own metres.

Equirectangular about an origin, with the ellipsoid's two radii there. A store is small: at 31 degrees north a place
100 m from the origin is 1 mm from where an exact projection puts it, 500 m away 2.4 cm. What is left out is how the
parallels shorten: distance squared, times the tangent of the latitude, over the Earth's radius.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from domain.plan.model import Point

_SEMI_MAJOR = 6_378_137.0
_ECCENTRICITY_SQUARED = 6.694_379_990_14e-3
"""WGS84."""


@dataclass(frozen=True, slots=True)
class Projection:
    """`longitude`, `latitude` in degrees is the plan's (0, 0); `bearing` is where its y points, clockwise from north.

    Latitudes beyond 85 degrees have no store, and raise ValueError.
    """

    longitude: float
    latitude: float
    bearing: float = 0.0

    def __post_init__(self) -> None:
        if not (abs(self.longitude) <= 180 and abs(self.latitude) <= 85 and math.isfinite(self.bearing)):
            raise ValueError("not a place on the globe where stores are")

    def to_metres(self, longitude: float, latitude: float) -> Point:
        east, north = self._metres_per_degree()
        # Across the 180th meridian the short way.
        turned = (longitude - self.longitude + 540) % 360 - 180
        dx, dy = turned * east, (latitude - self.latitude) * north
        sine, cosine = self._turn()
        return dx * cosine - dy * sine, dx * sine + dy * cosine

    def to_degrees(self, point: Point) -> tuple[float, float]:
        """Longitude and latitude."""
        east, north = self._metres_per_degree()
        sine, cosine = self._turn()
        x, y = point
        dx, dy = x * cosine + y * sine, y * cosine - x * sine
        return (self.longitude + dx / east + 540) % 360 - 180, self.latitude + dy / north

    def _metres_per_degree(self) -> tuple[float, float]:
        latitude = math.radians(self.latitude)
        flat = 1 - _ECCENTRICITY_SQUARED * math.sin(latitude) ** 2
        across = _SEMI_MAJOR / math.sqrt(flat)
        along = _SEMI_MAJOR * (1 - _ECCENTRICITY_SQUARED) / flat**1.5
        return math.radians(across * math.cos(latitude)), math.radians(along)

    def _turn(self) -> tuple[float, float]:
        bearing = math.radians(self.bearing)
        return math.sin(bearing), math.cos(bearing)
