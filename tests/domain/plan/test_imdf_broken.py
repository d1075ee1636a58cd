"""Archives somebody broke: every fault is said where it stands, and nothing breaks over it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.demo.plan import demo_archive, demo_plan
from domain.plan import Plan
from domain.plan.archive import MOST_BYTES, MOST_FEATURES, unzip
from domain.plan.checking import faults
from domain.plan.fault import Fault, NotAPlan
from domain.plan.imdf import Reading, from_imdf, read, read_zip
from tests.domain.plan.archives import DEMO, SMALL, changed, feature, set_in, zipped
from tests.domain.plan.foreign import degrees, foreign, packed


def tried(reading: Callable[[], Reading]) -> tuple[Plan | None, tuple[Fault, ...]]:
    """What comes of it: a plan with its faults, or at least one fault."""
    try:
        found = reading()
    except NotAPlan as broken:
        return (None, broken.faults) if broken.faults else pytest.fail("no plan, and nobody knows why")
    return found.plan, found.faults


def told(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Codes and files of what is said, whether a plan comes of it or not."""
    _, found = tried(lambda: read(files))
    assert all(fault.text and fault.text.isprintable() for fault in found)
    return {(fault.code, fault.file) for fault in found}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", demo_archive()[:9_000], b"\x00" * 50_000])
def test_what_is_no_zip_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAPlan, match="zip archive"):
        read_zip(data)


@given(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_zip_is_a_fault_and_never_an_exception(place: int, damage: bytes) -> None:
    data = bytearray(SMALL)
    data[place : place + len(damage)] = damage
    plan, found = tried(lambda: read_zip(bytes(data)))
    assert plan or found


def test_a_bomb_is_put_down_before_it_is_unpacked() -> None:
    bomb = zipped(DEMO | {"fixture.geojson": b" " * (MOST_BYTES + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(NotAPlan, match="16 MB"):
        read_zip(bomb)
    many = zipped({f"{n}/level.geojson": b"{}" for n in range(201)})
    with pytest.raises(NotAPlan, match="200 files"):
        read_zip(many)


def test_a_zip_that_lies_about_its_sizes_is_not_believed() -> None:
    honest = zipped({"level.geojson": b"x" * 5_000_000})
    lying = honest.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10))
    assert lying != honest
    with pytest.raises(NotAPlan):
        read_zip(lying)


def test_a_folder_inside_the_zip_and_what_macs_put_beside_it() -> None:
    wrapped = {f"my store/{name}": content for name, content in DEMO.items()}
    junk = {"__MACOSX/my store/._level.geojson": b"\x00\x05", ".DS_Store": b"\x00", "readme.txt": b"hello"}
    assert read_zip(zipped(wrapped | junk)).plan == demo_plan()


def test_windows_encodings_are_read() -> None:
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        files = {name: content.decode().encode(encoding) for name, content in DEMO.items()}
        assert read(files).plan == demo_plan()


@pytest.mark.parametrize("missing", sorted(DEMO))
def test_a_missing_file_is_missed_where_it_matters(missing: str) -> None:
    files = {name: content for name, content in DEMO.items() if name != missing}
    said = told(files)
    tolerated = {"address.geojson", "building.geojson", "footprint.geojson", "fixture.geojson", "amenity.geojson",
                 "opening.geojson", "relationship.geojson", "occupant.geojson"}  # fmt: skip
    if missing in tolerated:
        assert said == set()
    elif missing in ("unit.geojson", "anchor.geojson"):
        assert {code for code, _ in said} == {"missing_reference"}
    else:
        assert said == {("missing_file", missing)}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xff\xff\xff", "encoding"),
        (b"[" * 100_000, "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b'{"features": [], "features": []}', "not_json"),
        (b"null", "wrong_type"),
        (b"7", "wrong_type"),
        (b'{"features": {}}', "wrong_type"),
        (b'{"features": [7]}', "wrong_type"),
        (b'{"features": [{"id": 7}]}', "no_id"),
        (b'{"features": [{"id": "\\u001b[2J"}]}', "no_id"),
        (b'{"features": [{"id": "x", "feature_type": "unit"}]}', "wrong_type"),
        (b'{"features": [{"id": "x", "feature_type": "fixture", "properties": []}]}', "wrong_type"),
        (b'{"features": [{"id": "x", "feature_type": "fixture"}]}', "geometry"),
    ],
)
def test_a_broken_file_is_named(content: bytes, code: str) -> None:
    assert (code, "fixture.geojson") in told(DEMO | {"fixture.geojson": content})


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"[]", "wrong_type"), (b"{", "not_json"), (b'{"version": "2.0.0"}', "version"), (b'{"version": 1}', "version")],
)
def test_a_broken_manifest_is_named(content: bytes, said: str) -> None:
    assert told(DEMO | {"manifest.json": content}) == {(said, "manifest.json")}


