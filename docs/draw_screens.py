"""Takes the documents' pictures of the kiosk's screens: every situation, on the real screens, off screen.

    .venv/bin/python docs/draw_screens.py      writes docs/pictures/screens/*.png and docs/screens.md
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PIL import Image

from backend.demo import photo, picture, store
from domain.wire import Pace
from kiosk.flows.returns import states as s
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Panel
from tests.kiosk.screens import samples

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures" / "screens"
SMALL = 0.42
ELDER = ("home", "choosing", "reviewing", "done")
COLUMNS = 4


def camera() -> np.ndarray:
    """The demo receipt in a hand, as the camera sees it, BGR."""
    demo = store.build(store.SEED, datetime(2026, 11, 21, 2, 18, tzinfo=UTC))
    receipt = demo.receipt("mixed")
    home = next(shop for shop in demo.stores if shop.store_id == receipt.store_id)
    seen = photo.photo(picture.receipt_picture(receipt, home), 3)
    return np.asarray(seen.convert("RGB"))[:, :, ::-1].copy()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    panel = Panel()
    window = KioskWindow(panel, headless=True)
    shell = Shell(panel, lambda event: None, samples.place, moving=False)
    window.show(shell.stage)
    frame, taken = camera(), []
    for pace in (Pace.NORMAL, Pace.SENIOR):
        for name, state in samples.states().items():
            if pace is Pace.SENIOR and name not in ELDER:
                continue
            shell.show(state, samples.situation_for(name, "zh_CN", pace))
            for _ in range(3):
                if isinstance(state, s.Scanning | s.Checking):
                    shell.camera_frame(frame, None)
                shell.tick()
                window.draw()
            taken.append(name if pace is Pace.NORMAL else f"{name}-senior")
            shot = window.screenshot()
            size = (round(shot.width * SMALL), round(shot.height * SMALL))
            shot.resize(size, Image.Resampling.LANCZOS).quantize(128).save(OUT / f"{taken[-1]}.png", optimize=True)
    rows = [taken[i : i + COLUMNS] for i in range(0, len(taken), COLUMNS)]
    cells = ["| " + " | ".join(f"![{n}](pictures/screens/{n}.png) {n}" for n in row) + " |" for row in rows]
    head = ["# Every screen of the returns kiosk", "", "Taken by `docs/draw_screens.py` from the screens.", ""]
    table = ["| " * COLUMNS + "|", "|---" * COLUMNS + "|", *cells, ""]
    (ROOT / "docs" / "screens.md").write_text("\n".join(head + table), "utf-8")
    print(f"{len(taken)} screens")


if __name__ == "__main__":
    main()
