"""Plans from and to IMDF archives: our own and another maker's."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend.demo.assets import FOLDER
from backend.demo.plan import demo_archive, demo_plan
from domain.plan import FixtureKind, Hours, OpeningKind, UnitKind
from domain.plan.archive import unzip
from domain.plan.checking import faults
from domain.plan.fault import Severity
from domain.plan.imdf import from_imdf, read, read_zip, to_imdf
from domain.plan.projection import Projection
from domain.words import Words
from tests.domain.plan.archives import CORNER, DEMO, HERE, changed, set_in
from tests.domain.plan.foreign import FLOOR, LIFT_A, LIFT_B, UPPER, foreign, packed
from tests.support.plans import big_plan

# Our own ---------------------------------------------------------------------------------------------------------


def test_the_demo_store_comes_back_as_it_was_written() -> None:
    assert from_imdf(demo_archive()) == demo_plan()


def test_the_archive_that_ships_is_the_one_the_generator_makes() -> None:
    """`fuwutai backend demo-plan --out assets/demo/plan.imdf.zip` makes it anew."""
    assert unzip((FOLDER / "plan.imdf.zip").read_bytes()) == DEMO


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert demo_archive() == demo_archive()


@given(st.floats(-180, 180), st.floats(-70, 70), st.floats(0, 360))
def test_a_plan_comes_back_from_anywhere_on_the_globe(longitude: float, latitude: float, bearing: float) -> None:
    found = read_zip(to_imdf(CORNER, Projection(longitude, latitude, bearing), HERE))
    assert found.faults == ()
    assert replace(found.plan, version="") == CORNER


def test_a_big_store_comes_back() -> None:
    plan = big_plan(3)
    assert from_imdf(to_imdf(plan, Projection(104, 30.6), HERE)) == plan


def test_every_feature_is_a_feature_of_imdf() -> None:
    ids: set[str] = set()
    for name, content in DEMO.items():
        if name == "manifest.json":
            manifest = json.loads(content)
            assert manifest["version"] == "1.0.0"
            assert manifest["extensions"] == ["imdf:extension:fuwutai:store#1.0.0"]
            continue
        for row in json.loads(content)["features"]:
            assert row["type"] == "Feature"
            assert f"{row['feature_type']}.geojson" == name
            assert len(row["id"]) == 36
            assert row["id"] not in ids
            ids.add(row["id"])
            assert row["geometry"] is None or row["geometry"]["type"] in ("Polygon", "Point", "LineString")
    assert {"venue.geojson", "level.geojson", "unit.geojson", "address.geojson", "relationship.geojson"} <= set(DEMO)


def test_a_change_of_anything_is_another_version() -> None:
    other = read(changed("fixture.geojson", set_in("F12", "properties", "fuwutai", "number", to="112")))
    assert other.sound
    assert other.plan.version != demo_plan().version


# Another maker's -------------------------------------------------------------------------------------------------


def test_another_makers_plan_is_read() -> None:
    found = read(packed(foreign()))
    assert found.faults == ()
    plan = found.plan
    assert plan.name == Words("Épicerie")
    ground, upper = plan.levels
    assert ground.outline == ((0, 0), (30, 0), (30, 20), (0, 20))
    assert (ground.short_name, upper.short_name) == ("G", "2")
    units = {unit.unit_id: unit for unit in plan.units}
    assert units[LIFT_A].joins == (LIFT_B,)
    assert units[LIFT_B].joins == (LIFT_A,)
    assert units[LIFT_A].doors == ((3.0, 2.0),)
    assert units["office"].kind is UnitKind.NONPUBLIC
    assert units[f"{UPPER}/hole1"].shape == ((20, 5), (25, 5), (25, 10), (20, 10))
    assert [(o.opening_id, o.kind) for o in plan.openings] == [("o1", OpeningKind.BOTH)]
    assert [(f.fixture_id, f.kind) for f in plan.fixtures] == [("f1", FixtureKind.SHELF), ("k1", FixtureKind.OTHER)]
    assert [(a.amenity_id, a.level_id, a.unit_id) for a in plan.amenities] == [("a1", FLOOR, "")]
    (baker,) = plan.occupants
    assert baker.at == (5, 18)
    assert baker.hours[2] == Hours((6,), "07:00", "12:00")
    assert not [fault for fault in faults(plan) if fault.severity is Severity.ERROR]
