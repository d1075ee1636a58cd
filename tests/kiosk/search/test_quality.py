"""How well the demo store is searched: a floor below what docs/search.md tells, on lists written before the search."""

from __future__ import annotations

import pytest

from bench.search.demo import demo
from bench.search.judging import Asked, Judge, asked
from tests.kiosk.search.shops import whole


@pytest.mark.parametrize("half", ["tuning", "held-back"])
def test_nine_of_ten_are_right_at_once_and_nearly_all_among_five(half: str) -> None:
    data = demo()
    judge = Judge(data.products, data.promotions, data.plan)
    questions = asked(half)
    places = [judge.place(question, whole().search(question.text)) for question in questions]
    assert len(questions) >= 150
    assert sum(place == 0 for place in places) >= 0.9 * len(questions)
    assert sum(place is not None and place < 5 for place in places) >= 0.98 * len(questions)


@pytest.mark.parametrize("asked", ["qqxyzzy", "kkkqqq", "qwerty", "jjkk", "qqqqq"])
def test_letters_that_are_no_names_initials_find_nothing_and_so_are_counted_as_unanswered(asked: str) -> None:
    assert whole().search(asked) == ()


def test_the_judge_knows_right_from_wrong() -> None:
    data = demo()
    judge = Judge(data.products, data.promotions, data.plan)
    hits = whole().search("酱油")
    assert judge.place(Asked("plain", "酱油", ("goods:生抽",)), hits) == 1
    assert judge.place(Asked("plain", "酱油", ("goods:牙膏", "department:toy")), hits) is None
    assert judge.place(Asked("nothing", "酱油", ("nothing:",)), hits) is None
    assert judge.place(Asked("nothing", "轮胎", ("nothing:",)), whole().search("轮胎")) == 0
