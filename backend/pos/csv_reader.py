"""Receipts as CSV: one row a line, promotion or tender, the receipt's own data on a row before them.

The columns are those of the domain's types; docs/import.md lists them. Rows of one receipt stand together.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

from backend.pos.json_reader import Broken, Read

_RECEIPT = ("store_id", "till", "cashier", "sold_at")
_LINE = (
    "line_no", "product_id", "name", "department", "quantity", "unit", "unit_price_fen", "gross_fen", "paid_fen",
    "gtin", "weight_g", "line_discount_fen", "basket_share_fen", "gift_of",
)  # fmt: skip
_PROMOTION = (
    "promotion_id", "promotion", "name", "discount_fen", "line_nos", "step_discount_fen", "threshold_fen", "every",
    "repeats",
)  # fmt: skip
_TENDER = ("tender", "amount_fen")
_KINDS: dict[str, tuple[str, ...]] = {
    "receipt": _RECEIPT,
    "line": _LINE,
    "promotion": _PROMOTION,
    "tender": _TENDER,
}
COLUMNS = ("record", "receipt_code", *dict.fromkeys(column for columns in _KINDS.values() for column in columns))
_NEEDED = ("record", "receipt_code")
_MOST_ROWS = 2_000
"""Of one receipt."""


def read_csv(file: TextIO) -> Iterator[Read | Broken]:
    """Each receipt in the plain form of domain.receipt.Receipt, with the line its first row stands on.

    What is in a cell is not judged here beyond its kind (number, yes or no, list of numbers).
    """
    rows = csv.DictReader(file, strict=True)
    try:
        heading = [name.strip().removeprefix("\ufeff") for name in rows.fieldnames or ()]
        rows.fieldnames = heading
        fault = _heading_fault(heading)
        if fault is not None:
            yield Broken(1, fault, True)
            return
        yield from _receipts(rows)
    except csv.Error as error:
        yield Broken(rows.line_num + 1, f"not CSV: {error}", True)


def _heading_fault(heading: list[str]) -> str | None:
    missing = [name for name in _NEEDED if name not in heading]
    unknown = [name for name in heading if name not in COLUMNS]
    twice = sorted({name for name in heading if heading.count(name) > 1})
    if missing:
        return f"the first row must name the columns; missing: {', '.join(missing)}"
    if unknown:
        return f"unknown columns: {', '.join(ascii(name)[1:-1] for name in unknown[:10])}"
    if twice:
        return f"columns named twice: {', '.join(twice)}"
    return None


def _receipts(rows: csv.DictReader[str]) -> Iterator[Read | Broken]:
    building: _Building | None = None
    for row in rows:
        if not any(isinstance(cell, str) and cell.strip() for cell in row.values()):
            continue
        code = (row.get("receipt_code") or "").strip()
        if building is None or code != building.code:
            if building is not None:
                yield building.done()
            building = _Building(code, rows.line_num)
        building.add(row, rows.line_num)
    if building is not None:
        yield building.done()


class _Building:
    """The rows of one receipt, as they come."""

    def __init__(self, code: str, line: int) -> None:
        self.code = code
        self._line = line
        self._rows = 0
        self._faults: list[tuple[int, str]] = []
        self._receipt: dict[str, Any] = {}
        self._lists: dict[str, list[dict[str, Any]]] = {"line": [], "promotion": [], "tender": []}

    def add(self, row: Mapping[str, str | None], line: int) -> None:
        self._rows += 1
        kind = (row.get("record") or "").strip()
        if kind not in _KINDS:
            self._fault(line, f"record must be one of {', '.join(_KINDS)}, is {ascii(kind)[:40]}")
        elif None in row:
            self._fault(line, "more cells than columns")
        elif self._rows > _MOST_ROWS:
            self._fault(line, f"more than {_MOST_ROWS} rows for one receipt")
        elif kind == "receipt" and self._receipt:
            self._fault(line, "a second receipt row of the same code")
        else:
            self._take(kind, row, line)

    def done(self) -> Read | Broken:
        if not self._receipt and not self._faults:
            self._faults.append((self._line, "no receipt row"))
        if self._faults:
            line = self._faults[0][0]
            told = "; ".join(f"line {at}: {fault}" if at != line else fault for at, fault in self._faults[:10])
            return Broken(line, told, False)
        lists = {f"{kind}s": items for kind, items in self._lists.items()}
        return Read(self._line, {"code": self.code, **self._receipt, **lists})

    def _take(self, kind: str, row: Mapping[str, str | None], line: int) -> None:
        values: dict[str, Any] = {}
        for column, cell in row.items():
            text = (cell or "").strip()
            if not text or column in _NEEDED:
                continue
            if column not in _KINDS[kind]:
                self._fault(line, f"{column} does not belong in a {kind} row")
                continue
            try:
                values[column] = _CELLS.get(column, str)(text)
            except ValueError:
                self._fault(line, f"{column}: cannot read {ascii(text)[:40]}")
        if kind == "receipt":
            self._receipt = values or {"till": ""}
        else:
            self._lists[kind].append(values)

    def _fault(self, line: int, fault: str) -> None:
        if len(self._faults) < 10:
            self._faults.append((line, fault))


def _whole(text: str) -> int:
    # int() would also take 1_000, full-width digits and spaces.
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 19):
        raise ValueError(text)
    return int(text)


def _yes_or_no(text: str) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    if text.lower() not in known:
        raise ValueError(text)
    return known[text.lower()]


def _numbers(text: str) -> list[int]:
    return [_whole(part) for part in text.split()]


_CELLS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(
        (
            "line_no", "quantity", "unit_price_fen", "gross_fen", "paid_fen", "weight_g", "line_discount_fen",
            "basket_share_fen", "gift_of", "discount_fen", "step_discount_fen", "threshold_fen", "every", "amount_fen",
        ),
        _whole,
    ),
    "repeats": _yes_or_no,
    "line_nos": _numbers,
}  # fmt: skip
