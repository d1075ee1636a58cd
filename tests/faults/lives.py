"""One kiosk's life per call it makes: the n-th life meets its trouble at the n-th call of one kind.

strace counts calls per process, and injects trouble at one count only. So every life is a fork that first makes
calls which mean nothing, as many as bring its n-th real one to that count. One start of Python serves them all.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sync.schema import JOURNAL
from sync.store import Store, StoreError
from tests.faults.life import say, serve
from tests.faults.recording import STRACE

COUNT = 250
"""Where the trouble stands; no life makes as many calls of one kind."""


@dataclass(frozen=True, slots=True)
class Ended:
    n: int
    killed: bool
    said: tuple[str, ...]
    directory: Path


def lives(root: Path, template: Path, target: Path, call: str, trouble: str, every: int = 1) -> list[Ended]:
    """`trouble` in strace's words, without `when`: signal=SIGKILL, error=ENOSPC (with + from then on)."""
    assert STRACE is not None
    target.mkdir()
    persistent, trouble = trouble.endswith("+"), trouble.rstrip("+")
    inject = f"inject={call}:{trouble}:when={COUNT}{'+' if persistent else ''}"
    # Not with --seccomp-bpf: strace then injects errors, but no signals.
    command = [STRACE, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", inject]
    command += [sys.executable, "-m", "tests.faults.lives", str(template), str(target), call, str(every)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    ended = []
    for line in done.stdout.splitlines():
        told = json.loads(line)
        directory = target / str(told["n"])
        said = (directory / "said").read_text().splitlines()
        ended.append(Ended(told["n"], told["status"] != 0, tuple(said), directory))
    return ended


class Nothings:
    """Calls that mean nothing, told apart by whether the trouble met them."""

    def __init__(self, call: str) -> None:
        self._call = call
        self._nowhere = os.open(os.devnull, os.O_RDWR)

    def make(self, count: int) -> bool:
        """True when one of them met the trouble (a signal ends everything, of course)."""
        return any(self._one() for _ in range(count))

    def _one(self) -> bool:
        try:
            match self._call:
                case "pwrite64":
                    os.pwrite(self._nowhere, b"", 0)
                case "pread64":
                    os.pread(self._nowhere, 0, 0)
                case _:
                    os.fdatasync(self._nowhere)
        except OSError as error:
            # A null device cannot be synced: that is no trouble.
            return error.errno != errno.EINVAL
        return False


def _one_life(directory: Path, call: str, n: int) -> None:
    out = os.open(directory / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    nothings = Nothings(call)
    assert not nothings.make(COUNT - n)
    try:
        store = Store.open(directory / "journal.sqlite", JOURNAL)
        # The shopper whose confirmation met trouble taps again; then another one comes.
        for draft_id in ("first", "first", "second"):
            serve(store, draft_id, say)
    except StoreError as error:
        say(f"trouble opening {type(error).__name__} {error}")
    say("over")
    if nothings.make(COUNT) and "trouble" not in (directory / "said").read_text():
        say("untroubled")


def main(template: Path, target: Path, call: str, every: int) -> None:
    for n in range(1, COUNT, every):
        directory = target / str(n)
        shutil.copytree(template, directory)
        (directory / "said").touch()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _one_life(directory, call, n)
                status = 0
            finally:
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        said = (directory / "said").read_text().splitlines()
        if (ended and "over" in said) or "untroubled" in said:
            break
        sys.stdout.write(json.dumps({"n": n, "status": ended}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
