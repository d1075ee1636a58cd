"""What the journal promises a shopper: accepted once, numbered once, kept until it was told and long after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from domain import codec
from domain.policy import OfflineCaps
from domain.receipt import LineReturned
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import AssistRequested, Envelope, Pace, ReturnRegistered, Source
from sync import schema
from sync.drafted import DraftChanged
from sync.drafts import OfflineUsage
from sync.identity import NotEnrolled
from sync.outbox import Acknowledged, Refused
from sync.prints import SlipOutcome
from sync.store import Pragmas, Store, StoreFull
from tests.sync.builders import ENROLLED, NOON, Kiosk, call, draft, two_lines

SHANGHAI = ZoneInfo("Asia/Shanghai")


def counts(kiosk: Kiosk) -> dict[str, int]:
    tables = (schema.messages, schema.tickets, schema.claims, schema.prints)
    with kiosk.store.read() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def acknowledge_all(kiosk: Kiosk) -> None:
    kiosk.outbox.settle([Acknowledged(m.message_id) for m in kiosk.outbox.take(1000)])


def test_an_accepted_return_is_a_ticket_a_message_a_claim_and_a_print_intent(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())

    assert accepted.ticket_no.startswith("R3-1847-")
    number = parse_ticket_number(accepted.ticket_no)
    assert number is not None
    assert (number.kind, number.kiosk_no, number.sequence) == (TicketKind.RETURN, 3, 1847)
    assert counts(kiosk) == {"messages": 1, "tickets": 1, "claims": 1, "prints": 1}
    assert kiosk.rings == ["rung"]

    (message,) = kiosk.outbox.take(10)
    envelope = codec.decode(Envelope, codec.loads(message.text))
    assert envelope == accepted.envelope
    assert (envelope.device_id, envelope.epoch, envelope.seq) == ("kiosk-a", 1, 1)
    assert isinstance(envelope.body, ReturnRegistered)
    assert envelope.body.ticket_no == accepted.ticket_no
    assert envelope.body.tracking_token == accepted.tracking_token
    assert envelope.body_hash == message.body_hash


def test_the_same_draft_confirmed_twice_is_accepted_once(kiosk: Kiosk) -> None:
    first = kiosk.journal.accept(draft())
    again = kiosk.journal.accept(draft())
    assert again == replace(first, repeated=True)
    kiosk.restart()
    assert kiosk.journal.accept(draft()) == again
    assert counts(kiosk)["tickets"] == 1


def test_tapping_again_in_another_language_or_later_is_the_same_return(kiosk: Kiosk) -> None:
    first = kiosk.journal.accept(draft())
    later = replace(draft(), language="en", pace=Pace.SENIOR, keep_until=NOON + timedelta(days=3))
    assert kiosk.journal.accept(later) == replace(first, repeated=True)
    called = kiosk.journal.assist(call())
    assert kiosk.journal.assist(replace(call(), stuck_s=43)).ticket_no == called.ticket_no


def test_a_draft_id_with_another_content_is_refused(kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft(quantity=1))
    with pytest.raises(DraftChanged):
        kiosk.journal.accept(draft(quantity=2))
    assert counts(kiosk)["tickets"] == 1


def test_numbers_go_on_after_a_restart_and_are_shared_by_all_kinds(kiosk: Kiosk) -> None:
    first = kiosk.journal.accept(draft("a"))
    called = kiosk.journal.assist(call())
    kiosk.restart()
    second = kiosk.journal.accept(draft("b"))
    sequences = [parse_ticket_number(no).sequence for no in (first.ticket_no, called.ticket_no, second.ticket_no)]
    assert sequences == [1847, 1848, 1849]
    assert [second.envelope.seq, second.envelope.epoch] == [3, 1]


def test_nothing_is_accepted_before_enrolment(tmp_path: Path) -> None:
    kiosk = Kiosk.bare(tmp_path / "new")
    with pytest.raises(NotEnrolled):
        kiosk.journal.accept(draft())
    assert kiosk.journal.chain_head() == ""
    assert kiosk.journal.settle_unfinished_prints() == ()


def test_a_full_disk_accepts_nothing_and_uses_no_number_up(kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft("before"))
    with kiosk.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    kiosk.store.close()
    full = Store.open(kiosk.directory / "journal.sqlite", schema.JOURNAL, Pragmas(max_page_count=pages))
    kiosk.stores = replace(kiosk.stores, journal=full)
    many = replace(draft("too much"), lines=tuple(replace(draft().lines[0], line_no=n) for n in range(1, 400)))
    with pytest.raises(StoreFull):
        kiosk.journal.accept(many)
    assert counts(kiosk)["tickets"] == 1
    full.close()

    kiosk.stores = replace(kiosk.stores, journal=Store.open(kiosk.directory / "journal.sqlite", schema.JOURNAL))
    accepted = kiosk.journal.accept(many)
    assert parse_ticket_number(accepted.ticket_no).sequence == 1848
    assert accepted.envelope.seq == 2
    assert kiosk.journal.verify_chain() == ()


def test_a_call_for_a_person_is_a_ticket_of_its_own_and_acts_once(kiosk: Kiosk) -> None:
    about = kiosk.journal.accept(draft()).ticket_no
    called = kiosk.journal.assist(call(about_ticket=about))
    again = kiosk.journal.assist(call(about_ticket=about))
    assert called.ticket_no.startswith("H3-1848-")
    assert again == replace(called, repeated=True)
    message = kiosk.outbox.take(10)[1]
    body = codec.decode(Envelope, codec.loads(message.text)).body
    assert isinstance(body, AssistRequested)
    assert (body.ticket_no, body.about_ticket, body.stuck_s) == (called.ticket_no, about, 42)


def test_an_accepted_return_can_be_had_again_for_another_slip(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.restart()
    assert kiosk.journal.ticket(accepted.ticket_no) == replace(accepted, repeated=True)
    assert kiosk.journal.ticket("R3-9999-X") is None
    called = kiosk.journal.assist(call())
    assert kiosk.journal.ticket(called.ticket_no) is None


def test_own_returns_count_until_the_source_can_know_of_them(kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft("a", quantity=2, refund_fen=2000))
    kiosk.journal.accept(draft("b", quantity=1, refund_fen=1000))
    both = (LineReturned(1, 3, 3000),)
    asked_before = kiosk.journal.acknowledged()
    assert kiosk.journal.reserved("R-1", asked_before) == both
    assert kiosk.journal.reserved("R-2", asked_before) == ()

    acknowledge_all(kiosk)
    assert kiosk.journal.reserved("R-1", asked_before) == both
    assert kiosk.journal.reserved("R-1", kiosk.journal.acknowledged()) == ()


def test_a_return_acknowledged_while_the_answer_was_on_its_way_still_counts(kiosk: Kiosk) -> None:
    first = kiosk.journal.accept(draft("a"))
    kiosk.outbox.settle([Acknowledged(first.message_id)])
    second = kiosk.journal.accept(draft("b"))
    asked = kiosk.journal.acknowledged()
    kiosk.outbox.settle([Acknowledged(second.message_id)])
    assert kiosk.journal.reserved("R-1", asked) == (LineReturned(1, 1, 1000),)


def test_a_parked_return_keeps_counting(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.outbox.settle([Refused(accepted.message_id, "wrong_store")])
    assert kiosk.journal.reserved("R-1", kiosk.journal.acknowledged()) == (LineReturned(1, 1, 1000),)


def test_a_price_adjustment_takes_nothing_of_a_line(kiosk: Kiosk) -> None:
    kiosk.journal.accept(two_lines(draft()))
    assert kiosk.journal.reserved("R-1", 0) == (LineReturned(1, 1, 1000),)


def test_offline_returns_are_counted_by_the_stores_own_day(kiosk: Kiosk) -> None:
    kiosk.clock.set_wall(datetime(2026, 11, 22, 15, 59, tzinfo=UTC))  # 23:59 in Shanghai
    kiosk.journal.accept(draft("a", source=Source.REPLICA, refund_fen=1500))
    kiosk.journal.accept(draft("b", source=Source.ONLINE))
    kiosk.clock.turn(120)
    kiosk.journal.accept(draft("c", source=Source.REPLICA, refund_fen=700))
    assert kiosk.journal.offline_usage(date(2026, 11, 22), SHANGHAI) == OfflineUsage(1, 1500)
    assert kiosk.journal.offline_usage(date(2026, 11, 23), SHANGHAI) == OfflineUsage(1, 700)


@pytest.mark.parametrize(
    ("usage", "refund_fen", "allowed"),
    [
        (OfflineUsage(0, 0), 500, True),
        (OfflineUsage(0, 0), 501, False),
        (OfflineUsage(1, 1500), 500, True),
        (OfflineUsage(1, 1501), 500, False),
        (OfflineUsage(2, 0), 1, True),
        (OfflineUsage(3, 0), 1, False),
    ],
)
def test_offline_caps_are_inclusive(usage: OfflineUsage, refund_fen: int, allowed: bool) -> None:
    caps = OfflineCaps(ticket_fen=500, day_fen=2000, day_tickets=3)
    assert usage.allows(refund_fen, caps) is allowed


def test_enrolled_anew_numbers_never_go_back_and_a_new_chain_begins(kiosk: Kiosk) -> None:
    first = kiosk.journal.accept(draft("a"))
    kiosk.identity.keep(replace(ENROLLED, epoch=2, first_sequence=100))
    second = kiosk.journal.accept(draft("b"))
    assert parse_ticket_number(second.ticket_no).sequence == parse_ticket_number(first.ticket_no).sequence + 1
    assert (second.envelope.epoch, second.envelope.seq) == (2, 1)
    kiosk.identity.keep(replace(ENROLLED, epoch=3, first_sequence=5000))
    assert parse_ticket_number(kiosk.journal.accept(draft("c")).ticket_no).sequence == 5000
    assert kiosk.journal.verify_chain() == ()


def test_the_same_enrolment_kept_twice_goes_on_where_it_was(kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft("a"))
    kiosk.identity.keep(ENROLLED)
    assert kiosk.journal.accept(draft("b")).envelope.seq == 2
    assert kiosk.journal.verify_chain() == ()


def tamper(*statements: str) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return act


@pytest.mark.parametrize(
    "tampering",
    [
        tamper("UPDATE messages SET envelope = replace(envelope, '\"refund_fen\":1000', '\"refund_fen\":9000')"),
        tamper("UPDATE messages SET body_hash = 'x' WHERE seq = 2"),
        tamper("DELETE FROM tickets WHERE sequence = 1848", "DELETE FROM messages WHERE seq = 2"),
        tamper("DELETE FROM tickets WHERE sequence = 1849", "DELETE FROM messages WHERE seq = 3"),
        tamper("UPDATE messages SET seq = 4 WHERE seq = 3"),
        tamper("UPDATE messages SET envelope = NULL WHERE seq = 2"),
        tamper("UPDATE device SET chain_head = (SELECT link FROM messages WHERE seq = 2)"),
    ],
    ids=["text", "hash", "middle gone", "end gone", "order", "text gone", "head set back"],
)
def test_tampering_shows(kiosk: Kiosk, tampering: Callable[[Path], None]) -> None:
    for n in range(3):
        kiosk.journal.accept(draft(f"{n}"))
    assert kiosk.journal.verify_chain() == ()
    tampering(kiosk.directory / "journal.sqlite")
    assert kiosk.journal.verify_chain() != ()


def test_a_number_left_out_shows_though_the_chain_fits(kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft("a"))
    with kiosk.store.write() as connection:
        connection.exec_driver_sql("UPDATE counters SET next = next + 1 WHERE name LIKE 'seq/%'")
    kiosk.journal.accept(draft("b"))
    assert kiosk.journal.verify_chain() == ("message 3 of kiosk-a/1: follows 1",)


def test_tickets_go_only_when_all_they_had_to_say_was_sent_and_their_time_is_over(kiosk: Kiosk) -> None:
    told = kiosk.journal.accept(draft("told"))
    acknowledge_all(kiosk)
    untold = kiosk.journal.accept(draft("untold"))
    kiosk.journal.print_result(told.intent_id, SlipOutcome.CONFIRMED, "ready")
    later = NOON + timedelta(days=1)

    assert kiosk.journal.prune(later) == 0
    about_told = [m for m in kiosk.outbox.take(10) if m.ticket_no == told.ticket_no]
    kiosk.outbox.settle([Acknowledged(m.message_id) for m in about_told])
    assert kiosk.journal.prune(NOON) == 0
    assert kiosk.journal.prune(later) == 1
    assert kiosk.journal.ticket(told.ticket_no) is None
    assert kiosk.journal.ticket(untold.ticket_no) is not None
    assert kiosk.journal.verify_chain() == ()
    assert counts(kiosk) == {"messages": 3, "tickets": 1, "claims": 1, "prints": 1}

