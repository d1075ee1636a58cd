"""A table of promotions, notices, placements, stocks or synonyms, as CSV or JSON, with the line of each item.

Nothing is judged here beyond each item's own shape; what it refers to is judged where it is put in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from backend.guide_files import cells
from backend.guide_files.cells import Cell
from backend.pos.json_reader import Broken, read_json
from domain.codec import DecodeError, decode
from domain.goods import Placement, Stock, Synonym
from domain.promotion import Notice, Promotion

T = TypeVar("T")

MOST_FAULTS = 100
"""Told of one file."""
MOST_ROWS = 200_000


class Kind(Enum):
    PROMOTIONS = "promotions"
    NOTICES = "notices"
    PLACEMENTS = "placements"
    STOCKS = "stocks"
    SYNONYMS = "synonyms"


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """`lines[n]` is where `items[n]` stands in the file."""

    items: tuple[T, ...]
    lines: tuple[int, ...]


class FileFaults(ValueError):
    """Nothing of the file was taken. `faults`: (line, what is wrong); line 0 for the file as a whole."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {said}" for line, said in faults[:5]))
        self.faults = tuple(faults[:MOST_FAULTS])
        self.more = max(0, len(faults) - MOST_FAULTS)


def read_table(kind: Kind, text: str, zone: ZoneInfo, *, is_csv: bool) -> Table[Any]:
    """Raises FileFaults with all that is wrong. Times without a zone are in `zone` in CSV, and a fault in JSON.

    What is empty is no list of nothing: an upload that broke off must not take away all there is.
    """
    if not is_csv and not text.strip("\ufeff \t\r\n"):
        raise FileFaults([(0, "it is empty: a list of none is []")])
    rows = _csv_rows(kind, text, zone) if is_csv else _json_rows(text)
    items: list[Any] = []
    lines: list[int] = []
    faults: list[tuple[int, str]] = []
    for line, plain in rows:
        if len(items) >= MOST_ROWS:
            faults.append((line, f"more than {MOST_ROWS} rows"))
            break
        if isinstance(plain, _Fault):
            faults += ((line, said) for said in plain.said)
            continue
        try:
            items.append(decode(_TYPES[kind], plain))
            lines.append(line)
        except DecodeError as error:
            faults += ((line, said) for said in error.errors[:10])
    if faults:
        raise FileFaults(faults)
    return Table(tuple(items), tuple(lines))


@dataclass(frozen=True, slots=True)
class _Fault:
    said: tuple[str, ...]


_TYPES: Mapping[Kind, type] = {
    Kind.PROMOTIONS: Promotion,
    Kind.NOTICES: Notice,
    Kind.PLACEMENTS: Placement,
    Kind.STOCKS: Stock,
    Kind.SYNONYMS: Synonym,
}


def _columns(kind: Kind, zone: ZoneInfo) -> dict[str, tuple[str, Cell]]:
    """Column -> where it goes in the plain form, and how its cell is read."""
    moment = cells.moment_in(zone)
    texts = {
        column + suffix: (f"{column}.{language}", str)
        for column in ("title", "text")
        for suffix, language in (("", "zh_CN"), ("_en", "en"), ("_zh_TW", "zh_TW"))
    }
    match kind:
        case Kind.PROMOTIONS:
            return {
                "promotion_id": ("promotion_id", str),
                "kind": ("kind", str),
                **texts,
                "starts_at": ("validity.starts_at", moment),
                "ends_at": ("validity.ends_at", moment),
                "weekdays": ("validity.weekdays", cells.numbers),
                "from_time": ("validity.from_time", cells.clock),
                "to_time": ("validity.to_time", cells.clock),
                "product_ids": ("product_ids", cells.words),
                "departments": ("departments", cells.words),
                **{name: (name, cells.whole) for name in ("price_fen", "threshold_fen", "off_fen", "priority")},
                "fixture_id": ("fixture_id", str),
            }
        case Kind.NOTICES:
            return {
                "notice_id": ("notice_id", str),
                "kind": ("kind", str),
                **texts,
                "starts_at": ("starts_at", moment),
                "ends_at": ("ends_at", moment),
            }
        case Kind.PLACEMENTS:
            return {
                **{name: (name, str) for name in ("placement_id", "product_id", "fixture_id", "face_id")},
                "bay": ("bay", cells.whole),
                "shelf": ("shelf", cells.whole),
                "checked_on": ("checked_on", cells.day),
            }
        case Kind.STOCKS:
            return {
                "product_id": ("product_id", str),
                "quantity": ("quantity", cells.whole),
                "as_of": ("as_of", moment),
            }
        case Kind.SYNONYMS:
            return {"word": ("word", str), "means": ("means", cells.words)}


def column_names(kind: Kind) -> tuple[str, ...]:
    return tuple(_columns(kind, ZoneInfo("UTC")))


def _csv_rows(kind: Kind, text: str, zone: ZoneInfo) -> Iterator[tuple[int, Any]]:
    columns = _columns(kind, zone)
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(table, [])]
        fault = _heading_fault(heading, columns)
        if fault:
            yield 1, _Fault((fault,))
            return
        begins = table.line_num + 1
        for row in table:
            line, begins = begins, table.line_num + 1
            if any(cell.strip() for cell in row):
                yield line, _plain(heading, row, columns, kind)
    except csv.Error as error:
        yield table.line_num + 1, _Fault((f"not CSV: {error}",))


def _heading_fault(heading: list[str], columns: Mapping[str, Any]) -> str:
    unknown = [name for name in heading if name not in columns]
    twice = sorted({name for name in heading if heading.count(name) > 1})
    if not any(heading):
        return f"the first row must name the columns: {', '.join(columns)}"
    if unknown:
        return f"unknown columns: {', '.join(ascii(name)[1:-1][:40] for name in unknown[:10])}"
    return f"columns named twice: {', '.join(twice)}" if twice else ""


def _plain(
    heading: Sequence[str], row: Sequence[str], columns: Mapping[str, tuple[str, Callable[[str], Any]]], kind: Kind
) -> Any:
    if len(row) > len(heading):
        return _Fault(("more cells than columns",))
    flat: dict[str, Any] = {}
    faults: list[str] = []
    for name, cell in zip(heading, row, strict=False):
        text = cell.strip()
        if not text:
            continue
        path, read = columns[name]
        try:
            flat[path] = read(text)
        except ValueError as error:
            faults.append(f"{name}: {error}, not {ascii(text)[:40]}")
    if faults:
        return _Fault(tuple(faults))
    if kind is Kind.PLACEMENTS and "product_id" in flat:
        # Most goods stand in one place only: who writes such a table need not make up names for places.
        flat.setdefault("placement_id", f"{flat['product_id']}-1")
    if kind is Kind.NOTICES:
        flat.setdefault("text.zh_CN", "")
    return cells.nest(flat)


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    for read in read_json(io.StringIO(text)):
        yield (read.line, _Fault((read.reason,))) if isinstance(read, Broken) else (read.line, read.value)
