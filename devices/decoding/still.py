"""One picture, all the effort: every variant is tried until something is read that two ways of looking agree on."""

from __future__ import annotations

import time

from devices.contracts import Frame, Symbol
from devices.decoding import matrix, pipeline, variants
from devices.decoding.pipeline import Accept, Read
from devices.decoding.symbologies import DEFAULT


def decode(frame: Frame, symbologies: frozenset[str] = DEFAULT, accept: Accept | None = None) -> list[Symbol]:
    """Codes seen in one frame by the quick part of the pipeline: the whole frame, then straightened candidates."""
    grey = pipeline.grey_of(frame)
    reads = pipeline.full_frame(grey, symbologies)
    if not any(accept is None or accept(r.symbol.text) for r in reads):
        for candidate in pipeline.candidates(grey, 3):
            _, got = pipeline.crop_as_is(grey, candidate, symbologies)
            reads += [r for r in got if accept is None or accept(r.symbol.text)]
    return [r.symbol for r in pipeline.merged(reads)]


def decode_still(
    frame: Frame, symbologies: frozenset[str] = DEFAULT, accept: Accept | None = None, budget_ms: float = 2000.0
) -> list[Symbol]:
    """Codes in one picture, with everything the project has, for at most about `budget_ms`.

    A read from a worked-on picture is believed when the shop's filter takes it, or when a second way of looking
    (another engine or variant) gives the same text.
    """
    deadline = time.perf_counter() + budget_ms / 1000
    grey = pipeline.grey_of(frame)
    reads = pipeline.full_frame(grey, symbologies, thorough=True)
    if any(accept is None or accept(r.symbol.text) for r in reads):
        return [r.symbol for r in pipeline.merged(reads)]
    weak: list[Read] = []
    crops = []
    for candidate in pipeline.candidates(grey, 6):
        crop, got = pipeline.crop_as_is(grey, candidate, symbologies)
        crops.append(crop)
        weak += got
    for index in range(max(len(variants.BANK), len(matrix.BANK))):
        agreed = _agreed(weak, accept)
        if agreed or time.perf_counter() > deadline:
            reads += agreed
            break
        if index < len(variants.BANK):
            for crop in crops:
                weak += pipeline.crop_variant(crop, index, symbologies)
        if index < len(matrix.BANK):
            got = pipeline.matrix_variant(grey, index, symbologies)
            reads += got
            if got:
                break
    else:
        reads += _agreed(weak, accept)
    return [r.symbol for r in pipeline.merged(reads)]


def _agreed(weak: list[Read], accept: Accept | None) -> list[Read]:
    ways: dict[tuple[str, str], set[str]] = {}
    for read in weak:
        ways.setdefault((read.symbol.symbology, read.symbol.text), set()).add(read.source)
    believed = []
    for read in weak:
        sources = ways[(read.symbol.symbology, read.symbol.text)]
        if (accept is not None and accept(read.symbol.text)) or len(sources) >= 2:
            believed.append(read)
    return believed
