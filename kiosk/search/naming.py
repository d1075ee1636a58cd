"""What a product's written name is made of: 厨源 生抽 800ml is a brand, a name and how much of it.

A chain's data may lack the brand, the English name, or the shopper's word for the kind of thing (`group`): these are
then told from the names of all products together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.reference import Product

_UNIT = "ml|l|kg|g|克|千克|公斤|斤|毫升|升|cm|[枚只片支包袋条粒颗张双节块卷瓶棵件抽本罐盒杯]"
_SIZE = re.compile(rf"[ （(]*\d+(?:\.\d+)?\s*(?:{_UNIT})[\W\w]*$", re.IGNORECASE)
_ENOUGH = 3
"""As many products with the same first word, and it is a brand."""
_BEFORE_SIZE = {"of", "pack", "box", "bag", "set", "stage", "size", "serves", "×", "x"}


@dataclass(frozen=True, slots=True)
class Name:
    """`own` is the name without brand and size, `rest` all but the brand; `english` is without both."""

    brand: str
    own: str
    rest: str
    group: str
    english: str
    brand_english: str


def names(products: Sequence[Product]) -> Mapping[str, Name]:
    """By product id."""
    brands = _brands(products)
    said = {brand: _shared_start(texts) for brand, texts in _english_by(products, brands).items() if brand}
    parts = {p.product_id: _parts(p.name, brands[p.product_id]) for p in products}
    sold_as = Counter(own for own, _ in parts.values())
    found = {}
    for product in products:
        own, rest = parts[product.product_id]
        brand = brands[product.product_id]
        group = product.group or (own if sold_as[own] > 1 else "")
        english = _without_size(product.name_en, said.get(brand, ""))
        found[product.product_id] = Name(brand, own, rest, group, english, said.get(brand, ""))
    return found


def shared_end(texts: Iterable[str]) -> str:
    """The longest run of words that most of the texts end with: Light and Dark soy sauce are soy sauce."""
    different = {tuple(text.casefold().split()) for text in texts} - {()}
    times: Counter[tuple[str, ...]] = Counter()
    for words in different:
        times.update([words[i:] for i in range(len(words))])
    common = [end for end in times if 2 * times[end] > len(different)]
    if not common:
        return ""
    longest = max(common, key=lambda end: (len(end), times[end], end))
    return " ".join(longest)


def _brands(products: Sequence[Product]) -> dict[str, str]:
    firsts: dict[str, set[str]] = {}
    for product in products:
        if not product.brand and " " in product.name:
            first, _, rest = product.name.partition(" ")
            if not any(c.isdigit() for c in rest.split(" ")[0]):
                firsts.setdefault(first, set()).add(rest)
    known = {first for first, rests in firsts.items() if len(rests) >= _ENOUGH}
    return {p.product_id: p.brand or (f if (f := p.name.split(" ")[0]) in known else "") for p in products}


def _parts(name: str, brand: str) -> tuple[str, str]:
    rest = name.removeprefix(brand).strip() or name
    words = rest.split(" ")
    if not brand:
        # The first word may be a brand that nobody told of: the name is all before the size.
        size = next((i for i, word in enumerate(words) if i and any(c.isdigit() for c in word)), len(words))
        words = [" ".join(words[:size])]
    own = _SIZE.sub("", words[0]).strip() or words[0]
    return own, rest


def _english_by(products: Sequence[Product], brands: Mapping[str, str]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for product in products:
        if product.name_en:
            texts.setdefault(brands[product.product_id], []).append(product.name_en)
    return texts


def _shared_start(texts: Sequence[str]) -> str:
    """How the brand is written in English: the words that all its products begin with."""
    if len(set(texts)) < 2:
        return ""
    words = [text.split() for text in texts]
    shared = 0
    while all(len(w) > shared and w[shared] == words[0][shared] for w in words):
        shared += 1
    return " ".join(words[0][:shared])


def _without_size(text: str, brand: str) -> str:
    """Mooncakes pack of 6 are mooncakes."""
    words = text.removeprefix(brand).partition(",")[0].split()
    size = next((i for i, word in enumerate(words) if i and word[0].isdigit()), len(words))
    while size > 1 and size < len(words) and words[size - 1].casefold() in _BEFORE_SIZE:
        size -= 1
    return " ".join(words[:size])
