"""Takes the documents' pictures of the screens: every situation, on the real screens, off screen.

    .venv/bin/python docs/draw_screens.py      writes docs/pictures/screens/*.png and docs/screens.md
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PIL import Image

from backend.demo import photo, picture, store
from domain.wire import Pace
from kiosk.flows.guide import states as g
from kiosk.flows.returns import states as r
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from kiosk.situation import Situation
from kiosk.theme.frame import Panel
from tests.kiosk.screens import gallery
from tests.kiosk.screens.gallery import PANELS

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures" / "screens"


@dataclass(frozen=True)
class Role:
    """`elder`: the situations that are shown at the senior pace too. `settle`: frames until what moves has arrived.

    `of`: whose situations, where not its own; of those `both`, each as it stands and from a wheelchair (低位).
    """

    title: str
    panel: Panel
    small: float
    columns: int
    elder: tuple[str, ...]
    settle: int = 3
    of: str = ""
    both: tuple[str, ...] = ()


ROLES = {
    "returns": Role("The returns kiosk", Panel(), 0.42, 4, ("home", "choosing", "reviewing", "done")),
    "guide": Role("The guide", PANELS["1920x1080"], 0.36, 3, ("home", "ways", "card", "route"), 60),
    "upright": Role(
        "The guide on an upright screen, and from a wheelchair", Panel(), 0.42, 4, ("route", "route-low"), 60, "guide",
        ("home", "search", "card", "route", "map-walk", "directory"),
    ),
    "rating": Role("The rating screen", Panel(), 0.42, 4, ("home", "followup")),
}


def shown(role: str, pace: Pace) -> Iterator[tuple[str, Any, Situation]]:
    """Every sample of a role: its name, its state, what surrounds it."""
    samples = gallery.ROLES[ROLES[role].of or role]
    if ROLES[role].both:
        states = samples.states()
        for name in ROLES[role].both:
            yield name, states[name], samples.situation(name, "zh_CN", pace)
            yield f"{name}-low", states[name], samples.situation(name, "zh_CN", pace, low=True)
        return
    yield from ((name, state, samples.situation(name, "zh_CN", pace)) for name, state in samples.states().items())
    if role == "returns":
        # The question that lies over any screen after silence; what stood there is hidden.
        asked = "choosing"
        yield "idle", samples.states()[asked], replace(samples.situation(asked, "zh_CN", pace), idle_left=12)


def camera() -> np.ndarray:
    """The demo receipt in a hand, as the camera sees it, BGR."""
    demo = store.build(store.SEED, datetime(2026, 11, 21, 2, 18, tzinfo=UTC))
    receipt = demo.receipt("mixed")
    home = next(shop for shop in demo.stores if shop.store_id == receipt.store_id)
    seen = photo.photo(picture.receipt_picture(receipt, home), 3)
    return np.asarray(seen.convert("RGB"))[:, :, ::-1].copy()


def draw(name: str) -> None:
    """One role's pictures; a window of another size needs a process of its own."""
    role = ROLES[name]
    window = KioskWindow(role.panel, headless=True)
    shell = Shell(role.panel, lambda event: None, gallery.ROLES[role.of or name].place, moving=False)
    window.show(shell.stage)
    frame = camera()
    for pace in (Pace.NORMAL, Pace.SENIOR):
        for sample, state, situation in shown(name, pace):
            if pace is Pace.SENIOR and sample not in role.elder:
                continue
            shell.show(state, situation)
            for _ in range(role.settle):
                if isinstance(state, r.Scanning | r.Checking | g.Barcode):
                    shell.camera_frame(frame, None)
                shell.tick()
                window.draw()
            shot = window.screenshot()
            size = (round(shot.width * role.small), round(shot.height * role.small))
            path = OUT / f"{file_of(name, sample, pace)}.png"
            shot.resize(size, Image.Resampling.LANCZOS).quantize(128).save(path, optimize=True)


def file_of(role: str, sample: str, pace: Pace) -> str:
    own = sample if role == "returns" else f"{role}-{sample}"
    return own if pace is Pace.NORMAL else f"{own}-senior"


def page() -> str:
    lines = ["# Every screen", "", "Taken by `docs/draw_screens.py` from the screens themselves.", ""]
    for name, role in ROLES.items():
        taken = [
            (f"{sample} (senior)" if pace is Pace.SENIOR else sample, file_of(name, sample, pace))
            for pace in (Pace.NORMAL, Pace.SENIOR)
            for sample, _, _ in shown(name, pace)
            if pace is Pace.NORMAL or sample in role.elder
        ]
        rows = [taken[i : i + role.columns] for i in range(0, len(taken), role.columns)]
        lines += [f"## {role.title}", "", "| " * role.columns + "|", "|---" * role.columns + "|"]
        lines += ["| " + " | ".join(f"![{n}](pictures/screens/{f}.png) {n}" for n, f in row) + " |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    if len(sys.argv) > 1:
        draw(sys.argv[1])
        return
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    for name in ROLES:
        subprocess.run([sys.executable, __file__, name], check=True)
    (ROOT / "docs" / "screens.md").write_text(page(), "utf-8")
    print(f"{len(list(OUT.glob('*.png')))} screens")


if __name__ == "__main__":
    main()
