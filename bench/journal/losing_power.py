"""Power cuts by the hundred and kills at every call, with the controls that must lose something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.faults.life import prepare
from tests.faults.lives import lives
from tests.faults.promises import Promises, broken
from tests.faults.test_power_cut import ROOT, losses


def report(directory: Path, cuts: int) -> Iterator[str]:
    for synchronous, kind in (("FULL", ""), ("NORMAL", "control"), ("OFF", "control")):
        place = directory / synchronous
        place.mkdir(parents=True)
        found = losses(place, synchronous, cuts, seed=11)
        hurt = len({what.split(":")[0] for what in found})
        name = f"power cuts, synchronous={synchronous} {kind}"
        yield f"{name:<58} {cuts} cuts, {hurt} of them lost something, {len(found)} promises broken"
    for call in ("pwrite64", "fdatasync"):
        place = directory / call
        template = place / "template"
        prepare(template)
        ended = lives(ROOT, template, place / "lives", call, "signal=SIGKILL")
        wrong = [
            what
            for life in ended
            for what in broken(life.directory / "journal.sqlite", Promises.said(list(life.said)))
        ]
        killed = sum(life.killed for life in ended)
        yield f"{f'SIGKILL before every {call}':<58} {killed} kills, {len(wrong)} promises broken"
