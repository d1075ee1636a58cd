"""Stills of every other symbology, turned, blurred and unevenly lit: what `fuwutai scan` meets besides receipts."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp

_F = zxingcpp.BarcodeFormat


def _digits(count: int) -> Callable[[np.random.Generator], str]:
    return lambda rng: "".join(str(d) for d in rng.integers(0, 10, count))


def _letters(rng: np.random.Generator) -> str:
    return "".join(rng.choice(list("ABC0123456789"), 8))


KINDS: dict[str, tuple[zxingcpp.BarcodeFormat, Callable[[np.random.Generator], str]]] = {
    "EAN-13": (_F.EAN13, _digits(12)),
    "EAN-8": (_F.EAN8, _digits(7)),
    "ITF": (_F.ITF, _digits(10)),
    "Code 39": (_F.Code39, _letters),
    "Code 128": (_F.Code128, _letters),
    "QR": (_F.QRCode, lambda rng: f"HTTPS://T.EXAMPLE/R/{rng.integers(0, 10**9)}"),
    "Data Matrix": (_F.DataMatrix, lambda rng: f"R3-{rng.integers(0, 10**8)}"),
    "PDF417": (_F.PDF417, lambda rng: f"R3 {rng.integers(0, 10**8)}"),
}


def still(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, str]:
    """A 960x720 picture with one code, and the code's text as an engine gives it from the clean symbol."""
    make, text_for = KINDS[kind]
    symbol = np.array(zxingcpp.create_barcode(text_for(rng), make).to_image(scale=4, add_quiet_zones=True))
    text = zxingcpp.read_barcodes(np.pad(symbol, 30, constant_values=255), formats=[make])[0].text
    page = np.full((720, 960), 215, np.uint8)
    height, width = symbol.shape
    zoom = min(1, 700 / width, 500 / height) * rng.uniform(0.45, 1)
    symbol = cv2.resize(symbol, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    height, width = symbol.shape
    y, x = (720 - height) // 2, (960 - width) // 2
    page[y : y + height, x : x + width] = symbol
    turn = cv2.getRotationMatrix2D((480, 360), rng.uniform(-180, 180), 1)
    page = cv2.warpAffine(page, turn, (960, 720), borderValue=215)
    seen = cv2.GaussianBlur(page, (0, 0), max(0.3, 4 * zoom * rng.uniform(0.15, 0.5))).astype(np.float32)
    seen = seen * rng.uniform(0.3, 1) * (1 - 0.4 * np.linspace(0, 1, 960))
    seen = seen + rng.normal(0, rng.uniform(1, 8), seen.shape)
    return np.clip(seen, 0, 255).astype(np.uint8), text
