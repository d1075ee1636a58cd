"""Whatever people type becomes one harmless line, and nothing kept of a search says who searched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.free_text import looks_personal, tidy

ANY = st.text(st.characters(), max_size=400)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  收银太慢  ", "收银太慢"),
        ("一\n二\t三\r\n四", "一 二 三 四"),
        ("a\x00b\x1b[2Jc", "ab[2Jc"),
        ("价\u202e格\u2066高\u200b", "价格高"),
        ("\ud83d半个", "半个"),
        ("很好👍🏽👨‍👩‍👧", "很好👍🏽👨‍👩‍👧"),
        ("e" + "\u0301" * 30, "é" + "\u0301" * 2),
        ("<b>&amp;</b>{{7*7}}'; DROP TABLE", "<b>&amp;</b>{{7*7}}'; DROP TABLE"),
        ("", ""),
        ("\u200d\u200d", ""),
    ],
)
def test_what_is_typed_and_what_is_kept(typed: str, kept: str) -> None:
    assert tidy(typed, 200) == kept


@given(ANY, st.integers(0, 60))
def test_it_is_one_storable_line_within_its_length(typed: str, longest: int) -> None:
    kept = tidy(typed, longest)
    assert len(kept) <= longest
    assert kept == kept.strip()
    kept.encode()
    categories = {unicodedata.category(char) for char in kept if char != "\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANY)
def test_tidying_twice_changes_nothing(typed: str) -> None:
    once = tidy(typed, 200)
    assert tidy(once, 200) == once


@pytest.mark.parametrize(
    ("word", "personal"),
    [
        ("芝麻酱", False),
        ("5号电池", False),
        ("AAA 1.5V", False),
        ("可口可乐 330ml", False),
        ("13800138000", True),
        ("138-0013-8000", True),
        ("１３８００１３８０００", True),
        ("wang@example.cn", True),
        ("我的微信号", True),
        ("https://example.cn", True),
        ("字" * 41, True),
    ],
)
def test_words_that_may_say_who_looked(word: str, personal: bool) -> None:
    assert looks_personal(word) is personal
