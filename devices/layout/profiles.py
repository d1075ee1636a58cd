"""Printer profiles: data in profiles.toml, read once. A model nobody knows is drawn as a picture."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Mode = Literal["raster", "text"]
Confirm = Literal["process_id", "status", "none"]

DOTS = {(80, 203): 576, (58, 203): 384, (80, 180): 512, (58, 180): 360}
"""Printable dots by paper width in mm and dots per inch."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer with one width of paper."""

    name: str
    width: int
    dpi: int = 203
    mode: Mode = "raster"
    confirm: Confirm = "status"
    status: bool = True
    clear_buffer: bool = False
    cutter: bool = True
    native_qr: bool = True
    native_code128: bool = True
    about: str = ""

    @property
    def dots(self) -> int:
        """Printable width."""
        return DOTS[self.width, self.dpi]

    @property
    def columns(self) -> int:
        """Characters across in text mode (font A: 12 dots each, a Chinese one takes two)."""
        return self.dots // 12


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("devices.layout") / "profiles.toml").read_text(encoding="utf-8"))


def profile_names() -> tuple[str, ...]:
    return tuple(_table())


def find_profile(name: str = "unknown", width: int = 80) -> Profile:
    """The profile of that name for that paper; a name not in the table gives the raster fallback.

    Raises ValueError for a width other than 58 or 80.
    """
    if width not in (58, 80):
        raise ValueError(f"paper is 58 or 80 mm wide, not {width}")
    return Profile(name=name, width=width, **_table().get(name, _table()["unknown"]))
