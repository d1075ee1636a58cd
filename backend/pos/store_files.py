"""A store's reference data as store IT writes it: a folder with store.toml, policy.toml, departments.csv, products.csv.

All four are read and judged before anything is changed; every fault is told with its file and line.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.database import Sessions
from backend.services import reference
from backend.services.documents import text_faults
from domain.codec import DecodeError, decode
from domain.policy import Policy, policy_from_toml
from domain.reference import Department, Product, Store

T = TypeVar("T")

_STORE_ID = re.compile("[0-9A-Za-z]{1,16}")
_KEYS: dict[type, str] = {Department: "code", Product: "product_id"}


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """What the folder says; None for a file that is not there (what the service knows of that then stays)."""

    store: Store
    policy: Policy | None
    departments: tuple[Department, ...] | None
    products: tuple[Product, ...] | None


def read_folder(folder: Path) -> StoreFiles:
    """Raises DecodeError with every fault of every file."""
    faults: list[str] = []
    store = _judged(folder / "store.toml", _store, faults)
    policy = _judged(folder / "policy.toml", policy_from_toml, faults)
    departments = _judged(folder / "departments.csv", lambda text: _rows(text, Department), faults)
    products = _judged(folder / "products.csv", lambda text: _rows(text, Product), faults)
    if not (folder / "store.toml").exists():
        faults.insert(0, f"{folder / 'store.toml'}: not there")
    codes = _column(folder / "departments.csv", "code")
    if codes:
        unknown = sorted(_column(folder / "products.csv", "department") - codes)
        faults.extend(f"products.csv: department {ascii(code)[:60]} is not in departments.csv" for code in unknown[:10])
    if faults or store is None:
        raise DecodeError(faults)
    return StoreFiles(store, policy, departments, products)


def put_folder(sessions: Sessions, files: StoreFiles, now: datetime) -> None:
    """Raises ValueError for a policy version that is published already and reads differently."""
    store_id = files.store.store_id
    reference.put_store(sessions, files.store, now)
    if files.policy is not None:
        reference.put_policy(sessions, store_id, files.policy, now)
    if files.departments is not None:
        reference.put_departments(sessions, store_id, files.departments, now)
    if files.products is not None:
        reference.put_products(sessions, store_id, files.products, now)


def _judged(path: Path, read: Callable[[str], T], faults: list[str]) -> T | None:
    if not path.exists():
        return None
    try:
        return read(path.read_text(encoding="utf-8-sig"))
    except DecodeError as error:
        faults.extend(f"{path.name}: {fault}" for fault in error.errors)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(f"{path.name}: line {line}: not UTF-8: save it as UTF-8")
    return None


def _store(text: str) -> Store:
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecodeError([f"not TOML: {error}"]) from None
    faults = text_faults(plain, longest=200)
    # It stands in codes, credentials and addresses, which have points, dashes and slashes of their own.
    if isinstance(number := plain.get("store_id"), str) and not _STORE_ID.fullmatch(number):
        faults.append(f"store_id: expected 1 to 16 letters and digits, got {ascii(number)[:60]}")
    for name in ("chain", "name"):
        if isinstance(said := plain.get(name), str) and not said.strip():
            faults.append(f"{name}: empty")
    if isinstance(far := plain.get("desk_metres"), int) and far < 0:
        faults.append("desk_metres: cannot be negative")
    zone = plain.get("timezone")
    try:
        ZoneInfo(zone if isinstance(zone, str) else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"timezone: no such zone as {ascii(zone)[:60]}")
    try:
        store = decode(Store, plain)
    except DecodeError as error:
        raise DecodeError([*error.errors, *faults]) from None
    if faults:
        raise DecodeError(faults)
    return store


def _rows(text: str, cls: type[T]) -> tuple[T, ...]:
    """A table of `cls`: the columns are its fields; an empty cell is a field left out."""
    table = csv.DictReader(text.splitlines(), strict=True)
    found: list[T] = []
    faults: list[str] = []
    lines_of: dict[str, int] = {}
    try:
        for row in table:
            key = row.get(_KEYS[cls])
            if key and key in lines_of:
                faults.append(f"line {table.line_num}: {ascii(key)[:60]} stands on line {lines_of[key]} already")
            elif key:
                lines_of[key] = table.line_num
            faults.extend(f"line {table.line_num}: {fault}" for fault in text_faults(list(row.values()), longest=200))
            try:
                found.append(decode(cls, {str(name): _cell(name, cell) for name, cell in row.items() if cell}))
            except DecodeError as error:
                faults.extend(f"line {table.line_num}: {fault}" for fault in error.errors)
    except csv.Error as error:
        faults.append(f"line {table.line_num + 1}: not CSV: {error}")
    if faults:
        raise DecodeError(faults[:50])
    return tuple(found)


def _column(path: Path, name: str) -> set[str]:
    """What stands in a column, also where the table's rows are wrong otherwise; nothing of a table that is none."""
    try:
        table = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True)
        return {cell for row in table if isinstance(cell := row.get(name), str) and cell}
    except (OSError, UnicodeDecodeError, csv.Error):
        return set()


_WHOLE = ("price_fen", "member_price_fen", "content", "popularity")


def _cell(name: str, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell  # more cells than columns: decode says so
    if name in _WHOLE and cell.isascii() and cell.isdigit() and len(cell) < 16:
        return int(cell)
    if name == "weighed" and cell in ("true", "false"):
        return cell == "true"
    return cell
