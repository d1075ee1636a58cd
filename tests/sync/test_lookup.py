"""From a code to what is known of it: online when it can be, from the copy when not, and never a wrong 'unknown'."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.receipt import LineReturned
from domain.reference import ReceiptAnswer, ReceiptChanged, ReceiptsAnswer, ReplicaPage, StoreChanged
from domain.wire import Source
from sync.client import ServiceClient, ServiceSettings
from sync.line import Line, Offline, OfflineReason, Online
from sync.lookup import Found, Known, Lookup, LookupSettings, Unavailable, UnavailableReason, Unknown
from sync.outbox import Acknowledged
from tests.sync.builders import NOON, STORE_INFO, Kiosk, draft, known
from tests.sync.fake_service import REDIRECT, FakeService, HangUp, Hold, Trickle, error

AN_HOUR_AGO = NOON - timedelta(hours=1)
DAY = date(2026, 11, 22)


class Desk:
    """A kiosk's lookup with its line, and a copy that is an hour old."""

    def __init__(self, kiosk: Kiosk, service: FakeService) -> None:
        self.kiosk = kiosk
        self.service = service
        self.line = Line(kiosk.clock)
        self.client = ServiceClient(ServiceSettings(service.url, read_s=5), kiosk.identity.token)
        settings = LookupSettings(budget_s=0.4, rest_s=20)
        self.lookup = Lookup(self.client, kiosk.replica, kiosk.journal, self.line, settings)
        service.receipts = {"R-1": known("R-1", LineReturned(2, 1, 500)), "R-new": known("R-new")}
        copy = (StoreChanged(STORE_INFO), ReceiptChanged(known("R-1")))
        kiosk.replica.apply(ReplicaPage(2, copy, False, AN_HOUR_AGO), acks=0)


@pytest.fixture
def desk(kiosk: Kiosk, service: FakeService) -> Iterator[Desk]:
    desk = Desk(kiosk, service)
    yield desk
    desk.client.close()


def test_online_the_central_ledger_answers(desk: Desk) -> None:
    answer = desk.lookup.check("R-1")
    assert answer == Known(known().receipt, (LineReturned(2, 1, 500),), Source.ONLINE, NOON)
    assert isinstance(desk.line.state, Online)


def test_online_an_unknown_receipt_is_unknown(desk: Desk) -> None:
    assert desk.lookup.check("R-none") == Unknown(Source.ONLINE)


def test_offline_the_copy_answers_and_says_how_old_it_is(desk: Desk) -> None:
    desk.service.plan("receipts", HangUp())
    assert desk.lookup.check("R-1") == Known(known().receipt, (), Source.REPLICA, AN_HOUR_AGO)
    assert desk.line.state == Offline(NOON, OfflineReason.UNREACHABLE)


def test_offline_a_receipt_not_in_the_copy_is_not_called_unknown(desk: Desk) -> None:
    desk.service.always["receipts"] = HangUp()
    assert desk.lookup.check("R-new") == Unavailable(UnavailableReason.LINE_DOWN)
    assert desk.lookup.check("R-none") == Unavailable(UnavailableReason.LINE_DOWN)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (REDIRECT, UnavailableReason.NOT_OUR_SERVICE),
        (error(401, "unauthorised"), UnavailableReason.UNAUTHORISED),
        (error(422, "shape"), UnavailableReason.REFUSED),
        (error(503, "busy"), UnavailableReason.LINE_DOWN),
    ],
)
def test_why_nobody_can_say_is_said(desk: Desk, trouble: object, reason: UnavailableReason) -> None:
    desk.service.plan("receipts", trouble)
    assert desk.lookup.check("R-new") == Unavailable(reason)


