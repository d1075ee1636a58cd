"""The demo's commands, as the technician and the kiosk's demo start them."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from backend.commands import app
from backend.database import open_database
from backend.demo.store import DemoStore
from backend.demo.stories import TELLERS
from backend.services import fleet, receipts, staff
from backend.settings import utc_now


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture
def url(stocked: Path, tmp_path: Path) -> str:
    """A database that knows the demo of some other day."""
    return f"sqlite:///{copy(stocked, tmp_path / 'central.db')}"


@contextmanager
def served(url: str, *words: str) -> Iterator[dict[str, Any]]:
    """What the service says of itself, while it runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    start = "from backend.commands import app; app()"
    command = [sys.executable, "-c", start, "serve-demo", "--database", url, "--port", port, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def answer(url: str) -> bytes:
    """Once it listens."""
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                body: bytes = response.read()
                return body
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise


def test_serving_says_in_one_line_all_that_a_kiosk_and_a_person_need(url: str) -> None:
    with served(url) as told:
        assert set(told) == {"url", "store_id", "enrolment_code", "stories", "staff"}
        assert list(told["stories"]) == list(TELLERS)
        assert json.loads(answer(f"{told['url']}/healthz")) == {"status": "ok"}
        sessions = open_database(url)
        enrolled = fleet.enrol(sessions, told["enrolment_code"], "自助退货", utc_now())
        assert enrolled is not None
        assert enrolled.store_id == told["store_id"] == "9907"
        signed_in = staff.sign_in(sessions, told["staff"]["number"], told["staff"]["password"], utc_now())
        assert isinstance(signed_in, staff.SignedIn)
        with sessions.read() as session:
            assert all(receipts.lookup(session, code) is not None for code in told["stories"].values())
        sessions.close()


def test_a_second_start_gives_a_new_password_and_no_code_unless_wanted(url: str) -> None:
    with served(url) as first:
        pass
    with served(url, "--no-enrol") as second:
        assert second["enrolment_code"] is None
        assert second["staff"]["number"] == first["staff"]["number"] == "0142"
        assert second["staff"]["password"] != first["staff"]["password"]


def test_loading_lists_the_stories(url: str) -> None:
    told = run("load-demo", "--database", url)
    assert told.exit_code == 0, told.output
    assert all(name in told.output for name in TELLERS)
    assert run("load-demo", "--database", url).stdout.startswith("0 receipts new.")


def test_a_storys_receipt_is_drawn_without_any_database(tmp_path: Path) -> None:
    file = tmp_path / "new" / "receipt.png"
    done = run("receipt-picture", "mixed", "--out", str(file), "--database", f"sqlite:///{tmp_path}/none.db")
    assert done.exit_code == 0, done.output
    assert Image.open(file).width == 576
    assert not (tmp_path / "none.db").exists()


def test_any_receipt_of_the_database_is_drawn_by_its_code(url: str, tmp_path: Path, demo: DemoStore) -> None:
    code = demo.receipts[100].code
    file = tmp_path / "receipt.png"
    done = run("receipt-picture", code, "--photo", "--out", str(file), "--database", url)
    assert done.exit_code == 0, done.output
    assert Image.open(file).size == (1280, 720)


def test_a_receipt_nobody_knows_is_said_with_the_names_there_are(url: str) -> None:
    done = run("receipt-picture", "990701261101000100", "--database", url)
    assert done.exit_code == 1
    assert "mixed" in done.stderr


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all")
    for url, words in (("mysql://x", "sqlite:///"), (f"sqlite:///{tmp_path}/text.db", "does not answer")):
        done = run("load-demo", "--database", url)
        assert done.exit_code == 2
        assert words in done.output


def test_a_picture_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for where in (tmp_path / "file" / "receipt.png", tmp_path / "receipt.xyz"):
        done = run("receipt-picture", "mixed", "--out", str(where))
        assert done.exit_code == 1
        assert "cannot be written" in done.output
        assert not isinstance(done.exception, OSError | ValueError)
