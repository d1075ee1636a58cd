"""A Code 128 decoder for lines too blurred for edges: it compares shapes, not edge positions.

Engines look for edges; when blur is as wide as the narrowest bar there are none left to find, though the line still
differs for every character. Here each stretch of eleven modules is compared with all 107 characters as they would look
with that much blur (`shapes128`), and a shortest path finds where the characters begin and end (bars drift on curled
paper). The outcome is a table of costs, which a reader can add up over frames: soft decisions gain with every frame,
hard ones do not. The check characters decide among the likeliest readings (`decide128`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from devices.decoding.code128 import MODULES, PATTERNS, STOP
from devices.decoding.profile import Line
from devices.decoding.shapes128 import (
    BLURS,
    CHAR,
    END,
    NOISE,
    STEP,
    Costs,
    Matcher,
    kernel_of,
    matcher,
    neighbours_at,
    shapes_at,
)

_WIDTHS = tuple(range(-4, 5))
"""Samples by which a character may be wider than nominal."""


@dataclass(frozen=True, slots=True)
class Reading128:
    """A soft reading: `costs[i, v]` is how badly value v (0..105) fits character i (start, data, check), in units of
    squared noise. `fit`: share of the line's variation explained by the best reading, 0..1."""

    costs: Costs
    fit: float
    begin: float
    end: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """A way to read a line: how many characters (without the stop), which way round, how blurred; lower is better."""

    misfit: float
    count: int
    turned: bool
    blur: float


def guesses(dark: Line, begin: float, end: float, counts: Iterable[int]) -> list[Guess]:
    """Ways to read a line, best first, judged by how well a start and the stop pattern fit its two ends."""
    found = []
    for turned in (False, True):
        line = dark[::-1] if turned else dark
        a, b = (len(dark) - 1 - end, len(dark) - 1 - begin) if turned else (begin, end)
        for count in counts:
            module = (b - a) / (MODULES * count + 13)
            if 0.9 <= module <= 40:
                opening, closing = _ends(np.ascontiguousarray(line), a, b, module)
                total = opening + closing
                best = int(np.argmin(total))
                found.append(Guess(float(total[best]), count, turned, BLURS[best]))
    found.sort(key=lambda g: g.misfit)
    return found


_FREE = 3
"""Modules by which an end may be off."""


def _ends(line: Line, begin: float, end: float, module: float) -> tuple[Costs, Costs]:
    """Misfit of the best start character and of the stop pattern, for each blur."""
    xs = np.arange(len(line), dtype=np.float32)
    lead = 5 * STEP
    offsets = np.arange(2 * _FREE * STEP)[:, None]
    openings, closings = _end_matchers()

    def windows(first: float, size: int) -> Line:
        places = first + (np.arange(size + 2 * _FREE * STEP) - _FREE * STEP + 0.5) * module / STEP
        samples = np.interp(places, xs, line).astype(np.float32)
        cut: Line = samples[offsets + np.arange(size)[None, :]]
        return cut

    opening = openings.misfits(windows(begin - lead * module / STEP, lead + CHAR))
    closing = closings.misfits(windows(end - 13 * module, END + lead))
    return opening.min(axis=0).reshape(len(BLURS), 3).min(axis=1), closing.min(axis=0)


@lru_cache(maxsize=1)
def _end_matchers() -> tuple[Matcher, Matcher]:
    """Starts with the quiet zone before them and the stop with the one after it, for every blur."""
    lead = np.zeros(5 * STEP, np.float32)
    openings, closings = [], []
    for blur in BLURS:
        shapes, _, stop, _ = shapes_at(blur)
        tail = kernel_of(blur)
        for value in (103, 104, 105):
            pattern = np.repeat(PATTERNS[value].astype(np.float32), STEP)
            before = np.convolve(np.concatenate([lead, pattern]), tail, mode="same")[: len(lead)]
            openings.append(np.concatenate([before, shapes[value]]))
        pattern = np.repeat(STOP.astype(np.float32), STEP)
        after = np.convolve(np.concatenate([pattern, lead]), tail, mode="same")[-len(lead) :]
        closings.append(np.concatenate([stop, after]))
    weight = np.ones(len(lead) + CHAR, np.float32)
    weight[-4:] = 0.4
    end_weight = np.ones(END + len(lead), np.float32)
    end_weight[:4] = 0.4
    return matcher(np.stack(openings), weight), matcher(np.stack(closings), end_weight)


def read_as(dark: Line, begin: float, end: float, guess: Guess) -> Reading128 | None:
    """Read a darkness line in the way guessed; places in the outcome are those of the line as given."""
    if not guess.turned:
        return read(dark, begin, end, guess.count, guess.blur)
    last = len(dark) - 1
    found = read(np.ascontiguousarray(dark[::-1]), last - end, last - begin, guess.count, guess.blur)
    return None if found is None else replace(found, begin=last - found.end, end=last - found.begin, turned=True)


