"""Pictures of the same crop, each with another defect taken out. A reader hands them out over frames in turn."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from devices.contracts import Frame

Variant = Callable[[Frame], Frame]
Line = npt.NDArray[np.float32]


def plain(crop: Frame) -> Frame:
    return crop


def averaged(crop: Frame) -> Frame:
    """Rows along the bars averaged, after moving each band to where it fits its neighbours: noise goes, bars stay."""
    rows = crop.astype(np.float32)
    bands = np.array_split(rows, min(16, max(1, len(rows) // 4)))
    profiles = [b.mean(axis=0) for b in bands]
    reference = profiles[len(profiles) // 2]
    aligned = [_shifted_to(p, reference) for p in profiles]
    return _raised(np.mean(aligned, axis=0))


def levelled(crop: Frame) -> Frame:
    """Averaged, then each place stretched between its own darkest and lightest surroundings (faded print, shadow)."""
    profile = averaged(crop)[0]
    return _raised(level(profile.astype(np.float32)))


def level(profile: Frame | Line) -> Line:
    line = np.asarray(profile, np.float32).reshape(1, -1)
    reach = max(9, line.shape[1] // 24) | 1
    kernel = np.ones((1, reach), np.uint8)
    low = cv2.blur(cv2.erode(line, kernel), (reach, 1))
    high = cv2.blur(cv2.dilate(line, kernel), (reach, 1))
    span = np.maximum(high - low, 12.0)
    stretched: Line = np.clip((line - low) / span * 255, 0, 255)[0]
    return stretched


def sharpened(crop: Frame) -> Frame:
    soft = cv2.GaussianBlur(crop, (0, 0), 2.5)
    out: Frame = cv2.addWeighted(crop, 2.6, soft, -1.6, 0)
    return out


def deblurred(sigma: float, noise: float = 0.02) -> Variant:
    """Wiener inverse of a Gaussian blur along the reading direction, on the averaged and levelled profile."""

    def variant(crop: Frame) -> Frame:
        line = level(averaged(crop)[0]).astype(np.float32)
        return _raised(wiener(line, np.exp(-2 * (np.pi * sigma * np.fft.rfftfreq(len(line) + 128)) ** 2), noise))

    return variant


def unmoved(extent: float, noise: float = 0.03) -> Variant:
    """Wiener inverse of a straight motion blur of `extent` pixels along the reading direction."""

    def variant(crop: Frame) -> Frame:
        line = level(averaged(crop)[0]).astype(np.float32)
        return _raised(wiener(line, np.sinc(extent * np.fft.rfftfreq(len(line) + 128)), noise))

    return variant


def wiener(line: Line, transfer: Line, noise: float) -> Line:
    padded = np.pad(line, 64, mode="edge")
    spectrum = np.fft.rfft(padded)
    restored = np.fft.irfft(spectrum * transfer / (transfer**2 + noise), n=len(padded)) * (1 + noise)
    return np.clip(restored[64 : 64 + len(line)], 0, 255)


def _shifted_to(profile: Line, reference: Line, reach: int = 8) -> Line:
    a = profile - profile.mean()
    b = reference - reference.mean()
    padded = np.pad(a, reach, mode="edge")
    score = np.correlate(padded, b, mode="valid")
    best = int(np.argmax(score))
    return np.pad(profile, reach, mode="edge")[best : best + len(profile)]


def _raised(profile: Line, rows: int = 12) -> Frame:
    line = np.clip(profile, 0, 255).astype(np.uint8)
    return np.repeat(line[None, :], rows, axis=0)


BANK: tuple[tuple[str, Variant], ...] = (
    ("averaged", averaged),
    ("levelled", levelled),
    ("deblur 1.5", deblurred(1.5)),
    ("deblur 3", deblurred(3.0)),
    ("sharpened", sharpened),
    ("deblur 4.5", deblurred(4.5)),
    ("motion 6", unmoved(6.0)),
    ("motion 10", unmoved(10.0)),
    ("deblur 2.2", deblurred(2.2)),
    ("motion 14", unmoved(14.0)),
)
"""For linear crops that neither engine reads as they are, in the order of what helps most often."""
