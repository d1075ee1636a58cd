"""Which ratings look like play: thresholds, patterns, and the people they must not meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rating import (
    BURST_MS,
    BURST_VOTES,
    FASTEST_MS,
    HAMMER_GAP_MS,
    HAMMER_VOTES,
    REMEMBERED,
    RETURN_TAGS,
    SWEEP_GAP_MS,
    VISIT_TAGS,
    Doubt,
    Tag,
    Vote,
    doubts,
    gibberish,
    praises,
)

CALM_MS = 60_000


def votes(stars: str, gap_ms: int, took_ms: int = 2_000) -> list[Vote]:
    return [Vote(int(s), i * gap_ms, took_ms) for i, s in enumerate(stars)]


def judged(row: list[Vote]) -> tuple[Doubt, ...]:
    return doubts(row[-1], row[:-1])


def test_a_vote_faster_than_anybody_reads() -> None:
    assert doubts(Vote(5, 0, FASTEST_MS - 1), ()) == (Doubt.TOO_FAST,)
    assert doubts(Vote(5, 0, FASTEST_MS), ()) == ()


def test_many_within_a_short_time() -> None:
    gap = BURST_MS // (BURST_VOTES - 1)
    assert judged(votes("51354", gap)) == (Doubt.BURST,)
    assert judged(votes("51354", gap + 1)) == ()
    assert judged(votes("5135", gap)) == ()


@pytest.mark.parametrize("stars", ["1234", "2345", "5432", "4321", "512345"])
def test_the_keys_tried_one_after_the_other(stars: str) -> None:
    assert Doubt.PATTERN in judged(votes(stars, SWEEP_GAP_MS))
    assert judged(votes(stars, SWEEP_GAP_MS + 1)) == ()


@pytest.mark.parametrize("stars", ["1233", "1235", "5431", "123", "1324"])
def test_what_only_resembles_a_sweep(stars: str) -> None:
    assert judged(votes(stars, SWEEP_GAP_MS)) == ()


def test_the_same_key_over_and_over() -> None:
    assert Doubt.PATTERN in judged(votes("1" * HAMMER_VOTES, HAMMER_GAP_MS))
    assert judged(votes("5" * HAMMER_VOTES, HAMMER_GAP_MS + 1)) == ()
    assert judged(votes("1" * (HAMMER_VOTES - 1), HAMMER_GAP_MS)) == ()


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(15_001, 600_000), st.integers(300, 60_000)), min_size=1))
def test_people_who_step_up_one_after_the_other_are_never_doubted(given_votes: list[tuple[int, int, int]]) -> None:
    at, row = 0, []
    for stars, gap, took in given_votes:
        at += gap
        vote = Vote(stars, at, took)
        assert doubts(vote, row) == ()
        row.append(vote)


@given(st.lists(st.builds(Vote, st.integers(1, 5), st.integers(0, 100_000), st.integers(0, 3_000)), min_size=1))
def test_only_the_last_votes_count_and_the_clock_orders_them(row: list[Vote]) -> None:
    ordered = sorted(row, key=lambda vote: vote.at_ms)
    last, before = ordered[-1], ordered[:-1]
    found = doubts(last, before)
    assert found == doubts(last, before[-REMEMBERED:])
    assert len(set(found)) == len(found)
    later = [Vote(v.stars, v.at_ms + 200_000, v.took_ms) for v in row]
    assert doubts(last, [*before, *later]) == found


@pytest.mark.parametrize(
    "text",
    [
        "asdfghjkl", "qwerty", "lkjhgf", "xcvbnmxcvbnm", "jjjjjjjjjjjj", "bcdfghjkl", "！！！！！！！！！", "........",
        "啊啊啊啊啊啊啊啊啊啊", "00000000", "a a a a a a a a a", "sdkfjhsdkfjhb",
    ],
)  # fmt: skip
def test_keys_that_were_only_played_with(text: str) -> None:
    assert gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "好", "慢慢慢", "哈哈哈哈哈", "太差了太差了太差了太差了", "很好！！！！！！！！！！",
        "等得太久，多开一个窗口",
        "服务态度fuwutai", "fuwutaiduhenhao", "Very good service", "WC zai nali", "KFC", "ok", "13812345678", "goooood",
        "hahahaha", "sb", "不新鲜" * 20, "zhongguancun", "rhythms", "thx", "2026-11-21 10:18", "的" * 8, "ÀÉÎ õû çñ ß!",
    ],
)  # fmt: skip
def test_what_people_do_write(text: str) -> None:
    assert not gibberish(text)


@given(st.text(max_size=400))
def test_any_text_can_be_judged(text: str) -> None:
    assert doubts(Vote(3, 0, 1_000, text), ()) in ((), (Doubt.GIBBERISH,))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=8))
def test_a_few_chinese_characters_are_never_doubted(text: str) -> None:
    assert not gibberish(text)


def test_eight_tags_for_each_question() -> None:
    for tags in (VISIT_TAGS, RETURN_TAGS):
        assert len(set(tags)) == len(tags) == 8
    assert set(VISIT_TAGS) | set(RETURN_TAGS) == set(Tag)
    assert [praises(stars) for stars in range(1, 6)] == [False, False, False, True, True]
