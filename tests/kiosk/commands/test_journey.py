"""`fuwutai journey returns` against a service that stands elsewhere: the demo store's photos, numbers typed in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.compose import assemble
from backend.database import Sessions, open_database
from backend.demo.load import load
from backend.migrations import upgrade
from backend.services import fleet, receipts, tickets
from backend.settings import Settings, utc_now
from domain.receipt import Receipt
from kiosk.flows.returns import events as e
from kiosk.journeys.shopper import named
from tests.support.service import a_line, a_receipt
from tests.support.serving import Serving

STORE = "9907"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    url: str
    sessions: Sessions
    plain: Receipt
    """One that is no story of the demo store: no picture of it can be had from here."""
    state: Path
    """Of one kiosk that takes all the journeys: only the first has to wait for what it must know."""

    def tickets(self) -> set[str]:
        with self.sessions.read() as session:
            return {row.ticket_no for row in tickets.board(session, STORE, utc_now())}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    directory = tmp_path_factory.mktemp("elsewhere")
    settings = Settings(database=f"sqlite:///{directory}/central.sqlite")
    sessions = open_database(settings.database)
    upgrade(sessions)
    load(sessions, utc_now())
    plain = a_receipt(9_001, a_line(1, 990, department="household"), sold_at=utc_now() - timedelta(hours=3))
    assert receipts.import_receipts(sessions, [plain], utc_now()) == [receipts.Imported.NEW]
    with Serving(assemble(settings, sessions, utc_now)) as serving:
        yield Elsewhere(serving.url, sessions, plain, directory / "kiosk")
    sessions.close()


def journey(elsewhere: Elsewhere, receipt: str, directory: Path) -> tuple[int, dict[str, Any]]:
    """The command's exit status and what it told. A process of its own, in a folder of its own: one window each."""
    code = fleet.make_code(elsewhere.sessions, STORE, utc_now())
    command = [sys.executable, "-m", "kiosk", "journey", "returns", "--json", "--receipt", receipt]
    done = subprocess.run(
        [*command, "--backend", elsewhere.url, "--enrolment-code", code, "--state", str(elsewhere.state)],
        cwd=directory, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.stdout, done.stderr
    assert list(directory.iterdir()) == [], "nothing is left where it was started"
    told: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, told


def test_a_story_by_its_name_is_shown_to_the_camera_as_a_photo(elsewhere: Elsewhere, tmp_path: Path) -> None:
    status, told = journey(elsewhere, "mixed", tmp_path)
    assert (status, told["print"], told["central"]) == (0, "confirmed", "acknowledged"), told
    assert told["ticket_no"] in elsewhere.tickets()
    assert told["refund_fen"] > 0
    assert "frame_to_code" in told["steps_ms"], "it was read, not typed"


def test_a_receipt_without_a_picture_is_typed_in(elsewhere: Elsewhere, tmp_path: Path) -> None:
    status, told = journey(elsewhere, elsewhere.plain.code, tmp_path)
    assert (status, told["central"], told["refund_fen"]) == (0, "acknowledged", 990), told
    assert told["ticket_no"] in elsewhere.tickets()
    assert "frame_to_code" not in told["steps_ms"]


def test_a_number_that_is_refused_or_short_is_told_as_such(elsewhere: Elsewhere, tmp_path: Path) -> None:
    code = elsewhere.plain.code
    status, told = journey(elsewhere, code[:-1] + str((int(code[-1]) + 1) % 10), tmp_path)
    assert (status, told["ticket_no"], told["central"]) == (1, None, "")
    assert told["said"] == "the typed number is refused (check_wrong)"
    status, told = journey(elsewhere, code[:7], tmp_path)
    assert status == 1
    assert told["said"] == "the number has 7 digits, and a receipt's has 18"


def test_a_wrong_option_is_told_by_its_name_before_anything_starts(tmp_path: Path) -> None:
    options = {"--printer": "bogus://x", "--camera": "nope", "--backend": "ftp://x"}
    words = [word for option in options.items() for word in option]
    command = [sys.executable, "-m", "kiosk", "journey", "returns", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert {line.split(": ")[0] for line in done.stderr.splitlines()} == set(options)


def test_a_folder_that_cannot_be_used_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for option, folder in (("--state", tmp_path / "taken"), ("--out", Path("/proc/nowhere"))):
        command = [sys.executable, "-m", "kiosk", "journey", "returns", option, str(folder)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{option}: nothing can be kept in {folder}: ")
        assert len(done.stderr.splitlines()) == 1


def test_a_kiosk_that_is_not_enrolled_is_told_what_it_needs_at_once(elsewhere: Elsewhere, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "journey", "returns", "--backend", elsewhere.url]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--enrolment-code" in done.stderr


def test_what_a_shopper_looks_for_has_a_name() -> None:
    assert [named(e.TypeNumber), named(e.DigitTyped("5")), named(e.Submitted())] == [
        "TypeNumber", "DigitTyped 5", "Submitted",
    ]  # fmt: skip
