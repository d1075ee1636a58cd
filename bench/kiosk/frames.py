"""Does the screen keep its frame rate while the reader works its hardest?

    .venv/bin/python -m bench.kiosk.frames [--seconds 20]

The real app off screen with software rendering. The camera shows a receipt too blurred to be read, 1280x720 at 30
frames a second, so that every frame takes the reader its whole budget. The same screen with the reader resting, in
turns with it, is what a machine that is busy otherwise is told by.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import cv2
import numpy as np

from bench.scanning.paper import print_receipt
from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import EmbeddedCentral
from kiosk.commands.stands import configuration
from kiosk.config import parse_config
from kiosk.flows.returns import states as s
from kiosk.shell_events import Open

FPS = 30
TURNS = 4
"""How often reading and resting take turns."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="of reading, and as many of resting")
    wanted = parser.parse_args()
    logs.quiet()
    with tempfile.TemporaryDirectory(prefix="fuwutai-bench-") as name, EmbeddedCentral(Path(name)) as central:
        demo = central.ready()
        video = blurred(Path(name) / "blurred.mp4")
        text = configuration("returns", Path(name), demo.url, demo.enrolment_code, camera=f"file://{video}")
        app = KioskApp(parse_config(text), headless=True)
        app.start()
        try:
            session = app.terminal.session
            app.until(lambda: session.situation.service_ready, 60)
            session.post(Open())
            app.until(lambda: isinstance(session.state, s.Scanning), 10)
            reading, resting = watched(app, wanted.seconds)
            assert isinstance(session.state, s.Scanning), "nothing could be read"
        finally:
            app.close()
    tell("while it reads", reading)
    tell("while it rests", resting)


def blurred(path: Path) -> Path:
    rng = np.random.default_rng(5)
    paper = np.asarray(print_receipt(rng, dots=3, qr=False).picture)[-640:]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (1280, 720))
    for n in range(2 * FPS):
        frame = np.full((720, 1280), 38, np.uint8)
        move = np.array([[1, 0.02, 340 + 6 * np.sin(n / 3)], [-0.02, 1, 20]], np.float32)
        cv2.warpAffine(paper, move, (1280, 720), frame, borderMode=cv2.BORDER_TRANSPARENT)
        soft = cv2.GaussianBlur(frame, (0, 0), 9) + rng.normal(0, 8, frame.shape)
        writer.write(cv2.cvtColor(np.clip(soft, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def watched(app: KioskApp, seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds from one frame of the screen to the next, while the reader works and while it rests."""
    feed = app.terminal.camera
    assert feed is not None
    gaps: tuple[list[float], list[float]] = ([], [])
    for turn in range(2 * TURNS):
        feed.scan(turn % 2 == 0)
        end = time.monotonic() + seconds / TURNS
        before = time.monotonic()
        while before < end:
            app.turn()
            now = time.monotonic()
            gaps[turn % 2].append((now - before) * 1000)
            before = now
    return gaps


def tell(what: str, gaps: list[float]) -> None:
    p95 = quantiles(gaps, n=20, method="inclusive")[-1]
    print(
        f"{what:<16} {1000 * len(gaps) / sum(gaps):5.1f} frames a second   "
        f"from frame to frame: median {median(gaps):5.1f} ms, p95 {p95:5.1f} ms, longest {max(gaps):5.1f} ms"
    )


if __name__ == "__main__":
    main()
