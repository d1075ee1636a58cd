"""Renders every sample to PNG, off screen: `python -m tests.kiosk.screens.gallery OUT [--only NAME] [--senior] ...`"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from domain.wire import Pace
from kiosk.flows.returns import states as s
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Panel
from tests.kiosk.screens import samples

PANELS = {
    "1080x1920": Panel(),
    "1920x1080": Panel(1920, 1080, 3.21, 860),
    "768x1366": Panel(768, 1366, 2.28, 760),
}


def camera_picture() -> np.ndarray:
    """A stand-in for what the camera sees: a pale receipt on a dark tray."""
    frame = np.full((720, 960, 3), (36, 33, 26), np.uint8)
    frame[60:660, 330:630] = (246, 250, 251)
    for x in range(370, 590, 9):
        frame[520:600, x : x + 2 + x % 5] = (26, 33, 19)
    return frame


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--size", default="1080x1920", choices=PANELS)
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--senior", action="store_true")
    parser.add_argument("--low", action="store_true")
    parser.add_argument("--idle", action="store_true")
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
        situation = samples.situation_for(name, args.language, pace, low=args.low)
        if args.idle:
            from dataclasses import replace

            situation = replace(situation, idle_left=12)
        shell.show(state, situation)
        if isinstance(state, s.Scanning | s.Checking):
            outline = ((360.0, 515.0), (600.0, 515.0), (600.0, 605.0), (360.0, 605.0))
            shell.camera_frame(camera_picture(), outline if isinstance(state, s.Checking) else None)
        shell.tick()
        window.draw()
        picture = window.screenshot()
        save(picture, args.out / f"{name}.png")
        if shell.scene and shell.scene.faults:
            print(name, "does not fit:", *shell.scene.faults, sep="\n    ")


def save(picture: Image.Image, path: Path) -> None:
    picture.save(path)


if __name__ == "__main__":
    main()