def test_a_bow_tie_crosses_itself_and_is_not_called_flat() -> None:
    def tied(data: Any) -> None:
        ring = feature(data, "F12")["geometry"]["coordinates"][0]
        ring[1], ring[2] = ring[2], ring[1]

    found = read(changed("fixture.geojson", tied))
    assert found.faults == ()
    assert [(f.code, f.feature_id) for f in faults(found.plan) if f.code in ("self_crossing", "no_area")] == [
        ("self_crossing", "F12")
    ]


RING = ("geometry", "coordinates", 0)
OWN = ("properties", "fuwutai")
BROKEN = [
    ("fixture.geojson", set_in("F12", "geometry", to=None), "geometry"),
    ("fixture.geojson", set_in("F12", "geometry", "type", to="Point"), "geometry"),
    ("fixture.geojson", set_in("F12", "geometry", "type", to=["Polygon"]), "geometry"),
    ("fixture.geojson", set_in("F12", "geometry", "coordinates", to={}), "geometry"),
    ("fixture.geojson", set_in("F12", "geometry", "coordinates", to=[]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, to=[[104.0848, 30.6488]] * 3), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, to=[[104.0848, 30.6488]] * 9), "no_area"),
    ("fixture.geojson", set_in("F12", *RING, to=[[104.0848, 30.6488]] * 2_001), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=["a", "b"]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=[True, 30]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=["1e999", 30]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=[30.6488, 104.0848]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=[104.0848, 30.9]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, 0, to=[10**400, 30.9]), "geometry"),
    ("fixture.geojson", set_in("F12", *RING, -1, to=[104.0849, 30.64885]), "geometry"),
    ("fixture.geojson", set_in("F12", "properties", "level_id", to=7), "wrong_type"),
    ("fixture.geojson", set_in("F12", "properties", "level_id", to=None), "missing"),
    ("fixture.geojson", set_in("F12", "properties", "name", to="Dairy"), "wrong_type"),
    ("fixture.geojson", set_in("F12", "properties", "name", to={"en": "\x1b[2J"}), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, to=[]), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "kind", to="tree"), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "number", to=12), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "number", to="1" * 301), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", to={}), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", to=[7]), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", 0, "line", to=[[104, 30]]), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", 0, "line", to=[[None, 30], 4]), "geometry"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", 0, "bays", to=0), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", 0, "bays", to=1e9), "wrong_type"),
    ("fixture.geojson", set_in("F12", *OWN, "faces", 0, "name", to=[]), "wrong_type"),
    ("level.geojson", set_in("L2", "properties", "ordinal", to="1"), "wrong_type"),
    ("level.geojson", set_in("L2", "properties", "ordinal", to=10**30), "wrong_type"),
    ("level.geojson", set_in("L2", "geometry", to={"type": "MultiPolygon", "coordinates": [[], 3]}), "geometry"),
    ("unit.geojson", set_in("LIFT1", "properties", "category", to=None), ""),
    ("unit.geojson", set_in("LIFT1", "geometry", to=None), "geometry"),
    ("opening.geojson", set_in("IN", "geometry", "coordinates", to=[[104.0848, 30.6488]]), "geometry"),
    ("opening.geojson", set_in("IN", "geometry", "coordinates", to=[[104.0848, 30.6488]] * 2), "geometry"),
    ("opening.geojson", set_in("IN", "geometry", "type", to="Polygon"), "geometry"),
    ("amenity.geojson", set_in("GUIDE1", "properties", "unit_ids", to="x"), "wrong_type"),
    ("amenity.geojson", set_in("GUIDE1", "properties", "unit_ids", to=["\x1b[2J"]), "missing_reference"),
    ("amenity.geojson", set_in("GUIDE1", *OWN, "heading", to="north"), "wrong_type"),
    ("amenity.geojson", set_in("GUIDE1", "geometry", to={"type": "Point", "coordinates": []}), "geometry"),
    ("occupant.geojson", set_in("SERVICE", "properties", "anchor_id", to="x"), "missing_reference"),
    ("occupant.geojson", set_in("SERVICE", "properties", "hours", to="from sunrise to sunset"), "hours"),
]


