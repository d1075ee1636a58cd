"""The schema's history. Every start of the service brings the database to the newest revision."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from backend.database import Sessions

_LOCK = 7_401_861


def upgrade(sessions: Sessions) -> None:
    """Bring the schema up to date, all or nothing. Two processes at once: the second waits, then finds it done."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with sessions.write() as session:
        connection = session.connection()
        if not sessions.embedded:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
