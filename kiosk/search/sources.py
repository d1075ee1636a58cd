"""Where an index is made from: a kiosk's replica, or the demo store; and where it is kept."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kiosk.search.answering import Answering
from kiosk.search.kept import load, save

if TYPE_CHECKING:
    from kiosk.search.finder import Finder

ROOT = Path(__file__).parent.parent.parent
_KEPT = "guide-search.json"


class NoSource(Exception):
    """There is nothing to search in; the text says why."""


def of_kiosk(state: Path, now: datetime) -> tuple[Answering, datetime]:
    """From the replica in a kiosk's state folder, which may be running. Raises NoSource."""
    path = state / "replica.sqlite"
    return _made_once(state / _KEPT, _replica_key(path), lambda: _from_replica(path)), now


def of_demo(now: datetime) -> tuple[Answering, datetime]:
    """The demo store. Its offers belong to the day it was made on, so that is what `now` becomes. Raises NoSource."""
    path = _cache() / f"demo-{_KEPT}"
    answering = _made_once(path, _demo_key(), _from_demo)
    try:
        days = (now - datetime.fromtimestamp(path.stat().st_mtime, UTC)).days
    except OSError:
        days = 0
    return answering, now - timedelta(days=days)


def _cache() -> Path:
    """Where this was set up, whoever runs it; of an installed program the user's own."""
    asked = os.environ.get("XDG_CACHE_HOME")
    if not asked and os.access(ROOT / "var", os.W_OK):
        return ROOT / "var"
    return Path(asked or Path.home() / ".cache") / "fuwutai"


def _made_once(path: Path, key: str, make: Callable[[], Finder]) -> Answering:
    kept = load(path, key)
    if kept is not None:
        return kept
    made = make()
    save(made, key, path)
    return made


def _replica_key(path: Path) -> str:
    """Whose copy it is, and up to where. Looked at without SQLAlchemy, which takes longer to load than all the rest."""
    if not path.is_file():
        raise NoSource(f"{path.parent} holds no copy of a store's data: there is no {path.name}")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT owner, store_id, cursor FROM progress").fetchone()
    except sqlite3.Error as error:
        raise NoSource(f"{path}: {error}") from None
    return f"replica {row} {_program()}"


def _from_replica(path: Path) -> Finder:
    from kiosk.search.finder import Finder
    from sync.replica import Replica
    from sync.schema import REPLICA
    from sync.store import Store, StoreError

    try:
        store = Store.beside(path, REPLICA)
        try:
            replica = Replica(store, _Nobody())
            return Finder.build(
                replica.products(), replica.placements(), replica.stocks(), replica.promotions(),
                replica.departments(), replica.plan(), replica.synonyms(), replica.notices(),
            )  # fmt: skip
        finally:
            store.close()
    except (StoreError, ValueError) as error:
        raise NoSource(f"{path}: {error}") from None


class _Nobody:
    """Returns of this kiosk's own: a search has no use for them."""

    def acknowledged(self) -> int:
        return 0

    def reserved(self, receipt_code: str, acks: int) -> tuple[()]:
        return ()


def _demo_key() -> str:
    """What the demo store is made of: another state of it is another store."""
    return f"demo {_stamp(ROOT / 'assets' / 'demo')} {_program()}"


def _program() -> str:
    return f"{_stamp(Path(__file__).parent)} {_stamp(ROOT / 'assets' / 'search')}"


def _stamp(folder: Path) -> str:
    seen = hashlib.sha256()
    with os.scandir(folder) as there:
        for file in sorted((e for e in there if e.is_file()), key=lambda e: e.name):
            stat = file.stat()
            seen.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


def _from_demo() -> Finder:
    """The demo store belongs to the central service's side, of which a kiosk knows only the command line."""
    from domain import codec
    from domain.reference import ReplicaPage
    from kiosk.search.finder import Finder
    from kiosk.search.paging import content

    command = [sys.executable, "-m", "kiosk", "backend", "demo-guide"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise NoSource(f"the demo store could not be made: {done.stderr.strip()[-500:]}")
    found = content(codec.decode(ReplicaPage, codec.loads(done.stdout)))
    return Finder.build(
        found.products, found.placements, found.stocks, found.promotions, found.departments, found.plan,
        found.synonyms, found.notices,
    )  # fmt: skip
