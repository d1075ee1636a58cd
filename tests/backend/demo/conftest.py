from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

import pytest

from backend.database import Sessions, open_database
from backend.demo.load import load
from backend.demo.store import SEED, DemoStore, build
from backend.migrations import upgrade

NOW = datetime(2026, 11, 22, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def demo() -> DemoStore:
    return build(SEED, NOW)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the demo store in it: loading takes seconds, copying does not."""
    file = tmp_path_factory.mktemp("demo") / "central.db"
    sessions = open_database(f"sqlite:///{file}")
    upgrade(sessions)
    load(sessions, NOW)
    sessions.close()
    return file


@pytest.fixture
def sessions(stocked: Path, tmp_path: Path) -> Iterator[Sessions]:
    opened = open_database(f"sqlite:///{copy(stocked, tmp_path / 'central.db')}")
    yield opened
    opened.close()
