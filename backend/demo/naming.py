"""What a product's written name tells besides itself: its kind, how much is in it, and how to say it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MEASURE = re.compile(r"(\d+(?:\.\d+)?)(kg|g|ml|L)(?:×(\d+)\w)?")
_COUNT = re.compile(r"(?:\d+\w×)?(\d+)(?:连包|人份|件套|[枚只片支包袋条粒颗张双节块卷瓶棵件抽本])")
_IN_BASE = {"g": ("g", 1), "kg": ("g", 1_000), "ml": ("ml", 1), "L": ("ml", 1_000)}
_LASTING = frozenset({"clothes", "underwear", "appliance", "kitchen", "household", "stationery", "toy"})
"""Where litres are a size and not what one pays for."""
_NEVER_BY_PIECE = frozenset({"appliance", "toy"})
_SAID = {"桶装": "tub", "日用": "day", "夜用": "night", "无芯": "coreless", "竹木": "bamboo", "3两母": "150 g, female",
         "J级": "size J", "3米": "3 m", "6寸": "6 inch", "4人份": "serves 4"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What goods.toml says of a name: `group` is the shopper's word for it."""

    group: str
    english: str


@dataclass(frozen=True, slots=True)
class Naming:
    """`kinds` by department and first word of the name, `brands` from Chinese to English."""

    kinds: Mapping[tuple[str, str], Kind]
    brands: Mapping[str, str]

    def kind(self, department: str, name: str) -> Kind:
        """Raises KeyError for goods nobody described."""
        return self.kinds[department, name.split(" ")[0]]

    def english(self, department: str, name: str, brand: str) -> str:
        size = ", ".join(_size_in_english(name))
        words = (self.brands.get(brand, brand), self.kind(department, name).english, size)
        return " ".join(word for word in words if word)


def content(department: str, name: str) -> tuple[int | None, str]:
    """How much is in one unit: grams, millilitres or pieces; None where nobody pays by that."""
    for word in reversed(name.split(" ")[1:]):
        measure = _MEASURE.fullmatch(word)
        if measure and department not in _LASTING:
            unit, factor = _IN_BASE[measure[2]]
            return round(float(measure[1]) * factor) * int(measure[3] or 1), unit
        count = _COUNT.fullmatch(word)
        if count and int(count[1]) > 1 and department not in _NEVER_BY_PIECE:
            return int(count[1]), "piece"
    return None, ""


def _size_in_english(name: str) -> Iterator[str]:
    for word in name.split(" ")[1:]:
        if word in _SAID:
            yield _SAID[word]
        elif measure := _MEASURE.fullmatch(word):
            yield f"{measure[3]} × {measure[1]} {measure[2]}" if measure[3] else f"{measure[1]} {measure[2]}"
        elif layers := re.fullmatch(r"(\d)层", word):
            yield f"{layers[1]}-ply"
        elif stage := re.fullmatch(r"(\d)段", word):
            yield f"stage {stage[1]}"
        elif colours := re.fullmatch(r"(\d+)色", word):
            yield f"{colours[1]} colours"
        elif packs := re.fullmatch(r"(\d+)\w×(\d+)\w", word):
            yield f"{packs[2]} × {packs[1]}"
        elif count := _COUNT.fullmatch(word):
            yield f"pack of {count[1]}"
        else:
            yield re.sub(r"(?<=\d)(cm|m|W)$", r" \1", word)
