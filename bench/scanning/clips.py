"""Clips by class: calm, elderly hand, worn paper, poor camera and light. All from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.scanning.camera import HEIGHT, WIDTH, Form, Optics, Pose, Sheet, expose, homography
from bench.scanning.paper import Wear, print_receipt, wear
from bench.scanning.scenes import hand, shop

CLASSES = ("calm", "elderly", "worn", "poor")
FPS = 15.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One shopper with one receipt. `frames()` renders anew each time, the same frames for the same seed."""

    name: str
    kind: str
    seed: int
    length: int

    @property
    def texts(self) -> tuple[str, ...]:
        return _Take(self.kind, self.seed).printed.texts

    def frames(self) -> Iterator[np.ndarray]:
        take = _Take(self.kind, self.seed)
        for index in range(self.length):
            yield take.frame(index)

    def one(self, index: int) -> np.ndarray:
        """A single frame of it."""
        return _Take(self.kind, self.seed).frame(index)


def clips(kind: str, count: int, seed: int, length: int = 30) -> list[Clip]:
    base = 1_000_003 * (CLASSES.index(kind) + 1) + 7919 * seed
    return [Clip(f"{kind}-{i:03d}", kind, base + i, length) for i in range(count)]


class _Take:
    def __init__(self, kind: str, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self._kind = kind
        self._seed = seed
        u = rng.uniform
        dots = int(rng.choice([2, 3], p=[0.6, 0.4]))
        self.printed = print_receipt(rng, dots=dots, qr=rng.random() < 0.15)
        worn = {
            "calm": Wear(fade=u(0, 0.2), spread=u(0, 0.3)),
            "elderly": Wear(fade=u(0, 0.35), spread=u(0, 0.4), creases=int(rng.integers(0, 2))),
            "worn": Wear(u(0.3, 0.85), u(0.2, 0.9), int(rng.integers(0, 5)), u(0, 1), int(rng.integers(1, 5)), 1),
            "poor": Wear(fade=u(0.1, 0.5), patches=u(0, 0.4), spread=u(0, 0.6), creases=int(rng.integers(0, 2))),
        }[kind]
        form = {
            "calm": Form(u(0, 2), u(0, 0.3), seed),
            "elderly": Form(u(0, 4), u(0, 0.6), seed),
            "worn": Form(u(1, 6), u(0.5, 1.8), seed),
            "poor": Form(u(0, 4), u(0, 0.8), seed),
        }[kind]
        self._sheet = Sheet(wear(self.printed, rng, worn), self.printed.bars, form)
        self._ground = shop(rng)
        turn = u(-25, 25) + float(rng.choice([0, 0, 0, 180, 90]))
        # Pixels a module: what decides most. 2 dots a module at 6 px/mm is 1.5 px.
        per_module = {"calm": u(1.6, 3.2), "elderly": u(1.5, 2.8), "worn": u(1.6, 2.8), "poor": u(1.15, 1.9)}[kind]
        self._scale = per_module / dots * 8
        self._turn = turn
        self._tilt = (u(-18, 18), u(-18, 18))
        self._middle = (u(0.38, 0.62) * WIDTH, u(0.38, 0.62) * HEIGHT)
        self._tremor_mm = {"calm": u(0.1, 0.6), "elderly": u(1.5, 4.0), "worn": u(0.2, 1.2), "poor": u(0.3, 1.5)}[kind]
        self._rate = u(4, 7)
        self._phases = u(0, 2 * np.pi, 4)
        self._near = u(0.75, 1.0) if kind == "elderly" else u(0.92, 1.0)
        self._focus = {"calm": u(0.5, 1.0), "elderly": u(0.6, 1.5), "worn": u(0.5, 1.3), "poor": u(0.9, 2.0)}[kind]
        shutter = {"calm": (120, 120), "elderly": (40, 100), "worn": (100, 100), "poor": (30, 80)}[kind]
        self._exposure = 1 / u(*shutter)
        self._gain = {"calm": u(150, 230), "elderly": u(120, 220), "worn": u(120, 240), "poor": u(45, 110)}[kind]
        self._noise = {"calm": u(2, 5), "elderly": u(3, 7), "worn": u(3, 7), "poor": u(6, 13)}[kind]
        self._quality = int(rng.choice([100, 90, 75]) if kind != "poor" else rng.choice([90, 75, 60]))
        self._glare = float(u(0.2, 0.9)) if kind in ("worn", "poor") and rng.random() < 0.35 else 0.0
        self._side = str(rng.choice(["left", "right"]))

    def _place(self, t: float) -> tuple[float, float]:
        """Tremor in pixels at `t` seconds: two sines at 4-7 Hz and a slow drift."""
        p, a = self._phases, self._tremor_mm * self._scale
        w = 2 * np.pi * self._rate
        x = a * (np.sin(w * t + p[0]) * 0.7 + 0.3 * np.sin(1.7 * w * t + p[1])) + 30 * np.sin(1.1 * t + p[2])
        y = a * (np.sin(0.93 * w * t + p[1]) * 0.7 + 0.3 * np.sin(1.9 * w * t + p[3])) + 20 * np.sin(0.8 * t + p[0])
        return float(x), float(y)

    def pose(self, index: int) -> Pose:
        t = index / FPS
        x, y = self._place(t)
        coming = min(1.0, self._near + (1 - self._near) * index / 12)
        return Pose(
            self._middle[0] + x,
            self._middle[1] + y,
            self._scale * coming,
            self._turn + 2 * np.sin(2.3 * t + self._phases[3]),
            self._tilt[0] + 3 * np.sin(1.9 * t + self._phases[1]),
            self._tilt[1] + 3 * np.sin(2.1 * t + self._phases[2]),
        )

    def outline(self, index: int) -> np.ndarray:
        """Where the linear code's corners are in the frame, 4 x 2, not counting curl."""
        x, y, w, h = self.printed.bars
        corners = np.array([[x, y, 1], [x + w, y, 1], [x + w, y + h, 1], [x, y + h, 1]], float)
        seen = corners @ homography(self.pose(index), self._sheet.centre).T
        return seen[:, :2] / seen[:, 2:]

    def frame(self, index: int) -> np.ndarray:
        rng = np.random.default_rng((self._seed, index))
        t = index / FPS
        x, y = self._place(t)
        later = self._place(t + self._exposure)
        pose = self.pose(index)
        scene, mask = self._sheet.seen(pose, self._ground)
        hand(scene, mask, rng, self._side)
        # Autofocus hunts: slow breathing of the blur.
        blur = self._focus * (1 + 0.35 * np.sin(1.3 * t + self._phases[0]))
        move = (later[0] - x, later[1] - y)
        optics = Optics(blur, move, self._gain, self._noise, self._quality, self._glare)
        return expose(scene, mask, optics, np.random.default_rng((self._seed, index, 1)))
