"""One line of darkness out of a crop: bands along the bars moved onto each other and averaged, best bands most.

Curled and tilted paper bends the bars, differently left and right, so each band is fitted in pieces: every piece finds
its own shift against what has been gathered so far, beginning at the middle and walking up and down.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from devices.contracts import Frame

Line = npt.NDArray[np.float32]

_BANDS = 12
_PIECES = 4
_REACH = 5


def gathered(crop: Frame) -> Line:
    """The crop's rows as one row of grey levels."""
    height, width = crop.shape
    count = int(min(_BANDS, max(1, height // 3)))
    flat = cv2.resize(crop, (width, count), interpolation=cv2.INTER_AREA).astype(np.float32)
    if count < 3 or width < 64:
        line: Line = flat.mean(axis=0)
        return line
    middle = count // 2
    total = flat[middle].copy()
    weight = 1.0
    for order in (range(middle + 1, count), range(middle - 1, -1, -1)):
        drift = np.zeros(_PIECES, np.float32)
        for row in order:
            moved, drift, fit = _fitted(flat[row], total / weight, drift)
            if fit > 0.5:
                total += moved * fit
                weight += fit
    gathered_line: Line = total / weight
    return gathered_line


def _fitted(row: Line, onto: Line, drift: Line) -> tuple[Line, Line, float]:
    """`row` moved piecewise onto `onto`, starting from the neighbour's shifts; how well it fits then (-1..1)."""
    width = len(row)
    size = width // _PIECES
    margin = _REACH + int(np.ceil(float(np.abs(drift).max()))) + 1
    padded = np.pad(row, margin, mode="edge")
    shifts = np.empty(_PIECES, np.float32)
    for piece in range(_PIECES):
        start = piece * size
        guess = round(float(drift[piece]))
        window = padded[start + margin + guess - _REACH : start + margin + guess + size + _REACH]
        score = cv2.matchTemplate(window[None, :], onto[None, start : start + size], cv2.TM_CCOEFF_NORMED)[0]
        best = int(np.argmax(score))
        # A piece without structure (quiet zone) fits anywhere: it keeps the shift its neighbour row had.
        shifts[piece] = guess + best - _REACH + _between(score, best) if score[best] > 0.4 else drift[piece]
    shifts = np.clip(shifts, -40, 40)
    centres = (np.arange(_PIECES) + 0.5) * size
    xs = np.arange(width, dtype=np.float32)
    moved = np.interp(xs + np.interp(xs, centres, shifts), xs, row).astype(np.float32)
    a, b = moved - moved.mean(), onto - onto.mean()
    fit = float(a @ b) / max(1e-6, float(np.sqrt((a @ a) * (b @ b))))
    return moved, shifts, fit


def _between(score: Line, best: int) -> float:
    """Sub-pixel place of the peak by a parabola through its neighbours."""
    if not 0 < best < len(score) - 1:
        return 0.0
    left, top, right = (float(score[best + i]) for i in (-1, 0, 1))
    bend = left - 2 * top + right
    return 0.0 if bend >= 0 else float(np.clip(0.5 * (left - right) / bend, -0.5, 0.5))


def darkness(line: Line) -> Line:
    """Grey levels to darkness: about 0 on paper and 1 in wide bars, whatever the light does along the line."""
    row = line.reshape(1, -1)
    reach = max(15, row.shape[1] // 5) | 1
    kernel = np.ones((1, reach), np.uint8)
    light = cv2.blur(cv2.dilate(row, kernel), (reach, 1), borderType=cv2.BORDER_REPLICATE)
    dark = cv2.blur(cv2.erode(row, kernel), (reach, 1), borderType=cv2.BORDER_REPLICATE)
    span = np.maximum(light - dark, 4.0)
    level: Line = ((light - row) / span)[0].astype(np.float32)
    return level


def extent(dark: Line) -> tuple[float, float] | None:
    """Where the bars begin and end in a darkness line: the longest run of change without a quiet zone in it."""
    width = len(dark)
    reach = max(5, width // 60)
    change = cv2.blur(np.abs(np.gradient(dark)).reshape(1, -1).astype(np.float32), (2 * reach + 1, 1))[0]
    busy = change > 0.35 * float(np.percentile(change, 75))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], busy.astype(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if not runs:
        return None
    start, end = max(runs, key=lambda r: r[1] - r[0])
    # The smoothing of `change` lets a run begin early by its reach.
    begin, close = start + reach * 0.5, end - reach * 0.5
    return (begin, close) if close - begin > 60 else None