@pytest.mark.parametrize(("file", "change", "code"), BROKEN)
def test_every_wrong_value_is_a_fault_of_its_feature(file: str, change: Callable[[Any], None], code: str) -> None:
    files = changed(file, change)
    assert {c for c, f in told(files) if f == file} == ({code} if code else set())


def test_faults_name_the_file_and_the_feature_as_they_stand_there() -> None:
    files = changed("fixture.geojson", set_in("F12", *OWN, "number", to=12))
    (fault,) = read(files).faults
    assert fault.file == "fixture.geojson"
    assert fault.feature_id == feature(json.loads(files["fixture.geojson"]), "F12")["id"]
    assert not read(files).sound
    with pytest.raises(NotAPlan, match="number"):
        from_imdf(zipped(files))


def test_all_faults_come_at_once() -> None:
    def spoil(data: Any) -> None:
        for row in data["features"]:
            row["geometry"]["coordinates"] = "nothing"

    files = changed("fixture.geojson", spoil)
    assert len(read(files).faults) == len(demo_plan().fixtures)


@pytest.mark.parametrize("origin", [[], [1], ["a", "b"], [400, 3], {}, "ab", [None, None], 7])
def test_an_origin_that_is_none(origin: Any) -> None:
    def move(data: Any) -> None:
        data["features"][0]["properties"]["fuwutai"]["origin"] = origin

    with pytest.raises(NotAPlan, match="origin"):
        read(changed("venue.geojson", move))


def test_swapped_coordinates_are_recognised() -> None:
    rows = foreign()
    rows["level"][0]["geometry"]["coordinates"] = [[[lat, lon + 90] for lon, lat in degrees((0, 0), (9, 0), (9, 9))]]
    with pytest.raises(NotAPlan, match="longitude first"):
        read(packed({"venue": rows["venue"], "level": rows["level"][:1]}))


def test_twenty_thousand_shelves_are_read_and_too_many_are_not() -> None:
    rows = foreign()
    shelf = rows["fixture"][0]
    rows["fixture"] = [shelf | {"id": f"f{n}"} for n in range(20_000)]
    assert len(read(packed(rows)).plan.fixtures) == 20_001
    rows["fixture"] = [{"id": f"{n}", "feature_type": "fixture"} for n in range(MOST_FEATURES + 1)]
    with pytest.raises(NotAPlan, match="50000 features"):
        read(packed(rows))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(set(DEMO) - {"manifest.json"})), st.integers(0, 500), st.data())
def test_any_value_anywhere_is_a_fault_at_worst(file: str, nth: int, data: st.DataObject) -> None:
    """One value of one feature replaced by anything: a plan or a list of faults, never an exception."""

    def spoil(document: Any) -> None:
        at: Any = document["features"][nth % len(document["features"])]
        while True:
            steps = sorted(at) if isinstance(at, dict) else list(range(len(at)))
            step = data.draw(st.sampled_from(steps))
            if not isinstance(at[step], dict | list) or not at[step] or data.draw(st.booleans()):
                at[step] = data.draw(JSON)
                return
            at = at[step]

    document = json.loads(unzip(SMALL)[file])
    spoil(document)
    files = unzip(SMALL) | {file: json.dumps(document).encode()}
    plan, found = tried(lambda: read(files))
    assert all(fault.text.isprintable() for fault in (*found, *(faults(plan) if plan else ())))


def test_a_deflated_stream_that_ends_early() -> None:
    whole = zipped(DEMO)
    at = whole.index(b"level.geojson") + 60
    with pytest.raises(NotAPlan):
        read_zip(whole[:at] + zlib.compress(b"x") + whole[at + 9 :])
