"""What shoppers say through kiosks: ratings, complaints, things not found, and how the guide is used."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from backend.models import GuideUseRow, RatingRow, RatingTagRow, UnansweredRow
from backend.services import desk, guide_data, sweep, tickets
from backend.services.read_model import HistoryCode, TicketDetail, TicketRow
from domain.rating import Doubt, Tag
from domain.ticket import Severity, TicketState
from domain.ticket_number import TicketKind
from domain.wire import Result, UnansweredWord
from tests.support.guide import a_placement, a_plan, a_rating, an_inquiry, usage
from tests.support.postgres import on_both
from tests.support.service import Kiosk, Service, a_receipt


def ratings(service: Service) -> list[RatingRow]:
    with service.sessions.read() as session:
        return list(session.scalars(select(RatingRow).order_by(RatingRow.received_at, RatingRow.rating_id)))


def stands(service: Service, ticket_no: str) -> TicketDetail:
    with service.sessions.read() as session:
        found = tickets.ticket(session, "9907", ticket_no, service.clock())
    assert found is not None
    return found


def board(service: Service) -> tuple[TicketRow, ...]:
    with service.sessions.read() as session:
        return tickets.board(session, "9907", service.clock())


def complaint(kiosk: Kiosk) -> str:
    return kiosk.ticket_no(TicketKind.COMPLAINT)


@on_both
def test_a_rating_is_kept_once_with_the_stores_own_day_and_hour(service: Service, kiosk: Kiosk) -> None:
    sent = kiosk.envelope(a_rating(4, tags=(Tag.QUEUE, Tag.PRICE, Tag.QUEUE), text="收银快一点就好了"))
    assert [a.result for a in kiosk.send(sent, sent)] == [Result.ACCEPTED, Result.DUPLICATE]
    (row,) = ratings(service)
    assert (row.stars, row.text, row.place, row.doubts) == (4, "收银快一点就好了", "出口", "")
    assert (row.given_on, row.given_hour) == (date(2026, 11, 21), 10)
    with service.sessions.read() as session:
        assert sorted(session.scalars(select(RatingTagRow.tag))) == ["price", "queue"]
    assert board(service) == ()


@on_both
@pytest.mark.parametrize(
    ("stars", "tags", "severity", "minutes"),
    [
        (1, (), Severity.COMPLEX, 60),
        (2, (Tag.QUEUE,), Severity.ORDINARY, 30),
        (2, (Tag.PRICE, Tag.ATTITUDE), Severity.COMPLEX, 60),
    ],
)
def test_a_bad_rating_becomes_a_complaint_somebody_has_with_a_time(
    service: Service, kiosk: Kiosk, stars: int, tags: tuple[Tag, ...], severity: Severity, minutes: int
) -> None:
    number = complaint(kiosk)
    kiosk.send(kiosk.envelope(a_rating(stars, tags=tags, text="等了二十分钟", complaint_no=number)))
    (row,) = board(service)
    assert (row.ticket_no, row.kind, row.state, row.severity) == (
        number, TicketKind.COMPLAINT, TicketState.OPEN, severity,
    )  # fmt: skip
    assert row.due_at == service.clock() + timedelta(minutes=minutes)
    assert (row.stars, row.asked, row.place, row.owner) == (stars, "等了二十分钟", "出口", "")
    ticket = stands(service, number)
    assert [entry.code for entry in ticket.history] == [HistoryCode.COMPLAINED]
    assert ticket.history[0].params == {"stars": stars, "tags": " ".join(tag.value for tag in tags)}


@on_both
def test_a_complaint_about_a_return_is_linked_both_ways_and_claims_nothing(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1)
    service.sell(receipt)
    registered = kiosk.registered(receipt, [(1, 1)])
    kiosk.send(kiosk.envelope(registered))
    number = complaint(kiosk)
    rated = a_rating(1, complaint_no=number, about_ticket=registered.ticket_no, receipt_code=receipt.code)
    kiosk.send(kiosk.envelope(rated))
    about = stands(service, registered.ticket_no)
    assert about.calls == (number,)
    assert about.history[-1].code is HistoryCode.RATED
    assert about.history[-1].params == {"stars": 1, "complaint_no": number}
    assert stands(service, number).about_ticket == registered.ticket_no
    before = kiosk.get(f"receipts/{receipt.code}").json()["known"]["returned"]
    desk.take(service.sessions, "9907", number, "周婷", service.clock())
    desk.settle(service.sessions, "9907", number, "周婷", service.clock(), outcome=TicketState.DONE)
    assert stands(service, number).state is TicketState.DONE
    assert kiosk.get(f"receipts/{receipt.code}").json()["known"]["returned"] == before


@on_both
def test_a_complaint_may_come_before_the_return_it_is_about(service: Service, kiosk: Kiosk) -> None:
    number = complaint(kiosk)
    (answer,) = kiosk.send(kiosk.envelope(a_rating(2, complaint_no=number, about_ticket="R1-0099-X")))
    assert answer.result is Result.ACCEPTED
    assert stands(service, number).about_ticket == "R1-0099-X"


def test_doubted_ratings_are_kept_apart_and_ask_nobody_to_run(service: Service, kiosk: Kiosk) -> None:
    kiosk.send(kiosk.envelope(a_rating(1, doubts=(Doubt.BURST, Doubt.TOO_FAST))))
    (row,) = ratings(service)
    assert row.doubts == "burst too_fast"
    assert board(service) == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"stars": 0}, "shape"),
        ({"stars": 6}, "shape"),
        ({"rating_id": ""}, "shape"),
        ({"stars": 1, "complaint_no": "C9-0001-A"}, "ticket_no_invalid"),
        ({"stars": 1, "complaint_no": "'; DROP TABLE tickets"}, "ticket_no_invalid"),
    ],
)
def test_ratings_that_cannot_be_are_refused_and_stand_in_no_ones_way(
    service: Service, kiosk: Kiosk, changed: dict[str, object], code: str
) -> None:
    wrong = kiosk.envelope(a_rating(**{"stars": 5, **changed}))  # type: ignore[arg-type]
    right = kiosk.envelope(a_rating(5))
    answers = kiosk.send(wrong, right)
    assert [(a.result, a.code) for a in answers] == [(Result.REFUSED, code), (Result.ACCEPTED, "")]
    assert len(ratings(service)) == 1


def test_one_number_for_two_complaints_is_an_alarm(service: Service, kiosk: Kiosk) -> None:
    number = complaint(kiosk)
    kiosk.send(kiosk.envelope(a_rating(1, complaint_no=number)))
    (answer,) = kiosk.send(kiosk.envelope(a_rating(1, complaint_no=number)))
    assert (answer.result, answer.code) == (Result.REFUSED, "ticket_no_reused")


def test_a_rating_counts_once_however_late_its_message_comes_again(service: Service, kiosk: Kiosk) -> None:
    rating = a_rating(3)
    kiosk.send(kiosk.envelope(rating))
    service.clock.forward(timedelta(days=401))
    sweep.sweep(service.sessions, service.clock())
    (answer,) = kiosk.send(kiosk.envelope(rating))
    assert answer.result is Result.ACCEPTED
    assert len(ratings(service)) == 1


def test_words_go_after_their_time_and_stars_stay(service: Service, kiosk: Kiosk) -> None:
    kiosk.send(kiosk.envelope(a_rating(2, text="那个穿红衣服的店员", receipt_code="990703", doubts=(Doubt.BURST,))))
    service.clock.forward(timedelta(days=402))
    sweep.sweep(service.sessions, service.clock())
    (row,) = ratings(service)
    assert (row.stars, row.text, row.receipt_code) == (2, "", None)


@pytest.mark.parametrize("years", [-30, 30])
def test_a_kiosk_whose_clock_is_wrong_rates_today(service: Service, kiosk: Kiosk, years: int) -> None:
    when = service.clock() + timedelta(days=365 * years)
    kiosk.send(kiosk.envelope(a_rating(5, given_at=when)))
    assert ratings(service)[0].given_on == date(2026, 11, 21)


@on_both
def test_something_not_found_is_a_task_with_its_place(service: Service, kiosk: Kiosk) -> None:
    guide_data.put_plan(service.sessions, "9907", a_plan(), service.clock())
    guide_data.put_placements(service.sessions, "9907", [a_placement()], service.clock())
    number = kiosk.ticket_no(TicketKind.INQUIRY)
    kiosk.send(kiosk.envelope(an_inquiry(number, asked="", product_id="P1", placement_id="P1-1")))
    (row,) = board(service)
    assert (row.kind, row.tag, row.severity, row.state) == (
        TicketKind.INQUIRY, "placement", Severity.ORDINARY, TicketState.OPEN,
    )  # fmt: skip
    assert (row.asked, row.place) == ("商品1", "入口")
    ticket = stands(service, number)
    assert (ticket.product_id, ticket.placement_id) == ("P1", "P1-1")
    assert (ticket.history[0].code, ticket.history[0].params) == (
        HistoryCode.INQUIRED, {"fixture": "12", "bay": 3, "shelf": 2},
    )  # fmt: skip


def test_something_nobody_knows_is_a_task_too(service: Service, kiosk: Kiosk) -> None:
    number = kiosk.ticket_no(TicketKind.INQUIRY)
    sent = kiosk.envelope(an_inquiry(number, product_id="gone", placement_id="gone"))
    assert [a.result for a in kiosk.send(sent, sent)] == [Result.ACCEPTED, Result.DUPLICATE]
    assert stands(service, number).asked == "芝麻酱"
    assert stands(service, number).history[0].params == {}


@on_both
def test_use_is_counted_and_words_without_an_answer_are_summed(service: Service, kiosk: Kiosk) -> None:
    other = service.kiosk()
    kiosk.send(kiosk.envelope(usage(UnansweredWord("老干妈", 2), UnansweredWord("坐便椅", 1))))
    other.send(other.envelope(usage(UnansweredWord("老干妈", 3))))
    with service.sessions.read() as session:
        words = {row.word: (row.used_on, row.count) for row in session.scalars(select(UnansweredRow))}
        counted = [(row.searches, row.found, row.used_on) for row in session.scalars(select(GuideUseRow))]
    assert words == {"老干妈": (date(2026, 11, 21), 5), "坐便椅": (date(2026, 11, 21), 1)}
    assert counted == [(12, 9, date(2026, 11, 21))] * 2


def test_words_that_may_say_who_are_dropped_here_as_well(service: Service, kiosk: Kiosk) -> None:
    words = [
        UnansweredWord("13800138000", 1), UnansweredWord("wang@example.cn", 1), UnansweredWord("字" * 60, 1),
        UnansweredWord("豆\u202e豉", 1), UnansweredWord("空", -4),
    ]  # fmt: skip
    kiosk.send(kiosk.envelope(usage(*words)))
    with service.sessions.read() as session:
        assert [row.word for row in session.scalars(select(UnansweredRow))] == ["豆豉"]


@pytest.mark.parametrize(
    "changed", [{"searches": -1}, {"routes": 10**12}, {"ends": usage().begins - timedelta(seconds=1)}]
)
def test_counts_that_cannot_be_are_refused(service: Service, kiosk: Kiosk, changed: dict[str, object]) -> None:
    (answer,) = kiosk.send(kiosk.envelope(usage(**changed)))
    assert (answer.result, answer.code) == (Result.REFUSED, "shape")


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", "'; DROP TABLE ratings; --", "{{7*7}}%s{0}", "=1+1", "👍🏽"]
)
def test_text_is_data(service: Service, kiosk: Kiosk, nasty: str) -> None:
    number = complaint(kiosk)
    kiosk.send(kiosk.envelope(a_rating(1, text=nasty, place=nasty, complaint_no=number)))
    assert ratings(service)[0].text == nasty
    assert stands(service, number).asked == nasty


@on_both
def test_guides_that_tell_at_the_same_time_sum_up(service: Service) -> None:
    kiosks = [service.kiosk() for _ in range(5)]
    words = [UnansweredWord(word, 1) for word in ("折耳根", "老干妈", "坐便椅")]

    def tell(kiosk: Kiosk) -> None:
        for n in range(4):
            envelope = kiosk.envelope(usage(*(words if n % 2 else reversed(words))))
            while kiosk.send(envelope)[0].result is Result.LATER:
                pass

    threads = [threading.Thread(target=tell, args=(kiosk,)) for kiosk in kiosks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with service.sessions.read() as session:
        assert {row.word: row.count for row in session.scalars(select(UnansweredRow))} == dict.fromkeys(
            ("折耳根", "老干妈", "坐便椅"), 20
        )
