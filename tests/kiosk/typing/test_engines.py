"""Both engines on the words of a shop: librime where it is installed, the kiosk's own table everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.typing import Candidate
from kiosk.typing.engine import ASSETS, Candidates, EngineBroken, fit_to_show
from kiosk.typing.rime import RimeCandidates, taken_by
from kiosk.typing.syllables import SYLLABLES
from kiosk.typing.table import TableCandidates, WithShopWords

LETTERS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def rime() -> Iterator[Candidates]:
    try:
        engine = WithShopWords(RimeCandidates())
    except EngineBroken as error:
        pytest.skip(f"librime is not installed: {error}")
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=["rime", "table"])
def engine(request: pytest.FixtureRequest) -> Candidates:
    return TableCandidates() if request.param == "table" else request.getfixturevalue("rime")  # type: ignore[no-any-return]


def texts(engine: Candidates, letters: str, language: str = "zh_CN") -> list[str]:
    return [candidate.text for candidate in fit_to_show(engine.of(letters, language))]


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("fuwutai", "服务台"), ("fuwutaidu", "服务态度"), ("niunai", "牛奶"), ("jiangyou", "酱油"), ("jidan", "鸡蛋"),
        ("weishengjian", "卫生间"), ("xinxian", "新鲜"), ("tuihuo", "退货"), ("jiaqian", "价签"), ("nvren", "女人"),
        ("wo", "我"), ("fwtd", "服务态度"), ("zizhushouyin", "自助收银"),
    ],
)  # fmt: skip
def test_the_words_of_a_shop_come_among_the_first(engine: Candidates, letters: str, first: str) -> None:
    assert first in texts(engine, letters)[:3]


@pytest.mark.parametrize(
    ("letters", "simplified", "traditional"),
    [("jiangyou", "酱油", "醬油"), ("jidan", "鸡蛋", "雞蛋"), ("chouzhi", "抽纸", "抽紙"), ("jiaqian", "价签", "價籤")],
)
def test_a_word_of_the_shop_spelt_just_so_stands_first_and_once(
    rime: Candidates, letters: str, simplified: str, traditional: str
) -> None:
    for shop in (rime, WithShopWords(TableCandidates())):
        for language, word in (("zh_CN", simplified), ("zh_TW", traditional)):
            offered = texts(shop, letters, language)
            assert offered[0] == word
            assert offered.count(word) == 1


def test_a_sentence_is_put_together(engine: Candidates) -> None:
    assert texts(engine, "paiduitaijiule")[0] == "排队太久了"


def test_traditional_for_those_who_read_it(engine: Candidates) -> None:
    assert texts(engine, "fuwutaidu", "zh_TW")[0] == "服務態度"
    assert texts(engine, "mianbao", "zh_TW")[0] == "麵包"
    assert texts(engine, "toufa", "zh_TW")[0] == "頭髮"
    assert texts(engine, "toufa", "zh_CN")[0] == "头发"


def test_beginnings_follow_the_whole(engine: Candidates) -> None:
    found = {candidate.text: candidate.taken for candidate in engine.of("fuwutai", "zh_CN")}
    assert (found["服务台"], found["服务"], found["副"]) == (7, 4, 2)


@given(LETTERS)
def test_whatever_is_typed_every_candidate_takes_some_of_the_letters(engine: Candidates, letters: str) -> None:
    for candidate in engine.of(letters, "zh_CN"):
        assert candidate.text
        assert 1 <= candidate.taken <= len(letters)


@given(st.sampled_from(sorted(SYLLABLES)))
def test_every_syllable_of_the_language_gives_characters(engine: Candidates, syllable: str) -> None:
    # "lue" and "nue" are typed for lve and nve; a few interjections ("hng"-like) have no character of their own.
    written = {"lue": "lve", "nue": "nve"}.get(syllable, syllable)
    assert any(c.taken == len(written) for c in engine.of(written, "zh_CN")), syllable


@pytest.mark.parametrize("letters", ["caonima", "shabi", "jiba", "zuoai", "tamade", "cnm", "niubi"])
def test_nothing_rude_is_offered(engine: Candidates, letters: str) -> None:
    rude = set((ASSETS / "rude.txt").read_text("utf-8").split())
    assert not rude & set(texts(engine, letters))


def test_what_only_looks_rude_inside_another_word_is_offered() -> None:
    shown = fit_to_show(Candidate(text, 8) for text in ("出口交费", "口交", "一次性交", "傻逼了"))
    assert [candidate.text for candidate in shown] == ["出口交费", "一次性交"]


def test_rare_characters_come_last_and_unshowable_ones_not_at_all() -> None:
    shown = fit_to_show([Candidate("缐", 4), Candidate("𫔮", 4), Candidate("县", 4), Candidate("县", 4)])
    assert [candidate.text for candidate in shown] == ["县", "缐"]


def test_librime_learns_nothing(rime: Candidates) -> None:
    before = texts(rime, "fuwu")
    for _ in range(5):
        texts(rime, "fuwutai")
    assert texts(rime, "fuwu") == before


@pytest.mark.parametrize(
    ("syllables", "letters", "taken"),
    [
        ("fu wu", "fuwut", 4), ("fu wu", "fuw", 3), ("fu wu tai du", "fwtd", 4), ("fan gan", "fangan", 6),
        ("fang", "fangan", 4), ("fa", "fan", 2), ("xi an", "xian", 4), ("he", "lue", 1),
    ],
)  # fmt: skip
def test_syllables_take_the_letters_they_stand_for(syllables: str, letters: str, taken: int) -> None:
    assert taken_by(syllables.split(), letters) == taken
