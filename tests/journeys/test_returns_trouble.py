"""Returns in trouble: no line, no paper, no printer, no camera, no room. Nothing is lost, nothing claims too much."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from backend.services.read_model import DeviceTrouble
from devices.contracts import PrintConfirmed, PrintOutcome, PrintUnknown
from domain.device_words import PrinterStatus
from domain.policy import ReasonCode
from domain.ticket import TicketState
from domain.wire import Pace
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from sync.clock import SystemClock
from sync.drafts import AssistDraft
from sync.journal import Journal
from sync.prints import SlipState
from sync.schema import JOURNAL
from sync.store import Pragmas, Store, StoreFull
from sync.stores import open_stores
from tests.journeys.conftest import Shop
from tests.journeys.world import World, world
from tests.kiosk import builders


def test_the_line_is_down_and_the_return_is_kept_until_it_is_back(here: World, shop: Shop) -> None:
    here.serving.pause()
    done = here.whole_return(shop.code("mixed"), (1, 1))
    assert done.ticket.order.to_verify
    assert here.terminal.outbox.waiting().pending > 0
    here.serving.resume()
    here.terminal.worker.wake()
    here.delivered()
    detail = here.central_ticket(done.ticket.ticket_no)
    assert detail is not None
    assert detail.state is TicketState.WAITING_FOR_SHOPPER


def test_without_the_line_the_same_piece_is_not_taken_twice(here: World, shop: Shop) -> None:
    here.serving.pause()
    here.whole_return(shop.code("salt"), (1, 1))
    here.tap(e.Finished())
    here.scan(shop.code("salt"))
    here.at(s.NothingReturnable)


def test_without_the_line_large_amounts_wait_for_a_person(here: World, shop: Shop) -> None:
    here.serving.pause()
    here.scan(shop.code("television"))
    here.at(s.ChoosingItems)
    here.tap(e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.QUALITY))
    assert here.at(s.StaffNeeded).why is s.StaffWhy.OFFLINE_CAP


def test_without_the_line_an_old_receipt_is_not_called_unknown(here: World) -> None:
    here.serving.pause()
    here.scan(builders.CODE)
    assert here.at(s.NotFound).line_down


def test_a_kiosk_that_never_met_its_service_does_not_pretend(shop: Shop, tmp_path: Path) -> None:
    with world(shop.service, tmp_path / "first"):
        pass
    stores = open_stores(tmp_path / "first")
    with stores.replica.write() as connection:
        for table in ("documents", "receipts"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    with world(shop.service, tmp_path / "first", stores=stores, online=False) as here:
        here.tap(s.Home())
        here.until(lambda: not here.terminal.session.situation.service_ready, "saying it cannot serve yet")


@pytest.mark.parametrize(("fault", "status"), [
    ("paper_empty", PrinterStatus.PAPER_EMPTY), ("cover_open", PrinterStatus.COVER_OPEN),
])  # fmt: skip
def test_no_slip_is_said_and_the_ticket_stands(shop: Shop, tmp_path: Path, fault: str, status: PrinterStatus) -> None:
    with world(shop.service, tmp_path / "kiosk", fault=fault) as here:  # type: ignore[arg-type]
        here.scan(shop.code("salt"))
        here.choose((1, 1))
        here.confirm()
        trouble = here.at(s.PrinterTrouble)
        assert (trouble.status, trouble.unknown) == (status, False)
        here.until(lambda: here.terminal.session.situation.helper is not None, "a person being called")
        here.printer.mend()
        here.until(lambda: isinstance(here.state, s.PrinterTrouble) and here.state.ready, "the printer to be well")
        here.tap(e.PrintAgain())
        assert here.at(s.Done).slip_out
        assert len(here.printer.slips) == 1
        here.delivered()
        assert here.central_ticket(trouble.ticket.ticket_no) is not None


class ForgetfulPrinter:
    """Takes the first slip and says nothing; is itself again for the second."""

    def __init__(self) -> None:
        self.slips: list[bytes] = []

    def print(self, data: bytes) -> PrintOutcome:
        self.slips.append(data)
        if len(self.slips) == 1:
            return PrintUnknown(PrinterStatus.SILENT, len(data))
        return PrintConfirmed(PrinterStatus.READY, 1.0, 2.0, len(data))

    def status(self) -> PrinterStatus:
        return PrinterStatus.READY

    def close(self) -> None:
        pass


def test_a_printer_that_falls_silent_is_unknown_and_the_next_slip_is_a_reprint(shop: Shop, tmp_path: Path) -> None:
    printer = ForgetfulPrinter()
    with world(shop.service, tmp_path / "kiosk", printer=printer) as here:
        here.scan(shop.code("salt"))
        here.choose((1, 1))
        here.confirm()
        trouble = here.at(s.PrinterTrouble)
        assert trouble.unknown
        assert trouble.reprint
        here.tap(e.PrintAgain())
        here.at(s.Done)
        first, second = here.terminal.journal.prints_of(trouble.ticket.ticket_no)
        assert (first.state, first.reprint, second.state, second.reprint) == (
            SlipState.UNKNOWN, False, SlipState.CONFIRMED, True,
        )  # fmt: skip
        assert len(printer.slips[1]) > len(printer.slips[0]), "the second one also says 补打"


def test_no_printer_at_all(shop: Shop, tmp_path: Path) -> None:
    with world(shop.service, tmp_path / "kiosk", printer_uri="network://127.0.0.1:9") as here:
        here.scan(shop.code("salt"))
        here.choose((1, 1))
        here.confirm()
        trouble = here.at(s.PrinterTrouble)
        assert not trouble.unknown
        here.tap(e.WithoutSlip())
        assert not here.at(s.Done).slip_out
        here.delivered()
        assert here.central_ticket(trouble.ticket.ticket_no) is not None


def test_no_camera_at_all_leaves_typing(here: World, shop: Shop) -> None:
    here.start()
    here.until(lambda: isinstance(here.state, s.Scanning) and here.state.camera is not None, "the camera's trouble")
    assert here.at(s.Scanning).other_ways
    here.tap(e.TypeNumber(), *(e.DigitTyped(d) for d in shop.code("salt")), e.Submitted())
    here.at(s.ChoosingItems)


def test_a_hand_scanner_that_is_away_is_seen_by_staff(shop: Shop, tmp_path: Path) -> None:
    with world(shop.service, tmp_path / "kiosk", scanner="hid:///dev/input/nothing") as here:
        here.terminal.worker.watch_for_helper(600)  # a heartbeat every three seconds
        here.until(lambda: any(DeviceTrouble.SCANNER in d.troubles for d in here.fleet()), "the scanner's trouble")
        assert [d.scanner for d in here.fleet() if DeviceTrouble.SCANNER in d.troubles] == ["absent"]


def fill(store: Store) -> None:
    """Calls for a person, which are smaller than returns, until not one more fits."""
    journal = Journal(store, SystemClock())
    calls = (AssistDraft(f"filler {n}", "Home", 0, Pace.NORMAL, "zh_CN") for n in range(100_000))
    with pytest.raises(StoreFull):
        deque(map(journal.assist, calls), maxlen=0)


def test_a_full_disk_accepts_nothing_and_calls_a_person(shop: Shop, tmp_path: Path) -> None:
    with world(shop.service, tmp_path / "kiosk"):
        pass
    stores = open_stores(tmp_path / "kiosk")
    with stores.journal.read() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    stores.journal.close()
    full = Store.open(tmp_path / "kiosk" / "journal.sqlite", JOURNAL, Pragmas(max_page_count=pages))
    fill(full)
    with world(shop.service, tmp_path / "kiosk", stores=replace(stores, journal=full)) as here:
        here.scan(shop.code("mixed"))
        here.choose((1, 1), (2, 1))
        here.confirm()
        assert here.at(s.StaffNeeded).why is s.StaffWhy.CANNOT_STORE
        assert here.printer.slips == []
        here.tap(e.GoHome())
        assert isinstance(here.state, s.Home)
