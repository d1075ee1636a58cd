"""What is drawn: right size, right colours, smooth edges, no dark fringes."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.theme import raster as r
from kiosk.theme import tokens as t
from kiosk.theme.fonts import FontMissing, IconMissing, font_file, icon_glyph
from kiosk.theme.glyphs import Glyphs

PICTURES = Path(__file__).parent.parent.parent.parent / "assets" / "pictures"


def pixels(raster: r.Raster) -> np.ndarray:
    return np.asarray(raster.image().convert("RGBA")).astype(int)


def test_text_is_white_coverage_to_be_tinted() -> None:
    raster = r.text("退货 R3-1847-W", 72, True, "zh_CN", Glyphs())
    assert raster.mode == "LA"
    found = pixels(raster)
    assert (found[..., :3] == 255).all()
    assert found[..., 3].max() == 255


def test_traditional_chinese_has_its_own_shapes() -> None:
    assert r.text("骨返直", 60, False, "zh_CN", Glyphs()).data != r.text("骨返直", 60, False, "zh_TW", Glyphs()).data


def test_a_plate_stands_on_its_foot() -> None:
    found = pixels(r.plate(200, 120, fill=t.LEAF, radius=20, foot=8, foot_fill=t.LEAFDEEP))
    assert tuple(found[50, 100, :3]) == t.rgb(t.LEAF)
    assert tuple(found[116, 100, :3]) == t.rgb(t.LEAFDEEP)
    assert found[0, 0, 3] == 0


def test_edges_have_no_dark_fringe() -> None:
    found = pixels(r.plate(60, 60, fill=t.WHITE, radius=20, edge=t.EDGE, line=3))
    outer = found[(found[..., 3] > 0) & (found[..., 3] < 200)]
    assert len(outer)
    assert (outer[:, :3] == t.rgb(t.EDGE)).all()


def test_a_ring_empties_with_time() -> None:
    def leaf(fraction: float) -> int:
        found = pixels(r.ring(176, 16, fraction, t.STONE))
        return int(((found[..., 0] < 60) & (found[..., 3] > 128)).sum())

    assert leaf(0) == 0
    assert leaf(0.2) < leaf(0.6) < leaf(1.0)


def test_the_qr_code_can_be_read() -> None:
    link = "https://fuwu.example/t/kD3xY7pQ2mZ8vN5sL0aWcg"
    picture = np.asarray(r.qr(link, 296).image().convert("L"))
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.resize(picture, None, fx=2, fy=2))
    assert text == link


def test_an_icon_fills_its_box_and_an_unknown_one_is_an_error() -> None:
    found = pixels(r.icon("check-circle", 60))
    assert found.shape[:2] == (60, 60)
    assert found[..., 3].any()
    with pytest.raises(IconMissing, match="no-such-icon"):
        icon_glyph("no-such-icon")


def test_a_missing_font_says_what_brings_it(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        font_file(False, (tmp_path,))


def test_every_drawing_has_its_picture_and_every_department_its_drawing() -> None:
    drawn = {path.stem for path in (PICTURES / "svg").glob("*.svg")} - {"scan", "slip"}
    pictures = {path.stem for path in (PICTURES / "png").glob("*.png")}
    assert drawn <= pictures
    assert {f"scan-{i}" for i in range(12)} | {f"slip-{i}" for i in range(8)} <= pictures
