"""Counts of an hour, and words without an answer; nothing of anybody."""

from __future__ import annotations

from datetime import timedelta

from kiosk.flows.guide.things import Use
from kiosk.usage import MOST_WORDS, Usage
from tests.kiosk.guide.fakes import FakeJournal
from tests.kiosk.guide_world import NOW


def test_an_hour_is_told_once_it_is_over() -> None:
    journal = FakeJournal()
    usage = Usage(journal, "入口")
    for use in (Use.SEARCH, Use.SEARCH, Use.FOUND, Use.OPENED, Use.ROUTE, Use.PRINTED, Use.PROMOTION, Use.NOT_FOUND):
        usage.count(use, NOW)
    usage.tell(NOW + timedelta(minutes=30))
    assert journal.usages == []
    usage.tell(NOW + timedelta(minutes=50))
    (draft,) = journal.usages
    assert (draft.begins, draft.ends) == (NOW.replace(minute=0), NOW.replace(hour=11, minute=0))
    assert (draft.searches, draft.found, draft.opened, draft.routes) == (2, 1, 1, 1)
    assert (draft.printed, draft.promotions, draft.not_found_told) == (1, 1, 1)


def test_a_count_after_the_hour_belongs_to_the_next() -> None:
    journal = FakeJournal()
    usage = Usage(journal, "入口")
    usage.count(Use.SEARCH, NOW)
    usage.count(Use.SEARCH, NOW + timedelta(hours=2))
    usage.close(NOW + timedelta(hours=2, minutes=5))
    assert [(d.begins.hour, d.searches) for d in journal.usages] == [(10, 1), (12, 1)]


def test_unanswered_words_are_counted_and_what_may_say_who_is_not() -> None:
    journal = FakeJournal()
    usage = Usage(journal, "入口")
    for word in ("燕窝", "燕窝", " 燕窝 ", "13800138000", "长" * 60, "\x00", ""):
        usage.count(Use.UNANSWERED, NOW, word)
    usage.close(NOW)
    assert [(w.text, w.count) for w in journal.usages[0].unanswered] == [("燕窝", 3)]


def test_play_does_not_fill_the_memory() -> None:
    journal = FakeJournal()
    usage = Usage(journal, "入口")
    for n in range(MOST_WORDS * 3):
        usage.count(Use.UNANSWERED, NOW, f"w{n:x}")
    usage.close(NOW)
    assert len(journal.usages[0].unanswered) == MOST_WORDS


def test_what_cannot_be_stored_now_is_stored_later() -> None:
    journal = FakeJournal()
    journal.broken = True
    usage = Usage(journal, "入口")
    usage.count(Use.SEARCH, NOW)
    usage.tell(NOW + timedelta(hours=1))
    journal.broken = False
    usage.tell(NOW + timedelta(hours=1, minutes=1))
    assert len(journal.usages) == 1


def test_an_hour_in_which_nothing_happened_is_not_told() -> None:
    journal = FakeJournal()
    usage = Usage(journal, "入口")
    usage.tell(NOW)
    usage.tell(NOW + timedelta(hours=3))
    usage.close(NOW + timedelta(hours=4))
    assert journal.usages == []
