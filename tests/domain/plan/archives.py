"""Archives for a story: the demo's files, one of them changed, and the smallest store that has everything."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from backend.demo.plan import demo_archive
from domain.plan import (
    Amenity,
    AmenityKind,
    Face,
    Fixture,
    FixtureKind,
    Hours,
    Level,
    Occupant,
    Opening,
    OpeningKind,
    Plan,
    Unit,
    UnitKind,
)
from domain.plan.archive import unzip
from domain.plan.imdf import to_imdf
from domain.plan.projection import Projection
from domain.plan.writing import Address
from domain.words import Words

HERE = Address("青石桥南街 41 号", "成都市", "CN-SC")
DEMO = unzip(demo_archive())
CORNER = Plan(
    "", Words("小店", "Corner shop", "小店"),
    tuple(
        Level(f"L{n}", n, Words(f"{n + 1} 楼"), str(n + 1), ((0, 0), (12, 0), (12, 9), (0, 9))) for n in (0, 1)
    ),
    tuple(
        Unit(f"LIFT{n}", f"L{n}", UnitKind.ELEVATOR, Words("电梯"), ((0, 7), (2, 7), (2, 9), (0, 9)),
             (f"LIFT{1 - n}",), doors=((2, 8),))
        for n in (0, 1)
    ),
    (
        Fixture("F1", "L0", FixtureKind.SHELF, Words("货架"), ((5, 2), (6, 2), (6, 6), (5, 6)), "1", "D", "dairy",
                (Face("F1-A", (5, 6), (5, 2), 3, "A"), Face("F1-B", (6, 2), (6, 6), 3, "B"))),
    ),
    (Opening("IN", "L0", OpeningKind.BOTH, Words("入口"), (3, 0), (5, 0)),),
    (Amenity("K", "L0", AmenityKind.KIOSK_GUIDE, Words("导览"), (8, 1), "", "导览屏", 90),),
    (Occupant("O", "L0", "bakery", Words("面包房"), (9, 4), "", "F1", (Hours((1, 2), "08:00", "24:00"),)),),
)  # fmt: skip
"""As small as a store with everything can be."""

SMALL = to_imdf(CORNER, Projection(104, 30), HERE)


def changed(file: str, change: Callable[[Any], Any]) -> dict[str, bytes]:
    """The demo's files, with one rewritten."""
    data = json.loads(DEMO[file])
    result = change(data)
    # A number beyond all floats, which json.dumps would not write.
    return DEMO | {file: json.dumps(data if result is None else result).replace('"1e999"', "1e999").encode()}


def feature(data: Any, our_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in data["features"] if f["properties"].get("fuwutai", {}).get("id") == our_id)
    return found


def set_in(our_id: str, *path: str | int, to: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        at = feature(data, our_id)
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in files.items():
            packing.writestr(name, content)
    return out.getvalue()
