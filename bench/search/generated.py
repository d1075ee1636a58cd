"""Questions made by rule from every name in the store: what fingers and ears make of them.

Right is whatever bears the name, or is of its kind. Nobody tunes on them either: they are new for every seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from domain.reference import Product
from kiosk.search import Hit
from kiosk.search.characters import is_han, readings

Make = Callable[[str, Random], str | None]
_SAME_SOUND: dict[str, str] = {}


def _spelt(name: str) -> list[str]:
    return [readings()[char][0] if is_han(char) else char.lower() for char in name]


def _pinyin(name: str, chance: Random) -> str | None:
    return "".join(_spelt(name))


def _begun(name: str, chance: Random) -> str | None:
    letters = "".join(_spelt(name))
    return letters[: max(4, len(letters) * 2 // 3)] if len(letters) > 5 else None


def _initials(name: str, chance: Random) -> str | None:
    return "".join(sound[0] for sound in _spelt(name)) if len(name) > 2 else None


def _some_initials(name: str, chance: Random) -> str | None:
    sounds = _spelt(name)
    return "".join(sound if n % 2 == 0 else sound[0] for n, sound in enumerate(sounds)) if len(sounds) > 2 else None


def _without_one(name: str, chance: Random) -> str | None:
    at = chance.randrange(len(name))
    return name[:at] + name[at + 1 :] if len(name) > 3 else None


def _one_wrong(name: str, chance: Random) -> str | None:
    at = chance.randrange(len(name))
    return name[:at] + chance.choice("的天人口上明国中车高") + name[at + 1 :] if len(name) > 3 else None


def _swapped(name: str, chance: Random) -> str | None:
    at = chance.randrange(len(name) - 1) if len(name) > 3 else 0
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :] if len(name) > 3 else None


def _misheard(name: str, chance: Random) -> str | None:
    at = chance.randrange(len(name))
    if not is_han(name[at]):
        return None
    sound = readings()[name[at]][0]
    others = [char for char in _common() if readings()[char][0] == sound and char != name[at]]
    return name[:at] + chance.choice(others) + name[at + 1 :] if others else None


def _all_misheard(name: str, chance: Random) -> str | None:
    heard = name
    for at, char in enumerate(name):
        others = [c for c in _common() if is_han(char) and readings()[c][0] == readings()[char][0] and c != char]
        if not others:
            return None
        heard = heard[:at] + chance.choice(others) + heard[at + 1 :]
    return heard if len(name) > 1 else None


def _mistyped(name: str, chance: Random) -> str | None:
    letters = "".join(_spelt(name))
    if len(letters) < 7:
        return None
    at = chance.randrange(1, len(letters) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return letters[:at] + letters[at + 1 :]
    if kind == 1:
        return letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
    return letters[:at] + chance.choice("qwertyasdfghzxcvbnm") + letters[at + 1 :]


def _as_in_the_south(name: str, chance: Random) -> str | None:
    said = "".join(_spelt(name))
    other = said.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng", "n")
    return other if other != said and len(other) > 4 else None


def _asked(name: str, chance: Random) -> str | None:
    said = ("哪里有卖{}", "请问{}在哪里", "{}放在什么地方", "我想买{}", "有没有{}", "{}在几号货架")
    return chance.choice(said).format(name)


def _beginning(name: str, chance: Random) -> str | None:
    return name[: (len(name) + 1) // 2 + 1] if len(name) > 3 else None


_MADE: dict[str, Make] = {
    "as it is written": lambda name, chance: name,
    "its beginning": _beginning,
    "asked in a sentence": _asked,
    "all pinyin": _pinyin,
    "pinyin, two thirds": _begun,
    "initials": _initials,
    "pinyin and initials": _some_initials,
    "pinyin mistyped": _mistyped,
    "pinyin without zh ch sh ng": _as_in_the_south,
    "one character missing": _without_one,
    "one character wrong": _one_wrong,
    "two characters swapped": _swapped,
    "one character misheard": _misheard,
    "every character misheard": _all_misheard,
}


def _common() -> str:
    """Characters of the first level of GB 2312, by which input methods offer them."""
    if not _SAME_SOUND:
        rows = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95))
        text = "".join(code.decode("gb2312", "ignore") for code in rows)
        _SAME_SOUND["all"] = "".join(char for char in text if char in readings())
    return _SAME_SOUND["all"]


def questions(products: Sequence[Product], seed: int) -> Iterator[tuple[str, str, str, str]]:
    """Sort, question, name and kind it was made of."""
    names = {p.name.removeprefix(p.brand).strip().split(" ")[0]: p.group for p in products}
    for sort, make in _MADE.items():
        chance = Random(f"{seed}/{sort}")
        for name, group in names.items():
            text = make(name, chance)
            if text:
                yield sort, text, name, group


def place(products: dict[str, Product], hits: Sequence[Hit], name: str, group: str) -> int | None:
    """Where the first stands that bears the name or is of the kind, from 0."""
    for at, hit in enumerate(hits):
        if hit.kind == "group" and hit.key in (group, name):
            return at
        if hit.kind == "product" and (products[hit.key].group == group or name in products[hit.key].name):
            return at
    return None
