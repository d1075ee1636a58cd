"""Helpers for QR, Data Matrix and PDF417 that the engine does not read as they are."""

from __future__ import annotations

import cv2
import numpy as np

from devices.contracts import Frame
from devices.decoding.variants import Variant


def sharpened(grey: Frame) -> Frame:
    soft = cv2.GaussianBlur(grey, (0, 0), 2.0)
    out: Frame = cv2.addWeighted(grey, 2.2, soft, -1.2, 0)
    return out


def thresholded(grey: Frame) -> Frame:
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    out: Frame = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 35, 6)
    return out


def contrasted(grey: Frame) -> Frame:
    out: Frame = cv2.createCLAHE(4.0, (8, 8)).apply(grey)
    return out


def enlarged(grey: Frame) -> Frame:
    out: Frame = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return out


def halved(grey: Frame) -> Frame:
    out: Frame = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return out


def brightened(grey: Frame) -> Frame:
    """Shadows opened: a code in the dark part of a picture whose other part is bright."""
    out: Frame = cv2.LUT(grey, (np.sqrt(np.arange(256) / 255) * 255).astype(np.uint8))
    return out


def smoothed(grey: Frame) -> Frame:
    out: Frame = cv2.medianBlur(grey, 5)
    return out


BANK: tuple[tuple[str, Variant], ...] = (
    ("sharpened", sharpened),
    ("thresholded", thresholded),
    ("contrasted", contrasted),
    ("enlarged", enlarged),
    ("smoothed", smoothed),
    ("halved", halved),
    ("brightened", brightened),
)
