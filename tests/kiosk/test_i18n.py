"""Catalogues: complete, with the same placeholders; languages say dates and money their own way."""

from __future__ import annotations

import ast
import re
from datetime import datetime
from pathlib import Path
from string import Formatter

import pytest

from domain.policy import Question, ReasonCode
from domain.receipt import TenderKind
from kiosk.i18n import CATALOGUES, LANGUAGES, SOURCE, Translator, load, translator
from kiosk.screens.returns.reasons import HELP, ICON, QUESTION, QUESTION_HELP, REFUSED
from kiosk.words import REASON, TENDER_BACK

ROOT = Path(__file__).parent.parent.parent
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
OWN_NAMES = {"简体", "繁體"}
"""Languages are named in themselves, whatever the screen speaks."""
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]


def sources() -> list[Path]:
    kiosk = ROOT / "kiosk"
    routing = sorted((kiosk / "routing").rglob("*.py"))
    guide = sorted((kiosk / "guide").rglob("*.py"))
    single = [kiosk / name for name in ("slips.py", "route_slip.py", "words.py")]
    return [*sorted((kiosk / "screens").rglob("*.py")), *routing, *guide, *single]


def messages(path: Path) -> set[str]:
    """Every Chinese text in a module's code, and every literal given to a translator."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            if CHINESE.search(node.value):
                found.add(node.value)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            value = node.args[0].value
            if name == "tr" and isinstance(value, str):
                found.add(value)
    return found - OWN_NAMES


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_in_the_code_is_translated(language: str) -> None:
    catalogue = load(language)
    missing = {f"{path.name}: {text}" for path in sources() for text in messages(path) if text not in catalogue}
    assert missing == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_placeholders_emphasis_and_lines(language: str) -> None:
    for message, forms in load(language).items():
        for form in forms:
            # "The other one" needs no number; every other form says all that Chinese says.
            one = {"n"} if len(forms) > 1 and form is forms[0] else set()
            assert placeholders(form) | one == placeholders(message) | one, message
            assert form.count("<b>") == message.count("<b>") == form.count("</b>"), message
            assert form.count("\n") == message.count("\n"), message


def test_english_is_free_of_chinese_but_for_what_stands_on_the_receipt() -> None:
    left = {text for forms in load("en").values() for text in forms if CHINESE.search(text)}
    assert left == {"See the line “实付”"}


def test_catalogues_know_the_same_messages() -> None:
    assert set(load("en")) == set(load("zh_TW"))


def test_every_code_has_words_and_an_icon() -> None:
    for table in (REASON, HELP, ICON):
        assert set(table) == set(ReasonCode)
    for table in (QUESTION, QUESTION_HELP, REFUSED):
        assert set(table) == set(Question)
    assert set(TENDER_BACK) == set(TenderKind)


def test_a_missing_translation_is_said_in_chinese() -> None:
    assert translator("en")("没有这句话 {n}", n=3) == "没有这句话 3"


def test_a_broken_translation_does_not_break_the_screen() -> None:
    tr = Translator("en", {"还有 {n} 天": ("{days} left",)})
    assert tr("还有 {n} 天", n=3) == "还有 3 天"


def test_values_are_never_read_as_placeholders() -> None:
    assert translator("zh_CN")("赠品 {name}", name="{n}%s{0}") == "赠品 {n}%s{0}"


def test_plurals() -> None:
    english, chinese = translator("en"), translator("zh_CN")
    assert (english.n("还有 {n} 天", 1), english.n("还有 {n} 天", 6)) == ("1 day left", "6 days left")
    assert chinese.n("还有 {n} 天", 1) == "还有 1 天"


def test_dates_and_money() -> None:
    moment = datetime(2026, 11, 21, 10, 18)
    told = {language: translator(language).day(moment) for language in LANGUAGES}
    assert told == {"zh_CN": "11月21日 周六", "en": "Sat 21 Nov", "zh_TW": "11月21日 週六"}
    assert translator("zh_CN").money(12953) == "¥129.53"
    assert translator("zh_CN").money(-5) == "−¥0.05"


@pytest.mark.parametrize(
    ("fen", "said"), [(6847, "68 元 4 角 7 分"), (6800, "68 元"), (6807, "68 元 零 7 分"), (6840, "68 元 4 角")]
)
def test_money_as_a_voice_says_it(fen: int, said: str) -> None:
    assert translator("zh_CN").spoken_money(fen) == said


def test_an_unknown_language_is_chinese() -> None:
    assert translator("xx").language == SOURCE
    assert sorted(p.stem for p in CATALOGUES.glob("*.po")) == sorted(TRANSLATED)


def test_traditional_measures_in_one_word() -> None:
    metres = {text: forms for text, forms in load("zh_TW").items() if "{n} 米" in text}
    assert len(metres) > 5
    assert {text for text, forms in metres.items() if not all("{n} 公尺" in form for form in forms)} == set()
