"""A shopper's question as the search compares it: which pieces count, and every way its letters can be read.

Nothing is cut out of a question. What only asks (哪里有卖…, where is the …) weighs next to nothing, so that a word which
happens to hold such letters is still found by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice, zip_longest

from kiosk.search.characters import is_han, syllables
from kiosk.search.text import is_number, normalised, tokens

LIGHT = 0.05
"""Weight of what only asks."""
MOST_READINGS = 6
MOST_SYMBOLS = 24

_ASKING = re.compile(
    "|".join(
        (
            "请问(?:一下)?", "麻烦(?:您|你)?", "问一?下", "您好|你好", "不好意思", "(?:请|麻烦)?帮(?:我|忙)", "告诉我",
            "(?:我|我们)?(?:想|要|想要|需要|打算|准备|来)(?:去|买|找|看|要|吃|喝|用)?(?:点|些|个|一?下)?(?=.{2})(?!家)",
            "(?:去|到|上)?(?:在|从|往|放在|摆在|放|摆|是|卖)?(?:哪里|哪儿|哪边|哪块|哪个|哪一?[排层区架柜楼]|哪有|什么地方|啥地方|哪)"
            "(?:可以|能|会|有)?(?:找到|买到|买|卖|放|去)?(?:了|呢|啊)?",
            "[在去到]?(?:第?几|哪一?)(?:号|个|层|楼|排|区)(?:架子?|货架|柜台?|楼|排|层|区)?",
            "怎么(?:走|去|找|到|办)", "(?:多少|几块)钱", "什么价格?", "在不在", "的?位置", "(?:的|那个)?地方",
            "有没有(?:卖)?", "有卖", "^有(?!机)", "卖不卖", "^卖", "(?:还)?有吗|有么|有不有", "[吗呢啊呀吧嘛哦哈么了的]$",
            "^(?:去|找|买(?!一)|要|拿|来)(?:一下|一?个|点|些|瓶|包|袋|盒)?(?!骨)", "你们(?:这|家|店)?(?:里|儿)?", "这里|这儿|这边|店里|超市里?",
            "给(?=.)", "(?:吃|用|喝|穿|要|需要|要用)的(?:东西)?$", "(?<=[\u4e00-\u9fff])用的", "(?:需要|要|用)(?:什么|哪些|啥)(?:材料|食材|东西|菜|调料)?",
            "(?:的|要的|用的)?(?:材料|食材|原料|配料)$", "^做(?=.{2})", "(?<=.)怎么做", "(?:最近|便宜|好吃|新鲜|好用|实惠|划算)的",
            "^(?:今天|现在)", "(?<=.)(?:吃|喝|用|买|做|要)(?:点)?(?:什么|啥)好?$", "有什么", "什么(?=.)", "的", "^点(?!心)", "点(?=水果|蔬菜|菜)",
        )
    )
)  # fmt: skip
_ASKING_WORDS = frozenset(
    "where what which how is are was s the a an any some to of in at on for i im m my me we you your do does can could would"
    " have has got need want buy get find looking look like please there here it some sell go way d much cost price near"
    " nearest".split()
)


class Sort(IntEnum):
    """What a symbol can be the same as."""

    HAN = 0
    SOUND = 1
    """The beginning, or all, of a syllable."""
    WORD = 2
    NUMBER = 3


Symbol = tuple[Sort, str, bool]
"""Sort, text, and whether it may go on: the last one may not be finished yet."""
Reading = tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`readings` each have a weight for every symbol; `text` is what was asked, normalised."""

    text: str
    readings: tuple[tuple[Reading, tuple[float, ...]], ...]


def question(text: str) -> Question:
    """Empty for what holds no letter, digit or Chinese character."""
    plain = normalised(text)
    pieces = tokens(plain)[:MOST_SYMBOLS]
    if not pieces:
        return Question("", ())
    light = _light(plain, pieces)
    made = dict.fromkeys(islice(_readings(pieces, light), MOST_READINGS))
    return Question(plain, tuple(made))


