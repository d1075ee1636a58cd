"""The power goes at any moment: what was promised is there when it comes back.

Two controls run beside it and must lose something: a harness that cannot catch a loss would show nothing.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.faults.life import prepare
from tests.faults.power_cut import Disk
from tests.faults.promises import Promises, broken
from tests.faults.recording import STRACE, Said, Step, Synced, record

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")  # a failure under ./check


def recorded(tmp_path: Path, synchronous: str, shoppers: int = 12) -> tuple[Path, list[Step]]:
    kiosk = tmp_path / "kiosk"
    prepare(kiosk)
    before = tmp_path / "before"
    before.mkdir()
    for file in kiosk.iterdir():
        (before / file.name).write_bytes(file.read_bytes())
    steps = record(
        "tests.faults.life",
        [str(kiosk / "journal.sqlite"), str(shoppers), synchronous],
        tmp_path / "strace.log",
        ROOT,
    )
    for file in kiosk.iterdir():
        file.unlink()
    for file in before.iterdir():
        file.replace(kiosk / file.name)
    return kiosk, steps


def losses(tmp_path: Path, synchronous: str, cuts: int, seed: int) -> list[str]:
    """What was found broken after that many power cuts, at moments drawn at random, promises just given preferred."""
    kiosk, steps = recorded(tmp_path, synchronous)
    promised = [i + 1 for i, step in enumerate(steps) if isinstance(step, Said)]
    random = Random(seed)
    found: list[str] = []
    for n in range(cuts):
        cut_at = random.choice(promised) if n % 2 else random.randrange(len(steps) + 1)
        disk = Disk(kiosk)
        said = disk.run(steps[:cut_at])
        after = tmp_path / f"after-{n}"
        disk.cut(after, random)
        wrong = broken(after / "journal.sqlite", Promises.said(said))
        found.extend(f"cut {n} at step {cut_at}: {what}" for what in wrong)
    return found


def test_nothing_promised_is_lost(tmp_path: Path) -> None:
    assert losses(tmp_path, "FULL", cuts=120, seed=1) == []


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_controls_do_lose_promises(tmp_path: Path, synchronous: str) -> None:
    found = losses(tmp_path, synchronous, cuts=24, seed=2)
    assert any("promised and is gone" in what for what in found)


def test_the_recording_sees_promises_and_syncs_in_their_order(tmp_path: Path) -> None:
    _, steps = recorded(tmp_path, "FULL", shoppers=2)
    kinds = ["said" if isinstance(s, Said) else "synced" for s in steps if isinstance(s, Said | Synced)]
    accepted = [i for i, s in enumerate(s for s in steps if isinstance(s, Said | Synced)) if "accepted" in str(s)]
    assert len(accepted) == 2
    assert all(kinds[i - 1] == "synced" for i in accepted)
