"""Breaking text into lines the Chinese way, keeping Latin words and numbers whole; shrinking what will not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.theme.fonts import width
from kiosk.theme.marks import PLAIN, STRONG

NOT_FIRST = "，。、；：？！）》」』】”’…·,.;:?!)]}%℃～"
"""Never at the beginning of a line."""
NOT_LAST = "（《「『【“‘([{¥#"
"""Never at the end of one."""
LEAST_FIRST, LEAST_LAST = 0.45, 0.3
"""Of the width: no line is left shorter than that for the sake of a pause, and no last line of a word or two."""
LONGEST = 400

_MARK = re.compile(f"([{STRONG}{PLAIN}])")
_PAUSE = re.compile(rf"[，。；：、！？](?![{re.escape(NOT_FIRST)}])|[,;:.](?= )")
# The fonts have none of these: each would stand there as an empty box.
_EMOJI = re.compile("[\ufe00-\ufe0f\U0001f000-\U0001f0ff\U0001f1ad-\U0001f1ff\U0001f260-\U0001faff]")
# A word: what is written without spaces and is not Chinese, so that 250ml, ¥129.53 and English words stay whole;
# and a date, which would read badly cut after its month.
_TOKEN = re.compile(r"\n| +|(?:[0-9]+[年月日])+|[\u0021-\u024f×÷−–—]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size. `whole` is False when even the smallest size had to cut the text."""

    lines: tuple[Runs, ...]
    size: float
    whole: bool = True


def clean(text: str) -> str:
    """Only what can be seen: no control, format or private characters, no emoji, nothing endless."""
    seen = _EMOJI.sub("", text[:LONGEST])
    return "".join(c if c == "\n" else " " if c.isspace() else c for c in seen if c == "\n" or _visible(c))


def _visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def line_width(runs: Runs, size: float) -> float:
    return sum(width(run.text, size, run.bold) for run in runs)


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> tuple[Runs, ...]:
    """Greedy lines no wider than `limit`, unless a single word is wider. Bold from STRONG to PLAIN; `\\n` breaks."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for piece, strong in _pieces(text, bold):
        if piece == "\n":
            lines.append([])
            used = 0.0
            continue
        wide = width(piece, size, strong)
        if lines[-1] and used + width(piece.rstrip(), size, strong) > limit + 0.5:
            lines.append([])
            used = 0.0
        if not lines[-1] and piece.isspace():
            continue
        lines[-1].append(Run(piece, strong))
        used += wide
    return tuple(_joined(line) for line in lines)


def _pieces(text: str, bold: bool) -> Iterator[tuple[str, bool]]:
    """What may not be broken: words, and characters with the punctuation that clings to them. Marks are taken out.

    A piece has the weight it begins with: a full stop after bold words is bold too.
    """
    tokens: list[tuple[str, bool]] = []
    strong = bold
    for part in _MARK.split(text):
        if part in (STRONG, PLAIN):
            strong = part == STRONG or bold
        else:
            tokens.extend((token, strong) for token in _TOKEN.findall(clean(part)))
    held, weight = "", bold
    for i, (token, strong) in enumerate(tokens):
        after = tokens[i + 1][0] if i + 1 < len(tokens) else "\n"
        if token == "\n":
            yield token, strong
            continue
        held += token
        weight = strong if len(held) == len(token) else weight
        clings = after[0] in NOT_FIRST or (token[-1] in NOT_LAST and not after.isspace())
        if clings or (after.isspace() and after != "\n"):
            continue
        yield held, weight
        held = ""


def _joined(line: list[Run]) -> Runs:
    merged: list[Run] = []
    for run in line:
        if merged and merged[-1].bold == run.bold:
            merged[-1] = Run(merged[-1].text + run.text, run.bold)
        else:
            merged.append(run)
    if merged:
        merged[-1] = Run(merged[-1].text.rstrip(), merged[-1].bold)
    return tuple(run for run in merged if run.text)


def fit(
    text: str, size: float, limit: float, *, lines: int = 1, floor: float | None = None, bold: bool = False
) -> Fitted:
    """The text in at most `lines` lines of `limit`, at `size` or as much smaller as it takes, not below `floor`.

    A line too many at the floor is cut with an ellipsis, and said so in `whole`.
    """
    least = size if floor is None else min(floor, size)
    tried = size
    while True:
        broken = wrap(text, tried, limit, bold=bold)
        if len(broken) <= lines and all(line_width(line, tried) <= limit + 0.5 for line in broken):
            paused = _at_pause(text, tried, limit, bold) if len(broken) == 2 else None
            return Fitted(paused or _without_orphan(text, tried, limit, broken, bold), tried)
        if tried <= least:
            return Fitted(tuple(_cut(line, tried, limit) for line in _first(broken, lines)), tried, False)
        tried = max(least, tried * 0.96 if tried > 60 else tried - 1)


def _at_pause(text: str, size: float, limit: float, bold: bool) -> tuple[Runs, ...] | None:
    """Two lines broken where one pauses in reading, not in the middle of 第 5 层; None where there is no such pause."""
    plain = clean(text)
    if "\n" in plain or _MARK.search(text):
        return None
    for pause in reversed([found.end() for found in _PAUSE.finditer(plain)]):
        first, second = plain[:pause].rstrip(), plain[pause:].lstrip()
        if second[:1] in NOT_FIRST:
            continue
        wide = width(first, size, bold)
        if wide < LEAST_FIRST * limit or width(second, size, bold) > limit:
            return None
        if wide <= limit and width(second, size, bold) >= LEAST_LAST * limit:
            return (Run(first, bold),), (Run(second, bold),)
    return None


def _without_orphan(text: str, size: float, limit: float, broken: tuple[Runs, ...], bold: bool) -> tuple[Runs, ...]:
    """As many lines, but no last line of a word or two: the others give some of theirs."""
    narrower = limit
    while len(broken) > 1 and "\n" not in text and line_width(broken[-1], size) < LEAST_LAST * limit:
        narrower -= size
        again = wrap(text, size, narrower, bold=bold)
        if len(again) != len(broken) or narrower < limit / 2 or any(line_width(r, size) > narrower for r in again):
            break
        broken = again
    return broken


def _first(broken: tuple[Runs, ...], lines: int) -> tuple[Runs, ...]:
    kept = broken[:lines]
    if len(broken) > lines and kept and kept[-1]:
        last = kept[-1][-1]
        kept = (*kept[:-1], (*kept[-1][:-1], Run(last.text + "…", last.bold)))
    return kept


def _cut(line: Runs, size: float, limit: float) -> Runs:
    if line_width(line, size) <= limit + 0.5:
        return line
    text = "".join(run.text for run in line).removesuffix("…")
    bold = line[0].bold
    while text and width(text + "…", size, bold) > limit:
        text = text[:-1]
    return (Run(text.rstrip() + "…", bold),)
