"""zxing-cpp: grey picture in, symbols out. Pure; releases the interpreter lock while it works."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import zxingcpp

from devices.contracts import Frame, Point, Symbol
from devices.decoding.symbologies import BY_NAME, resolve

Names = frozenset[str]

_FROM_ZXING = {
    zxingcpp.BarcodeFormat.Code128: "code128",
    zxingcpp.BarcodeFormat.EAN13: "ean13",
    zxingcpp.BarcodeFormat.EAN8: "ean8",
    zxingcpp.BarcodeFormat.UPCA: "upca",
    zxingcpp.BarcodeFormat.UPCE: "upce",
    zxingcpp.BarcodeFormat.ISBN: "ean13",
    zxingcpp.BarcodeFormat.ITF: "itf",
    zxingcpp.BarcodeFormat.ITF14: "itf",
    zxingcpp.BarcodeFormat.Code39: "code39",
    zxingcpp.BarcodeFormat.Code39Std: "code39",
    zxingcpp.BarcodeFormat.Code39Ext: "code39",
    zxingcpp.BarcodeFormat.QRCode: "qr",
    zxingcpp.BarcodeFormat.QRCodeModel1: "qr",
    zxingcpp.BarcodeFormat.QRCodeModel2: "qr",
    zxingcpp.BarcodeFormat.DataMatrix: "datamatrix",
    zxingcpp.BarcodeFormat.PDF417: "pdf417",
}

@lru_cache(maxsize=64)
def _zxing_formats(names: Names) -> tuple[zxingcpp.BarcodeFormat, ...]:
    return tuple(zxingcpp.BarcodeFormat(f) for s in resolve(names) for f in s.zxing)


def read(grey: Frame, names: Names, *, thorough: bool = False, upright: bool = False) -> list[Symbol]:
    """zxing-cpp. `thorough` also tries inverted and scaled-down pictures; `upright` skips rotations (crops)."""
    formats = _zxing_formats(names)
    if not formats or min(grey.shape[:2]) < 3:
        return []
    found = zxingcpp.read_barcodes(
        grey,
        formats=list(formats),
        try_rotate=not upright,
        try_downscale=thorough or not upright,
        try_invert=thorough,
        text_mode=zxingcpp.TextMode.Plain,
    )
    symbols = []
    for barcode in found:
        name = _FROM_ZXING.get(barcode.format)
        if name is None or not barcode.valid or not plausible(barcode.text, name):
            continue
        p = barcode.position
        corners = tuple((float(c.x), float(c.y)) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left))
        symbols.append(Symbol(barcode.text, name, four_corners(corners), 1.0))
    return symbols


def plausible(text: str, name: str) -> bool:
    return len(text) >= BY_NAME[name].shortest


def four_corners(corners: Iterable[Point]) -> tuple[Point, Point, Point, Point]:
    a, b, c, d = corners
    return (a, b, c, d)
