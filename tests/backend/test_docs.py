"""What docs/import.md shows is what the importer takes."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import replace
from pathlib import Path

from backend.config import load_settings
from backend.guide_files import Kind, take
from backend.guide_files.tables import column_names
from backend.pos.csv_reader import COLUMNS
from backend.pos.importing import import_file
from backend.pos.store_files import put_folder, read_folder
from backend.services import guide_data, reference
from backend.settings import Settings
from domain.plan import Face
from domain.reference import Product
from tests.support.guide import a_plan, a_shelf
from tests.support.service import NOW, Service

TEXT = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return [str(found) for found in re.findall(rf"```{kind}\n(.*?)```", TEXT, re.S)]


def test_the_examples_come_in_and_say_the_same(service: Service, tmp_path: Path) -> None:
    as_json, as_csv = tmp_path / "r.json", tmp_path / "r.csv"
    as_json.write_text(json.dumps([json.loads(blocks("json")[0])]), encoding="utf-8")
    as_csv.write_text(blocks("csv")[-1], encoding="utf-8")
    report = import_file(service.sessions, as_json, service.clock)
    assert (report.refused, report.new) == ([], 1)
    report = import_file(service.sessions, as_csv, service.clock)
    assert (report.refused, report.unchanged) == ([], 1)


def test_the_stores_own_example_comes_in(service: Service, tmp_path: Path) -> None:
    store, policy = (textwrap.dedent(found) for found in re.findall(r"  ```toml\n(.*?)  ```", TEXT, re.S))
    (tmp_path / "store.toml").write_text(store, encoding="utf-8")
    (tmp_path / "policy.toml").write_text(policy.replace('"2026-11"', '"docs"'), encoding="utf-8")
    put_folder(service.sessions, read_folder(tmp_path), NOW)
    with service.sessions.read() as session:
        assert reference.store(session, "9907").name == "青石桥店"
        in_force = reference.policy(session, "9907")
        assert in_force is not None
        assert in_force.version == "docs"


def test_the_guides_tables_come_in_as_shown(service: Service) -> None:
    goods = [Product("102233", "6901234567892", "纯牛奶", "grocery", "箱", 6_990)]
    reference.put_products(service.sessions, "9907", goods, NOW)
    plan = replace(a_plan(), fixtures=(replace(a_shelf(12, 8), fixture_id="F12", faces=(_face("F12-A"),)),))
    guide_data.put_plan(service.sessions, "9907", plan, NOW)
    kinds = (Kind.PROMOTIONS, Kind.NOTICES, Kind.PLACEMENTS, Kind.STOCKS, Kind.SYNONYMS)
    for kind, table in zip(kinds, blocks("csv"), strict=False):
        taken = take(service.sessions, "9907", kind, table, NOW, is_csv=True)
        assert (taken.count, taken.remarks) == (1, ()), kind
    listed = dict(re.findall(r"^\| (\w+) \| (.+) \|$", TEXT, re.M))
    for kind in kinds:
        named = re.findall(r"`(\w+)`", listed["stock" if kind is Kind.STOCKS else kind.value])
        texts = {name for name in column_names(kind) if name.startswith(("title", "text"))}
        assert set(column_names(kind)) - texts <= set(named), kind


def _face(face_id: str) -> Face:
    return Face(face_id, (8.0, 15.0), (8.0, 5.0), 4)


def test_every_column_is_listed() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", TEXT, re.M)) == tuple(
        sorted(COLUMNS, key=lambda name: TEXT.index(f"| `{name}` |"))
    )


def test_the_configuration_shown_is_the_default_but_for_names(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "central.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    (tmp_path / "central.toml").write_text(shown, encoding="utf-8")
    names = {"database", "public_url", "chain", "hotline"}
    assert load_settings(tmp_path / "central.toml").model_dump(exclude=names) == Settings().model_dump(exclude=names)
