"""Find where linear codes may be: many strong gradients that all point the same way, on a half-size picture.

The structure tensor (smoothed products of gradients) says for each small area how much contrast there is and how far
one direction dominates. A linear code is an area where it dominates almost wholly, whatever its angle. The area's
own tensor gives the angle, so the crop comes out upright without any search.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from devices.contracts import Frame, Point

Plane = npt.NDArray[np.float32]

WORK_WIDTH = 640
"""Pixels of the longer side of the picture candidates are looked for in."""

_CELL = 4
"""Pixels of that picture a cell is wide and high; gradients are summed over cells."""

_LEVELS = ((0.78, 3), (0.65, 2), (0.5, 2))
"""Coherence a cell must have, and the cells across that a place must have, from strict to lenient."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An upright rectangle turned by `angle` (radians; 0 = bars stand upright). All in pixels of the full frame.

    `length` runs across the bars (reading direction), `height` along them.
    """

    x: float
    y: float
    length: float
    height: float
    angle: float
    strength: float

    def corners(self) -> tuple[Point, Point, Point, Point]:
        c, s = math.cos(self.angle), math.sin(self.angle)
        half = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
        out = [
            (
                self.x + u * self.length * c - v * self.height * s,
                self.y + u * self.length * s + v * self.height * c,
            )
            for u, v in half
        ]
        return (out[0], out[1], out[2], out[3])


def linear_candidates(grey: Frame, limit: int = 4, work: int = WORK_WIDTH) -> list[Candidate]:
    """The most promising places of linear codes, most stripes first, at most `limit`."""
    height, width = grey.shape[:2]
    if min(height, width) < 24:
        return []
    scale = min(1.0, work / max(height, width))
    small = grey
    if scale < 1:
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    field = _field(small)
    found: list[Candidate] = []
    for blob in _blobs(field):
        candidate = _fit(blob, field)
        if candidate is None:
            continue
        stripes = _stripes(small, candidate)
        if stripes >= 8:
            found.append(replace(candidate, strength=stripes))
    found.sort(key=lambda c: c.strength, reverse=True)
    grow = 1 / scale
    return [
        replace(c, x=c.x * grow, y=c.y * grow, length=c.length * grow, height=c.height * grow)
        for c in distinct(found)[:limit]
    ]


@dataclass(frozen=True, slots=True)
class _Field:
    """Per cell: `along` how much gradient points one way (noise taken off), `two_x`, `two_y` its doubled direction,
    `coherence` how far it is one way only (0..1; 0 where there is nothing but noise)."""

    two_x: Plane
    two_y: Plane
    along: Plane
    coherence: Plane


def _field(small: Frame) -> _Field:
    gx = cv2.Scharr(small, cv2.CV_32F, 1, 0)
    gy = cv2.Scharr(small, cv2.CV_32F, 0, 1)
    size = (max(1, small.shape[1] // _CELL), max(1, small.shape[0] // _CELL))

    def cells(product: Plane) -> Plane:
        summed: Plane = cv2.blur(cv2.resize(product, size, interpolation=cv2.INTER_AREA), (3, 3))
        return summed

    xx, yy, xy = cells(gx * gx), cells(gy * gy), cells(gx * gy)
    energy = xx + yy
    two_x, two_y = xx - yy, 2 * xy
    along = cv2.magnitude(two_x, two_y)
    # Sensor noise has gradients too, the same in every direction. The quietest fifth of the picture tells how much:
    # without taking it off, a dark frame has no coherent place at all.
    noise = float(np.percentile(energy, 20))
    clean = np.maximum(energy - noise, 0)
    strong = along > max(noise * 0.8, 150.0)
    return _Field(two_x, two_y, along, np.where(strong, along / np.maximum(clean, 1e-3), 0))


@dataclass(frozen=True, slots=True)
class _Blob:
    ys: npt.NDArray[np.int64]
    xs: npt.NDArray[np.int64]


def _blobs(field: _Field) -> Iterator[_Blob]:
    """Connected coherent cells, at several levels: a strict one parts a code from the paper's edge beside it, a lenient
    one holds a noisy code together."""
    for level, size in _LEVELS:
        mask = (field.coherence > level).astype(np.uint8)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        for label in np.argsort(stats[1:, cv2.CC_STAT_AREA])[::-1][:6] + 1:
            if stats[label, cv2.CC_STAT_AREA] < 6:
                break
            x, y, w, h = (int(v) for v in stats[label, :4])
            ys, xs = np.nonzero(labels[y : y + h, x : x + w] == label)
            yield _Blob(ys + y, xs + x)


def _fit(blob: _Blob, field: _Field) -> Candidate | None:
    """The blob's rectangle in pixels of the small picture; its angle from its own gradients, not from its outline."""
    weight = field.along[blob.ys, blob.xs]
    angle = 0.5 * math.atan2(float(field.two_y[blob.ys, blob.xs].sum()), float(field.two_x[blob.ys, blob.xs].sum()))
    c, s = math.cos(angle), math.sin(angle)
    xs, ys = (blob.xs + 0.5) * _CELL, (blob.ys + 0.5) * _CELL
    u, v = xs * c + ys * s, ys * c - xs * s
    order = np.argsort(v)
    share = np.cumsum(weight[order]) / max(1e-6, float(weight.sum()))
    v0 = float(v[order][np.searchsorted(share, 0.06)])
    v1 = float(v[order][min(len(v) - 1, int(np.searchsorted(share, 0.94)))])
    u0, u1 = float(u.min()), float(u.max())
    length, height = u1 - u0 + _CELL, v1 - v0 + _CELL
    if length < 20 or height < 3 or length < 0.6 * height:
        return None
    cu, cv = (u0 + u1) / 2, (v0 + v1) / 2
    return Candidate(cu * c - cv * s, cu * s + cv * c, length, height, angle, 0.0)


