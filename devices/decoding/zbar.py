"""zbar on upright crops: grey picture in, symbols out. Pure; ctypes releases the interpreter lock while it works.

pyzbar's own `decode` always scans rows and columns of every pixel; a straightened crop needs its rows only, which is
three times faster. Hence the few calls of zbar's C interface here, through pyzbar's bindings.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_char_p, c_void_p, cast, string_at
from typing import Any

from pyzbar import wrapper as c

from devices.contracts import Frame, Symbol
from devices.decoding.symbologies import resolve
from devices.decoding.zxing import Names, four_corners, plausible

_Y800 = 808466521
"""zbar's name for 8-bit grey."""

_NAMES = {
    c.ZBarSymbol.CODE128: "code128",
    c.ZBarSymbol.EAN13: "ean13",
    c.ZBarSymbol.EAN8: "ean8",
    c.ZBarSymbol.UPCA: "upca",
    c.ZBarSymbol.UPCE: "upce",
    c.ZBarSymbol.I25: "itf",
    c.ZBarSymbol.CODE39: "code39",
    c.ZBarSymbol.QRCODE: "qr",
}


def read(grey: Frame, names: Names, *, rows_only: bool = True) -> list[Symbol]:
    """Symbols of `names` in the picture. Every other kind is switched off: zbar's DataBar reader prints assertion
    warnings on ordinary pictures."""
    wanted = [z for s in resolve(names) for z in s.zbar]
    if not wanted or min(grey.shape[:2]) < 3:
        return []
    scanner = c.zbar_image_scanner_create()
    image = c.zbar_image_create()
    try:
        c.zbar_image_scanner_set_config(scanner, c.ZBarSymbol.NONE, c.ZBarConfig.CFG_ENABLE, 0)
        for symbol in wanted:
            c.zbar_image_scanner_set_config(scanner, symbol, c.ZBarConfig.CFG_ENABLE, 1)
        if rows_only:
            c.zbar_image_scanner_set_config(scanner, c.ZBarSymbol.NONE, c.ZBarConfig.CFG_X_DENSITY, 0)
        pixels = grey.tobytes()
        c.zbar_image_set_format(image, _Y800)
        c.zbar_image_set_size(image, grey.shape[1], grey.shape[0])
        c.zbar_image_set_data(image, cast(c_char_p(pixels), c_void_p), len(pixels), None)
        if c.zbar_scan_image(scanner, image) <= 0:
            return []
        return list(_symbols(image))
    finally:
        c.zbar_image_destroy(image)
        c.zbar_image_scanner_destroy(scanner)


def _symbols(image: Any) -> Iterator[Symbol]:
    node = c.zbar_image_first_symbol(image)
    while node:
        name = _NAMES.get(node.contents.type)
        text = _text(string_at(c.zbar_symbol_get_data(node), c.zbar_symbol_get_data_length(node)))
        if name == "upca" and text is not None:
            # The same code by its other name: an EAN-13 that begins with 0, as zxing-cpp reports it.
            name, text = "ean13", text.rjust(13, "0")
        if name == "upce" and text is not None:
            text = expanded(text)
        if name is not None and text is not None and plausible(text, name):
            places = range(c.zbar_symbol_get_loc_size(node))
            xs = [float(c.zbar_symbol_get_loc_x(node, i)) for i in places] or [0.0]
            ys = [float(c.zbar_symbol_get_loc_y(node, i)) for i in places] or [0.0]
            x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
            quality = min(1.0, 0.5 + c.zbar_symbol_get_quality(node) / 100)
            yield Symbol(text, name, four_corners(((x0, y0), (x1, y0), (x1, y1), (x0, y1))), quality)
        node = c.zbar_symbol_next(node)


def expanded(upce: str) -> str:
    """The GTIN-13 an eight-digit UPC-E stands for, as zxing-cpp reports it (GS1 General Specifications 7.10)."""
    if len(upce) != 8:
        return upce
    system, a, b, c_, d, e, last, check = tuple(upce)
    match last:
        case "0" | "1" | "2":
            body = f"{a}{b}{last}0000{c_}{d}{e}"
        case "3":
            body = f"{a}{b}{c_}00000{d}{e}"
        case "4":
            body = f"{a}{b}{c_}{d}00000{e}"
        case _:
            body = f"{a}{b}{c_}{d}{e}0000{last}"
    return f"0{system}{body}{check}"


def _text(data: bytes) -> str | None:
    # zbar guesses the character set of byte data, wrongly for Chinese: only plain ASCII is taken from it.
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        return None
