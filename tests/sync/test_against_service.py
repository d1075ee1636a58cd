"""The same promises against the real central service, over loopback, on a good line, a bad line and none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from backend.models import GuideUseRow, LedgerLine, RatingRow, Ticket
from backend.services import fleet, guide_data
from domain import codec
from domain.receipt import LineReturned, Receipt
from domain.wire import Pace, ReturnLine, Source
from sync.bell import Bell
from sync.client import ServiceClient, ServiceSettings
from sync.clock_trust import ClockTrust
from sync.drafts import Accepted, InquiryDraft, RatingDraft, ReturnDraft, UsageDraft
from sync.events import DeviceWords
from sync.line import Line, Offline, OfflineReason, Online
from sync.lookup import Known, Lookup, LookupSettings, Unavailable, Unknown
from sync.outbox import MessageState
from sync.prints import SlipOutcome
from sync.stores import open_stores
from sync.worker import SyncWorker
from tests.support.guide import a_notice
from tests.support.service import NOW, Service, a_line, a_policy, a_receipt, open_service
from tests.support.serving import Serving
from tests.sync.builders import Kiosk, TurnedClock, draft
from tests.sync.chaos_proxy import bad_line

BUILT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Terminal:
    """A kiosk's data and its back room, at a central service."""

    kiosk: Kiosk
    client: ServiceClient
    line: Line
    worker: SyncWorker
    lookup: Lookup

    @classmethod
    def enrolled(cls, directory: Path, service: Service, url: str) -> Terminal:
        clock = TurnedClock(NOW)
        kiosk = Kiosk(directory, clock, open_stores(directory), [])
        client = ServiceClient(ServiceSettings(url, read_s=2, bulk_read_s=2), kiosk.identity.token)
        kiosk.identity.keep(service.kiosk().enrolled)
        line = Line(clock)
        journal = kiosk.journal
        worker = SyncWorker(
            client, journal, kiosk.outbox, kiosk.replica, line, clock, ClockTrust(kiosk.store, clock, BUILT), Bell(),
            lambda: DeviceWords("0.1.0", "ready", "ready"), random=Random(5),
        )  # fmt: skip
        lookup = Lookup(client, kiosk.replica, journal, line, LookupSettings(budget_s=3))
        return cls(kiosk, client, line, worker, lookup)

    def pass_time(self, seconds: float) -> None:
        """Rounds of the worker as they come due within that time."""
        clock = self.kiosk.clock
        until = clock.monotonic() + seconds
        while clock.monotonic() < until:
            clock.turn(max(0.01, self.worker.round()))

    def drain(self) -> None:
        """Until everything is sent or parked. No message waits longer than a quarter of an hour."""
        until = self.kiosk.clock.monotonic() + 2_000
        while self.kiosk.outbox.waiting().pending and self.kiosk.clock.monotonic() < until:
            self.pass_time(0.01)

    def returns(self, receipt: Receipt, line_no: int, quantity: int, draft_id: str) -> Accepted:
        sold = receipt.line(line_no)
        refund_fen = sold.paid_fen * quantity // sold.quantity
        line = ReturnLine(line_no, sold.name, quantity, sold.unit, refund_fen, 0, refund_fen)
        base = draft(draft_id, receipt.code, refund_fen=refund_fen)
        changed = {
            "lines": (line,),
            "store_id": receipt.store_id,
            "receipt_store_id": receipt.store_id,
            "policy_version": a_policy().version,
        }
        return self.kiosk.journal.accept(ReturnDraft(**{f.name: getattr(base, f.name) for f in fields(base)} | changed))

    def close(self) -> None:
        self.client.close()
        self.kiosk.stores.close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = open_service(f"sqlite:///{tmp_path}/central.sqlite")
    yield service
    service.close()


def test_an_emergency_reaches_a_kiosk_between_two_fetches_of_its_copy(tmp_path: Path, service: Service) -> None:
    notice = a_notice()
    with Serving(service.app) as central:
        terminal = Terminal.enrolled(tmp_path / "kiosk", service, central.url)
        terminal.pass_time(5)
        guide_data.put_notices(service.sessions, "9907", [notice], NOW, whole=False)
        terminal.pass_time(2)
        assert terminal.kiosk.replica.notices() == (notice,)
        guide_data.remove_notice(service.sessions, "9907", notice.notice_id, NOW)
        terminal.pass_time(2)
        assert terminal.kiosk.replica.notices() == ()
        terminal.close()


