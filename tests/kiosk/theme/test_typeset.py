"""Lines the Chinese way; words, numbers and dates whole; what will not fit is shrunk, then cut and said so."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kiosk.theme.fonts import width
from kiosk.theme.marks import PLAIN, STRONG
from kiosk.theme.typeset import LONGEST, NOT_FIRST, NOT_LAST, clean, fit, line_width, wrap


def lines(text: str, size: float, limit: float) -> list[str]:
    return ["".join(run.text for run in runs) for runs in wrap(text, size, limit)]


TEXTS = st.text(st.sampled_from("退货小票，。！？（）“”¥ 250ml×24 abc the 11月23日\n"), max_size=60)


@given(text=TEXTS, size=st.integers(20, 90), limit=st.integers(300, 1016))
def test_lines_keep_to_their_width_and_lose_nothing(text: str, size: int, limit: int) -> None:
    broken = wrap(text, size, limit)
    for runs in broken:
        whole = "".join(run.text for run in runs)
        # A single word may be wider than the place: `fit` then shrinks it.
        assert line_width(runs, size) <= limit + 1 or " " not in whole.strip()
    assert "".join(lines(text, size, limit)).replace(" ", "") == clean(text).replace(" ", "").replace("\n", "")


@given(text=TEXTS, limit=st.integers(200, 800))
def test_punctuation_never_begins_or_ends_a_line_wrongly(text: str, limit: int) -> None:
    broken = lines(text.replace("\n", ""), 40, limit)
    for line in broken[1:]:
        assert not line or line[0] not in NOT_FIRST
    for line in broken[:-1]:
        assert not line or line[-1] not in NOT_LAST or " " in text


def test_words_numbers_and_dates_stay_whole() -> None:
    text = "金额按 11月21日 06:00 的数据算，退您 ¥129.53，纯牛奶 250ml×24盒"
    for limit in range(260, 900, 20):
        for word in ("11月21日", "06:00", "¥129.53", "250ml×24"):
            assert any(word in line for line in lines(text, 36, limit))


def test_emphasis_is_kept_over_lines() -> None:
    text = f"买的时候享受了{STRONG}满200减30，第二件半价{PLAIN}，按价格摊"
    runs = [run for line in wrap(text, 40, 300) for run in line]
    assert "".join(r.text for r in runs if r.bold).startswith("满200减30，第二件半价")
    assert not runs[0].bold


def test_a_hero_shrinks_and_never_wraps() -> None:
    fitted = fit("¥1299999.53", 172, 600, floor=60, bold=True)
    assert (len(fitted.lines), fitted.whole) == (1, True)
    assert width("¥1299999.53", fitted.size, bold=True) <= 600.5


def test_what_cannot_fit_is_cut_and_said_so() -> None:
    fitted = fit("长" * 60, 40, 300, lines=2, floor=30)
    assert not fitted.whole
    assert len(fitted.lines) == 2
    assert fitted.lines[-1][-1].text.endswith("…")
    assert all(line_width(line, fitted.size) <= 300.5 for line in fitted.lines)


def test_no_last_line_of_a_single_character() -> None:
    fitted = fit("服务台验过商品就退款，验之前都能改主意，不用着急", 40, 880, lines=2)
    assert len(fitted.lines) == 2
    assert line_width(fitted.lines[1], 40) > 200


def broken(text: str, size: float, limit: float) -> list[str]:
    fitted = fit(text, size, limit, lines=2, floor=20)
    return ["".join(run.text for run in runs) for runs in fitted.lines]


def test_two_lines_part_where_one_pauses_in_reading() -> None:
    assert broken("到了，在您左手边，12 号柜，第 2 层", 32, 420) == ["到了，在您左手边，", "12 号柜，第 2 层"]
    assert broken("Upper floor, Zone H, shelf unit 57", 30, 330) == ["Upper floor, Zone H,", "shelf unit 57"]
    # Not after a word or two, and not inside a number.
    assert broken("好，我们一起去看看货架上还有没有", 30, 420)[0] != "好，"
    assert broken("满 ¥1,299 减 300 的优惠今天晚上结束", 30, 330)[0].startswith("满 ¥1,299 减")


@given(text=TEXTS, limit=st.integers(300, 800))
def test_a_pause_loses_nothing_and_keeps_to_the_width(text: str, limit: int) -> None:
    text = text.replace("\n", "")
    fitted = fit(text, 40, limit, lines=2, floor=20)
    if fitted.whole:
        assert len(fitted.lines) <= 2
        assert all(line_width(line, fitted.size) <= limit + 0.5 for line in fitted.lines)
        told = "".join(run.text for line in fitted.lines for run in line)
        assert re.sub(r"\s", "", told) == re.sub(r"\s", "", clean(text))
    for line in fitted.lines[1:]:
        assert not line or line[0].text[0] not in NOT_FIRST


@given(st.text(max_size=600))
def test_only_what_can_be_seen_is_kept(text: str) -> None:
    kept = clean(text)
    assert len(kept) <= LONGEST
    assert all(c == "\n" or unicodedata.category(c)[0] not in "C" for c in kept)


def test_digits_money_signs_and_minus_share_one_width() -> None:
    for bold in (False, True):
        assert len({round(width(c, 100, bold), 2) for c in "0123456789¥−"}) == 1


def test_emoji_leave_no_empty_boxes_and_rare_characters_stay() -> None:
    assert clean("🍎🔥苹果特价❗👨‍👩‍👧🇨🇳☀️") == "苹果特价❗☀"
    assert clean("𠮷野家 😀") == "𠮷野家 "
