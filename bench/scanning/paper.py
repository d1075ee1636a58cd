"""Receipts as a thermal printer makes them: dark dots on white paper, 8 dots to the millimetre, then worn by life."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import segno
from barcode.charsets import code128
from PIL import Image, ImageDraw, ImageFont

DOTS_PER_MM = 8
_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_GOODS = (
    "鲜牛奶 950ml", "东北大米 5kg", "五花肉", "西红柿", "抽纸 3层130抽", "洗衣液 2kg", "苹果 红富士", "酱油 500ml",
    "方便面 五连包", "鸡蛋 30枚", "啤酒 330ml×6", "薯片 原味", "豆腐 400g", "纯净水 4.5L", "牙膏 120g", "巧克力礼盒",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A rendered receipt: grey picture in dots, the texts of its codes, the linear code's box x, y, w, h."""

    picture: np.ndarray
    texts: tuple[str, ...]
    bars: tuple[int, int, int, int]


def receipt_code(rng: np.random.Generator) -> str:
    """18 digits: store 4, till 2, date 6, sequence 4, and two check digits (ISO 7064 MOD 97-10)."""
    body = (
        f"{rng.integers(1, 9999):04d}{rng.integers(1, 30):02d}26{rng.integers(1, 13):02d}{rng.integers(1, 29):02d}"
        f"{rng.integers(1, 9999):04d}"
    )
    return body + f"{98 - int(body) * 100 % 97:02d}"


def is_receipt_code(text: str) -> bool:
    return len(text) == 18 and text.isascii() and text.isdecimal() and int(text) % 97 == 1


def ean13(rng: np.random.Generator) -> str:
    body = f"69{rng.integers(0, 10**10):010d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return body + str(-total % 10)


