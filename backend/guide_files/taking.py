"""A table into the central service: whole or not at all, and every fault told with its line of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from backend.database import Sessions
from backend.guide_files.tables import FileFaults, Kind, Table, read_table
from backend.services import guide_data, reference
from backend.services.guide_data import Unfit


@dataclass(frozen=True, slots=True)
class Taken:
    """How many items the file had, and what is right but should be known."""

    count: int
    remarks: tuple[str, ...]


def take(
    sessions: Sessions,
    store_id: str,
    kind: Kind,
    text: str,
    now: datetime,
    *,
    is_csv: bool,
    whole: bool = True,
    by: str = "",
) -> Taken:
    """`whole`: the file is all there is, what it does not name goes. Raises FileFaults, StoreUnknown."""
    with sessions.read() as session:
        zone = ZoneInfo(reference.store(session, store_id).timezone)
    table: Table[Any] = read_table(kind, text, zone, is_csv=is_csv)
    try:
        remarks = _put(sessions, store_id, kind, table.items, now, whole, by)
    except Unfit as error:
        lines = [(table.lines[at] if at < len(table.lines) else 0, said) for at, said in error.faults]
        raise FileFaults(sorted(lines)) from None
    return Taken(len(table.items), remarks)


def _put(
    sessions: Sessions, store_id: str, kind: Kind, items: Sequence[Any], now: datetime, whole: bool, by: str
) -> tuple[str, ...]:
    match kind:
        case Kind.PROMOTIONS:
            return guide_data.put_promotions(sessions, store_id, items, now, whole=whole)
        case Kind.NOTICES:
            return guide_data.put_notices(sessions, store_id, items, now, by=by, whole=whole)
        case Kind.PLACEMENTS:
            return guide_data.put_placements(sessions, store_id, items, now, whole=whole)
        case Kind.STOCKS:
            return guide_data.put_stocks(sessions, store_id, items, now, whole=whole)
        case Kind.SYNONYMS:
            return guide_data.put_synonyms(sessions, store_id, items, now, whole=whole)
        case _:
            assert_never(kind)
