"""A Code 128 decoder for lines too blurred for edges: it compares shapes, not edge positions.

Engines look for edges; when blur is as wide as the narrowest bar there are none left to find, though the line still
differs for every character. Here each stretch of eleven modules is compared with all 107 characters as they would look
with that much blur, a shortest path finds where the characters begin and end (bars drift on curled paper), and the
symbol's check character, then the shop's own check, decide among the likeliest readings. The outcome is a table of
costs, which a reader can add up over frames: soft decisions gain with every frame, hard ones do not.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from devices.decoding.code128 import MODULES, PATTERNS, STOP, text_of
from devices.decoding.profile import Line

Costs = npt.NDArray[np.float32]

STEP = 4
"""Samples a module."""

_CHAR = MODULES * STEP
_END = 13 * STEP
_WIDTHS = tuple(range(-4, 5))
_BATCH = 48
_NOISE = 0.07
_OFFSET = 0.10
_GAIN = 0.22
BLURS = (0.25, 0.5, 0.75, 1.05)
"""Blurs tried, standard deviation in modules."""


@dataclass(frozen=True, slots=True)
class Reading128:
    """A soft reading: `costs[i, v]` is how badly value v (0..105) fits character i (start, data, check), in units of
    squared noise. `fit`: share of the line's variation explained by the best reading, 0..1."""

    costs: Costs
    fit: float
    begin: float
    end: float
    turned: bool


@lru_cache(maxsize=32)
def _shapes(blur: float) -> tuple[Costs, Costs, Costs, Costs]:
    """Per value: blurred samples between average neighbours; sample weights; the same for the stop pattern."""
    chars = np.repeat(PATTERNS.astype(np.float32), STEP, axis=1)
    mean = chars[:103].mean(axis=0)
    stop = np.repeat(STOP.astype(np.float32), STEP)
    quiet = np.zeros(_CHAR, np.float32)
    kernel = _kernel(blur)

    def seen(parts: list[Line], size: int) -> Line:
        whole = np.concatenate(parts)
        out: Line = np.convolve(whole, kernel, mode="same")[_CHAR : _CHAR + size].astype(np.float32)
        return out

    shapes = np.stack([seen([quiet if v >= 103 else mean, chars[v], mean], _CHAR) for v in range(106)])
    # How much a sample varies with who the neighbours are: those samples count less.
    varies = chars[:103].var(axis=0)
    doubt = np.concatenate([varies, np.zeros(_CHAR, np.float32), varies])
    spread = np.convolve(doubt, kernel**2 * 6, mode="same")
    weight = 1 / np.sqrt(1 + spread[_CHAR : 2 * _CHAR] / (_NOISE**2 * 8))
    end = seen([mean, stop, quiet], _END)
    end_doubt = np.concatenate([varies, np.zeros(_END + _CHAR, np.float32)])
    end_spread = np.convolve(end_doubt, kernel**2 * 6, mode="same").astype(np.float32)
    end_weight = (1 / np.sqrt(1 + end_spread[_CHAR : _CHAR + _END] / (_NOISE**2 * 8))).astype(np.float32)
    return shapes, weight.astype(np.float32), end, end_weight


@lru_cache(maxsize=32)
def _kernel(blur: float) -> Line:
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
    scale = (weight / _NOISE).astype(np.float32)
    t = shapes * scale
    offset = float(scale @ scale) + 1 / _OFFSET**2
    overlap = t @ scale
    norm = np.sqrt(np.einsum("ij,ij->i", t, t) + 1 / _GAIN**2 - overlap**2 / offset)
    directions = ((t - (overlap / offset)[:, None] * scale) / norm[:, None]).T
    biases = (1 / _GAIN**2) / norm
    columns = np.concatenate([directions, scale[:, None]], axis=1)
    return Matcher(scale, offset, np.ascontiguousarray(columns, np.float32), biases.astype(np.float32))


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

    opening = openings.misfits(windows(begin - lead * module / STEP, lead + _CHAR))
    closing = closings.misfits(windows(end - 13 * module, _END + lead))
    return opening.min(axis=0).reshape(len(BLURS), 3).min(axis=1), closing.min(axis=0)


