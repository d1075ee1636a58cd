"""Renders every sample of a role to PNG, off screen: `python -m tests.kiosk.screens.gallery OUT [--role guide] ...`"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from domain.wire import Pace
from kiosk.flows.guide import states as g
from kiosk.flows.returns import states as r
from kiosk.screens.page import Place
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from tests.kiosk.screens import checks, guide_samples, rating_samples, samples

PANELS = {f"{panel.width}x{panel.height}": panel for panel in checks.PANELS.values()}


@dataclass(frozen=True, slots=True)
class Samples:
    """A role's, the panel they are usually looked at on, and how many frames until what moves has arrived."""

    states: Callable[[], Mapping[str, Any]]
    situation: Callable[..., Any]
    place: Callable[[], Place]
    size: str = "1080x1920"
    frames: int = 1


def of_the_guide(name: str, language: str, pace: Pace, *, low: bool = False) -> Any:
    return guide_samples.situation(language, pace, low=low)


ROLES = {
    "returns": Samples(samples.states, samples.situation_for, samples.place),
    "guide": Samples(guide_samples.states, of_the_guide, guide_samples.place, "1920x1080", 60),
    "rating": Samples(rating_samples.states, rating_samples.situation, rating_samples.place, frames=3),
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
    parser.add_argument("--role", default="returns", choices=ROLES)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--size", choices=PANELS)
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--senior", action="store_true")
    parser.add_argument("--low", action="store_true")
    parser.add_argument("--idle", action="store_true")
    parser.add_argument("--offline", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    role = ROLES[args.role]
    panel = PANELS[args.size or role.size]
    window = KioskWindow(panel, headless=True)
    shell = Shell(panel, lambda event: None, role.place, moving=False)
    window.show(shell.stage)
    more = ({"idle_left": 12} if args.idle else {}) | ({"online": False} if args.offline else {})
    for name, state in role.states().items():
        if args.only and name not in args.only:
            continue
        situation = role.situation(name, args.language, Pace.SENIOR if args.senior else Pace.NORMAL, low=args.low)
        shell.show(state, replace(situation, **more))
        camera(shell, state)
        for _ in range(role.frames):
            shell.tick()
            window.draw()
        window.screenshot().save(args.out / f"{name}.png")
        if shell.scene and shell.scene.faults:
            print(name, "does not fit:", *shell.scene.faults, sep="\n    ")


def camera(shell: Shell, state: Any) -> None:
    """What the camera sees, where a screen shows it, and the outline of the code it has found."""
    match state:
        case r.Checking():
            shell.camera_frame(camera_picture(), ((360.0, 515.0), (600.0, 515.0), (600.0, 605.0), (360.0, 605.0)))
        case r.Scanning() | g.Barcode():
            shell.camera_frame(camera_picture())


if __name__ == "__main__":
    main()
