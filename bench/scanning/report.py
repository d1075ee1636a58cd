"""docs/scanning.md: the figures of a run, with pictures of what was read and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.scanning.score import Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame for the docs: small picture and what became of its clip."""

    kind: str
    name: str
    marks: str
    frame: np.ndarray


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run measured. Tallies by class, then by way of reading."""

    seed: int
    clips: Mapping[str, Mapping[str, Tally]]
    stills: Mapping[str, Mapping[str, Tally]]
    others: Mapping[str, Mapping[str, Tally]]
    negative_frames: int
    negative_wrong: Sequence[str]
    memory_mb: float
    shown: Sequence[Shown]


def total(tallies: Mapping[str, Mapping[str, Tally]], way: str) -> tuple[int, int]:
    return sum(t[way].right for t in tallies.values()), sum(t[way].cases for t in tallies.values())


def ratio(tallies: Mapping[str, Mapping[str, Tally]], ours: str) -> float:
    best = max(total(tallies, way)[0] for way in ("pyzbar", "zxing-cpp"))
    return total(tallies, ours)[0] / max(1, best)


def table(tallies: Mapping[str, Mapping[str, Tally]], ways: Sequence[str], first: str) -> str:
    lines = [f"| {first} | cases | " + " | ".join(ways) + " |", "|---|---|" + "---|" * len(ways)]
    for kind, by_way in tallies.items():
        cells = [_cell(by_way[way]) for way in ways]
        lines.append(f"| {kind} | {by_way[ways[0]].cases} | " + " | ".join(cells) + " |")
    sums = [str(total(tallies, way)[0]) for way in ways]
    lines.append(f"| **all** | {total(tallies, ways[0])[1]} | " + " | ".join(f"**{s}**" for s in sums) + " |")
    return "\n".join(lines)


def _cell(tally: Tally) -> str:
    return f"{tally.right}" + (f" ({len(tally.wrong)} wrong)" if tally.wrong else "")


def times(clips: Mapping[str, Mapping[str, Tally]], ways: Sequence[str]) -> str:
    lines = ["| way | median ms | p95 ms | p99 ms |", "|---|---|---|---|"]
    for way in ways:
        ms = np.concatenate([np.array(t[way].ms) for t in clips.values()])
        lines.append(f"| {way} | " + " | ".join(f"{np.percentile(ms, p):.1f}" for p in (50, 95, 99)) + " |")
    return "\n".join(lines)


def contact_sheet(shown: Sequence[Shown], path: Path) -> None:
    """Frames in a grid, each with its clip's name and marks (p pyzbar, z zxing-cpp, r the reader, . nothing)."""
    tiles = []
    for item in shown:
        tile = cv2.resize(item.frame, (426, 240), interpolation=cv2.INTER_AREA)
        read = "r" in item.marks
        cv2.rectangle(tile, (0, 0), (425, 239), (90, 160, 60) if read else (60, 60, 200), 5)
        cv2.rectangle(tile, (0, 214), (426, 240), (255, 255, 255), -1)
        label = f"{item.name}  {'read' if read else 'not read'}  [{item.marks}]"
        cv2.putText(tile, label, (8, 232), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (30, 30, 30), 1, cv2.LINE_AA)
        tiles.append(tile)
    while len(tiles) % 3:
        tiles.append(np.full((240, 426, 3), 255, np.uint8))
    rows = [np.hstack(tiles[i : i + 3]) for i in range(0, len(tiles), 3)]
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.vstack(rows), [cv2.IMWRITE_JPEG_QUALITY, 82])


