"""python -m bench.printing.pictures docs/pictures: slips of both widths, three languages, both sizes of type."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from devices.layout import find_profile, picture, render
from devices.simulated.escpos import commands
from devices.simulated.paper import Paper
from domain.slip import Banner, example

NAMES = {"zh_CN": "zh", "zh_TW": "tw", "en": "en"}
WORDS = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
WIDTHS = (80, 58)
KINDS = {"reprint": "printed again, to be verified", "text-mode": "text mode"}


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        profile = find_profile(width=width)
        for language in NAMES:
            for large in (False, True):
                drawn = picture(example(language, large_type=large), profile)
                drawn.save(folder / _name(width, language, large), optimize=True)
        # A slip printed again, for a return that waits for the line to come back.
        slip = example()
        marked = (*slip.elements[:3], Banner("补打"), Banner("待核验"), *slip.elements[3:])
        picture(replace(slip, elements=marked), profile).save(folder / f"slip-{width}-zh-reprint.png", optimize=True)
        text = find_profile("xprinter-text", width)
        printed = Paper(text.dots).run(commands(render(example(), text))).picture()
        printed.save(folder / f"slip-{width}-zh-text-mode.png", optimize=True)


def shown(folder: str = "pictures") -> list[str]:
    """Rows of Markdown with every picture that `draw` makes."""
    rows = [f"| | {' | '.join(WORDS.values())} |", "|---" * (1 + len(WORDS)) + "|"]
    for width in WIDTHS:
        for large in (False, True):
            kind = f"{width} mm{', large type' if large else ''}"
            cells = [f"![{kind}, {WORDS[name]}]({folder}/{_name(width, name, large)})" for name in WORDS]
            rows.append(f"| {kind} | {' | '.join(cells)} |")
    rows += ["", f"| | {' | '.join(KINDS.values())} |", "|---" * (1 + len(KINDS)) + "|"]
    for width in WIDTHS:
        cells = [f"![{width} mm, {words}]({folder}/slip-{width}-zh-{kind}.png)" for kind, words in KINDS.items()]
        rows.append(f"| {width} mm | {' | '.join(cells)} |")
    return rows


def _name(width: int, language: str, large: bool) -> str:
    return f"slip-{width}-{NAMES[language]}{'-large' if large else ''}.png"


if __name__ == "__main__":
    draw(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
