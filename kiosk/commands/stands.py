"""The demo store's three screens as a technician would set them up, for journeys, the demo and the benches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

PX_PER_MM = 3.21
"""Of the reference panel, 27 inches."""


@dataclass(frozen=True, slots=True)
class Stand:
    """`name` as on the store's plan; `panel` in px and its lower edge in mm; `desk`: a window for a desk's screen.

    `folder`: where the kiosk keeps its own, beside the service's.
    """

    name: str
    panel: tuple[int, int]
    lower_edge_mm: int
    desk: tuple[int, int]
    folder: str


STANDS = {
    "returns": Stand("演示退货机", (1080, 1920), 760, (608, 1080), "kiosk"),
    "guide": Stand("入口导览屏", (1920, 1080), 860, (1280, 720), "guide"),
    "rating": Stand("出口评价屏", (1080, 1920), 760, (608, 1080), "rating"),
}


def configuration(
    role: str, directory: Path, url: str, code: str | None, *, camera: str | None = None, printer: str | None = None,
    on_desk: bool = False,
) -> str:  # fmt: skip
    """A screen's configuration on this machine. Slips and ways are printed, by a simulated printer when none is given;
    only the returns kiosk has a camera. It has the other roles behind it, the others stand alone."""
    stand = STANDS[role]
    width, height = stand.desk if on_desk else stand.panel
    lines = ["[kiosk]", f"name = {_quoted(stand.name)}", f"role = {_quoted(role)}", "silver_day = 0"]
    lines += [f"state_dir = {_quoted(str(directory / stand.folder))}"]
    if role != "returns":
        lines.append("also = []")
    lines += ["[service]", f"url = {_quoted(url)}"]
    if code:
        lines.append(f"enrolment_code = {_quoted(code)}")
    if role == "returns":
        lines += ["[camera]", f"uri = {_quoted(camera or 'camera:0')}"]
    if role != "rating":
        lines += ["[printer]", f"uri = {_quoted(printer or 'simulated://' + str(directory / 'printer'))}"]
    lines += ["[screen]", f"width = {width}", f"height = {height}", "fullscreen = false"]
    lines += [f"px_per_mm = {PX_PER_MM * width / stand.panel[0]:.3f}", f"lower_edge_mm = {stand.lower_edge_mm}"]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """As a TOML string: its escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False)
