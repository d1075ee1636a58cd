"""Pictures and videos on disk through exactly the kiosk's pipeline, for the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from devices.camera.address import PICTURES, VIDEOS
from devices.camera.files import video_frames
from devices.camera.pictures import UnreadablePicture, load
from devices.contracts import DeviceError, Symbol
from devices.decoding.pipeline import Accept
from devices.decoding.reader import Reader
from devices.decoding.still import decode_still
from devices.decoding.symbologies import DEFAULT


@dataclass(frozen=True, slots=True)
class ScanResult:
    """One code of one file; `text` None when nothing was read, with `error` when the file itself could not be.

    `ms`: decoding time until this code was believed (for a video: of all frames up to then), without loading.
    """

    file: str
    text: str | None
    symbology: str | None
    ms: float
    error: str | None = None


def scan_path(
    path: Path | str, symbologies: frozenset[str] = DEFAULT, accept: Accept | None = None
) -> Iterator[ScanResult]:
    """Results for a picture, a video, or every picture and video under a folder, in order of name. Never raises."""
    place = Path(path)
    if place.is_dir():
        files = [p for p in sorted(place.rglob("*")) if p.suffix.lower() in PICTURES | VIDEOS and p.is_file()]
        if not files:
            yield ScanResult(str(place), None, None, 0.0, "no picture or video in this folder")
        for file in files:
            yield from _scan_file(file, symbologies, accept)
        return
    yield from _scan_file(place, symbologies, accept)


def _scan_file(file: Path, symbologies: frozenset[str], accept: Accept | None) -> Iterator[ScanResult]:
    name = str(file)
    try:
        if file.suffix.lower() in VIDEOS:
            yield from _scan_video(file, symbologies, accept)
            return
        frame = load(file)
    except (UnreadablePicture, DeviceError) as error:
        yield ScanResult(name, None, None, 0.0, str(error))
        return
    started = time.perf_counter()
    symbols = decode_still(frame, symbologies, accept)
    ms = (time.perf_counter() - started) * 1000
    for symbol in symbols:
        yield _result(name, symbol, ms)
    if not symbols:
        yield ScanResult(name, None, None, ms)


def _scan_video(file: Path, symbologies: frozenset[str], accept: Accept | None) -> Iterator[ScanResult]:
    reader = Reader(symbologies, accept)
    spent = 0.0
    told: set[tuple[str, str]] = set()
    for frame, _ in video_frames(file):
        started = time.perf_counter()
        reading = reader.feed(frame)
        spent += (time.perf_counter() - started) * 1000
        for symbol in reading.believed:
            if (symbol.symbology, symbol.text) not in told:
                told.add((symbol.symbology, symbol.text))
                yield _result(str(file), symbol, spent)
    if not told:
        yield ScanResult(str(file), None, None, spent)


def _result(file: str, symbol: Symbol, ms: float) -> ScanResult:
    return ScanResult(file, symbol.text, symbol.symbology, ms)
