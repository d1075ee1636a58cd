"""Texts are made harmless and broken into lines by Chinese rules."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.layout.breaking import NEVER_FIRST, NEVER_LAST, is_wide, pieces, well_set, wrap
from devices.layout.cleaning import LONGEST, VISIBLE, clean
from devices.layout.encoding import cells, encoded, printable

anything = st.text(st.characters(), max_size=80)
"""Every code point, surrogates and control characters too."""

chinese = st.text(st.sampled_from("您的商品退款去服务台，。、！？（）《》「」0123456789.%¥abc ×-"), max_size=60)


def columns(text: str) -> int:
    return sum(2 if is_wide(char) else 1 for char in text)


@given(anything)
def test_nothing_unprintable_is_left(text: str) -> None:
    for char in clean(text):
        assert char == " " or unicodedata.category(char)[0] not in "CZ"
        assert unicodedata.category(char) not in ("Mn", "Me")


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("牛奶\x1b@\x1dV\x00", f"牛奶{VISIBLE}@{VISIBLE}V{VISIBLE}"),
        ("两行\n一行\t制表", "两行 一行 制表"),
        ("\u202e68.47\u202c", "68.47"),
        ("零\u200b宽\ufeff字", "零宽字"),
        ("坏\ud800对", f"坏{VISIBLE}对"),
        ("caf\u0065\u0301", "café"),
        ("Z\u0335\u0322\u0301alg", "Ź\u0335\u0322alg".replace("\u0335", "").replace("\u0322", "")),
        ("  两边  中间  ", "两边 中间"),
    ],
)
def test_hostile_texts_become_plain_ones(dirty: str, shown: str) -> None:
    assert clean(dirty) == shown


def test_an_endless_text_is_cut_and_shows_it() -> None:
    assert len(clean("长" * 100_000)) == LONGEST
    assert clean("长" * 100_000).endswith("…")


@given(chinese, st.integers(4, 40))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, limit: int) -> None:
    for lines in (wrap(text, limit, columns), well_set(text, limit, columns)):
        assert all(columns(line) <= limit for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(chinese, st.integers(12, 40))
def test_closing_marks_never_begin_and_opening_marks_never_end_a_line(text: str, limit: int) -> None:
    lines = well_set(text, limit, columns)
    longest = max((columns(piece.rstrip()) for piece in pieces(text)), default=0)
    if longest > limit:
        return  # a run of marks wider than the paper has to be broken somewhere
    assert not any(line[:1] in NEVER_FIRST for line in lines[1:] if line)
    assert not any(line[-1:] in NEVER_LAST for line in lines[:-1] if line)


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("有变化，写在那里。", 8, ["有变化，", "写在那", "里。"]),
        ("共二十四盒（整箱）", 12, ["共二十四盒", "（整箱）"]),
        ("工单 R3-1847-W 已登记", 14, ["工单 R3-1847-W", "已登记"]),
        ("原木抽纸 30包 × 1 提", 17, ["原木抽纸 30包", "× 1 提"]),
        ("出口左手边，直走 30 米", 18, ["出口左手边，直走", "30 米"]),
        ("W" * 10, 4, ["WWWW", "WWWW", "WW"]),
        ("", 10, [""]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, limit: int, lines: list[str]) -> None:
    assert wrap(text, limit, columns) == lines


def test_no_character_is_left_alone_on_the_last_line() -> None:
    assert wrap("带上商品、赠品和这张回执", 22, columns)[-1] == "执"
    assert len(well_set("带上商品、赠品和这张回执", 22, columns)[-1]) >= 3


@given(anything)
def test_text_mode_sends_only_one_and_two_byte_characters(text: str) -> None:
    shown = printable(clean(text))
    data = encoded(shown)
    assert data.decode("gb18030") == shown
    assert all(byte >= 0x20 for byte in data)
    assert cells(shown) == sum(1 if char.isascii() else 2 for char in shown)


def test_what_looks_alike_stays_readable_in_text_mode() -> None:
    assert printable("¥129.53 − 11.43 × 2 é ñ 😀") == "￥129.53 - 11.43 × 2 é n □"


def test_two_lines_part_where_one_pauses_in_reading() -> None:
    assert well_set("到了，在您左手边，12 号柜，第 2 层", 24, columns) == ["到了，在您左手边，", "12 号柜，第 2 层"]
    assert well_set("扫一扫，路线就在手机上，不用装软件。", 26, columns) == ["扫一扫，路线就在手机上，", "不用装软件。"]
    # No line begins with a mark, though a space stands before it.
    assert well_set("三！ 一二三 三三 二！ ！二！三", 26, columns)[1][0] not in NEVER_FIRST
    # A comma after a word or two is no place for it.
    assert well_set("好，我们一起去看看货架上还有没有", 24, columns)[0] != "好，"