def test_ratings_inquiries_and_use_arrive_over_a_bad_line_once(tmp_path: Path, service: Service) -> None:
    with Serving(service.app) as central, bad_line(central.port, 3) as line:
        terminal = Terminal.enrolled(tmp_path / "kiosk", service, line.url)
        journal = terminal.kiosk.journal
        for n in range(20):
            journal.rate(RatingDraft(f"rating {n}", n % 5 + 1, "出口", "zh_CN", Pace.NORMAL, 4_000))
            journal.inquire(InquiryDraft(f"inquiry {n}", "芝麻酱", "入口", "zh_CN", Pace.NORMAL))
            journal.guide_used(UsageDraft(f"use {n}", NOW, NOW, searches=1))
            terminal.pass_time(2)
        assert line.broken > 5
        line.heal()
        terminal.drain()
        assert terminal.kiosk.outbox.waiting().parked == 0
        with service.sessions.read() as session:
            counted = [session.scalar(select(func.count()).select_from(t)) for t in (RatingRow, GuideUseRow)]
        assert counted == [20, 20]
        kinds = Counter(ticket.kind for ticket in tickets(service).values())
        assert kinds == {"complaint": 8, "inquiry": 20}
        terminal.close()


def tickets(service: Service) -> dict[str, Ticket]:
    with service.sessions.read() as session:
        return {ticket.ticket_no: ticket for ticket in session.scalars(select(Ticket))}


def test_a_return_reaches_the_central_service_and_comes_back_in_the_ledger(tmp_path: Path, service: Service) -> None:
    sold = a_receipt(1, a_line(1, 3_000, 3))
    service.sell(sold)
    with Serving(service.app) as central:
        terminal = Terminal.enrolled(tmp_path / "kiosk", service, central.url)
        assert terminal.lookup.check(sold.code) == Known(sold, (), Source.ONLINE, NOW)
        assert isinstance(terminal.lookup.check(a_receipt(99).code), Unknown)
        accepted = terminal.returns(sold, 1, 2, "a")
        terminal.kiosk.journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
        terminal.pass_time(1)

        assert list(tickets(service)) == [accepted.ticket_no]
        assert tickets(service)[accepted.ticket_no].slip == "confirmed"
        answer = terminal.lookup.check(sold.code)
        assert isinstance(answer, Known)
        assert answer.returned == (LineReturned(1, 2, 2_000),)
        terminal.pass_time(30)
        here = terminal.kiosk.replica.receipt(sold.code)
        assert here is not None
        assert here.known.returned == (LineReturned(1, 2, 2_000),)
        assert terminal.kiosk.replica.policy() == a_policy()
        terminal.close()


def test_a_journal_somebody_changed_on_the_disk_is_taken_held_and_said(tmp_path: Path, service: Service) -> None:
    sold = a_receipt(1, a_line(1, 3_000, 3))
    service.sell(sold)
    with Serving(service.app) as central:
        terminal = Terminal.enrolled(tmp_path / "kiosk", service, central.url)
        before = terminal.returns(sold, 1, 1, "a")
        terminal.drain()
        changed = terminal.returns(sold, 1, 1, "b")
        with terminal.kiosk.store.write() as connection:
            connection.exec_driver_sql("DROP TRIGGER messages_written_once")
            connection.exec_driver_sql("DROP TRIGGER messages_keep_their_text")
            row = connection.exec_driver_sql("SELECT envelope FROM messages WHERE seq = 2").scalar_one()
            plain = json.loads(row.replace('"quantity":1', '"quantity":2'))
            text, digest = codec.canonical(plain).decode(), codec.digest(plain["body"])
            statement = "UPDATE messages SET envelope = ?, body_hash = ? WHERE seq = 2"
            connection.exec_driver_sql(statement, (text, digest))
        terminal.drain()
        held = {no: ticket.held_code for no, ticket in tickets(service).items()}
        assert held == {before.ticket_no: None, changed.ticket_no: "device_quarantined"}
        with service.sessions.read() as session:
            (device,) = fleet.devices(session, "9907", NOW)
        assert [alarm.code for alarm in device.alarms] == ["chain_broken"]
        terminal.close()


