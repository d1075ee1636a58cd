"""The schema's history. Every start of the service brings the database to the newest revision."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from backend.database import Sessions

_LOCK = 7_401_861
_HERE = Path(__file__).parent


def newest() -> str:
    """The newest revision: its file's name begins with it, and names are in order."""
    return max(path.name for path in (_HERE / "versions").glob("[0-9]*.py")).partition("_")[0]


def upgrade(sessions: Sessions) -> None:
    """Bring the schema up to date, all or nothing. Two processes at once: the second waits, then finds it done."""
    if _revision(sessions) == newest():
        return
    # Loaded only where there is something to do: it takes half a second, and most starts find nothing.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    with sessions.write() as session:
        connection = session.connection()
        if not sessions.embedded:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(sessions: Sessions) -> str | None:
    with sessions.read() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        return session.execute(text("SELECT version_num FROM alembic_version")).scalar()
