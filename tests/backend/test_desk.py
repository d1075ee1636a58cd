"""What people and time do with a ticket: scanned, settled, declined, lapsed; the ledger follows."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from backend.services import desk, receipts, sweep, tickets
from backend.services.desk import LedgerHoldsLess, NotNow, TicketUnknown
from backend.services.read_model import Actor, HeldCode, HistoryCode, TicketDetail
from domain.receipt import LineReturned
from domain.ticket import Pressure, TicketState
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service, a_line, a_receipt

THREE = a_receipt(1, a_line(1, 3_000, 3))


def registered(service: Service, kiosk: Kiosk, pieces: int = 1, receipt: object = None) -> str:
    sold = THREE if receipt is None else receipt
    service.sell(sold)  # type: ignore[arg-type]
    body = kiosk.registered(sold, [(1, pieces)])  # type: ignore[arg-type]
    kiosk.send(kiosk.envelope(body))
    return body.ticket_no


def stands(service: Service, no: str) -> TicketDetail:
    with service.sessions.read() as session:
        found = tickets.ticket(session, "9907", no, service.clock())
    assert found is not None
    return found


def held_against(service: Service, code: str = THREE.code) -> tuple[LineReturned, ...]:
    with service.sessions.read() as session:
        known = receipts.lookup(session, code)
    assert known is not None
    return known.returned


def test_the_promise_runs_from_the_scan_at_the_desk(service: Service, kiosk: Kiosk) -> None:
    no = registered(service, kiosk)
    service.clock.forward(timedelta(hours=26))
    before = stands(service, no)
    assert (before.countdown.pressure, before.due_at) == (Pressure.WAITING, None)
    said = no.lower().replace("-", " ")
    due = desk.scan_at_desk(service.sessions, "9907", said, "李敏", service.clock())
    assert due == service.clock() + timedelta(minutes=30)
    service.clock.forward(timedelta(minutes=5))
    assert desk.scan_at_desk(service.sessions, "9907", no, "周婷", service.clock()) == due
    after = stands(service, no)
    assert (after.state, after.owner, after.due_at) == (TicketState.IN_PROGRESS, "李敏", due)
    assert (after.countdown.pressure, after.countdown.left) == (Pressure.CALM, timedelta(minutes=25))
    entry = after.history[-1]
    assert (entry.code, entry.actor, entry.actor_name) == (HistoryCode.SCANNED_AT_DESK, Actor.STAFF, "李敏")
    assert (entry.state_from, entry.state_to) == (TicketState.WAITING_FOR_SHOPPER, TicketState.IN_PROGRESS)


@on_both
@pytest.mark.parametrize("store_id", ["9907", "9908"])
def test_paid_out_once_however_often_it_is_asked(service: Service, store_id: str) -> None:
    receipt = a_receipt(4, a_line(1, 3_000, 3), store_id=store_id)
    no = registered(service, service.kiosk(), 2, receipt)
    with pytest.raises(NotNow):
        desk.settle(service.sessions, "9907", no, "李敏", NOW, outcome=TicketState.REFUNDED)
    desk.scan_at_desk(service.sessions, "9907", no, "李敏", NOW)
    for _ in range(2):
        desk.settle(service.sessions, "9907", no, "李敏", NOW, outcome=TicketState.REFUNDED)
    with pytest.raises(NotNow):
        desk.settle(service.sessions, "9907", no, "李敏", NOW, outcome=TicketState.DECLINED)
    paid = stands(service, no)
    assert (paid.state, paid.closed_at, paid.countdown.pressure) == (TicketState.REFUNDED, NOW, Pressure.DONE)
    assert [e.code for e in paid.history].count(HistoryCode.REFUNDED) == 1
    assert paid.history[-1].params == {"refund_fen": 2_000, "tender": "wechat"}
    assert held_against(service, receipt.code) == (LineReturned(1, 2, 2_000),)


@on_both
def test_declined_goods_can_be_brought_back_again(service: Service) -> None:
    kiosk = service.kiosk()
    no = registered(service, kiosk, 3)
    desk.scan_at_desk(service.sessions, "9907", no, "李敏", NOW)
    desk.settle(service.sessions, "9907", no, "李敏", NOW, outcome=TicketState.DECLINED)
    assert held_against(service) == ()
    again = registered(service, kiosk, 3)
    assert stands(service, again).state is TicketState.WAITING_FOR_SHOPPER


def test_a_held_return_is_paid_only_if_the_goods_are_still_there(service: Service, kiosk: Kiosk) -> None:
    first, second = registered(service, kiosk, 2), registered(service, kiosk, 2)
    assert stands(service, second).held is HeldCode.LEDGER_FULL
    desk.scan_at_desk(service.sessions, "9907", second, "李敏", NOW)
    with pytest.raises(LedgerHoldsLess) as told:
        desk.settle(service.sessions, "9907", second, "李敏", NOW, outcome=TicketState.REFUNDED)
    assert (told.value.line_no, told.value.left) == (1, 1)
    assert stands(service, second).state is TicketState.IN_PROGRESS
    desk.scan_at_desk(service.sessions, "9907", first, "李敏", NOW)
    desk.settle(service.sessions, "9907", first, "李敏", NOW, outcome=TicketState.DECLINED)
    desk.settle(service.sessions, "9907", second, "李敏", NOW, outcome=TicketState.REFUNDED)
    assert held_against(service) == (LineReturned(1, 2, 2_000),)


@on_both
def test_a_return_nobody_comes_for_lapses_and_frees_its_goods(service: Service) -> None:
    kiosk = service.kiosk()
    no, other = registered(service, kiosk, 1), registered(service, kiosk, 1)
    desk.scan_at_desk(service.sessions, "9907", other, "李敏", NOW)
    service.clock.forward(timedelta(days=2, seconds=1))
    assert desk.lapse(service.sessions, service.clock()) == 1
    assert desk.lapse(service.sessions, service.clock()) == 0
    gone = stands(service, no)
    assert (gone.state, gone.history[-1].code, gone.history[-1].actor) == (
        TicketState.LAPSED, HistoryCode.LAPSED, Actor.SYSTEM,
    )  # fmt: skip
    assert stands(service, other).state is TicketState.IN_PROGRESS
    assert held_against(service) == (LineReturned(1, 1, 1_000),)
    with pytest.raises(NotNow):
        desk.scan_at_desk(service.sessions, "9907", no, "李敏", service.clock())


def test_the_running_service_lets_returns_lapse_by_itself(service: Service, kiosk: Kiosk) -> None:
    no = registered(service, kiosk)
    service.clock.forward(timedelta(days=3))

    async def run() -> None:
        async with service.app.router.lifespan_context(service.app):
            for _ in range(500):
                if stands(service, no).state is TicketState.LAPSED:
                    return
                await asyncio.sleep(0.01)

    asyncio.run(run())
    assert stands(service, no).state is TicketState.LAPSED


def test_old_keys_go_after_four_hundred_days(service: Service, kiosk: Kiosk) -> None:
    message = kiosk.envelope(kiosk.registered(THREE, [(1, 1)]))
    service.sell(THREE)
    kiosk.send(message)
    sweep.sweep(service.sessions, NOW + timedelta(days=399))
    assert kiosk.send(message)[0].result.value == "duplicate"
    sweep.sweep(service.sessions, NOW + timedelta(days=401))
    (answer,) = kiosk.send(message)
    assert (answer.result.value, answer.code) == ("refused", "ticket_no_reused")


@on_both
def test_two_scanners_at_once_start_one_promise(service: Service) -> None:
    no = registered(service, service.kiosk())
    dues: list[object] = []

    def scan(by: str) -> None:
        dues.append(desk.scan_at_desk(service.sessions, "9907", no, by, NOW))

    threads = [threading.Thread(target=scan, args=(f"店员{i}",)) for i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(dues) == 5
    assert [e.code for e in stands(service, no).history].count(HistoryCode.SCANNED_AT_DESK) == 1


@pytest.mark.parametrize("no", ["", "R9-9999-Z", "R1-0001-A", "../x", "R1-0001-\u212a", "'; --"])
def test_no_other_number_is_a_ticket(service: Service, no: str) -> None:
    with pytest.raises(TicketUnknown):
        desk.scan_at_desk(service.sessions, "9907", no, "李敏", NOW)


def test_the_board_shows_what_is_due_first(service: Service, kiosk: Kiosk) -> None:
    numbers = [registered(service, kiosk, 1, a_receipt(n)) for n in range(1, 6)]
    service.clock.forward(timedelta(minutes=1))
    desk.scan_at_desk(service.sessions, "9907", numbers[3], "李敏", service.clock())
    service.clock.forward(timedelta(minutes=1))
    desk.scan_at_desk(service.sessions, "9907", numbers[1], "周婷", service.clock())
    desk.scan_at_desk(service.sessions, "9907", numbers[4], "周婷", service.clock())
    desk.settle(service.sessions, "9907", numbers[4], "周婷", service.clock(), outcome=TicketState.REFUNDED)
    with service.sessions.read() as session:
        board = tickets.board(session, "9907", service.clock())
        assert tickets.board(session, "9908", service.clock()) == ()
    assert [row.ticket_no for row in board] == [numbers[3], numbers[1], numbers[0], numbers[2], numbers[4]]
    assert [row.owner for row in board] == ["李敏", "周婷", "", "", "周婷"]
    assert board[0].goods == ("商品1",)


def test_a_shopper_follows_the_ticket_by_its_link_alone(service: Service, kiosk: Kiosk) -> None:
    service.sell(THREE)
    body = kiosk.registered(THREE, [(1, 1)])
    kiosk.send(kiosk.envelope(body))
    with service.sessions.read() as session:
        found = tickets.tracked(session, body.tracking_token, NOW)
        assert found is not None
        assert found.ticket_no == body.ticket_no
        for wrong in ("", body.ticket_no, body.tracking_token[:-1], body.tracking_token + "A", "x" * 10_000, "号" * 22):
            assert tickets.tracked(session, wrong, NOW) is None
