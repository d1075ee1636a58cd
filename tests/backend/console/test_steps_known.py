"""Every situation a kiosk may call from has words: staff read where the shopper is stuck before they arrive."""

from __future__ import annotations

import typing
from types import ModuleType

import pytest

from backend.console.labels import STEP, step
from kiosk.flows.guide import states as guide
from kiosk.flows.rating import states as rating
from kiosk.flows.returns import states as returns


@pytest.mark.parametrize("flow", [returns, guide, rating], ids=["returns", "guide", "rating"])
def test_every_situation_has_words(flow: ModuleType) -> None:
    known = STEP[flow.__name__.split(".")[-2]]
    assert {state.__name__ for state in typing.get_args(flow.State)} - set(known) == set()


def test_the_same_situation_of_two_roles_is_told_apart() -> None:
    assert (step("returns.Printing"), step("guide.Printing")) == ("打印回执", "打印路线")
    assert (step("returns.Home"), step("guide.Home"), step("rating.Home")) == ("退货首页", "找商品首页", "评价首页")
    assert len({word for words in STEP.values() for word in words.values()}) == sum(map(len, STEP.values()))


@pytest.mark.parametrize("name", [None, "", "Printing", "guide.ChoosingItems", "drone.Home", "returns.", ".", "a.b.c"])
def test_what_cannot_be_told_apart_is_not_guessed(name: str | None) -> None:
    assert step(name) == "别的画面"


def test_a_kiosk_of_before_said_the_situation_alone() -> None:
    assert (step("ChoosingItems"), step("RouteShown")) == ("选商品", "看路线")
