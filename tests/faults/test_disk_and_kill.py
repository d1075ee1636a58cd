"""Killed, without room, or with a disk that errs, call by call: promises are kept, and trouble is said."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sync.schema import JOURNAL
from sync.store import Store
from tests.faults.life import prepare, serve
from tests.faults.lives import Ended, lives
from tests.faults.promises import Promises, broken
from tests.faults.recording import STRACE

ROOT = Path(__file__).parents[2]

WRITES_APART = 1 if os.environ.get("FUWUTAI_EVERY_FAULT") else 3
"""Every third write of a life in the ordinary run; each of them when asked."""

seen_by_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")  # a failure under ./check


def all_lives(tmp_path: Path, call: str, trouble: str, every: int = 1) -> list[Ended]:
    template = tmp_path / "template"
    prepare(template)
    ended = lives(ROOT, template, tmp_path / "lives", call, trouble, every)
    assert len(ended) > 3
    return ended


def wrong(ended: list[Ended]) -> list[str]:
    return [
        f"life {life.n}: {what}"
        for life in ended
        for what in broken(life.directory / "journal.sqlite", Promises.said(list(life.said)))
    ]


@seen_by_strace
@pytest.mark.parametrize(("call", "every"), [("pwrite64", WRITES_APART), ("fdatasync", 1)])
def test_killed_at_its_writes_and_syncs(tmp_path: Path, call: str, every: int) -> None:
    ended = all_lives(tmp_path, call, "signal=SIGKILL", every)
    assert all(life.killed for life in ended)
    assert len({len(life.said) for life in ended}) > 3
    assert wrong(ended) == []


@seen_by_strace
@pytest.mark.parametrize(
    ("call", "trouble", "every"),
    [
        ("pwrite64", "error=ENOSPC", 5),
        ("pwrite64", "error=ENOSPC+", 7),
        ("pwrite64", "error=EIO", 7),
        ("fdatasync", "error=EIO", 1),
        ("fdatasync", "error=EIO+", 1),
        ("pread64", "error=EIO", 3),
    ],
)
def test_a_full_or_failing_disk_is_said_and_loses_nothing(tmp_path: Path, call: str, trouble: str, every: int) -> None:
    ended = all_lives(tmp_path, call, trouble, every)
    assert not any(life.killed for life in ended)
    kinds = {kind for life in ended for kind in Promises.said(list(life.said)).trouble}
    # SQLite does not say why the index of its log could not grow; that counts as full whatever the disk said.
    assert kinds == {"StoreFull"} if "ENOSPC" in trouble else {"StoreBroken"} <= kinds <= {"StoreBroken", "StoreFull"}
    assert wrong(ended) == []


def test_a_small_disk_fills_up_and_is_given_room_again(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.xfail("no right to mount a file system here; injected ENOSPC shows the same, call by call")
    try:
        (disk / "filler").write_bytes(bytes(300_000))
        prepare(disk / "kiosk")
        store = Store.open(disk / "kiosk" / "journal.sqlite", JOURNAL)
        said: list[str] = []
        for n in range(2000):
            serve(store, f"{n}", said.append)
            if said[-1].startswith("trouble"):
                break
        served = len(Promises.said(said).accepted)
        assert said[-1] == f"trouble {n} StoreFull"
        serve(store, f"{n}", said.append)
        assert said[-1] == f"trouble {n} StoreFull"
        (disk / "filler").unlink()
        serve(store, f"{n}", said.append)
        assert len(Promises.said(said).accepted) in (served, served + 1)
        assert f"{n}" in Promises.said(said).accepted
        store.close()
        assert broken(disk / "kiosk" / "journal.sqlite", Promises.said(said)) == []
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
