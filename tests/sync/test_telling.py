"""Ratings, inquiries and usage: accepted once, numbered when they ask something of the store, kept until told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain import codec
from domain.rating import Doubt, Tag
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import Body, Envelope, GuideUsed, InquiryMade, Pace, RatingGiven, UnansweredWord
from sync import schema
from sync.drafted import DraftChanged
from sync.drafts import InquiryDraft, RatingDraft, UsageDraft
from sync.identity import NotEnrolled
from sync.outbox import Acknowledged, Refused
from sync.store import Pragmas, Store, StoreFull
from tests.sync.builders import NOON, Kiosk, draft


def rating(draft_id: str = "session-1/rating", stars: int = 5, **more: object) -> RatingDraft:
    given = RatingDraft(draft_id, stars, "出口", "zh_CN", Pace.NORMAL, 4200, tags=(Tag.QUEUE,))
    return replace(given, **more)  # type: ignore[arg-type]


def inquiry(draft_id: str = "session-2/inquiry", asked: str = "芝麻酱") -> InquiryDraft:
    return InquiryDraft(draft_id, asked, "入口", "zh_CN", Pace.SENIOR, product_id="P0007", placement_id="S12-1-3")


def usage(draft_id: str = "usage/1", *words: UnansweredWord) -> UsageDraft:
    return UsageDraft(draft_id, NOON - timedelta(minutes=30), NOON, searches=12, found=9, routes=3, unanswered=words)


def bodies(kiosk: Kiosk) -> list[Body]:
    return [codec.decode(Envelope, codec.loads(m.text)).body for m in kiosk.outbox.take(1000)]


def counts(kiosk: Kiosk) -> dict[str, int]:
    tables = (schema.messages, schema.tickets, schema.told)
    with kiosk.store.read() as connection:
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def acknowledge_all(kiosk: Kiosk) -> None:
    kiosk.outbox.settle([Acknowledged(m.message_id) for m in kiosk.outbox.take(1000)])


def until_full(accept: Callable[[int], object]) -> int:
    """How many were accepted before the disk was full."""
    for n in range(1000):
        try:
            accept(n)
        except StoreFull:
            return n
    raise AssertionError("the disk never filled up")


def test_a_happy_rating_is_a_message_without_a_ticket(kiosk: Kiosk) -> None:
    rated = kiosk.journal.rate(rating(stars=4))
    assert rated.complaint_no is None
    (body,) = bodies(kiosk)
    assert isinstance(body, RatingGiven)
    assert (body.rating_id, body.stars, body.tags, body.complaint_no) == (rated.rating_id, 4, (Tag.QUEUE,), None)
    assert body.given_at == rated.given_at == NOON
    assert counts(kiosk) == {"messages": 1, "tickets": 0, "told": 1}
    assert kiosk.rings == ["rung"]
    assert kiosk.journal.verify_chain() == ()


@pytest.mark.parametrize("stars", [1, 2])
def test_one_or_two_stars_are_a_complaint_with_a_number_of_its_own(kiosk: Kiosk, stars: int) -> None:
    about = kiosk.journal.accept(draft()).ticket_no
    rated = kiosk.journal.rate(rating(stars=stars, about_ticket=about))
    assert rated.complaint_no is not None
    number = parse_ticket_number(rated.complaint_no)
    assert number is not None
    assert (number.kind, number.sequence) == (TicketKind.COMPLAINT, 1848)
    body = bodies(kiosk)[1]
    assert isinstance(body, RatingGiven)
    assert (body.complaint_no, body.about_ticket) == (rated.complaint_no, about)
    assert counts(kiosk) == {"messages": 2, "tickets": 2, "told": 0}


def test_a_doubted_rating_is_kept_and_uses_no_number(kiosk: Kiosk) -> None:
    rated = kiosk.journal.rate(rating(stars=1, doubts=(Doubt.BURST, Doubt.TOO_FAST)))
    assert rated.complaint_no is None
    (body,) = bodies(kiosk)
    assert isinstance(body, RatingGiven)
    assert body.doubts == (Doubt.BURST, Doubt.TOO_FAST)
    assert parse_ticket_number(kiosk.journal.accept(draft()).ticket_no).sequence == 1847


@pytest.mark.parametrize("stars", [1, 5])
def test_the_same_rating_sent_twice_counts_once(kiosk: Kiosk, stars: int) -> None:
    first = kiosk.journal.rate(rating(stars=stars))
    kiosk.restart()
    later = kiosk.journal.rate(rating(stars=stars, took_ms=9000, language="en"))
    assert later == replace(first, repeated=True)
    assert counts(kiosk)["messages"] == 1
    with pytest.raises(DraftChanged):
        kiosk.journal.rate(rating(stars=6 - stars))


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_no_other_stars(stars: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        rating(stars=stars)


def test_an_inquiry_is_a_ticket_that_acts_once(kiosk: Kiosk) -> None:
    made = kiosk.journal.inquire(inquiry())
    assert made.ticket_no.startswith("Q3-1847-")
    assert kiosk.journal.inquire(inquiry()) == replace(made, repeated=True)
    with pytest.raises(DraftChanged):
        kiosk.journal.inquire(inquiry(asked="花生酱"))
    (body,) = bodies(kiosk)
    assert isinstance(body, InquiryMade)
    assert (body.ticket_no, body.asked, body.product_id) == (made.ticket_no, "芝麻酱", "P0007")


def test_usage_is_told_once_and_without_words_that_may_say_who(kiosk: Kiosk) -> None:
    words = (
        UnansweredWord("老干妈", 2),
        UnansweredWord("老干妈\u200b", 1),
        UnansweredWord("138 0013 8000", 1),
        UnansweredWord("wang@example.cn", 1),
        UnansweredWord("我叫王秀兰住在中山路八十八号三单元请问你们这里有没有卖那种给老人家用的坐便椅还有拐杖", 1),
        UnansweredWord("\x00", 4),
        UnansweredWord("没有", 0),
    )
    told = kiosk.journal.guide_used(usage("usage/1", *words))
    assert kiosk.journal.guide_used(usage("usage/1")) == replace(told, repeated=True)
    (body,) = bodies(kiosk)
    assert isinstance(body, GuideUsed)
    assert (body.searches, body.found) == (12, 9)
    assert body.unanswered == (UnansweredWord("老干妈", 3),)


def test_hostile_text_is_tidied_before_it_is_written(kiosk: Kiosk) -> None:
    kiosk.journal.rate(rating(stars=3, text="太慢\x00\x1b[31m了\u202e！\ud83d" + "啊" * 10_000))
    (body,) = bodies(kiosk)
    assert isinstance(body, RatingGiven)
    assert body.text.startswith("太慢[31m了！啊")
    assert len(body.text) == 200


def test_a_full_disk_takes_no_rating_and_uses_no_number_up(kiosk: Kiosk) -> None:
    kiosk.journal.rate(rating("before", stars=1))
    with kiosk.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    kiosk.store.close()
    full = Store.open(kiosk.directory / "journal.sqlite", schema.JOURNAL, Pragmas(max_page_count=pages))
    kiosk.stores = replace(kiosk.stores, journal=full)
    taken = 1
    taken += until_full(lambda n: kiosk.journal.rate(rating(f"{n}", stars=1, text="慢" * 200)))
    taken += until_full(lambda n: kiosk.journal.inquire(inquiry(f"inquiry {n}", "酱" * 200)))
    assert counts(kiosk) == {"messages": taken, "tickets": taken, "told": 0}
    full.close()

    kiosk.stores = replace(kiosk.stores, journal=Store.open(kiosk.directory / "journal.sqlite", schema.JOURNAL))
    made = kiosk.journal.inquire(inquiry("after"))
    assert parse_ticket_number(made.ticket_no).sequence == 1847 + taken
    assert kiosk.journal.verify_chain() == ()


def test_nothing_is_told_before_enrolment(tmp_path: object) -> None:
    kiosk = Kiosk.bare(tmp_path / "new")  # type: ignore[operator]
    for tell in (
        lambda: kiosk.journal.rate(rating()),
        lambda: kiosk.journal.inquire(inquiry()),
        lambda: kiosk.journal.guide_used(usage()),
    ):
        with pytest.raises(NotEnrolled):
            tell()


def test_one_rating_that_is_refused_stands_in_no_others_way(kiosk: Kiosk) -> None:
    first = kiosk.journal.rate(rating("a"))
    kiosk.outbox.settle([Refused(first.message_id, "shape")])
    second = kiosk.journal.rate(rating("b"))
    assert [m.message_id for m in kiosk.outbox.take(10)] == [second.message_id]


def test_what_was_told_goes_when_it_was_sent_and_its_time_is_over(kiosk: Kiosk) -> None:
    kiosk.journal.rate(rating("told"))
    kiosk.journal.rate(rating("complaint", stars=2))
    kiosk.journal.guide_used(usage())
    acknowledge_all(kiosk)
    kiosk.journal.rate(rating("untold"))
    assert kiosk.journal.prune(NOON) == 0
    assert kiosk.journal.prune(NOON + timedelta(days=1)) == 3
    assert counts(kiosk) == {"messages": 4, "tickets": 0, "told": 1}
    assert kiosk.journal.verify_chain() == ()
    kiosk.restart()


def test_a_journal_of_before_is_lifted_with_all_that_is_in_it(kiosk: Kiosk) -> None:
    accepted = kiosk.journal.accept(draft())
    kiosk.store.close()
    old = replace(schema.JOURNAL, steps=schema.JOURNAL.steps[:1])
    path = kiosk.directory / "old.sqlite"
    with Store.open(path, old).write() as connection:
        connection.exec_driver_sql(f"ATTACH '{kiosk.directory / 'journal.sqlite'}' AS now")
        for table in ("device", "counters", "messages", "tickets"):
            connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM now.{table}")
    lifted = Store.open(path, schema.JOURNAL)
    kiosk.stores = replace(kiosk.stores, journal=lifted)
    kiosk.journal.rate(rating())
    assert kiosk.outbox.take(10)[0].ticket_no == accepted.ticket_no
    assert counts(kiosk) == {"messages": 2, "tickets": 1, "told": 1}
