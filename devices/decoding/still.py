"""One picture, all the effort: every way of looking is tried until a text is read that can be believed.

A video gives agreement over time; a single picture cannot. What takes its place: a read of the untouched picture by the
strict engine is believed, a read of a worked-on picture only when the shop's filter takes it or other ways agree.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from devices.contracts import Frame, Symbol
from devices.decoding import matrix, pipeline, variants
from devices.decoding.evidence import COUNTS, found_in
from devices.decoding.locate import Candidate, Crop
from devices.decoding.pipeline import Accept, Read
from devices.decoding.symbologies import DEFAULT, linear

_CANDIDATES = 6
_SOFT_GUESSES = 3


def decode(frame: Frame, symbologies: frozenset[str] = DEFAULT, accept: Accept | None = None) -> list[Symbol]:
    """Codes seen in one frame by the quick part of the pipeline: the whole frame, then straightened candidates."""
    grey = pipeline.grey_of(frame)
    places = pipeline.candidates(grey, 3)
    reads = pipeline.whole(grey, pipeline.full_frame(grey, symbologies), places)
    if not _satisfied(reads, accept):
        for candidate in places:
            _, got = pipeline.crop_as_is(grey, candidate, symbologies)
            reads += [r for r in got if accept is None or accept(r.symbol.text)]
    return [r.symbol for r in pipeline.merged(reads)]


def decode_still(
    frame: Frame, symbologies: frozenset[str] = DEFAULT, accept: Accept | None = None, budget_ms: float = 2000.0
) -> list[Symbol]:
    """Codes in one picture, with everything the project has, for at most about `budget_ms` of this thread's
    processor time (a busy machine makes it late, not worse)."""
    deadline = time.thread_time() + budget_ms / 1000
    grey = pipeline.grey_of(frame)
    places = pipeline.candidates_of_any_size(grey, _CANDIDATES)
    seen = pipeline.whole(grey, pipeline.full_frame(grey, symbologies, thorough=True), places)
    reads = [r for r in seen if not _doubted(r, seen, bool(places), accept)]
    doubted = [r for r in seen if r not in reads]
    if _satisfied(reads, accept):
        # What else is in view: only places not yet read, and only as they are.
        others = [p for p in places if not any(_inside(p, r.symbol) for r in reads)]
        weak = doubted + [r for p in others for r in pipeline.crop_as_is(grey, p, symbologies)[1]]
        return [r.symbol for r in pipeline.merged(reads + believed(weak, accept))]
    weak = doubted
    for way in _ways(grey, places, symbologies, accept):
        for read in way():
            (weak if read.weak else reads).append(read)
        weak = pipeline.whole(grey, weak, places)
        agreed = believed(weak, accept)
        if _satisfied(reads + agreed, accept) or time.thread_time() > deadline:
            break
    return [r.symbol for r in pipeline.merged(reads + believed(weak, accept))]


def _ways(
    grey: Frame, places: list[Candidate], names: frozenset[str], accept: Accept | None
) -> Iterator[Callable[[], list[Read]]]:
    """Ways of looking, cheap and sure ones first."""
    crops: list[Crop] = []

    def as_is(place: Candidate) -> list[Read]:
        crop, got = pipeline.crop_as_is(grey, place, names, both=True)
        crops.append(crop)
        return got

    for place in places:
        yield partial(as_is, place)
    if "code128" in names:
        for crop in crops:
            yield partial(_softly, crop, accept)
    yield partial(pipeline.second_engine, grey, names)
    if "pdf417" in names:
        for place in places[:2]:
            yield partial(pipeline.turned, grey, place, frozenset({"pdf417"}))
    for index in range(max(len(variants.BANK), len(matrix.BANK))):
        if index < len(matrix.BANK) and names - linear(names):
            yield partial(pipeline.matrix_variant, grey, index, names)
        if index < len(variants.BANK):
            for crop in crops:
                yield partial(pipeline.crop_variant, crop, index, names, both=True)


def _softly(crop: Crop, accept: Accept | None) -> list[Read]:
    """The soft decoder on the whole crop, and without a shop's filter on its upper and lower half too: two halves of
    one label carry independent noise, so their agreement is worth something."""
    reads = _soft_part(crop, "soft", accept)
    if accept is None and len(crop.grey) >= 16:
        for part, name in zip(crop.halves(), ("soft upper", "soft lower"), strict=True):
            reads += _soft_part(part, name, None)
    return reads


def _soft_part(crop: Crop, source: str, accept: Accept | None) -> list[Read]:
    line = pipeline.soft_line(crop)
    if line is None:
        return []
    reads = []
    for guess in line.guesses(COUNTS)[:_SOFT_GUESSES]:
        reading = line.read(guess)
        finding = found_in(reading.costs, reading.fit, accept, 1) if reading is not None else None
        if reading is not None and finding is not None and finding.sure:
            reads.append(replace(pipeline.soft_read(finding.text, crop, reading, sure=True), source=source))
    return reads


def believed(weak: list[Read], accept: Accept | None) -> list[Read]:
    """Of reads from worked-on pictures: those the shop's filter takes, and those that several ways agree on without
    a similar text speaking against them."""
    ways: dict[tuple[str, str], set[str]] = {}
    for read in weak:
        ways.setdefault((read.symbol.symbology, read.symbol.text), set()).add(read.source)
    out = []
    for read in weak:
        kind, text = read.symbol.symbology, read.symbol.text
        needed = 2 if pipeline.is_checked(read.symbol) else 3
        rivals = [len(s) for (k, t), s in ways.items() if k == kind and t != text and _could_be(text, t)]
        taken = accept is not None and accept(text)
        if taken or len(ways[(kind, text)]) - max(rivals, default=0) >= needed:
            out.append(read)
    return out


def _doubted(read: Read, seen: list[Read], located: bool, accept: Accept | None) -> bool:
    """Whether a read of the untouched picture needs other ways to agree: kinds without a check, and two texts of one
    kind in one place."""
    if accept is not None and accept(read.symbol.text):
        return False
    if located and not pipeline.is_checked(read.symbol):
        return True
    return any(
        other.symbol.symbology == read.symbol.symbology
        and other.symbol.text != read.symbol.text
        and _overlap(other.symbol, read.symbol)
        for other in seen
    )


def _overlap(a: Symbol, b: Symbol) -> bool:
    x, y = (sum(p[i] for p in a.outline) / 4 for i in (0, 1))
    xs, ys = [p[0] for p in b.outline], [p[1] for p in b.outline]
    return min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)


def _could_be(text: str, other: str) -> bool:
    """Whether `text` may be `other` misread: as long, or a piece of it."""
    return len(text) == len(other) or text in other


def _satisfied(reads: list[Read], accept: Accept | None) -> bool:
    return any(accept is None or accept(r.symbol.text) for r in reads)


def _inside(place: Candidate, symbol: Symbol) -> bool:
    xs, ys = [x for x, _ in symbol.outline], [y for _, y in symbol.outline]
    reach = 0.25 * place.length
    return min(xs) - reach <= place.x <= max(xs) + reach and min(ys) - reach <= place.y <= max(ys) + reach
