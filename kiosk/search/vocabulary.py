"""Under which words each thing can be found, and how much such a word says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.goods import Synonym
from domain.reference import Product
from kiosk.search.common import common_words
from kiosk.search.entry import Entry
from kiosk.search.index import Term
from kiosk.search.naming import Name
from kiosk.search.roles import Role, Use
from kiosk.search.text import normalised, tokens

MOST_ALIASED = 200
"""Goods that one word can stand for; of more than that the best known are kept."""

_BEHIND = 6
"""How far what a word stands for comes after what bears it as its name: 口水鸡 is sold, and also cooked."""

@dataclass(slots=True)
class Word:
    """`text` is how the store writes it."""

    text: str
    uses: list[Use] = field(default_factory=list)


_PLAINEST = 6

_MANY = 3
"""What stands for so many things is a dish or a wish, not a name."""

Vocabulary = dict[tuple[str, ...], Word]
"""By tokens."""

_GENERIC = ("用品", "食品", "制品", "商品", "类", "品", "区", "柜")


def vocabulary(
    entries: Sequence[Entry], products: Sequence[Product], named: Mapping[str, Name], synonyms: Iterable[Synonym],
    departments: Mapping[str, str],
) -> Vocabulary:  # fmt: skip
    """`departments` are names by code."""
    words: Vocabulary = {}

    def add(text: str, entry: int, role: Role, order: int = 0) -> None:
        key = tokens(normalised(text))
        if key:
            words.setdefault(key, Word(text.strip())).uses.append((entry, role, order))

    sold_in: dict[str, int] = {}
    for number, entry in enumerate(entries):
        match entry.kind:
            case "product":
                name = named[entry.key]
                add(name.own, number, Role.NAME)
                add(name.rest, number, Role.WHOLE)
                add(name.english, number, Role.ENGLISH)
                add(name.group, number, Role.KIND)
                add(name.brand, number, Role.BRAND)
                add(name.brand_english, number, Role.BRAND)
                sold_in[entry.department] = sold_in.get(entry.department, 0) + 1
                if sold_in[entry.department] <= MOST_ALIASED:
                    add(departments.get(entry.department, ""), number, Role.DEPARTMENT)
            case "group" | "brand":
                add(entry.key, number, Role.NAME)
                add(entry.words.en, number, Role.ENGLISH)
            case "department":
                add(entry.words.zh_CN, number, Role.NAME)
                for part in _parts(entry.words.zh_CN):
                    add(part, number, Role.PART)
            case "promotion" | "notice":
                add(entry.words.zh_CN, number, Role.TITLE)
                add(entry.words.en, number, Role.TITLE)
            case "amenity" | "service":
                add(entry.words.zh_CN, number, Role.NAME)
                add(entry.words.en, number, Role.ENGLISH)
    _add_common(words, entries)
    _add_synonyms(words, entries, synonyms)
    return words


def terms(words: Vocabulary) -> list[Term]:
    """Those that lead to the best known come first."""
    leading = [(min(use[0] for use in word.uses), key, word) for key, word in words.items() if word.uses]
    return [
        Term(word.text, key, sorted(word.uses, key=lambda use: (use[2], use[0])))
        for _, key, word in sorted(leading, key=lambda one: one[:2])
    ]


def _parts(name: str) -> list[str]:
    """面包糕点 is two words, 宠物用品 is one and a filler."""
    parts = [name.removesuffix(end) for end in _GENERIC if name.endswith(end) and len(name) > len(end)]
    if len(name) == 4:
        parts += [half for half in (name[:2], name[2:]) if half not in _GENERIC]
    return list(dict.fromkeys(part for part in parts if part))


def _add_common(words: Vocabulary, entries: Sequence[Entry]) -> None:
    """Words for amenities, services, promotions and notices, by their sort."""
    common = common_words()
    by_sort: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.sort:
            by_sort.setdefault((entry.kind, entry.sort), []).append(number)
            if entry.kind == "promotion":
                by_sort.setdefault(("promotion", "any"), []).append(number)
    tables = (("amenity", "amenities"), ("service", "services"), ("promotion", "promotions"), ("notice", "notices"))
    for kind, table in tables:
        for sort, said in common[table].items():
            for order, text in enumerate(said):
                for number in by_sort.get((kind, sort), ()):
                    # The first words of a list are its plainest: they lead where several sorts share a word.
                    _alias(words, text, [number], Role.ALIAS, int(order >= _PLAINEST and not text.isascii()))


def _add_synonyms(words: Vocabulary, entries: Sequence[Entry], synonyms: Iterable[Synonym]) -> None:
    common = common_words()
    tables = ("departments", "names", "wishes", "dishes", "english")
    own = {synonym.word: synonym.means for synonym in synonyms}
    general = {word: tuple(means) for table in tables for word, means in common[table].items()}
    meant = Meaning(words, entries)
    found = [
        (word, Role.WISH if len(means) >= _MANY else Role.ALIAS, order + (_BEHIND if meant.sold(word) else 0), numbers)
        for said in (own, {word: means for word, means in general.items() if word not in own})
        for word, means in said.items()
        for order, mean in enumerate(means)
        if (numbers := meant.of(mean))
    ]
    for word, role, order, numbers in found:
        # 牛奶 is as good as the name of 纯牛奶.
        named = [number for number in numbers if entries[number].kind == "group" and word in entries[number].key]
        _alias(words, word, named, Role.PART, order)
        # Kinds and departments first, all of them; then what there is of each.
        leading = [number for number in numbers if entries[number].kind != "product"]
        _alias(words, word, leading or numbers, role, order)
        if leading:
            _alias(words, word, numbers, role, order + _BEHIND)


def _alias(words: Vocabulary, text: str, numbers: Iterable[int], role: Role, order: int) -> None:
    key = tokens(normalised(text))
    if not key:
        return
    word = words.setdefault(key, Word(text))
    there = {number for number, _, _ in word.uses}
    word.uses += [(number, role, order) for number in numbers if number not in there]


class Meaning:
    """What a word of a synonym's right side stands for, before any synonym is known."""

    def __init__(self, words: Vocabulary, entries: Sequence[Entry]) -> None:
        self._exact: dict[tuple[str, ...], list[int]] = {}
        self._goods: dict[str, list[int]] = {}
        for key, word in words.items():
            for number, role, _ in word.uses:
                if role in (Role.NAME, Role.KIND, Role.WHOLE):
                    self._exact.setdefault(key, []).append(number)
                    if role is Role.NAME and entries[number].kind == "product":
                        self._goods.setdefault("".join(key), []).append(number)
        self._named = {
            tokens(normalised(entry.words.zh_CN)): [number]
            for number, entry in enumerate(entries)
            if entry.kind == "product"
        }

    def sold(self, text: str) -> bool:
        """Whether something goes by that very name."""
        return tokens(normalised(text)) in self._exact

    def of(self, text: str) -> list[int]:
        """Entries by that name or kind; else the goods whose name holds it."""
        key = tokens(normalised(text))
        found = self._exact.get(key) or self._named.get(key)
        if not found:
            plain = "".join(key)
            # One character says little, but at the end of a name it says what the thing is.
            holds = str.__contains__ if len(key) > 1 else str.endswith
            found = [number for name, numbers in self._goods.items() if holds(name, plain) for number in numbers]
        return sorted(set(found or ()))[:MOST_ALIASED]
