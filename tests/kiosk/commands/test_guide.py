"""`fuwutai guide search`, as a technician or another program types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.reference import DepartmentChanged, PlacementChanged, PlanChanged, ProductChanged, ReplicaPage, StockChanged
from kiosk.commands.guide import main
from sync.replica import Replica
from sync.schema import REPLICA
from sync.store import Store
from tests.kiosk.search.shops import DEPARTMENTS, PLACEMENTS, PLAN, PRODUCTS, STOCKS

NOW = datetime(2026, 11, 21, 2, 18, tzinfo=UTC)


class NoReturns:
    def acknowledged(self) -> int:
        return 0

    def reserved(self, receipt_code: str, acks: int) -> tuple[()]:
        return ()


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """A kiosk's state folder, which the kiosk has open."""
    store = Store.open(tmp_path / "replica.sqlite", REPLICA)
    replica = Replica(store, NoReturns())
    changes = (
        PlanChanged(PLAN),
        *map(DepartmentChanged, DEPARTMENTS),
        *map(ProductChanged, PRODUCTS),
        *map(PlacementChanged, PLACEMENTS),
        *map(StockChanged, STOCKS),
    )
    replica.apply(ReplicaPage(1, changes, False, NOW), 0)
    yield replica
    store.close()


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_running_kiosks_replica_is_searched(
    tmp_path: Path, replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    results = asked(capsys, "厨源生抽", "--state", str(tmp_path), "--limit", "2")["results"]
    assert len(results) == 2
    first = results[0]
    assert {key: first[key] for key in ("kind", "key", "name", "department")} == {
        "kind": "product", "key": "p1", "name": "厨源 生抽 800ml", "department": "调味品",
    }  # fmt: skip
    assert {key: first["place"][key] for key in ("zone", "number", "side", "bay", "shelf")} == {
        "zone": "D", "number": "12", "side": "A", "bay": 2, "shelf": 3,
    }  # fmt: skip


def test_what_the_replica_learns_is_found_at_once(
    tmp_path: Path, replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, "豆腐乳", "--state", str(tmp_path))["results"] == []
    new = replace(PRODUCTS[0], product_id="p99", gtin="6900000000991", name="厨源 豆腐乳 300g", group="")
    replica.apply(ReplicaPage(2, (ProductChanged(new),), False, NOW), 0)
    assert asked(capsys, "豆腐乳", "--state", str(tmp_path))["results"][0]["key"] == "p99"


def test_a_configuration_says_where_the_replica_is(
    tmp_path: Path, replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[kiosk]\nstate_dir = "{tmp_path}"\n', "utf-8")
    assert main(["toilet", "--config", str(config), "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("amenity  Toilets")
    config.write_text("[kiosk]\n", "utf-8")
    assert main(["toilet", "--config", str(config)]) == 2
    assert "state_dir" in capsys.readouterr().err


def test_nothing_to_search_in_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["酱油", "--state", str(tmp_path)]) == 2
    assert "replica.sqlite" in capsys.readouterr().err
    (tmp_path / "replica.sqlite").write_text("not a database at all" * 100)
    assert main(["酱油", "--state", str(tmp_path)]) == 2
    assert "replica.sqlite" in capsys.readouterr().err
    assert main(["酱油", "--config", str(tmp_path / "none.toml")]) == 2
    assert main(["--limit", "many", "酱油"]) == 2
    assert main(["--limit", "-3", "酱油"]) == 2


def test_places_and_departments_are_told_in_the_language_asked_for(
    tmp_path: Path, replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(language: str) -> str:
        assert main(["厨源生抽", "--state", str(tmp_path), "--language", language, "--limit", "1"]) == 0
        return capsys.readouterr().out.strip()

    assert told("zh_CN").endswith("调味品  货架 D-12，第 3 层")
    assert told("en").endswith("Seasoning  货架 D-12, shelf 3")
    (row,) = asked(capsys, "调味品", "--state", str(tmp_path), "--language", "en", "--limit", "1")["results"]
    assert (row["kind"], row["name"], row["department"]) == ("department", "Seasoning", "Seasoning")


def test_the_demo_store_is_searched_when_nothing_else_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    for text, kind, name in (("酱油", "group", "酱油"), ("厕所在哪", "amenity", "卫生间")):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "guide", "search", text, "--json"],
            capture_output=True, text=True, encoding="utf-8", check=True, env=environment,
        )  # fmt: skip
        best = json.loads(done.stdout)["results"][0]
        assert (best["kind"], best["name"]) == (kind, name)
        assert best["place"] is not None
    assert [file.name for file in (tmp_path / "fuwutai").iterdir()] == ["demo-guide-search.json"]


def test_answering_loads_neither_what_makes_an_index_nor_what_reads_commands() -> None:
    loaded = "import sys, kiosk.commands.guide; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert {"sqlalchemy", "pydantic", "numpy", "rapidfuzz", "domain.plan", "typer"} & set(done.stdout.split()) == set()
