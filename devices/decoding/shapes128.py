"""What the characters of Code 128 look like with so much blur, and how badly a stretch of a line fits each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from devices.decoding.code128 import MODULES, PATTERNS, STOP
from devices.decoding.profile import Line

Costs = npt.NDArray[np.float32]

STEP = 4
"""Samples a module."""
CHAR = MODULES * STEP
END = 13 * STEP
"""Samples of a character and of the stop pattern."""
NOISE = 0.07
BLURS = (0.25, 0.5, 0.75, 1.05)
"""Blurs tried, standard deviation in modules."""

_OFFSET = 0.10
_GAIN = 0.22
_BATCH = 48


@lru_cache(maxsize=32)
def shapes_at(blur: float) -> tuple[Costs, Costs, Costs, Costs]:
    """Per value: blurred samples between average neighbours; sample weights; the same for the stop pattern."""
    chars = np.repeat(PATTERNS.astype(np.float32), STEP, axis=1)
    mean = chars[:103].mean(axis=0)
    stop = np.repeat(STOP.astype(np.float32), STEP)
    quiet = np.zeros(CHAR, np.float32)
    kernel = kernel_of(blur)

    def seen(parts: list[Line], size: int) -> Line:
        whole = np.concatenate(parts)
        out: Line = np.convolve(whole, kernel, mode="same")[CHAR : CHAR + size].astype(np.float32)
        return out

    shapes = np.stack([seen([quiet if v >= 103 else mean, chars[v], mean], CHAR) for v in range(106)])
    # How much a sample varies with who the neighbours are: those samples count less.
    varies = chars[:103].var(axis=0)
    doubt = np.concatenate([varies, np.zeros(CHAR, np.float32), varies])
    spread = np.convolve(doubt, kernel**2 * 6, mode="same")
    weight = 1 / np.sqrt(1 + spread[CHAR : 2 * CHAR] / (NOISE**2 * 8))
    end = seen([mean, stop, quiet], END)
    end_doubt = np.concatenate([varies, np.zeros(END + CHAR, np.float32)])
    end_spread = np.convolve(end_doubt, kernel**2 * 6, mode="same").astype(np.float32)
    end_weight = (1 / np.sqrt(1 + end_spread[CHAR : CHAR + END] / (NOISE**2 * 8))).astype(np.float32)
    return shapes, weight.astype(np.float32), end, end_weight


@lru_cache(maxsize=32)
def neighbours_at(blur: float) -> tuple[Costs, Costs, Costs, Line]:
    """What each value spreads into its own place, and into the place of the character to its right and to its left;
    and what a stop pattern spreads to its left. A blurred character is the sum of its own and its neighbours' parts."""
    chars = np.repeat(PATTERNS.astype(np.float32), STEP, axis=1)
    stop = np.repeat(STOP.astype(np.float32), STEP)
    quiet = np.zeros(CHAR, np.float32)
    kernel = kernel_of(blur)
    own = np.stack([_spread(np.concatenate([quiet, c, quiet]), kernel) for c in chars])
    left = np.stack([_spread(np.concatenate([c, quiet, quiet]), kernel) for c in chars])
    right = np.stack([_spread(np.concatenate([quiet, quiet, c]), kernel) for c in chars])
    return own, left, right, _spread(np.concatenate([quiet, quiet, stop[:CHAR]]), kernel)


def _spread(samples: Line, kernel: Line) -> Line:
    out: Line = np.convolve(samples, kernel, mode="same")[CHAR : 2 * CHAR].astype(np.float32)
    return out


@lru_cache(maxsize=32)
def kernel_of(blur: float) -> Line:
    reach = int(np.ceil(3.5 * blur * STEP)) + STEP
    xs = np.arange(-reach, reach + 1)
    kernel = np.exp(-0.5 * (xs / (blur * STEP)) ** 2)
    return np.asarray(kernel / kernel.sum(), np.float32)


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compares windows with shapes, brightness and contrast free within their usual spread.

    With offset and gain drawn from normal distributions the least misfit has a closed form; split so that the part
    that depends on the shape is one matrix product: misfit = own - product ** 2. The last column of `directions` is the
    direction of brightness itself.
    """

    scale: Line
    offset: float
    directions: Costs
    biases: Line

    def split(self, windows: Line) -> tuple[Line, Costs]:
        """Per window the part of the misfit that no shape explains; per window and shape, how much the shape does."""
        scaled = windows * self.scale
        product = _product(scaled, self.directions)
        energy = np.einsum("ij,ij->i", scaled, scaled)
        own: Line = energy + np.float32(1 / _GAIN**2) - product[:, -1] ** 2 / np.float32(self.offset)
        return own, product[:, :-1] + self.biases

    def misfits(self, windows: Line) -> Costs:
        own, product = self.split(windows)
        misfits: Costs = own[:, None] - np.maximum(product, 0) ** 2
        return misfits


def _product(rows: Line, columns: Costs) -> Costs:
    """Matrix product in small batches: each stays below the size where BLAS wakes its other threads, whose spinning
    costs many times the work on a busy two-core machine."""
    count, batches = len(rows), -(-len(rows) // _BATCH)
    if batches == 1:
        single: Costs = rows @ columns
        return single
    padded = np.zeros((batches * _BATCH, rows.shape[1]), np.float32)
    padded[:count] = rows
    whole: Costs = np.matmul(padded.reshape(batches, _BATCH, -1), columns)
    return whole.reshape(batches * _BATCH, -1)[:count]


def matcher(shapes: Costs, weight: Line) -> Matcher:
    """For shapes in rows, samples weighted by `weight` (1 for a sample as noisy as usual)."""
    scale = (weight / NOISE).astype(np.float32)
    t = shapes * scale
    offset = float(scale @ scale) + 1 / _OFFSET**2
    overlap = t @ scale
    norm = np.sqrt(np.einsum("ij,ij->i", t, t) + 1 / _GAIN**2 - overlap**2 / offset)
    directions = ((t - (overlap / offset)[:, None] * scale) / norm[:, None]).T
    biases = (1 / _GAIN**2) / norm
    columns = np.concatenate([directions, scale[:, None]], axis=1)
    return Matcher(scale, offset, np.ascontiguousarray(columns, np.float32), biases.astype(np.float32))
