"""A camera's view of a held receipt: place, curl, crumples, light, blur, noise, exposure and compression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from bench.scanning.paper import DOTS_PER_MM

WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the linear code's middle is: `x`, `y` in frame pixels, `scale` px/mm, angles in degrees."""

    x: float
    y: float
    scale: float
    turn: float
    tilt_x: float
    tilt_y: float


@dataclass(frozen=True, slots=True)
class Optics:
    """`blur`: defocus, sigma in pixels. `move`: (dx, dy) pixels during exposure. `gain`: white paper's grey level.

    `noise`: grey levels of noise at mid brightness. `quality`: JPEG quality or 100 for none.
    """

    blur: float
    move: tuple[float, float]
    gain: float
    noise: float
    quality: int
    glare: float = 0.0
    shade: float = 0.2


@dataclass(frozen=True, slots=True)
class Form:
    """The paper's shape: `curl` (mm of sagitta over its width), `bumps` (mm of crumple)."""

    curl: float
    bumps: float
    seed: int


class Sheet:
    """A paper's picture with its shape, ready to be seen from many poses."""

    def __init__(self, paper: np.ndarray, bars: tuple[int, int, int, int], form: Form) -> None:
        rng = np.random.default_rng(form.seed)
        height, width = paper.shape
        coarse = [rng.normal(0, 1, (max(3, height // s), max(3, width // s))).astype(np.float32) for s in (40, 90, 180)]
        bumps = sum(
            cv2.resize(c, (width, height), interpolation=cv2.INTER_CUBIC) * k
            for c, k in zip(coarse, (0.25, 0.5, 1.0), strict=True)
        )
        relief = np.asarray(bumps, np.float32) * form.bumps * DOTS_PER_MM * 0.5
        xs = np.linspace(-1, 1, width, dtype=np.float32)
        relief = relief + form.curl * DOTS_PER_MM * (1 - xs**2)[None, :]
        gy, gx = np.gradient(cv2.GaussianBlur(relief, (0, 0), 3))
        # Light from the upper left: slopes away from it are darker.
        self.paper = np.clip(paper * (1 - 0.55 * np.clip(gx * 0.8 + gy * 0.6, -0.6, 0.6)), 0, 1.1).astype(np.float32)
        self.relief = relief
        self.centre = (bars[0] + bars[2] / 2, bars[1] + bars[3] / 2)

    def seen(self, pose: Pose, ground: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Reflectance 0..1 of the frame with the paper in front of `ground`, and the paper's mask."""
        height, width = self.paper.shape
        to_frame = homography(pose, self.centre)
        back = np.linalg.inv(to_frame)
        grid = _grid()
        u = grid @ back.T
        px, py = (u[..., 0] / u[..., 2]).astype(np.float32), (u[..., 1] / u[..., 2]).astype(np.float32)
        # Raised parts of the paper shift sideways by their height times the tangent of the view angle.
        lift = cv2.remap(self.relief, px, py, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lift -= float(self.relief[int(self.centre[1]), int(self.centre[0])])
        px = px - lift * float(np.tan(np.radians(pose.tilt_y)) + 0.25)
        py = py - lift * float(np.tan(np.radians(pose.tilt_x)) + 0.15)
        shrink = pose.scale / DOTS_PER_MM
        paper = self.paper if shrink > 0.9 else cv2.GaussianBlur(self.paper, (0, 0), 0.42 / shrink)
        inside = (px > 0) & (py > 0) & (px < width - 1) & (py < height - 1)
        frame = cv2.remap(paper, px, py, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = cv2.blur(inside.astype(np.float32), (3, 3))
        return ground * (1 - mask) + frame * mask, mask


@lru_cache(maxsize=1)
def _grid() -> np.ndarray:
    yy, xx = np.mgrid[:HEIGHT, :WIDTH]
    return np.stack([xx, yy, np.ones_like(xx)], axis=-1).astype(np.float32)


def homography(pose: Pose, centre: tuple[float, float]) -> np.ndarray:
    k = pose.scale / DOTS_PER_MM
    a = np.radians(pose.turn)
    tx, ty = np.radians(pose.tilt_x), np.radians(pose.tilt_y)
    shift = np.array([[1, 0, -centre[0]], [0, 1, -centre[1]], [0, 0, 1]], float)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    far = 900.0
    lean = np.array([[np.cos(ty) * k, 0, 0], [0, np.cos(tx) * k, 0], [np.sin(ty) * k / far, np.sin(tx) * k / far, 1]])
    place = np.array([[1, 0, pose.x], [0, 1, pose.y], [0, 0, 1]], float)
    return place @ lean @ turn @ shift


def expose(scene: np.ndarray, mask: np.ndarray, optics: Optics, rng: np.random.Generator) -> np.ndarray:
    """The frame (BGR uint8) that a camera makes of a scene of reflectances."""
    light = _light(rng, optics)
    picture = scene * light * optics.gain
    if optics.glare:
        cx, cy = rng.uniform(0.3, 0.7) * WIDTH, rng.uniform(0.3, 0.7) * HEIGHT
        yy, xx = np.ogrid[:HEIGHT, :WIDTH]
        spot = np.exp(-(((xx - cx) / 130) ** 2 + ((yy - cy) / 60) ** 2)).astype(np.float32)
        picture = picture + mask * spot * 255 * optics.glare
    if optics.blur > 0.2:
        picture = cv2.GaussianBlur(picture, (0, 0), optics.blur)
    length = float(np.hypot(*optics.move))
    if length > 1:
        picture = cv2.filter2D(picture, -1, _streak(optics.move))
    picture = picture + _noise(rng) * optics.noise * np.sqrt(np.clip(picture, 4, 255) / 128)
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    frame = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    if optics.quality < 100:
        _, packed = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, optics.quality])
        frame = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return frame


def _light(rng: np.random.Generator, optics: Optics) -> np.ndarray:
    corners = 1 - optics.shade * rng.uniform(0, 1, (3, 4)).astype(np.float32)
    return cv2.resize(corners, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def _streak(move: tuple[float, float]) -> np.ndarray:
    size = int(np.ceil(max(abs(move[0]), abs(move[1])))) | 1
    size = max(3, size + 2)
    kernel = np.zeros((size, size), np.float32)
    steps = 4 * size
    for i in range(steps):
        t = i / (steps - 1) - 0.5
        x, y = size / 2 - 0.5 + move[0] * t, size / 2 - 0.5 + move[1] * t
        x0, y0 = int(np.floor(x)), int(np.floor(y))
        for dx in (0, 1):
            for dy in (0, 1):
                if 0 <= x0 + dx < size and 0 <= y0 + dy < size:
                    kernel[y0 + dy, x0 + dx] += (1 - abs(x - x0 - dx)) * (1 - abs(y - y0 - dy))
    return kernel / kernel.sum()


def _noise(rng: np.random.Generator) -> np.ndarray:
    noise = np.empty((HEIGHT, WIDTH), np.float32)
    cv2.setRNGSeed(int(rng.integers(1, 2**31 - 1)))
    cv2.randn(noise, 0, 1)
    return cv2.GaussianBlur(noise, (3, 3), 0.45) * 1.25
