"""`fuwutai devices`, as a technician types it: beside the running kiosk, before its first start, with any trouble."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.speech import Pcm
from domain.reference import ReceiptChanged, ReplicaPage, StoreChanged
from kiosk.__main__ import app
from kiosk.commands.devices import voice
from kiosk.commands.standing import ago, lines, standing_of
from kiosk.config import parse_config
from kiosk.spoken import sentences
from sync.outbox import Refused
from tests.support.printers import TcpPrinterPeer
from tests.sync.builders import NOON, STORE_INFO, Kiosk, draft, known
from tests.sync.fake_service import PORTAL, FakeService, error, fake_service


@pytest.fixture
def service() -> Iterator[FakeService]:
    with fake_service() as service:
        yield service


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """Running, as far as its folder shows."""
    kiosk = Kiosk.enrolled(tmp_path / "kiosk")
    yield kiosk
    kiosk.stores.close()


def devices(directory: Path, service_url: str, more: str = "") -> tuple[int, dict[str, str], str]:
    """Exit status, what is said of each thing, and all of it."""
    config = directory / "kiosk.toml"
    config.write_text(
        f'[kiosk]\nrole = "guide"\nstate_dir = "{directory / "kiosk"}"\n[service]\nurl = "{service_url}"\n{more}'
    )
    result = CliRunner().invoke(app, ["devices", "--config", str(config)])
    said = {line[:9].strip(): line[10:] for line in result.output.splitlines()}
    return result.exit_code, said, result.output


def fetched(kiosk: Kiosk) -> None:
    page = ReplicaPage(2, (StoreChanged(STORE_INFO), ReceiptChanged(known())), False, NOON)
    kiosk.replica.apply(page, acks=0)


def test_a_kiosk_that_never_ran_is_told_what_it_needs(service: FakeService, tmp_path: Path) -> None:
    status, said, _ = devices(tmp_path, service.url)
    assert status == 1
    assert "one-time code" in said["enrolment"]
    assert said["service"] == "reachable."
    assert list(tmp_path.iterdir()) == [tmp_path / "kiosk.toml"], "looking makes nothing"


def test_a_kiosk_that_runs_is_asked_beside_it(kiosk: Kiosk, service: FakeService, tmp_path: Path) -> None:
    fetched(kiosk)
    kiosk.journal.accept(draft())
    _, said, _ = devices(tmp_path, service.url)
    assert said["enrolment"] == f"kiosk 3 of store 0001 {STORE_INFO.name}."
    assert said["service"] == "reachable, and knows this kiosk."
    assert said["replica"].startswith("1 receipts, as of ")
    assert said["outbox"].startswith("1 to be sent, the oldest from ")
    kiosk.journal.accept(draft("another"))  # it still can: nothing was locked or changed


def test_a_day_in_order_and_one_with_a_parked_message(kiosk: Kiosk) -> None:
    fetched(kiosk)
    directory = kiosk.directory
    told = list(lines(standing_of(directory), None, NOON + timedelta(minutes=3)))
    assert [line.fine for line in told] == [True] * 4
    assert [line.said for line in told[2:]] == ["1 receipts, as of 3 min ago.", "everything was sent."]
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([Refused(accepted.message_id, "wrong_store")])
    told = list(lines(standing_of(directory), None, NOON + timedelta(days=3)))
    assert [line.fine for line in told] == [True, True, False, False, False]
    assert "3 days ago" in told[2].said
    assert "1 refused for good and kept: a person must look." in told[3].said
    assert accepted.ticket_no in told[4].said
    assert "wrong_store" in told[4].said


@pytest.mark.parametrize(
    ("plan", "said_of_it"),
    [
        (PORTAL, "something else answers"),
        (error(503, "busy"), "trouble of its own"),
        (error(400, "shape"), "too old"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_line_is_said_plainly(
    kiosk: Kiosk, service: FakeService, tmp_path: Path, plan: object, said_of_it: str
) -> None:
    service.always["replica"] = plan  # type: ignore[assignment]
    status, said, everything = devices(tmp_path, service.url)
    assert status == 1
    assert said_of_it in said["service"]
    assert "s3cret" not in everything


def test_a_revoked_kiosk_and_a_service_that_is_away(kiosk: Kiosk, service: FakeService, tmp_path: Path) -> None:
    service.token = "another"
    assert "does not know this kiosk's credential" in devices(tmp_path, service.url)[1]["service"]
    service.always["replica"] = error(401, "revoked")
    status, said, _ = devices(tmp_path, service.url)
    assert status == 1
    assert "it was revoked" in said["service"]
    assert "release-kiosk" in said["service"]
    assert "check the network cable" in devices(tmp_path, "http://127.0.0.1:9")[1]["service"]


def test_a_folder_that_is_no_kiosks_is_told_and_left_alone(service: FakeService, tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    with sqlite3.connect(tmp_path / "kiosk" / "journal.sqlite") as stranger:
        stranger.execute("CREATE TABLE theirs (a)")
    stranger.close()
    status, said, _ = devices(tmp_path, service.url)
    assert status == 1
    assert "cannot be read" in said["enrolment"]


def test_each_device_is_asked_too(kiosk: Kiosk, service: FakeService, tmp_path: Path) -> None:
    fetched(kiosk)
    with TcpPrinterPeer("paper_empty") as peer:
        more = f'[printer]\nuri = "{peer.uri}"\n[camera]\nuri = "file:///no.png"\n[scanner]\nuri = "hid:///dev/input/none"\n'
        status, said, _ = devices(tmp_path, service.url, more)
    assert status == 1
    assert "out of paper" in said["printer"]
    assert "cannot be opened" in said["camera"]
    assert "(no picture or video at /no.png)" in said["camera"]
    assert "cannot be opened" in said["scanner"]
    assert "(no scanner at /dev/input/none)" in said["scanner"]


def test_a_network_cameras_password_is_not_told(kiosk: Kiosk, service: FakeService, tmp_path: Path) -> None:
    fetched(kiosk)
    _, said, everything = devices(tmp_path, service.url, '[camera]\nuri = "rtsp://viewer:s3cret@127.0.0.1:9/stream"\n')
    assert said["camera"].startswith("rtsp://viewer:***@127.0.0.1:9/stream: cannot be opened")
    assert "s3cret" not in everything


def test_a_scanner_that_types_cannot_be_asked_and_that_is_said(
    kiosk: Kiosk, service: FakeService, tmp_path: Path
) -> None:
    fetched(kiosk)
    status, said, _ = devices(tmp_path, service.url, '[scanner]\nuri = "wedge:"\n')
    assert "shows when it reads a code" in said["scanner"]
    assert status == 0


class Loudspeaker:
    """A sound device that is there, or not."""

    def __init__(self, there: bool) -> None:
        self.there = there

    def present(self) -> bool:
        return self.there

    def play(self, pcm: Pcm, stop: threading.Event) -> None:
        raise AssertionError("asking how it is makes no sound")


def test_what_it_would_speak_with(tmp_path: Path) -> None:
    written = f"[kiosk]\nrole = 'rating'\nstate_dir = '{tmp_path}/kiosk'\n[service]\nurl = 'http://central.example'\n"
    plain, recorded = parse_config(written), parse_config(f"{written}[speech]\nrecordings = '{tmp_path}'\n")
    assert voice(plain, Loudspeaker(False)).fine
    assert "silent" in voice(plain, Loudspeaker(False)).said
    assert "machine's voice" in voice(plain, Loudspeaker(True)).said
    assert not voice(recorded, Loudspeaker(False)).fine
    (tmp_path / "zh_CN").mkdir()
    (tmp_path / "zh_CN" / "prompts.toml").write_text(f'"{sentences("zh_CN")[0]}" = "1.wav"\n', "utf-8")
    assert f"; 1 of {len(sentences('zh_CN'))} sentences in zh_CN" in voice(recorded, Loudspeaker(True)).said
    (tmp_path / "zh_CN" / "prompts.toml").write_text("no table", "utf-8")
    told = voice(recorded, Loudspeaker(True))
    assert "cannot be read" in told.said
    assert not told.fine


def test_how_long_ago_in_words() -> None:
    ages = (timedelta(seconds=-5), timedelta(minutes=119), timedelta(hours=47), timedelta(days=9))
    assert [ago(age) for age in ages] == ["now", "119 min ago", "47 h ago", "9 days ago"]