@lru_cache(maxsize=1)
def _end_matchers() -> tuple[Matcher, Matcher]:
    """Starts with the quiet zone before them and the stop with the one after it, for every blur."""
    lead = np.zeros(5 * STEP, np.float32)
    openings, closings = [], []
    for blur in BLURS:
        shapes, _, stop, _ = _shapes(blur)
        tail = _kernel(blur)
        for value in (103, 104, 105):
            pattern = np.repeat(PATTERNS[value].astype(np.float32), STEP)
            before = np.convolve(np.concatenate([lead, pattern]), tail, mode="same")[: len(lead)]
            openings.append(np.concatenate([before, shapes[value]]))
        pattern = np.repeat(STOP.astype(np.float32), STEP)
        after = np.convolve(np.concatenate([pattern, lead]), tail, mode="same")[-len(lead) :]
        closings.append(np.concatenate([stop, after]))
    weight = np.ones(len(lead) + _CHAR, np.float32)
    weight[-4:] = 0.4
    end_weight = np.ones(_END + len(lead), np.float32)
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
    starts = len(line) - _CHAR - max(_WIDTHS)
    best = np.empty((len(_WIDTHS), starts), np.float32)
    first = np.empty_like(best)
    for row, extra in enumerate(_WIDTHS):
        windows = line[np.arange(starts)[:, None] + _stretched(extra)]
        own, product = chars.split(windows)
        own += np.float32(0.75 * extra**2)
        best[row] = own - product[:, :103].max(axis=1) ** 2
        first[row] = own - product[:, 103:].max(axis=1) ** 2
    ends = line[np.arange(len(line) - _END)[:, None] + np.arange(_END)[None, :]]
    last = stop.misfits(ends)[:, 0]
    return _walk(line, first, best, last, count, margin, places, blur)


@lru_cache(maxsize=32)
def _stretched(extra: int) -> npt.NDArray[np.int64]:
    """Sample places, from its start, of a character that is `extra` samples wider than nominal."""
    return ((np.arange(_CHAR) + 0.5) * (_CHAR + extra) / _CHAR).astype(np.int64)[None, :]


@lru_cache(maxsize=32)
def _matchers(blur: float) -> tuple[Matcher, Matcher]:
    shapes, weight, stop, stop_weight = _shapes(blur)
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
    size = starts + _CHAR + max(_WIDTHS)
    free = 4 * STEP
    reach = np.full(size, np.inf, np.float32)
    reach[margin * STEP - free : margin * STEP + free] = 0.0
    steps: list[npt.NDArray[np.intp]] = []
    ways = np.full((len(_WIDTHS), size), np.inf, np.float32)
    for index in range(count):
        step_cost = best if index else first
        for w, extra in enumerate(_WIDTHS):
            np.add(reach[:starts], step_cost[w], out=ways[w, _CHAR + extra : _CHAR + extra + starts])
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
        bounds.append(bounds[-1] - _CHAR - _WIDTHS[w])
    bounds.reverse()
    widths.reverse()
    return _settled(line, bounds, blur, places)


