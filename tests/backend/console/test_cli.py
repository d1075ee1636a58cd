"""The two commands by which people get in."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from backend.console.cli import PASSWORD_VARIABLE, staff_app
from backend.services import staff
from tests.backend.console.shop import PASSWORD, Shop


def run(shop: Shop, *words: str, **environment: str) -> tuple[int, str]:
    url = str(shop.sessions.engine.url)
    result = CliRunner().invoke(staff_app, [*words, "--database", url], env=environment)
    return result.exit_code, result.output


def test_added_by_a_file_and_let_in(shop: Shop, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\nsecond line\n", encoding="utf-8")
    status, said = run(shop, "add-staff", "0142", "李敏", "--role", "manager", "--password-file", str(secret))
    assert status == 0, said
    assert "李敏" in said
    assert PASSWORD not in said
    assert isinstance(staff.sign_in(shop.sessions, "0142", PASSWORD, shop.now), staff.SignedIn)


def test_a_new_password_unlocks(staffed: Shop) -> None:
    for _ in range(6):
        staff.sign_in(staffed.sessions, "0142", "no", staffed.now)
    status, said = run(staffed, "staff-password", "0142", **{PASSWORD_VARIABLE: "a better one"})
    assert status == 0, said
    assert isinstance(staff.sign_in(staffed.sessions, "0142", "a better one", staffed.now), staff.SignedIn)


def test_asked_for_when_not_given(shop: Shop) -> None:
    url = str(shop.sessions.engine.url)
    asked = CliRunner().invoke(
        staff_app, ["add-staff", "0142", "李敏", "--database", url], input=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert asked.exit_code == 0, asked.output
    assert PASSWORD not in asked.output


def test_what_is_wrong_is_said_and_nothing_changes(staffed: Shop) -> None:
    given = {PASSWORD_VARIABLE: PASSWORD}
    for words, why in (
        (("add-staff", "0142", "别人"), "somebody"),
        (("add-staff", "0 1", "别人"), "letters and digits"),
        (("add-staff", "0300", "别人", "--store", "1234"), "1234"),
        (("staff-password", "0300"), "nobody"),
    ):
        status, said = run(staffed, *words, **given)
        assert status == 2
        assert why in said
    status, said = run(staffed, "add-staff", "0300", "别人", **{PASSWORD_VARIABLE: "short"})
    assert status == 2
    assert "8" in said


def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for url in ("mysql://somewhere", f"sqlite:///{tmp_path}/file/central.db"):
        asked = CliRunner().invoke(staff_app, ["staff-password", "0142", "--database", url])
        assert asked.exit_code == 2, asked.output
        assert asked.exception is None or isinstance(asked.exception, SystemExit)