def _light(plain: str, pieces: Sequence[str]) -> list[bool]:
    """Which pieces only ask. All count when nothing else would be left."""
    marked = [False] * len(plain)
    for found in _ASKING.finditer(plain):
        if not found[0].isascii():
            marked[found.start() : found.end()] = [True] * (found.end() - found.start())
    light, at = [], 0
    english = plain.isascii()
    for piece in pieces:
        at = plain.index(piece, at)
        light.append(marked[at] or english and piece in _ASKING_WORDS)
        at += len(piece)
    return [False] * len(pieces) if all(light) else light


def _readings(pieces: Sequence[str], light: Sequence[bool]) -> Iterator[tuple[Reading, tuple[float, ...]]]:
    yield _reading([(_plain(piece),) for piece in pieces], light, pieces)
    lettered = [_has_letters(piece) and not asks for piece, asks in zip(pieces, light, strict=True)]
    if any(lettered):
        choices = [cuts(piece) if said else ((piece,),) for piece, said in zip(pieces, lettered, strict=True)]
        for chosen in zip_longest(*choices):
            cut = [some if some is not None else options[0] for some, options in zip(chosen, choices, strict=True)]
            yield _reading(
                [
                    tuple((Sort.SOUND, part, False) for part in parts) if said else (_plain(piece),)
                    for piece, parts, said in zip(pieces, cut, lettered, strict=True)
                ],
                light,
                pieces,
            )


def _reading(
    symbols: Sequence[tuple[Symbol, ...]], light: Sequence[bool], pieces: Sequence[str]
) -> tuple[Reading, tuple[float, ...]]:
    flat: list[Symbol] = []
    weights: list[float] = []
    for some, only_asks in zip(symbols, light, strict=True):
        flat += some
        weights += [LIGHT if only_asks else 1.0] * len(some)
    sort, text, _ = flat[-1]
    flat[-1] = (sort, text, True)
    return tuple(flat[:MOST_SYMBOLS]), tuple(weights[:MOST_SYMBOLS])


def _plain(piece: str) -> Symbol:
    if is_han(piece):
        return (Sort.HAN, piece, False)
    return (Sort.NUMBER if is_number(piece) else Sort.WORD, piece, False)


def _has_letters(piece: str) -> bool:
    return piece.isascii() and piece.isalpha()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(s[:n] for s in syllables() for n in range(1, len(s) + 1))


@lru_cache(maxsize=256)
def cuts(letters: str) -> tuple[tuple[str, ...], ...]:
    """The letters as syllables and beginnings of syllables, the likeliest cut first; all letters apart at the end."""
    whole, begun = syllables(), _beginnings()
    letters = letters[:MOST_SYMBOLS]
    best: list[list[tuple[float, tuple[str, ...]]]] = [[] for _ in range(len(letters) + 1)]
    best[-1] = [(0.0, ())]
    for start in range(len(letters) - 1, -1, -1):
        if letters[start] in "iuv":
            continue
        found = []
        for end in range(start + 1, min(len(letters), start + 6) + 1):
            piece = letters[start:end]
            if piece not in begun:
                continue
            last = end == len(letters)
            initial = len(piece) == 1 or piece in ("zh", "ch", "sh")
            # A syllable begun in the middle is rare, but for its initial alone.
            cost = 1.0 if piece in whole and len(piece) > 1 else 1.1 if last or initial else 2.5
            found += [(cost + rest, (piece, *tail)) for rest, tail in best[end]]
        best[start] = sorted(found)[:4]
    chosen = [cut for cost, cut in best[0] if cost <= best[0][0][0] + 1.2] if best[0] else []
    apart = tuple(letters)
    if len(letters) <= 8 and not set(letters) & set("iuv") and apart not in chosen:
        chosen.append(apart)
    return tuple(chosen) or ((letters,),)
