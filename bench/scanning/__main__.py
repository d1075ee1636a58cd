"""`python -m bench.scanning`: pictures made from a seed, read three ways; prints the figures, may write the docs."""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from bench.scanning.clips import CLASSES, FPS, Clip, clips
from bench.scanning.kinds import KINDS, still
from bench.scanning.negatives import wrong_texts
from bench.scanning.paper import is_receipt_code
from bench.scanning.report import Figures, Shown, ratio, table, times, write
from bench.scanning.score import STOCK, Tally, score_clip, timed
from devices.decoding import decode_still

FIGURES_SEED = 2026
"""Not the seed anything was tuned on (1)."""


def main() -> None:
    options = _options()
    cv2.setNumThreads(1)
    with ProcessPoolExecutor(options.jobs, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        figures = _run(pool, options)
    ways = ["pyzbar", "zxing-cpp", "reader"]
    print(table(figures.clips, ways, "clips"), f"\nratio {ratio(figures.clips, 'reader'):.2f}\n")
    print(times(figures.clips, ways), "\n")
    print(table(figures.stills, ["pyzbar", "zxing-cpp", "without filter", "with filter"], "stills"))
    print(f"ratio {ratio(figures.stills, 'with filter'):.2f}\n")
    print(table(figures.others, ["pyzbar", "zxing-cpp", "without filter"], "other codes"))
    print(f"ratio {ratio(figures.others, 'without filter'):.2f}\n")
    late = [ms for t in figures.clips.values() for ms in t["reader"].late_ms]
    middle, slow = np.percentile(late or [0], (50, 95))
    print(f"first readable frame to answer: median {middle:.0f} ms, p95 {slow:.0f}")
    wrong = [w for t in figures.clips.values() for w in t["reader"].wrong] + list(figures.negative_wrong)
    print(f"wrong texts: {len(wrong)} {wrong[:5]}; frames without a receipt: {figures.negative_frames}")
    print(f"memory {figures.memory_mb:.0f} MB")
    if options.write:
        write(figures, Path("docs/scanning.md"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scanning", description=__doc__)
    parser.add_argument("--seed", type=int, default=FIGURES_SEED)
    parser.add_argument("--clips", type=int, default=16, help="clips of each class")
    parser.add_argument("--stills", type=int, default=40, help="stills of each class, and of each other symbology")
    parser.add_argument("--negatives", type=int, default=2000, help="frames without a receipt")
    parser.add_argument("--jobs", type=int, default=1, help="processes; times are truest with 1")
    parser.add_argument("--write", action="store_true", help="write docs/scanning.md")
    return parser.parse_args()


def _run(pool: ProcessPoolExecutor, options: argparse.Namespace) -> Figures:
    clip_tallies: dict[str, dict[str, Tally]] = {}
    shown: list[Shown] = []
    for kind in CLASSES:
        merged = {"pyzbar": Tally(), "zxing-cpp": Tally(), "reader": Tally()}
        for tallies, picture in pool.map(_clip, clips(kind, options.clips, options.seed)):
            for way, tally in tallies.items():
                _add(merged[way], tally)
            shown.append(picture)
            _say(f"clips {kind}: {merged['reader'].cases} of {options.clips}")
        clip_tallies[kind] = merged
    stills: dict[str, dict[str, Tally]] = {}
    for kind in CLASSES:
        stills[kind] = _merged(pool.map(_still, clips(kind, options.stills, options.seed + 1, length=30)))
    others = {
        kind: _merged(pool.map(_other, [(kind, options.seed + i) for i in range(options.stills)])) for kind in KINDS
    }
    share = 2000
    starts = range(0, options.negatives, share)
    parts = [(options.seed * 1000 + start // share, min(share, options.negatives - start)) for start in starts]
    looked, wrong = 0, []
    for frames, texts in pool.map(_negative, parts):
        looked, wrong = looked + frames, wrong + texts
        _say(f"{looked:,} of {options.negatives:,} frames without a receipt, wrong: {wrong or 'none'}")
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return Figures(options.seed, clip_tallies, stills, others, looked, wrong, memory, _pick(shown))


def _say(words: str) -> None:
    """Where it stands: the whole run takes most of an hour."""
    print(words, file=sys.stderr, flush=True)


def _clip(clip: Clip) -> tuple[dict[str, Tally], Shown]:
    tallies = {"pyzbar": Tally(), "zxing-cpp": Tally(), "reader": Tally()}
    frames = list(clip.frames())
    marks = score_clip(frames, set(clip.texts), tallies, 1000 / FPS)
    return tallies, Shown(clip.kind, clip.name, marks, cv2.resize(frames[10], (426, 240), interpolation=cv2.INTER_AREA))


def _still(clip: Clip) -> dict[str, Tally]:
    frame = clip.one(8)
    return _score_still(frame, set(clip.texts), filtered=True)


def _other(case: tuple[str, int]) -> dict[str, Tally]:
    kind, seed = case
    frame, text = still(kind, np.random.default_rng((seed, list(KINDS).index(kind))))
    return _score_still(frame, {text}, filtered=False)


def _score_still(frame: np.ndarray, texts: set[str], *, filtered: bool) -> dict[str, Tally]:
    ways = dict(STOCK)
    ways["without filter"] = lambda f: {s.text for s in decode_still(f)}
    if filtered:
        ways["with filter"] = lambda f: {s.text for s in decode_still(f, accept=is_receipt_code)}
    tallies = {}
    for way, read in ways.items():
        tally = Tally(cases=1)
        got = timed(read, frame, tally)
        tally.right, tally.wrong = int(bool(got & texts)), sorted(got - texts)
        tallies[way] = tally
    return tallies


def _negative(part: tuple[int, int]) -> tuple[int, list[str]]:
    return wrong_texts(*part)


def _merged(results: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    merged: dict[str, Tally] = {}
    for tallies in results:
        for way, tally in tallies.items():
            _add(merged.setdefault(way, Tally()), tally)
    return merged


def _add(total: Tally, one: Tally) -> None:
    total.cases += one.cases
    total.right += one.right
    total.wrong += one.wrong
    total.ms += one.ms
    total.late_ms += one.late_ms


def _pick(shown: list[Shown]) -> list[Shown]:
    """Three of each class, what was not read first, then what only the kiosk read."""
    picked = []
    for kind in CLASSES:
        of_kind = [s for s in shown if s.kind == kind]
        of_kind.sort(key=lambda s: ("r" in s.marks, s.marks != "..r"))
        picked += of_kind[:3]
    return picked


if __name__ == "__main__":
    main()
