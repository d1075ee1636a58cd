"""What becomes of what a kiosk tells the central service."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.services import fleet
from backend.services.read_model import HeldCode, HistoryCode
from domain import codec
from domain.receipt import LineReturned
from domain.returns import StaffCode
from domain.ticket import Pressure, TicketState
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Envelope, Pace, Result, SlipReported, Source
from tests.backend.telling import THREE, held_against, ticket, told
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service


@on_both
def test_a_return_stands_as_one_ticket_however_often_it_is_sent(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    body = kiosk.registered(THREE, [(1, 2)])
    message = kiosk.envelope(body)
    (first,) = kiosk.send(message)
    assert (first.result, first.code, first.body_hash) == (Result.ACCEPTED, "", message.body_hash)
    for _ in range(3):
        (again,) = kiosk.send(message)
        assert (again.result, again.code, again.body_hash) == (Result.DUPLICATE, "", message.body_hash)
    assert held_against(service, THREE) == (LineReturned(1, 2, 2_000),)
    stands = ticket(service, body.ticket_no)
    assert (stands.state, stands.refund_fen, stands.held) == (TicketState.WAITING_FOR_SHOPPER, 2_000, None)
    assert stands.countdown.pressure is Pressure.WAITING
    assert [line.name for line in stands.lines] == ["商品1"]
    assert [entry.code for entry in stands.history] == [HistoryCode.REGISTERED]
    assert stands.history[0].params == {"kiosk_no": 1, "lines": 1, "refund_fen": 2_000}


def test_the_same_id_with_another_body_is_refused(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    message = kiosk.envelope(kiosk.registered(THREE, [(1, 1)]))
    kiosk.send(message)
    other = replace(message, body=replace(message.body, refund_fen=9))
    (answer,) = kiosk.send(other)
    assert (answer.result, answer.code, answer.body_hash) == (Result.REFUSED, "hash_mismatch", other.body_hash)
    (first,) = kiosk.send(message)
    assert first.result is Result.DUPLICATE


@on_both
def test_of_two_kiosks_the_first_to_be_heard_wins_and_the_other_is_held(service: Service) -> None:
    service.sell(THREE)
    one, two = service.kiosk(), service.kiosk()
    without_line: dict[str, Any] = {"source": Source.REPLICA, "to_verify": True}
    first, second = (k.registered(THREE, [(1, 2)], **without_line) for k in (one, two))
    assert told(one, first) == (Result.ACCEPTED, "")
    message = two.envelope(second)
    assert [(a.result, a.code) for a in two.send(message)] == [(Result.ACCEPTED, "held")]
    assert [(a.result, a.code) for a in two.send(message)] == [(Result.DUPLICATE, "held")]
    assert held_against(service, THREE) == (LineReturned(1, 2, 2_000),)
    won, lost = ticket(service, first.ticket_no), ticket(service, second.ticket_no)
    assert (won.state, won.to_verify) == (TicketState.WAITING_FOR_SHOPPER, False)
    assert [e.code for e in won.history] == [HistoryCode.REGISTERED, HistoryCode.VERIFIED]
    assert (lost.state, lost.held, lost.to_verify) == (TicketState.HELD, HeldCode.LEDGER_FULL, True)
    assert lost.history[-1].params == {"held_code": "ledger_full", "line_no": 1, "left": 1}
    assert lost.history[-1].state_to is TicketState.HELD


def test_a_return_heard_of_days_later_says_so(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    message = kiosk.envelope(kiosk.registered(THREE, [(1, 1)], to_verify=True, source=Source.REPLICA))
    service.clock.forward(timedelta(hours=30))
    kiosk.send(message)
    stands = ticket(service, message.body.ticket_no)  # type: ignore[union-attr]
    assert [e.code for e in stands.history] == [
        HistoryCode.REGISTERED, HistoryCode.RECEIVED_LATE, HistoryCode.VERIFIED,
    ]  # fmt: skip
    assert stands.history[1].params == {"seconds": 108_000}
    assert stands.registered_at == NOW
    assert stands.received_at == service.clock()


@on_both
def test_a_sequence_used_twice_raises_an_alarm_and_holds_what_follows(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    kiosk.send(kiosk.envelope(kiosk.registered(THREE, [(1, 1)])))
    kiosk.seq = 0  # the kiosk's disk was put back from an image
    clone = kiosk.envelope(kiosk.registered(THREE, [(1, 1)]))
    for _ in range(2):
        assert [(a.result, a.code) for a in kiosk.send(clone)] == [(Result.REFUSED, "seq_reused")]
    with service.sessions.read() as session:
        (device,) = fleet.devices(session, "9907", service.clock())
    assert device.quarantined_at is not None
    assert [alarm.code for alarm in device.alarms] == ["seq_reused"]
    assert device.alarms[0].params["second_message"] == clone.message_id
    suspect = kiosk.registered(THREE, [(1, 1)])
    assert told(kiosk, suspect) == (Result.ACCEPTED, "held")
    assert ticket(service, suspect.ticket_no).held is HeldCode.DEVICE_QUARANTINED
    fleet.release(service.sessions, "9907", device.device_id, service.clock())
    assert [a.code for a in kiosk.send(clone)] == ["seq_reused"]  # looked at already: refused, and no new alarm
    assert told(kiosk, kiosk.registered(THREE, [(1, 1)])) == (Result.ACCEPTED, "")


def test_a_ticket_number_used_twice_is_refused(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    body = kiosk.registered(THREE, [(1, 1)])
    told(kiosk, body)
    assert told(kiosk, kiosk.registered(THREE, [(1, 1)], ticket_no=body.ticket_no)) == (
        Result.REFUSED, "ticket_no_reused",
    )  # fmt: skip
    assert held_against(service, THREE) == (LineReturned(1, 1, 1_000),)


@pytest.mark.parametrize(
    ("envelope", "body", "code"),
    [
        ({"device_id": "someone-else"}, {}, "wrong_device"),
        ({"epoch": 2}, {}, "wrong_device"),
        ({"epoch": 0}, {}, "wrong_device"),
        ({"seq": 0}, {}, "wrong_device"),
        ({}, {"ticket_no": "R2-0001-A"}, "ticket_no_invalid"),
        ({}, {"ticket_no": "../../etc/passwd"}, "ticket_no_invalid"),
        ({}, {"store_id": "9908"}, "wrong_store"),
    ],
)
def test_what_cannot_be_this_devices_is_refused(
    service: Service, kiosk: Kiosk, envelope: dict[str, Any], body: dict[str, Any], code: str
) -> None:
    service.sell(THREE)
    message = kiosk.envelope(replace(kiosk.registered(THREE, [(1, 1)]), **body), **envelope)
    (answer,) = kiosk.send(message)
    assert (answer.result, answer.code) == (Result.REFUSED, code)
    assert held_against(service, THREE) == ()


def test_one_message_nobody_can_read_does_not_stand_in_the_way(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    good = [codec.encode(kiosk.envelope(kiosk.registered(THREE, [(1, 1)]))) for _ in range(3)]
    newer = {**good[1], "message_id": "newer", "version": 3, "body": {"kind": "return.v2", "x": 1.5}}
    nul = {**good[1], "message_id": "nul", "body": {**good[1]["body"], "language": "zh\0CN"}}
    half = {**good[1], "message_id": "half", "body": {**good[1]["body"], "language": "\ud800"}}
    long = {**good[1], "message_id": "long", "body": {**good[1]["body"], "language": "x" * 5_000}}
    bad: list[Any] = [
        None, 5, [], {}, {"message_id": 5}, {"message_id": "a"}, newer, nul, half, long,
        {**good[1], "message_id": "k" * 500}, {**good[1], "extra": 1}, {**good[1], "body": {"kind": "?"}},
        {**good[1], "seq": 1e400}, {**good[1], "seq": 2**63}, {**good[1], "created_at": "2026-11-21"},
    ]  # fmt: skip
    body = json.dumps({"chain_head": "", "messages": [good[0], *bad, good[2]]}).replace("Infinity", "9e999")
    response = kiosk.post_bytes("messages", body.encode())
    answers = response.json()["answers"]
    expected = ["accepted", *["refused"] * 6, "later", *["refused"] * 9, "accepted"]
    assert [a["result"] for a in answers] == expected
    assert {a["code"] for a in answers} == {"", "shape", "version_unknown"}
    assert held_against(service, THREE) == (LineReturned(1, 2, 2_000),)
    with service.sessions.read() as session:  # the second message was refused, but it is not missing
        assert fleet.devices(session, "9907", service.clock())[0].missing_seqs == 0


@pytest.mark.parametrize("field", ["created_at", "accepted_at", "keep_until", "checked_as_of"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_time_no_page_could_tell_is_refused_with_its_message(
    service: Service, kiosk: Kiosk, field: str, moment: str
) -> None:
    service.sell(THREE)
    plain = codec.encode(kiosk.envelope(kiosk.registered(THREE, [(1, 1)])))
    (plain if field == "created_at" else plain["body"])[field] = moment
    answer = kiosk.post("messages", {"chain_head": "", "messages": [plain]}).json()["answers"][0]
    assert (answer["result"], answer["code"]) == ("refused", "shape")
    assert held_against(service, THREE) == ()


def test_a_clock_that_was_never_set_keeps_no_return_out(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    body = kiosk.registered(THREE, [(1, 1)], accepted_at=long_ago, staff=(StaffCode.CLOCK_UNTRUSTED,))
    (answer,) = kiosk.send(kiosk.envelope(body, created_at=long_ago))
    assert answer.result is Result.ACCEPTED


def test_messages_out_of_order_leave_no_gap_once_all_are_here(service: Service, kiosk: Kiosk) -> None:
    def missing() -> int:
        with service.sessions.read() as session:
            return fleet.devices(session, "9907", service.clock())[0].missing_seqs

    def call() -> Envelope:
        no = kiosk.ticket_no(TicketKind.ASSIST)
        return kiosk.envelope(AssistRequested(no, "choose", 40, Pace.NORMAL, "zh_CN"))

    calls = [call() for _ in range(6)]
    for index, expected in ((0, 0), (3, 2), (2, 1), (5, 2), (1, 1), (4, 0)):
        kiosk.send(calls[index])
        assert missing() == expected


def test_what_became_of_the_slip_is_noted(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    body = kiosk.registered(THREE, [(1, 1)])
    returned = kiosk.envelope(body)
    slip = kiosk.envelope(SlipReported(body.ticket_no, "unknown", "silent", False))
    again = kiosk.envelope(SlipReported(body.ticket_no, "confirmed", "ready", True))
    assert [(a.result, a.code) for a in kiosk.send(slip)] == [(Result.LATER, "ticket_awaited")]
    assert [a.result for a in kiosk.send(returned, slip, again)] == [Result.ACCEPTED] * 3
    stands = ticket(service, body.ticket_no)
    assert (stands.slip, stands.slip_status, stands.reprints) == ("confirmed", "ready", 1)
    assert [e.code for e in stands.history] == [
        HistoryCode.REGISTERED, HistoryCode.SLIP_UNKNOWN, HistoryCode.SLIP_REPRINTED,
    ]  # fmt: skip
    nobodys = SlipReported(kiosk.ticket_no(), "confirmed", "ready", False)
    assert told(kiosk, nobodys) == (Result.REFUSED, "ticket_unknown")


def test_a_call_for_a_person_stands_until_someone_comes(service: Service, kiosk: Kiosk) -> None:
    no = kiosk.ticket_no(TicketKind.ASSIST)
    asked = AssistRequested(no, "choosing_items", 100, Pace.SENIOR, "zh_CN", about_ticket=None)
    assert told(kiosk, asked) == (Result.ACCEPTED, "")
    call = ticket(service, no)
    assert (call.state, call.step, call.stuck_s, call.pace) == (TicketState.OPEN, "choosing_items", 100, Pace.SENIOR)
    assert call.countdown.left == timedelta(minutes=30)
