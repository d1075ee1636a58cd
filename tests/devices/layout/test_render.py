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
    Area,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Drawing,
    Element,
    Fill,
    Label,
    Line,
    Look,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
    Weight,
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
WILD = st.integers(-(10**12), 10**12)
WILD_POINTS = st.lists(st.tuples(WILD, WILD) | st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=5).map(tuple)
PARTS = st.one_of(
    st.builds(Area, WILD_POINTS, st.sampled_from(Fill), st.booleans()),
    st.builds(Line, WILD_POINTS, st.sampled_from(Weight)),
    st.builds(Label, st.tuples(st.integers(-9, 99), st.integers(-9, 99)), HOSTILE, st.sampled_from(Look)),
)
EXTENT = st.sampled_from((-1, 0, 1, 100, 60, 10**12))
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
    st.builds(Drawing, EXTENT, EXTENT, st.lists(PARTS, max_size=4).map(tuple)),
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


MAP = Drawing(
    600, 400,
    (
        Area(((0, 0), (600, 0), (600, 400), (0, 400))),
        Area(((100, 100), (200, 100), (200, 300), (100, 300)), Fill.LIGHT),
        Line(((50, 50), (50, 350), (500, 350)), Weight.WAY),
        Label((50, 50), look=Look.HERE),
        Label((50, 350), "1", Look.DISC),
        Label((500, 350), "12", Look.PLATE),
    ),
)  # fmt: skip


@pytest.mark.parametrize("width", [58, 80])
def test_a_drawing_is_as_wide_as_the_slip_and_the_same_on_paper(width: int) -> None:
    profile = find_profile(width=width)
    seen = picture(Slip((MAP,)), profile)
    left, top, right, bottom = ImageChops.invert(seen.convert("L")).getbbox() or (0, 0, 0, 0)
    assert right - left > 0.9 * profile.dots
    assert (right - left) / (bottom - top) == pytest.approx(1.5, rel=0.02)
    assert Paper(profile.dots).run(commands(render(Slip((MAP,)), profile))).picture().tobytes() == seen.tobytes()


def ink(*elements: Element) -> int:
    """Black dots."""
    return picture(Slip(elements), find_profile()).convert("L").histogram()[0]


def test_a_printer_with_letters_of_its_own_draws_too() -> None:
    found = list(commands(render(Slip((Text("路线"), MAP)), find_profile("epson-text"))))
    assert any(isinstance(command, Picture) for command in found)
    assert any(isinstance(command, Characters) for command in found)


def test_a_plain_label_gives_way_to_the_way() -> None:
    def drawn(*parts: Area | Line | Label) -> int:
        return ink(Drawing(600, 400, parts))

    way, label = Line(((0, 200), (600, 200)), Weight.WAY), Label((300, 200), "乳品")
    assert drawn(way, label) == drawn(way)
    assert drawn(way, Label((300, 320), "乳品")) > drawn(way)
    assert drawn(label, Label((310, 200), "肉禽")) == drawn(label), "where one stands there is no room for another"


@pytest.mark.parametrize("extent", [(0, 10), (10, 0), (-5, 10)])
def test_a_drawing_without_extent_is_no_drawing(extent: tuple[int, int]) -> None:
    assert ink(Text("路线"), Drawing(*extent, MAP.parts)) == ink(Text("路线"))


def test_a_tall_drawing_stays_a_picture_on_a_slip() -> None:
    assert length_mm(Slip((Drawing(10, 10_000, ()),)), find_profile()) < 110
