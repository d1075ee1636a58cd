"""Find where linear codes may be: many strong gradients that all point the same way, on a half-size picture.

The structure tensor (smoothed products of gradients) says for each small area how much contrast there is and how far
one direction dominates. A linear code is an area where it dominates almost wholly, whatever its angle. The area's
own tensor gives the angle, so the crop comes out upright without any search.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from devices.contracts import Frame, Point

WORK_WIDTH = 640
"""Pixels of the longer side of the picture candidates are looked for in."""


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


def linear_candidates(grey: Frame, limit: int = 4, work: int = WORK_WIDTH, window: int = 15) -> list[Candidate]:
    """The most promising places of linear codes, strongest first, at most `limit`."""
    height, width = grey.shape[:2]
    if min(height, width) < 24:
        return []
    scale = min(1.0, work / max(height, width))
    small = grey
    if scale < 1:
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    gx = cv2.Scharr(small, cv2.CV_32F, 1, 0)
    gy = cv2.Scharr(small, cv2.CV_32F, 0, 1)
    size = (window, window)
    xx = cv2.boxFilter(gx * gx, -1, size)
    yy = cv2.boxFilter(gy * gy, -1, size)
    xy = cv2.boxFilter(gx * gy, -1, size)
    energy = xx + yy
    along = cv2.magnitude(xx - yy, 2 * xy)
    # coherence 1: all gradients point one way. Text and shelves stay under ~0.5, bars above 0.75 even when blurred.
    floor = max(float(np.mean(energy)) * 0.6, 400.0)
    mask = ((along > 0.62 * energy) & (energy > floor)).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found: list[Candidate] = []
    if count <= 1:
        return []
    order = np.argsort(stats[1:, cv2.CC_STAT_AREA])[::-1][: 3 * limit] + 1
    for label in order:
        x, y, w, h, area = (int(v) for v in stats[label])
        if area < 120:
            break
        inside = labels[y : y + h, x : x + w] == label
        candidate = _fit(inside, (x, y), xx, yy, xy, energy, 1 / scale)
        if candidate is not None:
            found.append(candidate)
    found.sort(key=lambda c: c.strength, reverse=True)
    return found[:limit]


def _fit(
    inside: npt.NDArray[np.bool_],
    origin: tuple[int, int],
    xx: npt.NDArray[np.float32],
    yy: npt.NDArray[np.float32],
    xy: npt.NDArray[np.float32],
    energy: npt.NDArray[np.float32],
    grow: float,
) -> Candidate | None:
    x0, y0 = origin
    h, w = inside.shape
    window = (slice(y0, y0 + h), slice(x0, x0 + w))
    sxx, syy, sxy = (float(t[window][inside].sum()) for t in (xx, yy, xy))
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    ys, xs = np.nonzero(inside)
    c, s = math.cos(angle), math.sin(angle)
    u = xs * c + ys * s
    v = -xs * s + ys * c
    u0, u1 = np.percentile(u, (0.5, 99.5))
    v0, v1 = np.percentile(v, (2, 98))
    length, height = float(u1 - u0), float(v1 - v0)
    if length < 20 or height < 3 or length < 0.5 * height:
        return None
    cu, cv = (u0 + u1) / 2, (v0 + v1) / 2
    x, y = x0 + cu * c - cv * s, y0 + cu * s + cv * c
    filled = float(inside.sum()) / max(1.0, length * height)
    strength = length * math.sqrt(height) * min(1.0, filled) * math.sqrt(float(energy[window][inside].mean()))
    return Candidate(float(x) * grow, float(y) * grow, length * grow, height * grow, angle, strength)


@dataclass(frozen=True, slots=True)
class Crop:
    """An upright grey cut of a candidate; `to_frame` (2x3) maps its pixels back into the frame."""

    grey: Frame
    to_frame: npt.NDArray[np.float64]

    def outline(self, corners: tuple[Point, Point, Point, Point]) -> tuple[Point, Point, Point, Point]:
        points = np.array([(x, y, 1.0) for x, y in corners]) @ self.to_frame.T
        a, b, c, d = ((float(x), float(y)) for x, y in points)
        return (a, b, c, d)


def straighten(grey: Frame, candidate: Candidate, *, margin: float = 0.12, want: float = 640.0) -> Crop:
    """Cut the candidate out upright with quiet zones left and right, enlarged so that it is about `want` px long."""
    scale = min(3.0, max(0.5, want / candidate.length))
    pad = candidate.length * margin + 12
    out_w = max(16, int((candidate.length + 2 * pad) * scale))
    out_h = int(min(160.0, max(12.0, candidate.height * scale)))
    # Height carries no information: it is squeezed to at most 160 rows.
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
