"""Everything said stands in all three catalogues, with the same holes to fill."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel.messages import pofile

from backend.console.files import ASSETS
from backend.console.words import LANGUAGES, language_for, words_of
from tests.backend.console.sources import bare_chinese_in_templates, texts

OTHERS = [language for language in LANGUAGES if language != "zh_CN"]


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_is_there_once_and_no_other(language: str) -> None:
    with (ASSETS / f"{language}.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=language, abort_invalid=True)
    ids = Counter(m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue if m.id)
    wanted = texts()
    assert set(ids) - set(wanted) == set()
    assert set(wanted) - set(ids) == set()
    assert not [text for text, times in ids.items() if times > 1]
    for message in catalogue:
        if message.id:
            counts = isinstance(message.id, tuple)
            source = message.id[0] if counts else message.id
            assert counts == wanted[source], source
            for said in message.string if counts else (message.string,):
                assert said, source
                assert holes(said) == holes(source), source
                assert said.count("**") == source.count("**"), source


def test_templates_say_nothing_outside_the_catalogue() -> None:
    assert bare_chinese_in_templates() == []


def test_values_are_filled_in_as_they_are() -> None:
    w = words_of("en")
    assert w("{name}，{amount}", name="{amount.__class__}", amount="%s") == "{amount.__class__}, %s"
    assert w.many("{n} 件", 1) == "1 ticket"
    assert w.many("{n} 件", 2) == "2 tickets"
    assert words_of("zh_CN").many("{n} 件", 2) == "2 件"


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("en", "zh-CN", "en"),
        (None, "zh-TW,zh;q=0.9", "zh_TW"),
        (None, "zh-Hant-HK", "zh_TW"),
        (None, "zh", "zh_CN"),
        (None, "fr-FR, en-GB;q=0.8", "en"),
        ("xx", "fr", "zh_CN"),
        (None, None, "zh_CN"),
        ("../en", "," * 10_000, "zh_CN"),
    ],
)
def test_which_language_a_reader_gets(asked: str | None, accepted: str | None, language: str) -> None:
    assert language_for(asked, accepted) == language


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))
