"""The kiosk's copy: applied whole or not at all, its last good version always in use, its age known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.receipt import LineReturned
from domain.reference import (
    Change,
    DepartmentChanged,
    PolicyChanged,
    ProductChanged,
    ReceiptChanged,
    Removed,
    ReplicaPage,
    StoreChanged,
)
from sync.outbox import Acknowledged
from sync.replica import Replica, merge
from sync.schema import REPLICA
from sync.store import Pragmas, Store, StoreFull
from tests.sync.builders import DEPARTMENT, ENROLLED, NOON, POLICY, PRODUCT, STORE_INFO, Kiosk, draft, known

EVERYTHING: tuple[Change, ...] = (
    StoreChanged(STORE_INFO),
    PolicyChanged(POLICY),
    DepartmentChanged(DEPARTMENT),
    ProductChanged(PRODUCT),
    ReceiptChanged(known("R-1")),
)


def page(cursor: int, *changes: Change, more: bool = False, as_of: datetime = NOON) -> ReplicaPage:
    return ReplicaPage(cursor, changes, more, as_of)


def test_an_empty_replica_knows_nothing_and_says_so(kiosk: Kiosk) -> None:
    replica = kiosk.replica
    assert (replica.cursor(), replica.as_of(), replica.policy(), replica.store_info()) == (0, None, None, None)
    assert (replica.receipt("R-1"), replica.departments(), replica.product_by_gtin("6901234567892")) == (None, (), None)
    assert replica.find(date(2026, 11, 22), "02", 3500) == ()


def test_what_was_told_is_there_after_a_restart(kiosk: Kiosk) -> None:
    kiosk.replica.apply(page(5, *EVERYTHING), acks=0)
    kiosk.restart()
    replica = kiosk.replica
    assert (replica.store_info(), replica.policy(), replica.departments()) == (STORE_INFO, POLICY, (DEPARTMENT,))
    assert replica.product_by_gtin("6901234567892") == PRODUCT
    here = replica.receipt("R-1")
    assert here is not None
    assert (here.known, here.as_of) == (known("R-1"), NOON)
    assert (replica.cursor(), replica.as_of(), replica.receipt_count()) == (5, NOON, 1)


def test_newer_versions_replace_and_tombstones_remove(kiosk: Kiosk) -> None:
    replica = kiosk.replica
    replica.apply(page(5, *EVERYTHING), acks=0)
    newer = replace(POLICY, version="2026-12")
    returned = known("R-1", LineReturned(1, 2, 2000))
    gone = (Removed("product", "P0001"), Removed("department", "grain"))
    replica.apply(page(9, PolicyChanged(newer), ReceiptChanged(returned), *gone), acks=0)
    assert replica.policy() == newer
    assert replica.receipt("R-1").known == returned
    assert (replica.product_by_gtin(PRODUCT.gtin), replica.departments()) == (None, ())
    replica.apply(page(10, Removed("receipt", "R-1"), Removed("receipt", "never seen"), Removed("riddle", "x")), acks=0)
    assert replica.receipt("R-1") is None


def test_the_last_good_policy_and_store_stay_in_use(kiosk: Kiosk) -> None:
    kiosk.replica.apply(page(5, *EVERYTHING), acks=0)
    kiosk.replica.apply(page(6, Removed("policy", "2026-11"), Removed("store", "0001")), acks=0)
    assert (kiosk.replica.policy(), kiosk.replica.store_info()) == (POLICY, STORE_INFO)


def test_its_age_counts_from_the_last_complete_fetch(kiosk: Kiosk) -> None:
    replica = kiosk.replica
    replica.apply(page(2, *EVERYTHING[:2], more=True), acks=0)
    assert replica.as_of() is None
    replica.apply(page(5, *EVERYTHING[2:], as_of=NOON + timedelta(seconds=1)), acks=0)
    assert replica.as_of() == NOON + timedelta(seconds=1)
    replica.apply(page(6, ReceiptChanged(known("R-2")), more=True, as_of=NOON + timedelta(hours=1)), acks=0)
    assert replica.as_of() == NOON + timedelta(seconds=1)


def test_a_page_that_does_not_fit_on_the_disk_changes_nothing(kiosk: Kiosk) -> None:
    kiosk.replica.apply(page(5, *EVERYTHING), acks=0)
    kiosk.stores.replica.close()
    tight = Store.open(kiosk.directory / "replica.sqlite", REPLICA, Pragmas(max_page_count=40))
    replica = Replica(tight, kiosk.journal)
    too_much = (ReceiptChanged(known(f"R-{n}")) for n in range(2, 500))
    with pytest.raises(StoreFull):
        replica.apply(page(504, Removed("receipt", "R-1"), *too_much), acks=0)
    assert (replica.cursor(), replica.receipt_count()) == (5, 1)
    tight.close()


def test_a_central_service_set_back_is_asked_for_everything_again(kiosk: Kiosk) -> None:
    kiosk.replica.apply(page(500, *EVERYTHING), acks=0)
    kiosk.replica.apply(page(20, as_of=NOON + timedelta(hours=1)), acks=0)
    assert kiosk.replica.cursor() == 0
    assert kiosk.replica.as_of() == NOON
    assert kiosk.replica.policy() == POLICY


def test_a_damaged_receipt_is_found_by_day_till_and_amount(kiosk: Kiosk) -> None:
    late = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    changes = [
        StoreChanged(STORE_INFO),
        ReceiptChanged(known("R-1")),
        ReceiptChanged(known("R-late", sold_at=late)),
        ReceiptChanged(known("R-next-day", sold_at=late + timedelta(minutes=1))),
        ReceiptChanged(known("R-other-till", till="03")),
    ]
    kiosk.replica.apply(page(5, *changes), acks=0)

    def codes(day: date, till: str, amount_fen: int) -> list[str]:
        return [here.known.receipt.code for here in kiosk.replica.find(day, till, amount_fen)]

    assert codes(date(2026, 11, 22), "02", 3500) == ["R-1", "R-late"]
    assert codes(date(2026, 11, 23), "02", 3500) == ["R-next-day"]
    assert codes(date(2026, 11, 22), "02", 3501) == []
    many = [ReceiptChanged(known(f"S-{n}", till="09")) for n in range(9)]
    kiosk.replica.apply(page(20, *many), acks=0)
    assert len(codes(date(2026, 11, 22), "09", 3500)) == 5


def test_own_returns_count_until_the_receipt_comes_again_with_them(kiosk: Kiosk) -> None:
    replica = kiosk.replica
    replica.apply(page(5, StoreChanged(STORE_INFO), ReceiptChanged(known("R-1", LineReturned(2, 1, 500)))), acks=0)
    accepted = kiosk.journal.accept(draft(quantity=2, refund_fen=2000))
    merged = (LineReturned(1, 2, 2000), LineReturned(2, 1, 500))
    assert replica.receipt("R-1").known.returned == merged
    assert replica.find(date(2026, 11, 22), "02", 3500)[0].known.returned == merged

    asked = kiosk.journal.acknowledged()
    kiosk.outbox.settle([Acknowledged(accepted.message_id)])
    assert replica.receipt("R-1").known.returned == merged
    # Asked for before the acknowledgement: whether it holds the return, nobody can say.
    replica.apply(page(6, ReceiptChanged(known("R-1", LineReturned(2, 1, 500)))), asked)
    assert replica.receipt("R-1").known.returned == merged

    again = known("R-1", *merged)
    replica.apply(page(7, ReceiptChanged(again)), kiosk.journal.acknowledged())
    assert replica.receipt("R-1").known == again


def test_another_stores_copy_is_not_kept(kiosk: Kiosk) -> None:
    kiosk.replica.adopt(kiosk.journal.enrolment())
    kiosk.replica.apply(page(5, *EVERYTHING), acks=0)
    kiosk.replica.adopt(kiosk.journal.enrolment())
    assert kiosk.replica.receipt("R-1") is not None
    moved = kiosk.identity.keep(replace(ENROLLED, store_id="0002", device_id="kiosk-b"))
    kiosk.replica.adopt(moved)
    replica = kiosk.replica
    assert (replica.cursor(), replica.as_of(), replica.policy(), replica.store_info()) == (0, None, None, None)
    assert (replica.receipt("R-1"), replica.departments(), replica.product_by_gtin(PRODUCT.gtin)) == (None, (), None)


def test_enrolled_anew_in_the_same_store_the_copy_stays_in_use_and_own_returns_count(kiosk: Kiosk) -> None:
    kiosk.replica.adopt(kiosk.journal.enrolment())
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([Acknowledged(accepted.message_id)])
    kiosk.replica.apply(page(5, *EVERYTHING), kiosk.journal.acknowledged())
    assert kiosk.replica.receipt("R-1").known.returned == ()
    kiosk.replica.adopt(kiosk.identity.keep(replace(ENROLLED, epoch=2)))
    assert kiosk.replica.receipt("R-1").known.returned == (LineReturned(1, 1, 1000),)
    assert (kiosk.replica.cursor(), kiosk.replica.policy()) == (5, POLICY)


def test_old_receipts_go(kiosk: Kiosk) -> None:
    old = known("R-old", sold_at=NOON - timedelta(days=200))
    kiosk.replica.apply(page(5, ReceiptChanged(old), ReceiptChanged(known("R-1"))), acks=0)
    assert kiosk.replica.prune(NOON - timedelta(days=120)) == 1
    assert kiosk.replica.receipt("R-old") is None
    assert kiosk.replica.receipt("R-1") is not None


def test_merging_adds_line_by_line() -> None:
    a = (LineReturned(1, 1, 100), LineReturned(3, 1, 300))
    b = (LineReturned(1, 2, 150), LineReturned(2, 1, 200))
    assert merge(a, b) == (LineReturned(1, 3, 250), LineReturned(2, 1, 200), LineReturned(3, 1, 300))
    assert merge(a, ()) == a
