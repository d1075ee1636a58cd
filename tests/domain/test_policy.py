"""Policies as people write them: TOML in, every fault out, and the rule a department gets."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codec import DecodeError, encode
from domain.policy import (
    BrokenBundle,
    ConditionQuestion,
    Consequence,
    DepartmentRule,
    Policy,
    Question,
    ReasonCode,
    policy_from_plain,
    policy_from_toml,
)
from tests.support.strategies import policies

WRITTEN = """
version = "2026-11"
timezone = "Asia/Shanghai"
broken_bundle = "reprice"

[default]
department = "*"
window_days = 7

[[departments]]
department = "fruit"
window_hours = 24
reasons = ["spoiled", "wrong_price"]

[[departments]]
department = "frozen"
window_hours = 24
questions = [{ question = "cold_chain_kept", if_no = "refuse", reasons = ["quality"] }]

[[departments]]
department = "live_seafood"
not_returnable = "live_seafood"
"""


def test_a_policy_as_it_is_written() -> None:
    policy = policy_from_toml(WRITTEN)
    assert policy.broken_bundle is BrokenBundle.REPRICE
    assert policy.rule_for("fruit").window == timedelta(hours=24)
    assert policy.rule_for("fruit").reasons == (ReasonCode.SPOILED, ReasonCode.WRONG_PRICE)
    assert policy.rule_for("live_seafood").not_returnable == "live_seafood"
    assert policy.rule_for("nobody wrote this down") is policy.default
    assert policy.default.window is None
    (question,) = policy.rule_for("frozen").questions
    assert question.asked_for(ReasonCode.QUALITY)
    assert not question.asked_for(ReasonCode.CHANGED_MIND)
    assert (question.consequence(yes=True), question.consequence(yes=False)) == (Consequence.FINE, Consequence.REFUSE)


@given(policies())
def test_a_policy_travels_as_json(policy: Policy) -> None:
    assert policy_from_plain(json.loads(json.dumps(encode(policy)))) == policy


@given(st.text(max_size=200))
def test_no_text_makes_reading_fail_without_saying_why(text: str) -> None:
    with pytest.raises(DecodeError) as caught:
        policy_from_toml(text)
    assert caught.value.errors


def test_a_slip_in_the_writing_names_its_line() -> None:
    with pytest.raises(DecodeError, match="at line 6"):
        policy_from_toml(WRITTEN.replace("[default]", "[default"))


def test_every_fault_of_a_file_is_told_at_once() -> None:
    wrong = (
        WRITTEN.replace('"reprice"', '"guess"')
        .replace("window_days = 7", 'window_days = "7"')
        .replace('"spoiled"', '"smelly"')
        .replace("if_no", "ifno")
        .replace('timezone = "Asia/Shanghai"\n', "")
    )
    with pytest.raises(DecodeError) as caught:
        policy_from_toml(wrong)
    assert sorted(told.split(":")[0] for told in caught.value.errors) == [
        "broken_bundle",
        "default.window_days",
        "departments[0].reasons[0]",
        "departments[1].questions[0].ifno",
        "timezone",
    ]


@pytest.mark.parametrize(
    "given_windows",
    [{}, {"window_days": 1, "window_hours": 1}, {"window_days": 1, "not_returnable": "x"}, {"window_days": -1},
     {"window_hours": -1}, {"window_days": 7, "reasons": ()}],
)  # fmt: skip
def test_a_rule_that_cannot_be_meant_is_refused(given_windows: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"exactly one|negative|reason"):
        DepartmentRule("x", **given_windows)  # type: ignore[arg-type]


def test_a_question_for_all_reasons_is_asked_for_all() -> None:
    question = ConditionQuestion(Question.USED, if_yes=Consequence.REFUSE)
    assert all(question.asked_for(reason) for reason in ReasonCode)


@pytest.mark.parametrize(
    ("meant", "written", "told"),
    [
        ("window_days = 7", "window_days = 70000", "department '*': a window cannot be longer than ten years"),
        ("window_hours = 24", "window_hours = 240000", "department 'fruit': a window cannot be longer than ten years"),
        ('version = "2026-11"', 'version = " "', "version: needs a name"),
        ("broken_bundle", "keep_days = 9999999999\nbroken_bundle", "nothing is kept or promised for longer"),
    ],
)
def test_what_nobody_can_have_meant_is_told(meant: str, written: str, told: str) -> None:
    assert meant in WRITTEN
    with pytest.raises(DecodeError, match=re.escape(told)):
        policy_from_toml(WRITTEN.replace(meant, written))
