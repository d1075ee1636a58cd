"""Video files that stand in for a camera: a receipt that comes into view, moves a little, and stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.scanning.paper import print_receipt

WIDTH, HEIGHT, FPS = 1280, 720, 15


def receipt_video(path: Path, code: str, *, seconds: float = 4.0, empty: float = 0.6, seed: int = 7) -> Path:
    """An MP4 of the receipt with that code over a dark tray; `empty` seconds without it come first."""
    rng = np.random.default_rng(seed)
    paper = np.asarray(print_receipt(rng, dots=3, qr=False, code=code).picture)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (WIDTH, HEIGHT))
    part = paper[-640:]
    for n in range(round((empty + seconds) * FPS)):
        frame = np.full((HEIGHT, WIDTH), 38, np.uint8)
        if n >= empty * FPS:
            dx, dy = 340 + 4 * np.sin(n / 3), 8 + 3 * np.cos(n / 4)
            move = np.array([[1, 0.02, dx], [-0.02, 1, dy + 12]], np.float32)
            cv2.warpAffine(part, move, (WIDTH, HEIGHT), frame, borderMode=cv2.BORDER_TRANSPARENT)
        frame = np.clip(cv2.GaussianBlur(frame, (0, 0), 0.7) + rng.normal(0, 3, frame.shape), 0, 255).astype(np.uint8)
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def write_video(path: Path, frames: Iterable[Image.Image]) -> Path:
    """An MP4 of RGB pictures of the camera's size, such as `backend.demo.photo.clip` makes."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (WIDTH, HEIGHT))
    for frame in frames:
        writer.write(cv2.cvtColor(np.asarray(frame), cv2.COLOR_RGB2BGR))
    writer.release()
    return path
