"""`fuwutai backend`, as store IT types it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from backend.cli import backend_app
from backend.config import load_settings
from backend.database import open_database
from backend.migrations import upgrade
from backend.services import fleet, reference
from domain import codec
from domain.receipt_code import CheckRule
from tests.support.service import a_receipt, a_store

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/central.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(backend_app, words)


def with_store(url: str) -> None:
    sessions = open_database(url)
    upgrade(sessions)
    reference.put_store(sessions, a_store(), YESTERDAY)
    sessions.close()


def test_receipts_come_in_and_the_exit_status_says_whether_all_did(url: str, tmp_path: Path) -> None:
    with_store(url)
    file = tmp_path / "receipts.jsonl"
    good = [json.dumps(codec.encode(a_receipt(n, sold_at=YESTERDAY))) for n in (1, 2)]
    file.write_text("\n".join(good))
    result = run("import-receipts", str(file), "--database", url)
    assert (result.exit_code, result.stdout) == (0, "2 receipts read: 2 new, 0 here already, 0 refused\n")
    file.write_text("\n".join([good[0], "{\x1b[2J", good[1]]))
    result = run("import-receipts", str(file), "--database", url)
    assert (result.exit_code, result.stdout) == (1, "3 receipts read: 0 new, 2 here already, 1 refused\n")
    assert "line 2: not JSON" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_file_in_another_encoding_is_told_with_what_to_try(url: str, tmp_path: Path) -> None:
    with_store(url)
    file = tmp_path / "receipts.jsonl"
    receipt = json.dumps(codec.encode(a_receipt(1, sold_at=YESTERDAY)), ensure_ascii=False)
    assert not receipt.isascii()
    file.write_bytes(f"{receipt}\n".encode("gb18030"))
    result = run("import-receipts", str(file), "--database", url)
    assert (result.exit_code, result.stdout) == (1, "1 receipts read: 0 new, 0 here already, 1 refused\n")
    assert "this file is not UTF-8 (line 1)" in result.stderr
    assert "try again with --encoding gb18030" in result.stderr
    assert run("import-receipts", str(file), "--database", url, "--encoding", "gb18030").exit_code == 0
    file.write_bytes(b"\n{\xff\xff}\n")
    assert "(line 2), nor GB18030" in run("import-receipts", str(file), "--database", url).stderr


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.csv", "r"])
@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
def test_a_file_with_nothing_in_it_is_no_import(url: str, tmp_path: Path, name: str, content: str) -> None:
    with_store(url)
    (tmp_path / name).write_text(content)
    result = run("import-receipts", str(tmp_path / name), "--database", url)
    assert (result.exit_code, result.stdout) == (1, "0 receipts read: 0 new, 0 here already, 0 refused\n")
    assert result.stderr.strip()
    assert "encoding" not in result.stderr


@pytest.mark.parametrize(("name", "content"), [("r.json", "[]"), ("r.csv", "record,receipt_code\n")])
def test_a_day_without_sales_is_one(url: str, tmp_path: Path, name: str, content: str) -> None:
    with_store(url)
    (tmp_path / name).write_text(content)
    assert run("import-receipts", str(tmp_path / name), "--database", url).exit_code == 0


def test_a_receipt_of_a_store_nobody_knows_says_so(url: str, tmp_path: Path) -> None:
    file = tmp_path / "receipts.json"
    file.write_text(json.dumps([codec.encode(a_receipt(1, sold_at=YESTERDAY))]))
    result = run("import-receipts", str(file), "--database", url)
    assert result.exit_code == 1
    assert "store 9907 is not known here" in result.stderr


STORE = """
store_id = "9907"
chain = "禾家超市"
name = "青石桥店"
timezone = "Asia/Shanghai"
opens = 08:00:00
closes = 21:30:00
hotline = ""
desk = "出口左手边"
desk_metres = 30
"""


def test_a_store_comes_in_from_its_folder(url: str, tmp_path: Path) -> None:
    (tmp_path / "store.toml").write_text(STORE)
    (tmp_path / "departments.csv").write_text("code,name,picture\ndairy,乳品,dairy\n")
    (tmp_path / "products.csv").write_text(
        "product_id,gtin,name,department,unit,price_fen,weighed\n"
        "1,6901234567892,牛奶,dairy,箱,6990,\n2,22,苹果,dairy,kg,1380,true\n"
    )
    for _ in range(2):
        result = run("import-store", str(tmp_path), "--database", url)
        assert (result.exit_code, result.stdout) == (0, "Store 9907 青石桥店: 1 departments, 2 products\n")


def test_every_fault_of_a_stores_files_is_told_and_nothing_changes(url: str, tmp_path: Path) -> None:
    (tmp_path / "store.toml").write_text(STORE.replace("Asia/Shanghai", "Mars/Base") + "colour = 1\n")
    (tmp_path / "policy.toml").write_text(
        'version = "1"\ntimezone = "Mars/Base"\n[default]\ndepartment = "*"\nwindow_days = 7\n'
        '[[departments]]\ndepartment = "meat"\nwindow_days = -1\nreasons = []\n'
        '[[departments]]\ndepartment = "meat"\nwindow_days = 1\n'
    )
    (tmp_path / "departments.csv").write_text("code,name,picture\ndairy,乳品,dairy\ndairy,乳品,dairy\n")
    products = "product_id,gtin,name,department,unit,price_fen\n1,2,x,dairy,kg,1.5\n2,,,,,,\n1,3,y,toys,kg,2\n"
    (tmp_path / "products.csv").write_text(products)
    result = run("import-store", str(tmp_path), "--database", url)
    assert result.exit_code == 1
    for said in (
        "store.toml: colour: unknown", "store.toml: timezone: no such zone",
        "policy.toml: departments[0]: a window cannot", "needs at least one reason",
        "policy.toml: departments named twice: meat", "policy.toml: timezone must be a name",
        "departments.csv: line 3: 'dairy' stands on line 2",
        "products.csv: line 2: price_fen: expected a whole number", "products.csv: line 3: name: missing",
        "products.csv: line 4: '1' stands on line 2", "products.csv: department 'toys' is not in departments.csv",
    ):  # fmt: skip
        assert said in result.stderr
    (tmp_path / "policy.toml").write_text("version = ")
    (tmp_path / "store.toml").unlink()
    (tmp_path / "departments.csv").write_bytes("code,name,picture\ndairy,乳品,dairy\n".encode("gb18030"))
    result = run("import-store", str(tmp_path), "--database", url)
    for said in ("store.toml: not there", "policy.toml: not TOML", "departments.csv: line 2: not UTF-8"):
        assert said in result.stderr
    assert not Path(url.removeprefix("sqlite:///")).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (('"9907"', '"99.07"'), "store_id: expected 1 to 16 letters and digits, got '99.07'"),
        (('"9907"', '"99/07"'), "store_id: expected 1 to 16 letters and digits"),
        (('"9907"', '""'), "store_id: expected 1 to 16 letters and digits"),
        (("青石桥店", " "), "name: empty"),
        (("青石桥店", "青石\\u0007桥店"), "control characters"),
        (("desk_metres = 30", "desk_metres = -1"), "desk_metres: cannot be negative"),
    ],
)
def test_a_store_nobody_could_be_enrolled_in_is_not_taken(
    url: str, tmp_path: Path, wrong: tuple[str, str], said: str
) -> None:
    (tmp_path / "store.toml").write_text(STORE.replace(*wrong))
    result = run("import-store", str(tmp_path), "--database", url)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_code_to_enrol_a_kiosk(url: str) -> None:
    with_store(url)
    result = run("enrol-code", "--store", "9907", "--database", url)
    assert result.exit_code == 0
    sessions = open_database(url)
    assert fleet.enrol(sessions, result.stdout, "3 号机", datetime.now(UTC)) is not None
    sessions.close()
    assert run("enrol-code", "--store", "9907", "--kiosk", "1", "--database", url).exit_code == 0
    for wrong in (["--store", "1"], ["--store", "9907", "--kiosk", "9"]):
        result = run("enrol-code", *wrong, "--database", url)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "not known" in result.stderr or "has no kiosk" in result.stderr


def test_a_configuration_is_read_and_the_command_line_goes_before_it(url: str, tmp_path: Path) -> None:
    file = tmp_path / "central.toml"
    file.write_text(
        f"""database = "{url}"
