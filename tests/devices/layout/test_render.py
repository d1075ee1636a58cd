"""What goes to the printer, as an independent interpreter sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from devices.layout import FontMissing, Profile, find_profile, length_mm, picture, profile_names, render, void_mark
from devices.layout.fonts import find_font
from devices.layout.raster import defused, raster
from domain.slip import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Element,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
    example,
)
from tests.support.escpos import Bars, Characters, Control, Group, Paper, Picture, Strange, commands, real_time_commands
from tests.support.escpos import Cut as CutCommand

HOSTILE = st.one_of(
    st.text(st.characters(), max_size=40),
    st.lists(
        st.sampled_from(
            [
                "\x1b@",
                "\x1dV\0",
                "\x10\x14\x02\x01\x08",
                "\x10\x04\x01",
                "\x1c.",
                "\x1b",
                "\0",
                "\u202e",
                "牛",
                "￥",
                "é",
                "{C",
            ]
        ),
        max_size=8,
    ).map("".join),
)
TEXTS = st.builds(Text, HOSTILE, st.sampled_from(Size), st.booleans(), st.sampled_from(Align))
ELEMENTS: st.SearchStrategy[Element] = st.one_of(
    TEXTS,
    st.builds(Columns, HOSTILE, HOSTILE, st.sampled_from(Size), st.booleans()),
    st.builds(Rule, st.sampled_from(RuleStyle)),
    st.builds(Banner, HOSTILE, HOSTILE),
    st.builds(Box, st.lists(TEXTS, max_size=3).map(tuple)),
    st.builds(Step, st.integers(-5, 1000), HOSTILE, HOSTILE),
    st.builds(Barcode, HOSTILE),
    st.builds(QR, HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=2).map(tuple)),
    st.builds(Space, st.integers(-5, 1000)),
    st.just(Cut()),
)
SLIPS = st.builds(
    Slip, st.lists(ELEMENTS, max_size=6).map(tuple), st.sampled_from(("zh_CN", "zh_TW", "en", "x")), st.booleans()
)
PROFILES = st.builds(find_profile, st.sampled_from(profile_names()), st.sampled_from((58, 80)))

TEMPLATE = frozenset(
    ("ESC @", "FS &", "LF", "GS !", "ESC E", "GS B", "ESC a", "ESC 2", "ESC 3", "GS H", "GS w", "GS h")
)


def check_template_only(data: bytes, slip: Slip) -> None:
    """The stream holds nothing but what the template may say."""
    cuts = 0
    for command in commands(data):
        match command:
            case Characters(text_bytes, double):
                assert double
                assert all(byte >= 0x20 and byte != 0x7F for byte in text_bytes)
                text_bytes.decode("gb18030")
            case Control(name, _):
                assert name in TEMPLATE
            case Group(letter, _):
                assert letter == "k"
            case CutCommand(function, _):
                assert function == 66
                cuts += 1
            case Picture() | Bars(73, _):
                pass
            case _:
                raise AssertionError(f"not of the template: {command}")
    assert cuts <= 1 + sum(isinstance(element, Cut) for element in slip.elements)
    # QR payloads of the native command are data by length; printers look for real-time commands even there.
    assert real_time_commands(data) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SLIPS, PROFILES)
def test_no_text_becomes_a_command(slip: Slip, profile: Profile) -> None:
    check_template_only(render(slip, profile), slip)


@pytest.mark.parametrize("width", [58, 80])
@pytest.mark.parametrize("large", [False, True])
def test_the_stream_draws_the_picture(width: int, large: bool) -> None:
    profile = find_profile(width=width)
    slip = replace(example(), large_type=large)
    printed = Paper(profile.dots).run(commands(render(slip, profile))).picture()
    expected = picture(slip, profile)
    assert printed.size == expected.size
    assert ImageChops.logical_xor(printed, expected).getbbox() is None


def test_every_known_model_gets_a_document_that_ends_in_its_cut() -> None:
    for name in profile_names():
        for width in (58, 80):
            profile = find_profile(name, width)
            seen = commands(render(example(), profile))
            assert not any(isinstance(command, Strange) for command in seen)
            assert isinstance(seen[-1], CutCommand) == profile.cutter


def test_text_mode_says_every_word_of_the_slip() -> None:
    profile = find_profile("xprinter-text", 80)
    paper = Paper(profile.dots).run(commands(render(example(), profile)))
    printed = "\n".join(paper.lines)
    for words in ("禾家超市 · 青石桥店", "R3-1847-W", "纯牛奶 24盒 × 1 箱", "￥129.53", "① 带上商品", "028-5550-0147"):
        assert words in printed
    assert paper.symbols == ["R3-1847-W", "https://fuwutai.example/t/Zk3bYw8rQm2x7LpAJ9cVdA"]


def test_money_stands_flush_right_in_text_mode() -> None:
    for width in (58, 80):
        profile = find_profile("epson-text", width)
        slip = Slip((Columns("纯牛奶", "68.47"), Columns("一个长得在纸上放不下而必须换行的商品名字" * 2, "1042.76")))
        lines = Paper(profile.dots).run(commands(render(slip, profile))).lines
        for money in ("68.47", "1042.76"):
            (line,) = [line for line in lines if line.endswith(money)]
            assert sum(1 if char.isascii() else 2 for char in line) in (profile.columns, len(money))


def test_an_unknown_model_is_drawn_as_a_picture() -> None:
    profile = find_profile("somebody's printer", 58)
    assert profile.mode == "raster"
    assert not any(isinstance(command, Characters) for command in commands(render(example(), profile)))


def test_paper_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="58 or 80"):
        find_profile("epson", 76)


def test_several_pieces_of_paper_are_cut_apart() -> None:
    slip = Slip((Cut(), Text("一"), Cut(), Cut(), Text("二"), Cut()))
    for name in ("unknown", "epson-text"):
        seen = commands(render(slip, find_profile(name)))
        assert sum(isinstance(command, CutCommand) for command in seen) == 2


def test_a_piece_that_broke_off_is_marked_void() -> None:
    seen = commands(void_mark(find_profile()))
    assert isinstance(seen[-1], CutCommand)


def test_length_follows_the_paper() -> None:
    short, long = Slip((Text("短"),)), example()
    profile = find_profile()
    assert length_mm(short, profile) < 20 < length_mm(long, profile) < 300
    assert length_mm(long, profile) == pytest.approx(picture(long, profile).height / 203 * 25.4)


def test_taiwan_gets_its_own_glyphs() -> None:
    profile = find_profile()
    pictures = [picture(Slip((Text("骨"),), language), profile) for language in ("zh_CN", "zh_TW")]
    assert ImageChops.logical_xor(*pictures).getbbox() is not None


def test_a_missing_font_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        find_font(bold=True, folders=(str(tmp_path),))


@given(st.binary(max_size=200) | st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x01]), max_size=60).map(bytes))
def test_a_picture_never_spells_a_real_time_command(data: bytes) -> None:
    safe = defused(data)
    assert len(safe) == len(data)
    assert real_time_commands(safe) == []
    # Ink is added in single dots, never taken away.
    assert all(new & old == old and (new ^ old).bit_count() <= 1 for new, old in zip(safe, data, strict=True))


def test_white_paper_costs_almost_nothing() -> None:
    profile = find_profile()
    blank = raster(picture(Slip((Space(100),)), profile))
    assert len(blank) < 1200
    assert len(blank) < length_mm(Slip((Space(100),)), profile) * 8 * profile.dots / 8 / 20
