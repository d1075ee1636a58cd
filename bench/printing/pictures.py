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


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in (80, 58):
        profile = find_profile(width=width)
        for language, name in NAMES.items():
            for large in (False, True):
                drawn = picture(example(language, large_type=large), profile)
                drawn.save(folder / f"slip-{width}-{name}{'-large' if large else ''}.png", optimize=True)
        # A slip printed again, for a return that waits for the line to come back.
        slip = example()
        marked = (*slip.elements[:3], Banner("补打"), Banner("待核验"), *slip.elements[3:])
        picture(replace(slip, elements=marked), profile).save(folder / f"slip-{width}-zh-reprint.png", optimize=True)
        text = find_profile("xprinter-text", width)
        printed = Paper(text.dots).run(commands(render(example(), text))).picture()
        printed.save(folder / f"slip-{width}-zh-text-mode.png", optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
