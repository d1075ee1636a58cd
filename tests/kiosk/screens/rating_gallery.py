"""Renders every sample of a rating to PNG: `python -m tests.kiosk.screens.rating_gallery OUT [--only NAME] ...`"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from domain.wire import Pace
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from tests.kiosk.screens import rating_samples as samples
from tests.kiosk.screens.gallery import PANELS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--size", default="1080x1920", choices=PANELS)
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--senior", action="store_true")
    parser.add_argument("--low", action="store_true")
    parser.add_argument("--offline", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    panel = PANELS[args.size]
    window = KioskWindow(panel, headless=True)
    shell = Shell(panel, lambda event: None, samples.place, moving=False)
    window.show(shell.stage)
    pace = Pace.SENIOR if args.senior else Pace.NORMAL
    for name, state in samples.states().items():
        if args.only and name not in args.only:
            continue
        situation = samples.situation(name, args.language, pace, low=args.low)
        shell.show(state, replace(situation, online=not args.offline))
        for _ in range(3):
            shell.tick()
            window.draw()
        window.screenshot().save(args.out / f"{name}.png")
        if shell.scene and shell.scene.faults:
            print(name, "does not fit:", *shell.scene.faults, sep="\n    ")


if __name__ == "__main__":
    main()
