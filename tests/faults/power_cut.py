"""A disk that loses its power: what was synced is there, the rest is there in part, torn at 512 bytes, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import assert_never

from tests.faults.recording import Created, Said, Step, Synced, Truncated, Wrote

SECTOR = 512


@dataclass
class _File:
    durable: bytearray
    entry_durable: bool
    pending: list[Wrote | Truncated] = field(default_factory=list)


class Disk:
    """What is on the platters before the life begins, and what the life asked for up to the cut."""

    def __init__(self, directory: Path) -> None:
        self._directory = str(directory)
        self._files = {
            str(p): _File(bytearray(p.read_bytes()), entry_durable=True) for p in directory.iterdir() if p.is_file()
        }

    def run(self, steps: list[Step]) -> list[str]:
        """Returns what was said aloud."""
        said: list[str] = []
        for step in steps:
            match step:
                case Said(line=line):
                    said.append(line)
                case Created(path=path):
                    if path.startswith(self._directory) and path not in self._files:
                        self._files[path] = _File(bytearray(), entry_durable=False)
                case Wrote(path=path) | Truncated(path=path):
                    if path in self._files:
                        self._files[path].pending.append(step)
                case Synced(path=path):
                    self._sync(path)
                case _:
                    assert_never(step)
        return said

    def _sync(self, path: str) -> None:
        if path == self._directory:
            for file in self._files.values():
                file.entry_durable = True
        if path in self._files:
            file = self._files[path]
            for step in file.pending:
                _apply(file.durable, step)
            file.pending.clear()

    def cut(self, target: Path, random: Random) -> None:
        """Write what is found when the power comes back."""
        target.mkdir()
        for path, file in self._files.items():
            # The shared-memory index is memory: it does not survive and is not missed.
            if path.endswith("-shm") or (not file.entry_durable and random.random() < 0.5):
                continue
            content = bytearray(file.durable)
            _lose_some(content, file.pending, random)
            (target / Path(path).name).write_bytes(content)


def _lose_some(content: bytearray, pending: list[Wrote | Truncated], random: Random) -> None:
    # Sometimes nearly all arrives, sometimes nearly nothing: both ends are where losses hide.
    arrives = random.choice([0.0, 0.1, 0.5, 0.9, 1.0])
    pieces: list[Wrote | Truncated] = []
    for step in pending:
        match step:
            case Truncated():
                pieces.append(step)
            case Wrote():
                pieces.extend(_sectors(step))
    random.shuffle(pieces)
    for piece in pieces:
        if random.random() < arrives:
            _apply(content, piece)


def _sectors(step: Wrote) -> list[Wrote]:
    found = []
    start = step.offset
    end = step.offset + len(step.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        found.append(Wrote(step.path, start, step.data[start - step.offset : stop - step.offset]))
        start = stop
    return found


def _apply(content: bytearray, step: Wrote | Truncated) -> None:
    match step:
        case Truncated(length=length):
            del content[length:]
            content.extend(bytes(length - len(content)))
        case Wrote(offset=offset, data=data):
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset : offset + len(data)] = data