chain = "禾家超市"
[limits]
device_burst = 20
[[code_formats]]
name = "old"
pattern = "(?P<store>[0-9]{{4}})(?P<till>[0-9]{{2}})(?P<date>[0-9]{{8}})(?P<seq>[0-9]{{4}})"
check = "none"
length = 18
"""
    )
    assert load_settings(file).code_formats[0].check is CheckRule.NONE
    assert run("migrate", "--config", str(file)).stdout == f"{url} is up to date\n"
    other = f"sqlite:///{tmp_path}/other.db"
    assert run("migrate", "--config", str(file), "--database", other).stdout == f"{other} is up to date\n"


def test_every_mistake_of_a_configuration_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "central.toml"
    file.write_text(
        """colour = "red"
replica_days = 0
sweep_seconds = "soon"
[limits]
body_bytes = 5
burst = 1
[[code_formats]]
name = "a"
pattern = "x"
check = "none"
length = 18
[[code_formats]]
name = "b"
pattern = "x"
check = "magic"
"""
    )
    result = run("migrate", "--config", str(file))
    assert result.exit_code == 2
    told = {line.split(": ")[0]: line for line in result.stderr.splitlines()}
    assert "no such setting" in told["central.toml:1"]
    assert "greater than or equal to 1" in told["central.toml:2"]
    assert "valid number" in told["central.toml:3"]
    assert "central.toml:5" in told
    assert "no such setting" in told["central.toml:6"]
    assert "lacks" in told["central.toml:9"]
    assert {"central.toml:12", "central.toml:14", "central.toml:15"} <= set(told), "also what is wrong beside it"
    file.write_text("chain = 5 5")
    assert "line 1" in run("migrate", "--config", str(file)).stderr
    assert run("migrate", "--config", str(tmp_path / "none.toml")).exit_code == 2


def test_migrating_twice_is_no_harm(url: str) -> None:
    for _ in range(2):
        assert run("migrate", "--database", url).exit_code == 0


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("mysql://x/y", "not supported"),
        ("sqlite://", "needs a file"),
        ("nonsense", "no database URL"),
        ("postgresql://user:secret@127.0.0.1:1/x", "does not answer"),
        ("sqlite:////proc/nowhere/x.db", "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(database: str, said: str) -> None:
    result = run("migrate", "--database", database)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert "secret" not in result.stderr


def test_the_command_line_is_explained_without_loading_the_service() -> None:
    loaded = "import sys, backend.commands; print(*{'sqlalchemy', 'fastapi', 'alembic', 'nicegui'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