def read(dark: Line, begin: float, end: float, count: int, blur: float) -> Reading128 | None:
    """Read a darkness line whose bars run from about `begin` to `end`, as a symbol of `count` characters
    (start, data and check; without the stop), left to right."""
    module = (end - begin) / (MODULES * count + 13)
    if module < 0.8:
        return None
    margin = 8
    steps = np.arange((MODULES * count + 13 + 2 * margin) * STEP, dtype=np.float32)
    places = (begin - margin * module + (steps + 0.5) * module / STEP).astype(np.float32)
    xs = np.arange(len(dark), dtype=np.float32)
    line = np.interp(places, xs, dark).astype(np.float32)
    chars, stop = _matchers(blur)
    starts = len(line) - CHAR - max(_WIDTHS)
    best = np.empty((len(_WIDTHS), starts), np.float32)
    first = np.empty_like(best)
    for row, extra in enumerate(_WIDTHS):
        windows = line[np.arange(starts)[:, None] + _stretched(extra)]
        own, product = chars.split(windows)
        own += np.float32(0.75 * extra**2)
        best[row] = own - product[:, :103].max(axis=1) ** 2
        first[row] = own - product[:, 103:].max(axis=1) ** 2
    ends = line[np.arange(len(line) - END)[:, None] + np.arange(END)[None, :]]
    last = stop.misfits(ends)[:, 0]
    return _walk(line, first, best, last, count, margin, places, blur)


@lru_cache(maxsize=32)
def _stretched(extra: int) -> npt.NDArray[np.int64]:
    """Sample places, from its start, of a character that is `extra` samples wider than nominal."""
    return ((np.arange(CHAR) + 0.5) * (CHAR + extra) / CHAR).astype(np.int64)[None, :]


@lru_cache(maxsize=32)
def _matchers(blur: float) -> tuple[Matcher, Matcher]:
    shapes, weight, stop, stop_weight = shapes_at(blur)
    return matcher(shapes, weight), matcher(stop[None, :], stop_weight)


def _walk(
    line: Line,
    first: Costs,
    best: Costs,
    last: Costs,
    count: int,
    margin: int,
    places: Line,
    blur: float,
) -> Reading128 | None:
    starts = best.shape[1]
    size = starts + CHAR + max(_WIDTHS)
    free = 4 * STEP
    reach = np.full(size, np.inf, np.float32)
    reach[margin * STEP - free : margin * STEP + free] = 0.0
    steps: list[npt.NDArray[np.intp]] = []
    ways = np.full((len(_WIDTHS), size), np.inf, np.float32)
    for index in range(count):
        step_cost = best if index else first
        for w, extra in enumerate(_WIDTHS):
            np.add(reach[:starts], step_cost[w], out=ways[w, CHAR + extra : CHAR + extra + starts])
        steps.append(ways.argmin(axis=0))
        reach = ways.min(axis=0)
    length = min(len(reach), len(last))
    total = reach[:length] + last[:length]
    place = int(np.argmin(total))
    if not np.isfinite(total[place]):
        return None
    bounds = [place]
    widths = []
    for how in reversed(steps):
        w = int(how[bounds[-1]])
        widths.append(w)
        bounds.append(bounds[-1] - CHAR - _WIDTHS[w])
    bounds.reverse()
    widths.reverse()
    return _settled(line, bounds, blur, places)


def _settled(line: Line, bounds: list[int], blur: float, places: Line) -> Reading128:
    """Costs at the found boundaries, each character seen between its actual neighbours as far as they are known."""
    count = len(bounds) - 1
    own, left, right, right_stop = neighbours_at(blur)
    begins = np.array(bounds[:-1], np.float32)[:, None]
    sizes = np.diff(bounds).astype(np.float32)[:, None]
    inner = begins + (np.arange(CHAR, dtype=np.float32) + 0.5) * sizes / CHAR - 0.5
    windows = np.interp(inner, np.arange(len(line)), line).astype(np.float32)
    costs = _matchers(blur)[0].misfits(windows)
    costs[0, :103] = np.inf
    costs[1:, 103:] = np.inf
    flat = np.ones(CHAR, np.float32)
    before: list[int] = []
    for _ in range(2):
        values = [int(np.argmin(row)) for row in costs]
        if values == before:
            break
        before = values
        for i in range(count):
            around = (left[values[i - 1]] if i else 0) + (right[values[i + 1]] if i + 1 < count else right_stop)
            costs[i] = matcher(own + around, flat).misfits(windows[i : i + 1])[0]
        costs[0, :103] = np.inf
        costs[1:, 103:] = np.inf
    values = [int(np.argmin(row)) for row in costs]
    residual = float(sum(costs[i, v] for i, v in enumerate(values))) * NOISE**2
    inside = line[bounds[0] : bounds[-1]]
    fit = 1 - residual / max(1e-6, float(((inside - inside.mean()) ** 2).sum()))
    begin = float(places[bounds[0]])
    end = float(places[min(len(places) - 1, bounds[-1] + END)])
    return Reading128(costs, fit, begin, end, False)
