"""Hostile documents, made fast: random elements whose texts are full of what would steer a printer."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor

from devices.layout import Profile, find_profile, profile_names, render
from domain.slip import (
    QR,
    Align,
    Area,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Drawing,
    Element,
    Fill,
    Label,
    Line,
    Look,
    Part,
    Rule,
    Size,
    Slip,
    Space,
    Step,
    Text,
    Weight,
)
from tests.support.escpos import Bars, Characters, Control, Group, Picture, commands, real_time_commands
from tests.support.escpos import Cut as CutCommand

SHARDS = (
    "\x1b@", "\x1dV\0", "\x1dVB\0", "\x10\x14\x02\x01\x08", "\x10\x04\x01", "\x10\x05\x02", "\x1c.", "\x1c&", "\x1b",
    "\x1d", "\x10", "\0", "\n", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\udfff",
    "\U000e0001", "牛奶", "￥", "¥", "é", "é", "😀", "{C", "{{", "（", "。", "龘", "\ue000", "ﷺ", " ", "W" * 40,
)  # fmt: skip
TEMPLATE = frozenset(
    ("ESC @", "FS &", "LF", "GS !", "ESC E", "GS B", "ESC a", "ESC 2", "ESC 3", "GS H", "GS w", "GS h")
)


def hostile_text(luck: random.Random) -> str:
    if luck.random() < 0.2:
        return "".join(
            chr(luck.choice((luck.randrange(0x100), luck.randrange(0x110000)))) for _ in range(luck.randrange(12))
        )
    return "".join(luck.choices(SHARDS, k=luck.randrange(6)))


def hostile_slip(luck: random.Random) -> Slip:
    text = lambda: hostile_text(luck)  # noqa: E731
    size, align = luck.choice(tuple(Size)), luck.choice(tuple(Align))
    makers: tuple[Element, ...] = (
        Text(text(), size, luck.random() < 0.5, align),
        Columns(text(), text(), size),
        Banner(text(), text()),
        Box((Text(text(), size), Text(text()))),
        Step(luck.randrange(-5, 200), text(), text()),
        Barcode(text()),
        QR(text(), text(), (text(),)),
        Drawing(luck.choice((-1, 0, 1, 600, 10**9)), luck.choice((0, 1, 400, 10**9)), hostile_parts(luck)),
        Space(luck.randrange(-3, 30)),
        Rule(),
        Cut(),
    )
    return Slip(
        tuple(luck.sample(makers, k=luck.randrange(1, 5))), luck.choice(("zh_CN", "zh_TW", "en")), luck.random() < 0.3
    )


def hostile_parts(luck: random.Random) -> tuple[Part, ...]:
    def points() -> tuple[tuple[int, int], ...]:
        far = luck.choice((600, 10**12))
        return tuple((luck.randrange(-far, far), luck.randrange(-far, far)) for _ in range(luck.randrange(6)))

    at = luck.randrange(-9, 600), luck.randrange(-9, 400)
    return (
        Area(points(), luck.choice(tuple(Fill)), luck.random() < 0.5),
        Line(points(), luck.choice(tuple(Weight))),
        Label(at, hostile_text(luck), luck.choice(tuple(Look))),
    )


def is_strange(data: bytes) -> bool:
    """Whether the stream holds anything but what the template says."""
    for command in commands(data):
        match command:
            case Characters(_, True) | Picture() | Bars(73, _) | Group("k", _) | CutCommand(66, _):
                pass
            case Control(name, _) if name in TEMPLATE:
                pass
            case _:
                return True
    return bool(real_time_commands(data))


def _profiles() -> list[Profile]:
    return [find_profile(name, width) for name in profile_names() for width in (58, 80)]


def _shard(task: tuple[int, int]) -> int:
    seed, count = task
    luck = random.Random(seed)
    profiles = _profiles()
    return sum(is_strange(render(hostile_slip(luck), luck.choice(profiles))) for _ in range(count))


def fuzz(count: int, seed: int, processes: int) -> int:
    """How many of so many hostile documents gave a strange stream."""
    size = 500
    tasks = [(seed * 1_000_003 + index, min(size, count - index * size)) for index in range((count + size - 1) // size)]
    with ProcessPoolExecutor(processes) as pool:
        return sum(pool.map(_shard, tasks))