def write(figures: Figures, path: Path) -> None:
    """The page and its picture, overwritten."""
    ways = ["pyzbar", "zxing-cpp", "reader"]
    still_ways = ["pyzbar", "zxing-cpp", "without filter", "with filter"]
    contact_sheet(figures.shown, path.parent / "scanning" / "clips.jpg")
    late = [ms for t in figures.clips.values() for ms in t["reader"].late_ms]
    wrong = [w for t in figures.clips.values() for w in t["reader"].wrong]
    frames = sum(len(t["reader"].ms) for t in figures.clips.values()) + figures.negative_frames
    path.write_text(
        _PAGE.format(
            seed=figures.seed,
            clips=table(figures.clips, ways, "class"),
            clip_ratio=ratio(figures.clips, "reader"),
            stills=table(figures.stills, still_ways, "class"),
            still_ratio=ratio(figures.stills, "with filter"),
            plain_ratio=ratio(figures.stills, "without filter"),
            others=table(figures.others, ["pyzbar", "zxing-cpp", "without filter"], "symbology"),
            other_ratio=ratio(figures.others, "without filter"),
            times=times(figures.clips, ways),
            late=float(np.median(late)) if late else 0.0,
            late95=float(np.percentile(late, 95)) if late else 0.0,
            wrong=len(wrong) + len(figures.negative_wrong),
            frames=frames,
            negatives=figures.negative_frames,
            memory=figures.memory_mb,
        ),
        encoding="utf-8",
    )


_PAGE = """# How well the kiosk reads

Written by `python -m bench.scanning --write`; figures and picture come from that run (seed {seed}; tuning used seed 1).
Every picture is made by the generator in `bench/scanning`: a receipt in dots of a thermal printer, worn, curled and
crumpled, held in a hand, seen by a 1280x720 camera with its light, defocus, motion, noise and compression. All ways of
reading see the same frames in the same run.

| class | what it is |
|---|---|
| calm | a steady hand, 1.6 to 3.2 pixels a module, fair light |
| elderly | a tremor of 1.5 to 4 mm at 4 to 7 Hz, longer exposure, coming closer while the camera focuses |
| worn | faded in patches, dead print dots, ink spread, creases, stains, crumpled, glare |
| poor | 1.15 to 1.9 pixels a module, defocus, 45 to 110 grey levels of light, noise, strong compression |

## Clips of 30 frames at 15 frames a second

A stock engine counts as right when any single frame gave the text; the kiosk's reader only when it *believed* it.

{clips}

Ratio to the best single engine: **{clip_ratio:.2f}** (goal 1.4).

![Frames of the run](scanning/clips.jpg)

*p: pyzbar, z: zxing-cpp, r: the kiosk's reader, `.`: nothing. Green frames were read by the kiosk, red ones were not.*

- From the first frame that any way could read alone to the kiosk's answer: median {late:.0f} ms, p95 {late95:.0f} ms
  (goal 350).
- Wrong texts: **{wrong}** in {frames:,} frames, {negatives:,} of them shelves, text and stripes without a receipt.
- Memory of the whole benchmark process: {memory:.0f} MB at most.

### Time a frame

Processor time of one thread, milliseconds.

{times}

## Single pictures

With filter: the shop's own pattern and check digits decide about reads from worked-on pictures. Without: `fuwutai scan`
on any picture, where two ways of looking must agree instead.

{stills}

Ratio to the best single engine: **{still_ratio:.2f}** with the filter, {plain_ratio:.2f} without (goal 1.15).

## Other symbologies, single pictures without filter

{others}

Ratio to the best single engine: **{other_ratio:.2f}**.

## How it reads

1. zxing-cpp on the whole frame (linear codes and QR; Data Matrix and PDF417 take turns when nothing else was found).
2. Where many gradients point one way, sensor noise taken off, a linear code is likely: cut out, deskewed, both engines.
3. The soft decoder: rows along the bars are moved onto each other piece by piece and averaged; every stretch of eleven
   modules is compared with all 107 Code 128 characters as they look under that blur; a shortest path finds where
   characters begin on curled paper; the costs of all values are added up over frames; check character and the shop's
   check digits pick among the few likeliest texts.
4. Repaired pictures (levelled, sharpened, deblurred) in turn over the frames; a step begins only if its usual cost
   still fits.
5. Two agreeing frames, with no similar text speaking against them, before anything is believed.
"""
