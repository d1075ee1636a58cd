"""Devices: enrolment, credentials, revocation, heartbeats, and what staff see of them."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.services import desk, fleet
from backend.services.desk import NotNow
from backend.services.read_model import DeviceRow, DeviceTrouble
from domain import codec
from domain.reference import Enrolled, Heartbeat
from domain.ticket import TicketState
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Pace, Result
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service, a_receipt


def seen(service: Service) -> tuple[DeviceRow, ...]:
    with service.sessions.read() as session:
        return fleet.devices(session, "9907", service.clock())


def beat(**changed: object) -> Heartbeat:
    plain: dict[str, object] = {
        "sent_at": codec.encode(NOW), "version": "0.1.0", "printer": "ready", "camera": "ready", "outbox_pending": 0,
        "outbox_parked": 0, "chain_head": "ab", "replica_cursor": 4,
    }  # fmt: skip
    return codec.decode(Heartbeat, {**plain, **changed})


def enrolled_by(service: Service, code: str) -> int:
    return service.client.post("/api/v1/devices/enrol", json={"code": code, "name": "x"}).status_code


def test_a_code_enrols_one_kiosk_once_within_ten_minutes(service: Service) -> None:
    code = fleet.make_code(service.sessions, "9907", NOW)
    late = fleet.make_code(service.sessions, "9907", NOW)
    service.clock.forward(timedelta(minutes=9, seconds=59))
    as_typed = " " + code.replace("-", " ").replace(" ", "-", 1).lower()
    assert enrolled_by(service, as_typed) == 200
    response = service.client.post("/api/v1/devices/enrol", json={"code": code, "name": "x"})
    assert (response.status_code, response.json()["code"]) == (403, "enrolment_code_invalid")
    service.clock.forward(timedelta(seconds=2))
    assert enrolled_by(service, late) == 403
    for nonsense in ("", "9907", "9907-", "-" * 200, "9999-AAAAA-AAAAA", "9907-AAAAA-AAAAA", "９９０７-AAAAA-AAAAA"):
        assert enrolled_by(service, nonsense) == 403


@on_both
def test_one_code_used_by_many_at_once_enrols_one(service: Service) -> None:
    code = fleet.make_code(service.sessions, "9907", NOW)
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(enrolled_by(service, code))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [403] * 5


@on_both
def test_kiosks_enrolled_at_once_get_numbers_of_their_own(service: Service) -> None:
    numbers: list[int] = []
    threads = [threading.Thread(target=lambda: numbers.append(service.kiosk().enrolled.kiosk_no)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert service.kiosk(store_id="9908").enrolled.kiosk_no == 1


def test_the_credential_is_not_stored(service: Service, kiosk: Kiosk) -> None:
    secret = kiosk.enrolled.token.split(".")[2]
    with service.sessions.read() as session:
        rows = [str(tuple(row)) for row in session.execute(text("SELECT * FROM devices"))]
    assert len(rows) == 1
    assert secret not in rows[0]


def test_a_kiosk_enrolled_again_never_reuses_a_ticket_sequence(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1)
    service.sell(receipt)
    kiosk.send(kiosk.envelope(kiosk.registered(receipt, [(1, 1)])))
    fresh = service.kiosk(kiosk_no=1).enrolled
    old = kiosk.enrolled
    assert (fresh.device_id, fresh.kiosk_no, fresh.epoch) == (old.device_id, 1, 2)
    assert fresh.first_sequence > 1_000
    again = service.kiosk(kiosk_no=1).enrolled
    assert again.first_sequence > fresh.first_sequence + 1_000
    assert kiosk.get("replica").status_code == 401


def test_what_the_old_disk_still_held_is_taken_from_the_new_enrolment(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1)
    service.sell(receipt)
    waiting = kiosk.envelope(kiosk.registered(receipt, [(1, 1)]))
    kiosk.enrolled = service.kiosk(kiosk_no=1).enrolled
    (answer,) = kiosk.send(waiting)
    assert (answer.result, answer.code) == (Result.ACCEPTED, "")


def test_a_revoked_device_is_let_in_nowhere(service: Service, kiosk: Kiosk) -> None:
    assert kiosk.get("replica").status_code == 200
    fleet.revoke(service.sessions, "9907", kiosk.enrolled.device_id, NOW)
    for response in (
        kiosk.get("replica"), kiosk.get("receipts/1"), kiosk.post("devices/heartbeat", beat()),
        kiosk.post("messages", {"chain_head": "", "messages": []}),
    ):  # fmt: skip
        assert (response.status_code, response.json()["code"]) == (401, "revoked")
        assert response.headers["WWW-Authenticate"] == "Bearer"
    assert seen(service)[0].troubles == (DeviceTrouble.REVOKED,)
    stranger = kiosk.enrolled.token[:-1] + ("a" if kiosk.enrolled.token[-1] != "a" else "b")
    guessed = service.client.get("/api/v1/replica", headers={"Authorization": f"Bearer {stranger}"})
    assert guessed.json()["code"] == "unauthorised", "only who holds the credential hears that it was revoked"


def test_a_revoked_device_that_is_released_delivers_what_it_has_kept(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1)
    service.sell(receipt)
    kept = kiosk.envelope(kiosk.registered(receipt, [(1, 1)]))
    fleet.revoke(service.sessions, "9907", kiosk.enrolled.device_id, NOW)
    assert kiosk.get("replica").status_code == 401
    fleet.release(service.sessions, "9907", kiosk.enrolled.device_id, NOW)
    (answer,) = kiosk.send(kept)
    assert (answer.result, answer.code) == (Result.ACCEPTED, "")
    assert seen(service)[0].revoked_at is None


@pytest.mark.parametrize(
    "token",
    ["", "x", "a.b.c", "9907", "9907..", "Bearer", "..", "9907.' OR 1=1 --.x", "\u00e9.\u00e9.\u00e9", "a." * 4000],
)
def test_nothing_else_is_a_token(service: Service, kiosk: Kiosk, token: str) -> None:
    for given in (token, kiosk.enrolled.token + token, kiosk.enrolled.token[:-1]):
        if given == kiosk.enrolled.token:
            continue
        headers = {"Authorization": f"Bearer {given}".encode("utf-8", "replace")}
        assert service.client.get("/api/v1/replica", headers=headers).status_code == 401


def test_a_heartbeat_shows_how_the_device_is(service: Service, kiosk: Kiosk) -> None:
    assert seen(service)[0].troubles == ()
    ahead = beat(sent_at=codec.encode(NOW + timedelta(minutes=5)), printer="paper_empty", outbox_parked=1)
    response = kiosk.post("devices/heartbeat", ahead)
    assert response.json() == {"server_time": "2026-11-21T02:20:00Z", "helper": "", "desk_waiting": 0}
    (row,) = seen(service)
    assert row.troubles == (DeviceTrouble.PARKED, DeviceTrouble.PRINTER, DeviceTrouble.CLOCK)
    assert (row.clock_offset_ms, row.replica_cursor, row.health_since) == (300_000, 4, NOW)
    service.clock.forward(timedelta(minutes=4))
    assert DeviceTrouble.OFFLINE in seen(service)[0].troubles
    kiosk.post("devices/heartbeat", beat(printer="paper_empty"))
    assert seen(service)[0].health_since == NOW


def test_a_hand_scanner_that_is_away_is_told_and_a_kiosk_that_says_nothing_of_one_has_no_trouble(
    service: Service, kiosk: Kiosk
) -> None:
    kiosk.post("devices/heartbeat", {k: v for k, v in codec.encode(beat()).items() if k != "scanner"})
    (older,) = seen(service)
    assert (older.scanner, older.troubles) == ("", ())
    kiosk.post("devices/heartbeat", beat(scanner="ready"))
    assert seen(service)[0].troubles == ()
    service.clock.forward(timedelta(minutes=1))
    kiosk.post("devices/heartbeat", beat(scanner="absent"))
    (row,) = seen(service)
    assert (row.scanner, row.troubles) == ("absent", (DeviceTrouble.SCANNER,))
    assert row.health_since == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(("left", "low"), [(None, False), (31, False), (30, True), (0, True)])
def test_little_paper_is_told_while_the_printer_still_prints(
    service: Service, kiosk: Kiosk, left: int | None, low: bool
) -> None:
    kiosk.post("devices/heartbeat", beat(slips_left=left))
    (row,) = seen(service)
    assert row.slips_left == left
    assert (DeviceTrouble.PAPER_LOW in row.troubles) is low


@pytest.mark.parametrize("change", [{"printer": 5}, {"outbox_pending": 2**64}, {"sent_at": "x"}, {"printer": "\0"}])
def test_a_heartbeat_of_another_shape_is_refused(service: Service, kiosk: Kiosk, change: dict[str, object]) -> None:
    response = kiosk.post("devices/heartbeat", {**codec.encode(beat()), **change})
    assert (response.status_code, response.json()["code"]) == (422, "shape")
    assert seen(service)[0].last_seen_at is None


def test_numbers_and_words_out_of_range_do_no_harm(service: Service, kiosk: Kiosk) -> None:
    odd = beat(outbox_pending=-5, replica_cursor=2**62, printer="x" * 200, sent_at="9999-12-31T00:00:00Z")
    assert kiosk.post("devices/heartbeat", odd).status_code == 200
    assert (seen(service)[0].outbox_pending, seen(service)[0].printer) == (0, "x" * 64)


def test_the_shopper_is_told_who_is_on_the_way(service: Service, kiosk: Kiosk) -> None:
    no = kiosk.ticket_no(TicketKind.ASSIST)
    kiosk.send(kiosk.envelope(AssistRequested(no, "choosing", 40, Pace.NORMAL, "zh_CN")))
    assert kiosk.post("devices/heartbeat", beat()).json()["helper"] == ""
    for _ in range(2):
        desk.take(service.sessions, "9907", no, "王秀兰", service.clock())
    assert kiosk.post("devices/heartbeat", beat()).json()["helper"] == "王秀兰"
    desk.settle(service.sessions, "9907", no, "王秀兰", service.clock(), outcome=TicketState.DONE)
    assert kiosk.post("devices/heartbeat", beat()).json()["helper"] == ""
    with pytest.raises(NotNow):
        desk.settle(service.sessions, "9907", no, "王秀兰", service.clock(), outcome=TicketState.REFUNDED)


def test_enrolled_is_what_the_contract_says(kiosk: Kiosk) -> None:
    assert isinstance(kiosk.enrolled, Enrolled)
    assert (kiosk.enrolled.store_id, kiosk.enrolled.kiosk_no, kiosk.enrolled.epoch) == ("9907", 1, 1)
    assert kiosk.enrolled.first_sequence == 1