def code128_modules(text: str) -> np.ndarray:
    """1 for bar, 0 for space, one entry a module, without quiet zones: even numbers of digits in subset C."""
    if text.isdecimal() and len(text) % 2 == 0:
        values = [105, *(int(text[i : i + 2]) for i in range(0, len(text), 2))]
    else:
        values = [104, *(code128.B[c] for c in text)]
    check = (values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
    bits = "".join(code128.CODES[v] for v in [*values, check]) + code128.STOP + "11"
    return np.array([b == "1" for b in bits], bool)


_EAN_L = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_EAN_SETS = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13_modules(text: str) -> np.ndarray:
    right = {d: "".join("10"[int(b)] for b in _EAN_L[d]) for d in range(10)}
    digits = [int(d) for d in text]
    bits = "101"
    for digit, kind in zip(digits[1:7], _EAN_SETS[digits[0]], strict=True):
        bits += _EAN_L[digit] if kind == "L" else right[digit][::-1]
    bits += "01010" + "".join(right[d] for d in digits[7:]) + "101"
    return np.array([b == "1" for b in bits], bool)


def print_receipt(rng: np.random.Generator, *, dots: int, qr: bool, code: str | None = None) -> Printed:
    """A receipt with goods and a Code 128 whose narrowest bar is `dots` dots; `qr` adds a QR code of the same text."""
    text = code or receipt_code(rng)
    width = 576
    modules = np.repeat(code128_modules(text), dots)
    tall = int(rng.integers(70, 120))
    lines = int(rng.integers(3, 9))
    qr_size = 0
    matrix = None
    if qr:
        matrix = np.array([[bool(c) for c in row] for row in segno.make(text, error="m", micro=False).matrix], bool)
        qr_size = matrix.shape[0] * 6
    height = 130 + lines * 34 + 60 + tall + 60 + (qr_size + 50 if qr else 0) + 40
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    big, small = _font(38), _font(24)
    draw.text((width // 2, 34), "百福超市 幸福路店", 0, big, anchor="mm")
    draw.text((20, 70), f"收银 {text[4:6]}   20{text[6:8]}-{text[8:10]}-{text[10:12]}  No.{text[12:16]}", 0, small)
    draw.line((10, 108, width - 10, 108), 0, 2)
    y = 116
    for _ in range(lines):
        price = rng.integers(150, 9900)
        draw.text((20, y), str(rng.choice(_GOODS)), 0, small)
        draw.text((width - 20, y), f"{price / 100:.2f}", 0, small, anchor="ra")
        y += 34
    draw.text((width - 20, y), "合计 ¥" + f"{rng.integers(2000, 40000) / 100:.2f}", 0, big, anchor="ra")
    y += 66
    picture = np.asarray(page).copy()
    left = (width - len(modules)) // 2
    picture[y : y + tall, left : left + len(modules)] = np.where(modules, 0, 255)
    box = (left, y, len(modules), tall)
    page = Image.fromarray(picture)
    ImageDraw.Draw(page).text((width // 2, y + tall + 20), text, 0, small, anchor="mm")
    picture = np.asarray(page).copy()
    if matrix is not None:
        top = y + tall + 50
        side = (width - qr_size) // 2
        grown = np.kron(matrix, np.ones((6, 6), bool))
        picture[top : top + qr_size, side : side + qr_size] = np.where(grown, 0, 255)
    return Printed(picture, (text,), box)


@dataclass(frozen=True, slots=True)
class Wear:
    """What happened to the paper; 0 is none, 1 the worst. `dead_dots`: print-head dots that no longer burn."""

    fade: float = 0.0
    patches: float = 0.0
    dead_dots: int = 0
    spread: float = 0.0
    creases: int = 0
    stains: int = 0


def wear(printed: Printed, rng: np.random.Generator, how: Wear) -> np.ndarray:
    """The paper's reflectance 0..1 after wear, same size as the printed picture."""
    ink = 1 - printed.picture.astype(np.float32) / 255
    height, width = ink.shape
    x, _, w, _ = printed.bars
    for column in rng.integers(x, x + w, how.dead_dots):
        ink[:, column] *= rng.uniform(0, 0.25)
    if how.spread:
        ink = cv2.GaussianBlur(ink, (0, 0), 0.3 + 0.9 * how.spread)
        ink = np.clip((ink - 0.5 + 0.25 * how.spread * rng.uniform(-1, 1)) * (1 + how.spread) + 0.5, 0, 1)
    strength = 0.9 * (1 - 0.85 * how.fade)
    if how.patches:
        strength = strength * (1 - how.patches * 0.8 * _clouds(rng, height, width, 60))
    white = 0.92 - 0.1 * how.fade * _clouds(rng, height, width, 200)
    paper = white * (1 - ink * strength)
    for _ in range(how.creases):
        paper *= _crease(rng, height, width)
    for _ in range(how.stains):
        cx, cy, r = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(30, 110)
        yy, xx = np.ogrid[:height, :width]
        blob = 1 / (1 + np.exp((np.hypot(xx - cx, yy - cy) - r) / 4))
        paper *= 1 - 0.35 * rng.uniform(0.3, 1) * blob
    return paper.astype(np.float32)


def _clouds(rng: np.random.Generator, height: int, width: int, size: int) -> np.ndarray:
    coarse = rng.uniform(0, 1, (max(2, height // size + 2), max(2, width // size + 2))).astype(np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 1)


def _crease(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A fold: a thin line where the coating broke off or darkened, light on one side and shade on the other."""
    angle, offset = rng.uniform(0, np.pi), rng.uniform(-0.4, 0.4)
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    d = (xx - width / 2) * np.cos(angle) + (yy - height / 2) * np.sin(angle) - offset * height
    side = 1 - 0.16 * rng.uniform(0.3, 1) * np.exp(-np.clip(d, 0, None) / 30) * (d > 0)
    line = 1 + rng.choice([-0.35, 0.25]) * np.exp(-((d / rng.uniform(1.2, 3)) ** 2))
    return (side * line).astype(np.float32)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size, index=2)
