"""What a process really asked the disk for, in order, seen by strace: writes, syncs, and what was promised when."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

STRACE = shutil.which("strace")


@dataclass(frozen=True, slots=True)
class Wrote:
    path: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    path: str
    length: int


@dataclass(frozen=True, slots=True)
class Synced:
    """`path` is a directory when its entries were synced."""

    path: str


@dataclass(frozen=True, slots=True)
class Created:
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    line: str


Step = Wrote | Truncated | Synced | Created | Said

_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(?P<name>\w+)\((?P<args>.*)\) += (?P<result>-?\d+)")
_FD_PATH = re.compile(r"^\d+<(?P<path>[^>]*)>")
_TEXT = re.compile(r'"(?P<hex>(?:\\x[0-9a-f]{2})*)"')


def record(module: str, arguments: list[str], log: Path, root: Path) -> list[Step]:
    """Run a module of ours to its end under strace."""
    assert STRACE is not None
    calls = "openat,pwrite64,write,ftruncate,fsync,fdatasync"
    command = [STRACE, "-f", "-y", "-xx", "-s", "70000", "-e", f"trace={calls}", "-o", str(log)]
    command += [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    with log.open(encoding="ascii") as lines:
        return [step for line in lines for step in _step(line)]


def _step(line: str) -> list[Step]:
    match = _CALL.match(line)
    if match is None or int(match["result"]) < 0:
        assert match is not None or "unfinished" not in line, "two threads wrote at once: the order is not known"
        return []
    name, arguments = match["name"], match["args"]
    if name == "openat":
        found = _TEXT.search(arguments)
        created = found is not None and "O_CREAT" in arguments
        return [Created(_text(found["hex"]).decode())] if created and found is not None else []
    where = _FD_PATH.match(arguments)
    if where is None:
        return []
    path = _path(where["path"])
    match name:
        case "write" if arguments.startswith("1<"):
            return [Said(line) for line in _data(arguments).decode().splitlines()]
        case "write":
            return []
        case "pwrite64":
            return [Wrote(path, int(arguments.rsplit(", ", 1)[1]), _data(arguments)[: int(match["result"])])]
        case "ftruncate":
            return [Truncated(path, int(arguments.rsplit(", ", 1)[1]))]
        case _:
            return [Synced(path)]


def _path(shown: str) -> str:
    # With -xx, strace shows the paths of descriptors in hex as well.
    return _text(shown).decode() if shown.startswith("\\x") else shown


def _text(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def _data(arguments: str) -> bytes:
    found = _TEXT.search(arguments)
    assert found is not None
    return _text(found["hex"])