def distinct(found: list[Candidate]) -> list[Candidate]:
    """Without those whose middle lies inside a better one: neighbouring directions see the same code."""
    kept: list[Candidate] = []
    for one in found:
        if not any(_holds(other, one) for other in kept):
            kept.append(one)
    return kept


def _holds(outer: Candidate, inner: Candidate) -> bool:
    dx, dy = inner.x - outer.x, inner.y - outer.y
    c, s = math.cos(outer.angle), math.sin(outer.angle)
    return abs(dx * c + dy * s) < outer.length / 2 and abs(dy * c - dx * s) < outer.height * 0.75 + 4


def _stripes(small: Frame, candidate: Candidate) -> float:
    """How many times the averaged line across the candidate turns between dark and light, by a fair step each time.

    A linear code has at least eight bars; a paper's edge turns once, a line of text averages out.
    """
    crop = straighten(small, candidate, margin=0.0, want=candidate.length, rows=6)
    line = crop.grey.astype(np.float32).mean(axis=0)
    step = 0.12 * float(np.percentile(line, 95) - np.percentile(line, 5)) + 0.6
    turns, rising, extreme = 0, True, float(line[0])
    for value in line.tolist():
        extreme = max(extreme, value) if rising else min(extreme, value)
        if abs(value - extreme) > step:
            turns, rising, extreme = turns + 1, not rising, value
    return float(turns)


@dataclass(frozen=True, slots=True)
class Crop:
    """An upright grey cut of a candidate; `to_frame` (2x3) maps its pixels back into the frame."""

    grey: Frame
    to_frame: npt.NDArray[np.float64]

    def outline(self, corners: tuple[Point, Point, Point, Point]) -> tuple[Point, Point, Point, Point]:
        points = np.array([(x, y, 1.0) for x, y in corners]) @ self.to_frame.T
        a, b, c, d = ((float(x), float(y)) for x, y in points)
        return (a, b, c, d)

    def halves(self) -> tuple[Crop, Crop]:
        """Upper and lower half."""
        middle = len(self.grey) // 2
        lower = self.to_frame.copy()
        lower[:, 2] += lower[:, 1] * middle
        return Crop(self.grey[:middle], self.to_frame), Crop(self.grey[middle:], lower)


def straighten(
    grey: Frame, candidate: Candidate, *, margin: float = 0.12, want: float = 640.0, rows: int = 160
) -> Crop:
    """Cut the candidate out upright with quiet zones left and right, enlarged so that it is about `want` px long."""
    scale = min(3.0, max(0.5, want / candidate.length))
    pad = candidate.length * margin + (12 if margin else 0)
    out_w = max(16, int((candidate.length + 2 * pad) * scale))
    # Height carries no information: it is squeezed to at most `rows` rows.
    out_h = int(min(float(rows), max(12.0, candidate.height * scale)))
    scale_y = out_h / max(1.0, candidate.height)
    c, s = math.cos(candidate.angle), math.sin(candidate.angle)
    to_frame = np.array(
        [
            [c / scale, -s / scale_y, candidate.x - (out_w / 2) * c / scale + (out_h / 2) * s / scale_y],
            [s / scale, c / scale_y, candidate.y - (out_w / 2) * s / scale - (out_h / 2) * c / scale_y],
        ]
    )
    flags = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR
    cut = cv2.warpAffine(
        grey, to_frame, (out_w, out_h), flags=flags | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return Crop(cut, to_frame)
