"""The three ways of reading on the same frames: pyzbar alone, zxing-cpp alone, and the kiosk's reader."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import zxingcpp
from pyzbar import pyzbar

from bench.scanning.paper import is_receipt_code
from devices.decoding import DEFAULT, Reader

STOCK_SYMBOLS = [
    s for s in pyzbar.ZBarSymbol if s.name in ("CODE128", "EAN13", "EAN8", "UPCA", "UPCE", "I25", "CODE39", "QRCODE")
]
STOCK_FORMATS = [
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.EANUPC,
    zxingcpp.BarcodeFormat.ITF,
    zxingcpp.BarcodeFormat.Code39,
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.PDF417,
]


def by_pyzbar(frame: np.ndarray) -> set[str]:
    found = pyzbar.decode(frame, symbols=STOCK_SYMBOLS)
    # zbar calls an EAN-13 that begins with 0 a UPC-A and leaves the 0 out; that is no misreading.
    return {d.data.decode("utf-8", "replace").rjust(13 if d.type == "UPCA" else 0, "0") for d in found}


def by_zxing(frame: np.ndarray) -> set[str]:
    return {b.text for b in zxingcpp.read_barcodes(frame, formats=STOCK_FORMATS) if b.valid}


@dataclass(slots=True)
class Tally:
    """What one way of reading made of a class of clips or stills."""

    cases: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)

    def p(self, share: float) -> float:
        return float(np.percentile(self.ms, share)) if self.ms else 0.0


Engine = Callable[[np.ndarray], set[str]]
STOCK: dict[str, Engine] = {"pyzbar": by_pyzbar, "zxing-cpp": by_zxing}


def timed(read: Engine, frame: np.ndarray, tally: Tally) -> set[str]:
    started = time.thread_time()
    texts = read(frame)
    tally.ms.append((time.thread_time() - started) * 1000)
    return texts


def score_clip(frames: Iterable[np.ndarray], texts: set[str], tallies: dict[str, Tally], frame_ms: float) -> str:
    """One clip through all three. A stock engine is right if any frame gave the text; the reader must believe it.

    Returns a mark for each way: its letter if right, `!` if wrong, `.` if nothing.
    """
    reader = Reader(DEFAULT, is_receipt_code)
    seen: dict[str, set[str]] = {"pyzbar": set(), "zxing-cpp": set(), "reader": set()}
    first_readable: int | None = None
    answered: int | None = None
    for index, frame in enumerate(frames):
        single: set[str] = set()
        for name, read in STOCK.items():
            got = timed(read, frame, tallies[name])
            seen[name] |= got
            single |= got
        started = time.thread_time()
        reading = reader.feed(frame)
        tallies["reader"].ms.append((time.thread_time() - started) * 1000)
        seen["reader"] |= {s.text for s in reading.believed}
        single |= {s.text for s in reading.symbols}
        if first_readable is None and single & texts:
            first_readable = index
        if answered is None and seen["reader"] & texts:
            answered = index
    if answered is not None and first_readable is not None:
        tallies["reader"].late_ms.append((answered - first_readable) * frame_ms)
    marks = ""
    for name, tally in tallies.items():
        tally.cases += 1
        tally.right += bool(seen[name] & texts)
        tally.wrong += sorted(seen[name] - texts)
        marks += "!" if seen[name] - texts else name[0] if seen[name] & texts else "."
    return marks
