"""A plan as another maker writes it."""

from __future__ import annotations

import json
from typing import Any

from domain.plan.projection import Projection

FLOOR, SHOP, LIFT_A, LIFT_B, UPPER = (f"{n}1111111-1111-4111-8111-111111111111" for n in range(1, 6))


def degrees(*metres: tuple[float, float]) -> list[list[float]]:
    at = Projection(2.0, 48.0)
    return [list(at.to_degrees(point)) for point in metres]


def area(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [degrees((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]}


def row(kind: str, feature_id: str, geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"id": feature_id, "type": "Feature", "feature_type": kind, "geometry": geometry, "properties": properties}


def foreign() -> dict[str, list[dict[str, Any]]]:
    """A shop as mapping services ask for it: no word of ours in it."""
    return {
        "venue": [row("venue", "v", area(0, 0, 30, 20), category="retailstore", name={"fr": "Épicerie"})],
        "level": [
            row("level", FLOOR, area(0, 0, 30, 20), ordinal=0, name={"en": "Ground"}, short_name={"en": "G"}),
            row("level", UPPER, {
                "type": "Polygon",
                "coordinates": [*area(0, 0, 30, 20)["coordinates"], *area(20, 5, 25, 10)["coordinates"]],
            }, ordinal=1, name=None, short_name=None),
        ],
        "unit": [
            row("unit", SHOP, area(0, 0, 30, 20), category="walkway", level_id=FLOOR, name=None, restriction=None),
            row("unit", LIFT_A, area(1, 1, 3, 3), category="elevator", level_id=FLOOR, name={"en": "Lift"}),
            row("unit", LIFT_B, area(1, 1, 3, 3), category="elevator", level_id=UPPER, name={"en": "Lift"}),
            row("unit", "office", area(25, 15, 30, 20), category="office", level_id=FLOOR, name=None),
        ],
        "fixture": [row("fixture", "f1", area(10, 5, 12, 15), category="furniture", level_id=FLOOR, name=None)],
        "kiosk": [row("kiosk", "k1", area(15, 5, 16, 6), level_id=FLOOR, name={"en": "Flowers"}, anchor_id=None)],
        "opening": [
            row("opening", "o1", {"type": "LineString", "coordinates": degrees((14, 0), (16, 0))},
                category="pedestrian.principal", level_id=FLOOR, name=None),
            row("opening", "o2", {"type": "LineString", "coordinates": degrees((3, 1.5), (3, 2.5))},
                category="pedestrian", level_id=FLOOR, name=None),
            row("opening", "o3", {"type": "LineString", "coordinates": degrees((28, 0), (29, 0))},
                category="service", level_id=FLOOR, name=None),
        ],
        "amenity": [
            row("amenity", "a1", {"type": "Point", "coordinates": degrees((8, 18))[0]},
                category="drinkingfountain", unit_ids=[SHOP], name=None),
            row("amenity", "a2", {"type": "Point", "coordinates": degrees((8, 17))[0]},
                category="phone", unit_ids=[SHOP], name=None),
        ],
        "anchor": [row("anchor", "n1", {"type": "Point", "coordinates": degrees((5, 18))[0]}, unit_id=SHOP)],
        "occupant": [
            row("occupant", "c1", None, category="bakery", anchor_id="n1", name={"en": "Baker"},
                hours="Mo-Fr 07:00-12:00,14:00-19:00; Sa 07:00-12:00"),
        ],
        "relationship": [
            row("relationship", "r1", None, category="elevator", direction="undirected",
                origin={"id": LIFT_A, "feature_type": "unit"}, intermediary=None,
                destination={"id": LIFT_B, "feature_type": "unit"}),
        ],
        "section": [row("section", "s1", area(0, 0, 5, 5), category="retail")],
        "geofence": [row("geofence", "g1", area(0, 0, 5, 5), category="concourse")],
    }  # fmt: skip


def packed(features: dict[str, list[dict[str, Any]]]) -> dict[str, bytes]:
    files = {"manifest.json": b'{"version": "1.0.0", "language": "fr"}'}
    for kind, rows in features.items():
        files[f"{kind}.geojson"] = json.dumps({"type": "FeatureCollection", "features": rows}).encode()
    return files
