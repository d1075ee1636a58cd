"""The demo store's written data: policy, departments, products, promotions (`assets/demo`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.demo.naming import Kind, Naming
from domain.policy import Policy, policy_from_toml
from domain.reference import Department

FOLDER = Path(__file__).parent.parent.parent / "assets" / "demo"


@dataclass(frozen=True, slots=True)
class Goods:
    """One written line of products.toml. `weighed` goods are priced per kilogram."""

    name: str
    unit: str
    price_fen: int
    weighed: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a department sells: `own` goods without a brand, `goods` under each of `brands`."""

    own: tuple[Goods, ...]
    brands: tuple[str, ...]
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """What placements.toml says: lines of product, fixture, side, bay, shelf; and names without a place."""

    places: tuple[list[str], ...]
    also: tuple[list[str], ...]
    nowhere: tuple[str, ...]


def policy() -> Policy:
    """Raises DecodeError with every fault of the file."""
    return policy_from_toml((FOLDER / "policy.toml").read_text("utf-8"))


def departments() -> tuple[Department, ...]:
    return tuple(Department(d["code"], d["name"], d["picture"]) for d in _read("departments.toml")["departments"])


def shares() -> Mapping[str, int]:
    """How often a basket reaches into a department, per thousand lines."""
    return {d["code"]: d["share"] for d in _read("departments.toml")["departments"]}


def shelves() -> Mapping[str, Shelf]:
    """By department, in the order of the file."""
    return {
        code: Shelf(
            tuple(_goods(line) for line in shelf.get("own", ())),
            tuple(shelf.get("brands", ())),
            tuple(_goods(line) for line in shelf.get("goods", ())),
        )
        for code, shelf in _read("products.toml").items()
    }


def naming() -> Naming:
    read = _read("goods.toml")
    brands = dict(line.split("|") for line in read.pop("brands"))
    kinds = {}
    for department, table in read.items():
        for line in table["goods"]:
            name, group, english = line.split("|")
            kinds[department, name] = Kind(group, english)
    return Naming(kinds, brands)


def floor() -> Mapping[str, Any]:
    """The demo store's floor as plan.toml has it; `backend.demo.plan` makes a plan of it."""
    return _read("plan.toml")


def placements() -> Places:
    read = _read("placements.toml")
    places, also = (tuple(line.split("|") for line in read[key]) for key in ("places", "also"))
    return Places(places, also, tuple(read["nowhere"]))


def offers() -> Mapping[str, Any]:
    """promotions.toml as it stands; `backend.demo.offers` lays it around a day."""
    return _read("promotions.toml")


def synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    """What words mean, by the section of synonyms.toml."""
    return _read("synonyms.toml")


def _goods(line: str) -> Goods:
    name, unit, price = line.split("|")
    yuan, fen = price.split(".")
    return Goods(name, unit, int(yuan) * 100 + int(fen), unit == "kg")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))
