"""The hash chain as the central service follows it: what breaks it is taken, held for a person, and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update

from backend.models import DeviceEpoch
from backend.services import fleet
from backend.services.read_model import AlarmRow, HeldCode
from domain import chain, codec
from domain.reference import Heartbeat
from domain.ticket_number import TicketKind
from domain.wire import AssistRequested, Envelope, Pace, Result, ReturnRegistered
from tests.backend.telling import ticket
from tests.support.postgres import on_both
from tests.support.service import Kiosk, Service, a_line, a_receipt

SOLD = a_receipt(1, a_line(1, 30_000, 30))


@pytest.fixture(autouse=True)
def sold(service: Service) -> None:
    service.sell(SOLD)


def call(kiosk: Kiosk) -> Envelope:
    return kiosk.envelope(AssistRequested(kiosk.ticket_no(TicketKind.ASSIST), "guide.Home", 4, Pace.NORMAL, "en"))


def returned(kiosk: Kiosk) -> Envelope:
    return kiosk.envelope(kiosk.registered(SOLD, [(1, 1)]))


def alarms(service: Service) -> list[tuple[str, int]]:
    """Those nobody has looked at, with the message each is about."""

    def about(alarm: AlarmRow) -> tuple[str, int]:
        return alarm.code, int(alarm.params["seq"])

    with service.sessions.read() as session:
        (device,) = fleet.devices(session, "9907", service.clock())
    assert (device.quarantined_at is None) == (not device.alarms)
    return [about(alarm) for alarm in device.alarms]


def held(service: Service, message: Envelope) -> HeldCode | None:
    assert isinstance(message.body, ReturnRegistered)
    return ticket(service, message.body.ticket_no).held


def beats(service: Service, kiosk: Kiosk, seq: int | None, head: str) -> None:
    beat = Heartbeat(service.clock(), "0.1.0", "ready", "ready", 0, 0, head, 0, chain_seq=seq)
    assert kiosk.post("devices/heartbeat", beat).status_code == 200


def tampered(message: Envelope) -> Envelope:
    """Its body is another one now; whoever did it did not know of links."""
    assert isinstance(message.body, ReturnRegistered)
    return replace(message, body=replace(message.body, language="en"))


@pytest.mark.parametrize("seed", range(6))
def test_an_honest_journal_in_whatever_order_raises_no_alarm(service: Service, kiosk: Kiosk, seed: int) -> None:
    written = [call(kiosk) if n % 3 else returned(kiosk) for n in range(9)]
    random = Random(seed)
    late = written[:]
    random.shuffle(late)
    beats(service, kiosk, 4, written[3].link)
    for message in [*late, *random.sample(written, 4)]:
        kiosk.send(message)
        beats(service, kiosk, 9, written[8].link)
    assert alarms(service) == []
    assert [held(service, message) for message in written[::3]] == [None, None, None]
    beats(service, kiosk, 3, written[2].link)  # long on its way
    assert alarms(service) == []


@on_both
def test_a_message_changed_after_it_was_written_is_held_and_said_once(service: Service, kiosk: Kiosk) -> None:
    first, second, third = returned(kiosk), tampered(returned(kiosk)), returned(kiosk)
    kiosk.send(first)
    assert [(a.result, a.code) for a in kiosk.send(second)] == [(Result.ACCEPTED, "held")]
    assert alarms(service) == [("chain_broken", 2)]
    assert (held(service, first), held(service, second)) == (None, HeldCode.DEVICE_QUARANTINED)
    assert [a.result for a in kiosk.send(second)] == [Result.DUPLICATE]
    fleet.release(service.sessions, "9907", kiosk.enrolled.device_id, service.clock())
    kiosk.send(third)  # written before anybody changed anything: it follows from what the journal said then
    assert (held(service, third), alarms(service)) == (None, [])


def test_a_changed_message_that_comes_late_is_found_all_the_same(service: Service, kiosk: Kiosk) -> None:
    _first, second, third = call(kiosk), returned(kiosk), returned(kiosk)
    kiosk.send(third, replace(second, link="0" * 64))
    assert alarms(service) == [("chain_broken", 3)]
    assert (held(service, third), held(service, second)) == (None, HeldCode.DEVICE_QUARANTINED)


def test_a_kiosk_that_links_nothing_any_more_is_not_believed(service: Service, kiosk: Kiosk) -> None:
    bare = replace(returned(kiosk), link="")
    kiosk.send(bare)
    assert (held(service, bare), alarms(service)) == (HeldCode.DEVICE_QUARANTINED, [("chain_broken", 1)])


def test_a_kiosk_of_before_that_knows_of_no_links_is_followed_too(service: Service, kiosk: Kiosk) -> None:
    def of_before(message: Envelope) -> dict[str, object]:
        plain = codec.encode(message)
        return {**{k: v for k, v in plain.items() if k != "link"}, "version": 1}

    written = [returned(kiosk) for _ in range(4)]
    for index in (0, 2, 1):
        body = {"chain_head": "", "messages": [of_before(written[index])]}
        assert kiosk.post("messages", body).json()["answers"][0]["result"] == "accepted"
    kiosk.send(written[3])  # its program was renewed meanwhile
    beats(service, kiosk, 4, written[3].link)
    assert alarms(service) == []
    beats(service, kiosk, 4, "0" * 64)
    assert alarms(service) == [("chain_broken", 4)]


@on_both
def test_a_journal_rewritten_whole_does_not_lead_to_what_it_had_said(service: Service, kiosk: Kiosk) -> None:
    kiosk.send(returned(kiosk))
    returned(kiosk)
    third = returned(kiosk)
    beats(service, kiosk, 3, third.link)
    kiosk.seq = 1  # the disk was put back from an image of before; nothing of it had been sent
    again = [returned(kiosk) for _ in range(3)]
    kiosk.send(again[0])
    assert alarms(service) == []
    kiosk.send(again[1])
    assert alarms(service) == [("chain_broken", 3)]
    assert [held(service, m) for m in again[:2]] == [None, HeldCode.DEVICE_QUARANTINED]


def test_one_message_two_claims(service: Service, kiosk: Kiosk) -> None:
    beats(service, kiosk, 0, chain.genesis(kiosk.enrolled.device_id, 1))
    beats(service, kiosk, 2, "a" * 64)
    beats(service, kiosk, 2, "a" * 64)
    beats(service, kiosk, 2**62, "c" * 64)  # nobody has written so much
    beats(service, kiosk, None, "d" * 64)
    beats(service, kiosk, -1, "d" * 64)
    assert alarms(service) == []
    beats(service, kiosk, 2, "b" * 64)
    assert alarms(service) == [("chain_broken", 2)]


def test_a_new_enrolment_begins_a_chain_and_the_old_one_goes_on(service: Service, kiosk: Kiosk) -> None:
    kiosk.send(returned(kiosk))
    waiting = returned(kiosk)
    kiosk.enrolled = service.kiosk(kiosk_no=1).enrolled
    kiosk.seq, kiosk.sequence = 0, 0
    kiosk.send(returned(kiosk), waiting, returned(kiosk))
    assert (held(service, waiting), alarms(service)) == (None, [])


def test_what_arrived_before_the_service_knew_of_links_is_not_judged(service: Service, kiosk: Kiosk) -> None:
    kiosk.send(returned(kiosk))
    with service.sessions.write() as session:
        session.execute(update(DeviceEpoch).values(link=""))
    service.clock.forward(timedelta(minutes=1))
    kiosk.send(replace(returned(kiosk), link="e" * 64))
    assert alarms(service) == []
    kiosk.send(returned(kiosk))
    assert alarms(service) == [("chain_broken", 3)]
