"""A guide or a rating screen of the demo store in a real window, and its central service to look behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.demo_shop import DemoShop, open_demo_shop
from tests.support.printers import TcpPrinterPeer
from tests.support.serving import Serving
from tests.windows.display import Finger, kiosk_window

GUIDE = ("guide", "入口导览屏", (1920, 1080), 860)
RATING = ("rating", "出口评价屏", (1080, 1920), 760)
RETURNS = ("returns", "演示退货机", (1080, 1920), 760)
"""Role, name on the plan, panel in px, its lower edge above the floor in mm."""
Standing = tuple[str, str, tuple[int, int], int]


@dataclass
class Corner:
    """A screen somewhere in the demo store."""

    store: DemoShop
    serving: Serving
    printer: TcpPrinterPeer
    finger: Finger
    pictures: Path

    def picture(self, name: str) -> Path:
        return self.finger.picture(self.pictures / f"{name}.png")


@contextmanager
def corner(
    template: Path, directory: Path, standing: Standing, *, also: tuple[str, ...] = (), camera: Path | None = None,
    before: Callable[[DemoShop], None] = lambda store: None,
) -> Iterator[Corner]:  # fmt: skip
    """`camera`: a video it sees. `before`: what is done at the centre before it is switched on."""
    role, name, size, edge = standing
    with ExitStack() as stack:
        store = open_demo_shop(template, directory)
        stack.callback(store.service.close)
        before(store)
        serving = stack.enter_context(Serving(store.service.app))
        printer = stack.enter_context(TcpPrinterPeer())
        config = directory / "kiosk.toml"
        seen = f"[camera]\nuri = {json.dumps(f'file://{camera}')}\n" if camera is not None else ""
        prints = f"[printer]\nuri = '{printer.uri}?width=80'\n" if role != "rating" else ""
        config.write_text(
            f"[kiosk]\nname = '{name}'\nrole = '{role}'\nalso = {json.dumps(also)}\nsilver_day = 0\n"
            f"state_dir = {json.dumps(str(directory / 'kiosk'))}\n[service]\nurl = '{serving.url}'\n{prints}{seen}"
            f"[screen]\nwidth = {size[0]}\nheight = {size[1]}\nlower_edge_mm = {edge}\nfullscreen = false\n",
            "utf-8",
        )
        finger = stack.enter_context(kiosk_window(config, *size))
        yield Corner(store, serving, printer, finger, directory)
