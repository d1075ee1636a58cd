"""`fuwutai plan check`, as whoever draws the store's plan types it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kiosk.__main__ import app

ASSET = Path(__file__).parents[3] / "assets" / "demo" / "plan.imdf.zip"


def check(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["plan", "check", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with zipfile.ZipFile(ASSET) as packed:
        packed.extractall(tmp_path / "plan")
    return tmp_path / "plan"


def spoil(file: Path, our_id: str, **properties: Any) -> str:
    """Change a feature's own properties; its id in the file."""
    data = json.loads(file.read_text("utf-8"))
    feature = next(f for f in data["features"] if f["properties"]["fuwutai"]["id"] == our_id)
    feature["properties"]["fuwutai"].update(properties)
    file.write_text(json.dumps(data), "utf-8")
    return str(feature["id"])


def test_the_demo_stores_plan_is_clean_zipped_or_in_a_folder(folder: Path) -> None:
    for path in (ASSET, folder):
        status, said = check(str(path))
        assert status == 0, said
        assert "0 errors, 0 warnings; 2 levels, 66 fixtures" in said
    assert check(str(ASSET), "--json") == (0, "")


def test_errors_are_told_with_their_features_and_apart_from_warnings(folder: Path) -> None:
    broken = spoil(folder / "fixture.geojson", "F12", number=12, faces=[])
    spoil(folder / "amenity.geojson", "GUIDE1", device="演示退货机")
    status, said = check(str(folder))
    lines = said.splitlines()
    assert status == 1
    assert f"error    fixture.geojson {broken}: has a number that is no short text  [wrong_type]" in lines
    assert "error    GUIDE1: another kiosk is called 演示退货机 too  [same_device]" in lines
    assert "warning  F12: has goods but no face to take them from  [no_faces]" in lines
    assert [line[:5] for line in lines] == [*sorted(line[:5] for line in lines[:-1]), str(folder)[:5]]
    assert "3 errors, 1 warning;" in lines[-1]


def test_what_hangs_on_an_unreadable_level_is_not_blamed_for_it(folder: Path) -> None:
    level = folder / "level.geojson"
    level.write_text(level.read_text("utf-8").replace('"ordinal":1', '"ordinal":"up"'), "utf-8")
    told = [json.loads(line) for line in check(str(folder), "--json")[1].splitlines()]
    assert [(fault["file"], fault["code"]) for fault in told] == [("level.geojson", "wrong_type")]


def test_warnings_alone_are_clean(folder: Path) -> None:
    spoil(folder / "amenity.geojson", "GUIDE1", device="")
    status, said = check(str(folder), "--json")
    assert status == 0
    assert json.loads(said) == {
        "severity": "warning", "code": "no_device", "file": "", "feature_id": "GUIDE1",
        "text": "has no device name: the kiosk will not find itself",
    }  # fmt: skip


def test_what_is_no_plan_is_unreadable(tmp_path: Path, folder: Path) -> None:
    text = tmp_path / "plan.zip"
    text.write_text("not a zip")
    (folder / "level.geojson").unlink()
    (folder / "venue.geojson").write_bytes(b"\x80\x80")
    for path, *expected in (
        (text, "is no zip archive"),
        (tmp_path / "nowhere", "cannot be opened: No such file"),
        (Path("/dev/zero"), "neither a file nor a folder"),
        (folder, "level.geojson: is missing", "venue.geojson: is not UTF-8"),
    ):
        status, said = check(str(path))
        assert status == 2
        assert all(words in said for words in expected), said
        told = [json.loads(line) for line in check(str(path), "--json")[1].splitlines()]
        assert [each["severity"] for each in told] == ["error"] * len(expected)


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(2**34)
    assert check(str(huge)) == (2, f"error    {huge.name}: is larger than 16 MB  [too_big]\n")
