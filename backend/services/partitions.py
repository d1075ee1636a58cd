"""Monthly partitions of receipts and ledger on PostgreSQL; SQLite keeps plain tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import text

from backend.database import Sessions

PARTITIONED = ("receipts", "ledger_lines")
_LOCK = 7_401_862


def ensure(sessions: Sessions, months: Iterable[date]) -> None:
    """Make the partitions of these months (first days) where they are missing."""
    if sessions.embedded:
        return
    wanted = {f"{table}_{month:%Y_%m}": (table, month) for month in months for table in PARTITIONED}
    with sessions.read() as session:
        there = set(session.scalars(_THERE, {"names": list(wanted)}))
    if not set(wanted) - there:
        return
    with sessions.write() as session:
        # Two importers may meet here: the second waits, then finds the partition made.
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        for name, (table, month) in wanted.items():
            end = (month + timedelta(days=32)).replace(day=1)
            session.execute(
                text(
                    f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table} "
                    f"FOR VALUES FROM ('{month:%Y-%m-%d}') TO ('{end:%Y-%m-%d}')"
                )
            )


_THERE = text("SELECT relname FROM pg_class WHERE relname = ANY(:names) AND pg_table_is_visible(oid)")
