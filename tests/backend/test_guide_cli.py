"""The guide's data as store IT puts it in by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from backend.commands import app
from backend.database import open_database
from backend.migrations import upgrade
from backend.services import guide_data, reference
from backend.settings import utc_now
from domain.promotion import NoticeKind
from domain.reference import Department, Product
from tests.support.guide import a_placement, a_plan, an_archive
from tests.support.service import a_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/central.db"
    sessions = open_database(url)
    upgrade(sessions)
    now = utc_now()
    reference.put_store(sessions, a_store(), now)
    reference.put_departments(sessions, "9907", [Department("grocery", "杂货", "grocery")], now)
    reference.put_products(sessions, "9907", [Product("P1", "6901234567892", "商品1", "grocery", "件", 1_000)], now)
    sessions.close()
    return url


def run(url: str, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--database", url])


def write(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_bytes(text.encode())
    return str(tmp_path / name)


def planned(url: str) -> None:
    sessions = open_database(url)
    guide_data.put_plan(sessions, "9907", a_plan(), utc_now())
    guide_data.put_placements(sessions, "9907", [a_placement()], utc_now())
    sessions.close()


def test_a_plan_comes_in_as_an_archive(url: str, tmp_path: Path) -> None:
    (tmp_path / "plan.zip").write_bytes(an_archive())
    result = run(url, "import-plan", str(tmp_path / "plan.zip"))
    assert result.exit_code == 0, result.output
    assert "of store 9907 is in force: 1 levels, 2 fixtures, 1 amenities" in result.stdout
    again = run(url, "import-plan", str(tmp_path / "plan.zip"))
    assert (again.exit_code, again.stdout) == (0, result.stdout)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"[]", b"\x00" * 1000])
def test_what_is_no_plan_is_said_to_be_none(url: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.zip").write_bytes(content)
    result = run(url, "import-plan", str(tmp_path / "plan.zip"))
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert "Traceback" not in result.output


def test_tables_come_in_whole_or_beside_what_there_is(url: str, tmp_path: Path) -> None:
    planned(url)
    one = write(tmp_path, "one.csv", "word,means\n红烧肉,酱油 冰糖\n")
    other = write(tmp_path, "other.csv", "word,means\n西红柿,番茄\n")
    assert run(url, "import-synonyms", one).stdout == "1 synonyms of store 9907 taken in\n"
    added = run(url, "import-synonyms", other, "--add")
    assert added.stdout == "1 synonyms of store 9907 taken in beside those there were\n"
    sessions = open_database(url)
    with sessions.read() as session:
        assert [s.word for s in guide_data.synonyms(session, "9907")] == ["红烧肉", "西红柿"]
    sessions.close()


def test_each_kind_of_table_has_its_command(url: str, tmp_path: Path) -> None:
    planned(url)
    places = write(tmp_path, "places.csv", "product_id,fixture_id,face_id,bay,shelf\nP1,S12,S12-B,1,2\n")
    stock = write(tmp_path, "stock.csv", "product_id,quantity,as_of\nP1,5,2026-01-01 08:00\n")
    offers = write(
        tmp_path,
        "offers.csv",
        "promotion_id,kind,title,starts_at,ends_at,product_ids,price_fen\na,discount,好,2026-01-01 08:00,"
        "2099-01-01 08:00,P1,900\n",
    )
    for command, file in (("import-placements", places), ("import-stock", stock), ("import-promotions", offers)):
        result = run(url, command, file)
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("1 ")


def test_faults_are_told_with_their_lines_and_nothing_is_taken(url: str, tmp_path: Path) -> None:
    planned(url)
    file = write(tmp_path, "p.csv", "product_id,fixture_id,bay\nP1,S12,1\nP9,S99,1\nP1,S11,x\x1b[2J\n")
    result = run(url, "import-placements", file)
    assert result.exit_code == 1
    assert "line 4: bay: a whole number is expected" in result.stderr
    assert "\x1b" not in result.stderr
    file = write(tmp_path, "p.csv", "product_id,fixture_id,bay\nP1,S12,1\nP9,S99,1\n")
    result = run(url, "import-placements", file)
    assert result.stderr.splitlines() == [
        "line 3: placement P9-1: stands on fixture S99, which is not there",
        "line 3: placement P9-1: there is no product P9",
    ]


def test_a_remark_is_told_and_no_fault(url: str, tmp_path: Path) -> None:
    planned(url)
    file = write(tmp_path, "p.csv", "product_id,fixture_id\n")
    result = run(url, "import-placements", file)
    assert (result.exit_code, result.stderr) == (0, "product without a place: P1\n")


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "the first row must name the columns"), ("词".encode("gb18030"), "line 1: not utf-8")]
)
def test_files_that_are_nothing(url: str, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    result = run(url, "import-synonyms", str(tmp_path / "x.csv"))
    assert result.exit_code == 1
    assert said in result.stderr


def test_an_emergency_is_put_seen_and_lifted(url: str) -> None:
    put = run(url, "notice", "put", "请从最近的出口离开", "--title-en", "Leave now", "--minutes", "15", "--id", "smoke")
    assert put.exit_code == 0, put.output
    assert put.stdout.startswith("smoke stands in 9907 until ")
    sessions = open_database(url)
    with sessions.read() as session:
        (notice,) = guide_data.notices(session, "9907")
    sessions.close()
    assert (notice.kind, notice.title.en) == (NoticeKind.EMERGENCY, "Leave now")
    assert (notice.ends_at - notice.starts_at).total_seconds() == 900
    assert "请从最近的出口离开" in run(url, "notice", "list").stdout
    assert run(url, "notice", "lift", "smoke").stdout == "smoke is lifted in 9907\n"
    assert run(url, "notice", "list").stdout == ""
    assert run(url, "notice", "lift", "smoke").exit_code == 2


def test_a_chain_is_told_at_once_and_one_store_must_be_named(url: str) -> None:
    sessions = open_database(url)
    reference.put_store(sessions, a_store("9908"), utc_now())
    sessions.close()
    unnamed = run(url, "notice", "put", "停电")
    assert (unnamed.exit_code, unnamed.stderr) == (2, "say which store with --store (known: 9907, 9908)\n")
    assert run(url, "notice", "put", "停电", "--store", "1").stderr == "there is no store 1 (known: 9907, 9908)\n"
    assert "stands in 9907, 9908 until" in run(url, "notice", "put", "停电", "--all-stores", "--id", "x").stdout
    assert run(url, "notice", "lift", "x", "--all-stores").stdout == "x is lifted in 9907, 9908\n"


@pytest.mark.parametrize(
    "words", [["", "--minutes", "5"], ["长" * 41], ["好", "--kind", "party"], ["好", "--minutes", "0"]]
)
def test_a_notice_that_cannot_be(url: str, words: list[str]) -> None:
    result = run(url, "notice", "put", *words)
    assert result.exit_code in (1, 2)
    assert result.stderr
    assert "Traceback" not in result.output
