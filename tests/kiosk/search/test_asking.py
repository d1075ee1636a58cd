"""What of a question counts, and how its letters can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.search.asking import LIGHT, cuts, question
from kiosk.search.characters import folded, readings, simplified
from kiosk.search.text import LONGEST, normalised, stem, tokens


def counting(text: str) -> str:
    """What is left of a question when all that only asks is away."""
    reading, weights = question(text).readings[0]
    return "".join(piece for (_, piece, _), weight in zip(reading, weights, strict=True) if weight > LIGHT)


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("哪里有卖酱油", "酱油"),
        ("厕所在哪", "厕所"),
        ("厕所怎么走？", "厕所"),
        ("请问一下鸡蛋放在什么地方", "鸡蛋"),
        ("我想买洗衣液", "洗衣液"),
        ("有没有雨伞", "雨伞"),
        ("电池在几号货架", "电池"),
        ("做红烧肉要的材料", "红烧肉"),
        ("where can I find the eggs", "eggs"),
        # Words that only look like asking.
        ("jiang you", "jiangyou"),
        ("do you have tofu", "tofu"),
        ("买一送一", "买一送一"),
        ("有机奶", "有机奶"),
        ("点心", "点心"),
        ("去骨鸡腿", "去骨鸡腿"),
        # Nothing else is left: then it is what is asked for.
        ("哪里", "哪里"),
        ("the", "the"),
    ],
)
def test_what_only_asks_does_not_count(asked: str, counts: str) -> None:
    assert counting(asked) == counts


@pytest.mark.parametrize(
    ("letters", "cut"),
    [
        ("jiangyou", ("jiang", "you")),
        ("jiangy", ("jiang", "y")),
        ("xian", ("xian",)),
        ("xian", ("xi", "an")),
        ("fangan", ("fang", "an")),
        ("fangan", ("fan", "gan")),
        ("hgdl", ("h", "g", "d", "l")),
        ("lvdou", ("lv", "dou")),
    ],
)
def test_letters_are_cut_into_syllables_in_every_likely_way(letters: str, cut: tuple[str, ...]) -> None:
    assert cut in cuts(letters)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24))
def test_a_cut_loses_no_letter(letters: str) -> None:
    assert all("".join(cut) == letters for cut in cuts(letters))
    assert 1 <= len(cuts(letters)) <= 6


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("醬油　５Ｌ", "酱油 5000ml"),
        ("大米10公斤", "大米10000g"),
        ("纯牛奶 250ml×24盒", "纯牛奶 250ml 24盒"),
        ("A4紙！", "a4纸"),
        ("lǜ dòu", "lv dou"),
        ("\x00😀", ""),
        ("3.", "3"),
    ],
)
def test_text_is_compared_plain(written: str, plain: str) -> None:
    assert normalised(written) == plain


@given(st.text(max_size=300))
def test_plain_text_stays_as_it_is_and_is_short(text: str) -> None:
    plain = normalised(text)
    assert len(plain) <= LONGEST
    assert normalised(plain) == plain
    assert tokens(plain) == tokens(normalised(plain))


def test_characters_have_all_the_readings_people_use() -> None:
    assert set(readings()["长"]) == {"chang", "zhang"}
    assert readings()["单"][0] == "dan"
    assert readings()["青"] == ("qing",)
    assert readings()["绿"][0] == "lv"
    assert "醬油麵雞蛋衛生紙".translate(simplified()) == "酱油面鸡蛋卫生纸"


def test_readings_are_those_of_the_dictionary_they_were_made_from() -> None:
    from pypinyin import Style, pinyin

    for char in "酱油生抽豆腐牛奶鸡蛋洗衣液垃圾袋猕猴桃萝卜蚝螺蛳":
        said = {s.replace("ü", "v") for s in pinyin(char, style=Style.NORMAL, heteronym=True)[0]}
        assert set(readings()[char]) <= said


def test_syllables_that_many_do_not_tell_apart_are_one() -> None:
    assert folded("zhang") == folded("zan")
    assert folded("lv") == folded("nu")
    assert folded("shing") == folded("sin")
    assert folded("jiang") != folded("qiang")


def test_an_english_plural_is_its_singular() -> None:
    assert [stem(word) for word in ("eggs", "batteries", "tomatoes", "glass", "boxes", "gas")] == [
        "egg", "battery", "tomato", "glass", "box", "gas",
    ]  # fmt: skip
