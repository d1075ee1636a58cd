"""Letters cut into syllables as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.typing.syllables import SYLLABLES, cut


@pytest.mark.parametrize(
    ("letters", "read"),
    [
        ("fuwutai", "fu wu tai"), ("zhuangxiu", "zhuang xiu"), ("niunai", "niu nai"),
        ("fangbianmian", "fang bian mian"), ("zlx", "z l x"), ("shz", "sh z"), ("zhongg", "zhong g"),
        ("dengdeng", "deng deng"), ("lvse", "lv se"), ("xi", "xi"), ("x", "x"), ("vvv", "v v v"), ("", ""),
    ],
)  # fmt: skip
def test_pinyin_is_cut_where_people_cut_it(letters: str, read: str) -> None:
    assert " ".join(cut(letters)) == read


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=40))
def test_no_letter_is_lost(letters: str) -> None:
    assert "".join(cut(letters)) == letters


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=6))
def test_whole_syllables_are_never_cut_into_more(syllables: list[str]) -> None:
    assert len(cut("".join(syllables))) <= len(syllables)
