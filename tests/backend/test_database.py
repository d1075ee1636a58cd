"""The embedded database's file belongs to whom it was made by."""

from __future__ import annotations

import stat
from pathlib import Path

from backend.database import open_database
from backend.migrations import upgrade


def test_nobody_else_reads_the_embedded_database(tmp_path: Path) -> None:
    sessions = open_database(f"sqlite:///{tmp_path}/central.sqlite")
    upgrade(sessions)
    sessions.close()
    modes = {stat.S_IMODE(made.stat().st_mode) for made in tmp_path.iterdir()}
    assert modes == {0o600}
