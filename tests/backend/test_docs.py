"""What docs/import.md shows is what the importer takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from backend.pos.csv_reader import COLUMNS
from backend.pos.importing import import_file
from tests.support.service import Service

TEXT = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", TEXT, re.S)
    return str(found)


def test_the_examples_come_in_and_say_the_same(service: Service, tmp_path: Path) -> None:
    as_json, as_csv = tmp_path / "r.json", tmp_path / "r.csv"
    as_json.write_text(json.dumps([json.loads(block("json"))]), encoding="utf-8")
    as_csv.write_text(block("csv"), encoding="utf-8")
    report = import_file(service.sessions, as_json, service.clock)
    assert (report.refused, report.new) == ([], 1)
    report = import_file(service.sessions, as_csv, service.clock)
    assert (report.refused, report.unchanged) == ([], 1)


def test_every_column_is_listed() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", TEXT, re.M)) == tuple(
        sorted(COLUMNS, key=lambda name: TEXT.index(f"| `{name}` |"))
    )
