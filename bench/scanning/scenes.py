"""What stands behind the receipt: a blurred shop, hands, shelves with product codes; and scenes with no receipt."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.scanning.camera import HEIGHT, WIDTH
from bench.scanning.paper import _font, ean13, ean13_modules


def shop(rng: np.random.Generator, *, sharp: bool = False) -> np.ndarray:
    """Reflectances 0..1 of a shop interior out of focus (or `sharp`): shelves, boxes, labels, a person's clothes."""
    page = np.full((HEIGHT, WIDTH), rng.uniform(0.15, 0.5), np.float32)
    for _ in range(int(rng.integers(15, 45))):
        x, y = rng.integers(-100, WIDTH), rng.integers(-100, HEIGHT)
        w, h = rng.integers(30, 300), rng.integers(30, 300)
        cv2.rectangle(page, (int(x), int(y)), (int(x + w), int(y + h)), float(rng.uniform(0.05, 0.8)), -1)
    if rng.random() < 0.3:
        pitch, lo = int(rng.integers(8, 30)), float(rng.uniform(0.1, 0.4))
        x0, y0 = int(rng.integers(0, WIDTH // 2)), int(rng.integers(0, HEIGHT // 2))
        stripes = page[y0 : y0 + 300, x0 : x0 + 500]
        stripes[:, (np.arange(stripes.shape[1]) // pitch) % 2 == 0] = lo
    return page if sharp else cv2.GaussianBlur(page, (0, 0), float(rng.uniform(2, 7)))


def hand(scene: np.ndarray, mask: np.ndarray, rng: np.random.Generator, side: str) -> None:
    """A thumb and fingers over one edge of the paper, drawn in place."""
    ys, xs = np.nonzero(mask > 0.5)
    if len(xs) < 100:
        return
    level = float(rng.uniform(0.35, 0.6))
    x = int(np.percentile(xs, 2 if side == "left" else 98))
    y = int(np.percentile(ys, rng.uniform(30, 80)))
    axes = (int(rng.integers(40, 70)), int(rng.integers(18, 30)))
    angle = float(rng.uniform(-25, 25))
    cv2.ellipse(scene, (x, y), axes, angle, 0, 360, level, -1, cv2.LINE_AA)
    cv2.ellipse(scene, (x, y), axes, angle, 0, 360, level * 0.8, 2, cv2.LINE_AA)
    mask[scene == level] = 0


def text_page(rng: np.random.Generator) -> np.ndarray:
    """A page of text, tables and rules, as on leaflets and the backs of receipts."""
    page = Image.new("L", (WIDTH, HEIGHT), int(rng.integers(190, 255)))
    draw = ImageDraw.Draw(page)
    size = int(rng.integers(14, 40))
    font = _font(2 * (size // 2))
    words = "退货商品须保持完好并出示小票 Il1|! 0123456789 ||||| IIIII lllll 特价 满100减20 会员价 www.example.com "
    for y in range(10, HEIGHT, int(size * 1.4)):
        start = int(rng.integers(0, len(words)))
        draw.text((int(rng.integers(0, 40)), y), (words[start:] + words) * 2, int(rng.integers(0, 90)), font)
    for _ in range(int(rng.integers(0, 20))):
        x = int(rng.integers(0, WIDTH))
        draw.line((x, 0, x, HEIGHT), int(rng.integers(0, 120)), int(rng.integers(1, 5)))
    return np.asarray(page, np.float32) / 255


def shelf(rng: np.random.Generator) -> tuple[np.ndarray, tuple[str, ...]]:
    """Goods on a shelf with EAN-13 codes and barcode-like stripes; also the true texts of its codes."""
    page = shop(rng, sharp=True)
    texts = []
    for _ in range(int(rng.integers(1, 5))):
        text = ean13(rng)
        bars = np.repeat(ean13_modules(text), int(rng.integers(1, 5)))
        w, h = len(bars) + 40, int(rng.integers(40, 160))
        if w >= WIDTH - 20:
            continue
        x, y = int(rng.integers(0, WIDTH - w)), int(rng.integers(0, HEIGHT - h))
        label = np.full((h, w), 0.9, np.float32)
        label[6:-6, 20 : 20 + len(bars)] = np.where(bars, 0.08, 0.9)
        page[y : y + h, x : x + w] = label
        texts.append(text)
    for _ in range(int(rng.integers(0, 3))):
        bars = np.repeat(rng.random(int(rng.integers(60, 200))) < 0.5, int(rng.integers(1, 4)))
        w, h = min(len(bars), WIDTH - 10), int(rng.integers(30, 150))
        x, y = int(rng.integers(0, WIDTH - w)), int(rng.integers(0, HEIGHT - h))
        page[y : y + h, x : x + w] = np.where(bars[:w], 0.1, 0.85)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(rng.uniform(-180, 180)), float(rng.uniform(0.7, 1.2)))
    page = cv2.warpAffine(page, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return page, tuple(texts)
