"""The real kiosk in a window, which also says on standard output where its keys are: for fingers made of xdotool.

    python kiosk_process.py CONFIG      one JSON object a line, whenever another screen stands:
                                        {"screen": NAME, "keys": {NAME: [x, y]}, "words": [...], "low": false,
                                         "pace": "normal", "language": "zh_CN"}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kiosk import logs
from kiosk.app import KioskApp
from kiosk.config import load_config
from kiosk.theme.frame import Frame


def main() -> None:
    logs.configure()
    config = load_config(Path(sys.argv[1]))
    app = KioskApp(config)
    told: object = None
    tick = app.tick

    def tick_and_tell() -> None:
        nonlocal told
        # Before this turn of the loop: what the last one brought has been drawn, and can be seen.
        scene, state = app.shell.scene, type(app.terminal.session.state).__name__
        now = app.terminal.session.situation
        around = {"low": now.low, "pace": now.pace.value, "language": now.language}
        tick()
        if scene is None or (scene, around) == told:
            return
        told = scene, around
        frame = Frame(app.window.panel, now.low)
        left, top = frame.offset
        centres = {
            name: [left + (rect.x + rect.w / 2) * frame.scale, top + (rect.y + rect.h / 2) * frame.scale]
            for name, rect in ((key.name, key.rect) for key in scene.keys)
        }
        print(json.dumps({"screen": state, "keys": centres, "words": scene.words, **around}), flush=True)

    app.tick = tick_and_tell  # type: ignore[method-assign]
    app.run()


if __name__ == "__main__":
    main()