def test_a_kiosk_enrols_itself_with_its_one_time_code(tmp_path: Path, service: Service) -> None:
    with Serving(service.app) as central:
        kiosk = Kiosk(tmp_path / "kiosk", TurnedClock(NOW), open_stores(tmp_path / "kiosk"), [])
        client = ServiceClient(ServiceSettings(central.url), kiosk.identity.token)
        credential = kiosk.identity.enrol(client, fleet.make_code(service.sessions, "9907", NOW), "入口一号")
        assert client.replica_page(0, 10).changes
        fleet.revoke(service.sessions, "9907", credential.device_id, NOW)
        line = Line(kiosk.clock)
        assert isinstance(Lookup(client, kiosk.replica, kiosk.journal, line).check("x"), Unavailable)
        assert line.state == Offline(NOW, OfflineReason.UNAUTHORISED)
        client.close()
        kiosk.stores.close()


def test_without_the_line_the_kiosk_goes_on_and_catches_up(tmp_path: Path, service: Service) -> None:
    sold = [a_receipt(n, a_line(1, 3_000, 3)) for n in range(1, 6)]
    service.sell(*sold)
    with Serving(service.app) as central:
        terminal = Terminal.enrolled(tmp_path / "kiosk", service, central.url)
        terminal.pass_time(1)
        central.pause()

        for n, receipt in enumerate(sold):
            answer = terminal.lookup.check(receipt.code)
            assert isinstance(answer, Known)
            assert answer.source is Source.REPLICA
            terminal.returns(receipt, 1, 2, f"{n}")
            again = terminal.lookup.check(receipt.code)
            assert isinstance(again, Known)
            assert again.returned == (LineReturned(1, 2, 2_000),)
        assert isinstance(terminal.lookup.check(a_receipt(99).code), Unavailable)
        terminal.pass_time(600)
        assert isinstance(terminal.line.state, Offline)
        assert terminal.kiosk.outbox.waiting().pending == 5

        central.resume()
        terminal.pass_time(60)
        assert isinstance(terminal.line.state, Online)
        assert terminal.kiosk.outbox.waiting().pending == 0
        assert len(tickets(service)) == 5
        terminal.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_two_kiosks_on_a_bad_line_claim_the_same_goods(tmp_path: Path, service: Service, seed: int) -> None:
    """Each accepted return becomes exactly one ticket; of what was sold once, one is approved, the other held."""
    sold = [a_receipt(n, a_line(1, 2_000, 2)) for n in range(1, 7)]
    service.sell(*sold)
    with Serving(service.app) as central, bad_line(central.port, seed) as line:
        terminals = [Terminal.enrolled(tmp_path / name, service, line.url) for name in ("a", "b")]
        accepted: list[Accepted] = []
        for n, receipt in enumerate(sold):
            for terminal in terminals:
                accepted.append(terminal.returns(receipt, 1, 2, f"{n}"))
                terminal.kiosk.journal.print_result(accepted[-1].intent_id, SlipOutcome.CONFIRMED, "ready")
                terminal.pass_time(2)
        assert line.broken > 5
        line.heal()
        for terminal in terminals:
            terminal.drain()

        found = tickets(service)
        assert sorted(found) == sorted(a.ticket_no for a in accepted)
        states = Counter((found[a.ticket_no].receipt_code, found[a.ticket_no].held_code) for a in accepted)
        assert all(states[(receipt.code, None)] == 1 for receipt in sold)
        assert all(ticket.slip == "confirmed" for ticket in found.values())
        with service.sessions.read() as session:
            assert all(row.reserved == row.bought == 2 for row in session.scalars(select(LedgerLine)))
        for terminal in terminals:
            assert terminal.kiosk.journal.verify_chain() == ()
            assert terminal.kiosk.outbox.parked() == ()
            states_here = [terminal.kiosk.outbox.delivery(a.message_id) for a in accepted]
            assert {d.state for d in states_here if d is not None} == {MessageState.SENT}
            terminal.close()