def _settled(line: Line, bounds: list[int], blur: float, places: Line) -> Reading128:
    """Costs at the found boundaries, each character seen between its actual neighbours as far as they are known."""
    count = len(bounds) - 1
    own, left, right, right_stop = _neighbours(blur)
    begins = np.array(bounds[:-1], np.float32)[:, None]
    sizes = np.diff(bounds).astype(np.float32)[:, None]
    inner = begins + (np.arange(_CHAR, dtype=np.float32) + 0.5) * sizes / _CHAR - 0.5
    windows = np.interp(inner, np.arange(len(line)), line).astype(np.float32)
    costs = _matchers(blur)[0].misfits(windows)
    costs[0, :103] = np.inf
    costs[1:, 103:] = np.inf
    flat = np.ones(_CHAR, np.float32)
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
    residual = float(sum(costs[i, v] for i, v in enumerate(values))) * _NOISE**2
    inside = line[bounds[0] : bounds[-1]]
    fit = 1 - residual / max(1e-6, float(((inside - inside.mean()) ** 2).sum()))
    begin = float(places[bounds[0]])
    end = float(places[min(len(places) - 1, bounds[-1] + _END)])
    return Reading128(costs, fit, begin, end, False)


@lru_cache(maxsize=32)
def _neighbours(blur: float) -> tuple[Costs, Costs, Costs, Line]:
    """What each value spreads into its own place, and into the place of the character to its right and to its left;
    and what a stop pattern spreads to its left. A blurred character is the sum of its own and its neighbours' parts."""
    chars = np.repeat(PATTERNS.astype(np.float32), STEP, axis=1)
    stop = np.repeat(STOP.astype(np.float32), STEP)
    quiet = np.zeros(_CHAR, np.float32)
    kernel = _kernel(blur)
    own = np.stack([_spread(np.concatenate([quiet, c, quiet]), kernel) for c in chars])
    left = np.stack([_spread(np.concatenate([c, quiet, quiet]), kernel) for c in chars])
    right = np.stack([_spread(np.concatenate([quiet, quiet, c]), kernel) for c in chars])
    return own, left, right, _spread(np.concatenate([quiet, quiet, stop[:_CHAR]]), kernel)


def _spread(samples: Line, kernel: Line) -> Line:
    out: Line = np.convolve(samples, kernel, mode="same")[_CHAR : 2 * _CHAR].astype(np.float32)
    return out


def likeliest(costs: Costs, limit: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Start and data values in order of cost, the check character's cost included; at most `limit`.

    The check character is not free: it is computed, and its cost counts. The excess of a cost over the first one tells
    how much likelier the first is.
    """
    body = costs[:-1]
    order = np.argsort(body, axis=1)[:, :8]
    ranked = np.take_along_axis(body, order, axis=1)
    base = float(ranked[:, 0].sum())
    steps = ranked - ranked[:, :1]
    heap: list[tuple[float, tuple[int, ...]]] = [(base, (0,) * len(body))]
    seen = {heap[0][1]}
    for _ in range(limit):
        if not heap:
            return
        cost, ranks = heapq.heappop(heap)
        yield cost, tuple(int(order[i, r]) for i, r in enumerate(ranks))
        for i, r in enumerate(ranks):
            if r + 1 < order.shape[1] and np.isfinite(steps[i, r + 1]):
                following = (*ranks[:i], r + 1, *ranks[i + 1 :])
                if following not in seen:
                    seen.add(following)
                    heapq.heappush(heap, (cost + float(steps[i, r + 1] - steps[i, r]), following))


@dataclass(frozen=True, slots=True)
class Decided:
    """A text, the rank (from 0) it had among the likeliest readings, and its cost over the very best."""

    text: str
    rank: int
    excess: float


def decide(costs: Costs, accept: Callable[[str], bool] | None, limit: int = 24) -> Decided | None:
    """The likeliest reading whose check character, and the shop's check, hold. None when none of `limit` does.

    One in 103 wrong readings has a right check character by chance and one in 97 of those the shop's check digits:
    the limit is what keeps chance out.
    """
    check = costs[-1]
    floor: float | None = None
    lowest = float(check[:103].min())
    for rank, (cost, values) in enumerate(likeliest(costs, limit)):
        if floor is None:
            floor = cost + lowest
        wanted = (values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
        over = cost + float(check[wanted]) - floor
        if over > 25:
            continue
        text = text_of(values)
        if text is not None and (accept is None or accept(text)):
            return Decided(text, rank, over)
    return None