@pytest.mark.parametrize("slow", [Hold(), Trickle()], ids=str)
def test_a_shopper_waits_for_a_slow_line_once_and_no_longer_than_the_budget(desk: Desk, slow: object) -> None:
    desk.service.always["receipts"] = slow
    began = time.monotonic()
    assert isinstance(desk.lookup.check("R-1"), Known)
    first = time.monotonic() - began
    assert 0.4 <= first < 1.5

    began = time.monotonic()
    assert isinstance(desk.lookup.check("R-1"), Known)
    assert time.monotonic() - began < 0.2
    assert desk.service.asked("receipts") == 1

    desk.service.always.clear()
    desk.kiosk.clock.turn(21)
    answer = desk.lookup.check("R-1")
    assert isinstance(answer, Known)
    assert answer.source is Source.ONLINE


def test_while_the_line_rests_a_receipt_the_copy_lacks_is_still_asked_for(desk: Desk) -> None:
    desk.service.plan("receipts", HangUp())
    desk.lookup.check("R-1")
    answer = desk.lookup.check("R-new")
    assert isinstance(answer, Known)
    assert answer.source is Source.ONLINE
    assert isinstance(desk.line.state, Online)


def test_own_returns_count_in_both_sources(desk: Desk) -> None:
    desk.kiosk.journal.accept(draft(quantity=2, refund_fen=2000))
    online = desk.lookup.check("R-1")
    assert isinstance(online, Known)
    assert online.returned == (LineReturned(1, 2, 2000), LineReturned(2, 1, 500))
    desk.service.plan("receipts", HangUp())
    offline = desk.lookup.check("R-1")
    assert isinstance(offline, Known)
    assert (offline.source, offline.returned) == (Source.REPLICA, (LineReturned(1, 2, 2000),))


class AnswersAndAcknowledges:
    """A central service whose answer was made before, and whose acknowledgement comes while it is on its way."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def receipt(self, code: str) -> ReceiptAnswer:
        self._acknowledge()
        return ReceiptAnswer(known(code), NOON)

    def find(self, day: date, till: str, amount_fen: int) -> ReceiptsAnswer:
        self._acknowledge()
        return ReceiptsAnswer((known("R-1"),), NOON)

    def _acknowledge(self) -> None:
        self._kiosk.outbox.settle([Acknowledged(m.message_id) for m in self._kiosk.outbox.take(10)])


def test_a_return_acknowledged_while_the_answer_is_on_its_way_still_counts(kiosk: Kiosk) -> None:
    lookup = Lookup(AnswersAndAcknowledges(kiosk), kiosk.replica, kiosk.journal, Line(kiosk.clock))
    kiosk.journal.accept(draft(quantity=2, refund_fen=2000))
    answer = lookup.check("R-1")
    assert isinstance(answer, Known)
    assert answer.returned == (LineReturned(1, 2, 2000),)
    kiosk.journal.accept(draft("later", quantity=1))
    found = lookup.find(DAY, "02", 3500)
    assert isinstance(found, Found)
    assert found.receipts[0].returned == (LineReturned(1, 1, 1000),)


def test_receipts_are_found_online_and_in_the_copy(desk: Desk) -> None:
    online = desk.lookup.find(DAY, "02", 3500)
    assert isinstance(online, Found)
    assert ([k.receipt.code for k in online.receipts], online.source) == (["R-1", "R-new"], Source.ONLINE)
    desk.service.always["receipts"] = HangUp()
    offline = desk.lookup.find(DAY, "02", 3500)
    assert isinstance(offline, Found)
    assert ([k.receipt.code for k in offline.receipts], offline.source) == (["R-1"], Source.REPLICA)
    assert desk.lookup.find(DAY, "09", 1) == Unavailable(UnavailableReason.LINE_DOWN)


def test_finding_nothing_online_is_an_answer(desk: Desk) -> None:
    assert desk.lookup.find(DAY, "09", 1) == Found((), Source.ONLINE)


def test_a_kiosk_without_a_credential_says_so(service: FakeService, tmp_path) -> None:
    bare = Kiosk.bare(tmp_path / "bare")
    desk = Desk(bare, service)
    assert desk.lookup.check("R-new") == Unavailable(UnavailableReason.NOT_ENROLLED)
    bare.stores.close()
