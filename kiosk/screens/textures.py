"""Rasters as textures of the window toolkit, made once for each look of a thing and kept while they are used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path

from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.screens.map.floor import MapGrounds
from kiosk.theme import raster as r
from kiosk.theme.glyphs import Glyphs

PICTURES = Path(__file__).parent.parent.parent / "assets" / "pictures" / "png"
KEPT_BYTES = 48_000_000
"""Textures beyond this are let go, least recently used first."""


class Textures:
    """Rasters as textures, kept by what they show. `wipe` lets go of all: some showed a shopper's things."""

    def __init__(self) -> None:
        self.glyphs = Glyphs()
        self.grounds = MapGrounds()
        self._kept: OrderedDict[Hashable, tuple[Texture, r.Raster]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], r.Raster]) -> tuple[Texture, r.Raster]:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        raster = make()
        made = (upload(raster), replace(raster, data=b""))
        self._kept[key] = made
        self._bytes += len(raster.data)
        while self._bytes > KEPT_BYTES:
            _, (_, old) = self._kept.popitem(last=False)
            self._bytes -= old.width * old.height * len(old.mode)
        return made

    def wipe(self) -> None:
        self._kept.clear()
        self._bytes = 0


def upload(raster: r.Raster) -> Texture:
    colours = "rgba" if raster.mode == "RGBA" else "luminance_alpha"
    texture = Texture.create(size=(raster.width, raster.height), colorfmt=colours)
    texture.blit_buffer(raster.data, colorfmt=colours, bufferfmt="ubyte")
    texture.flip_vertical()
    # Everything is drawn at its own size on whole px: there is nothing to smooth, and software rendering is quicker.
    texture.min_filter = texture.mag_filter = "nearest"
    return texture


def load_picture(name: str, width: int, height: int) -> r.Raster:
    """A drawn picture at a size; the bag of goods for one there is not."""
    path = PICTURES / f"{name}.png"
    if not path.is_file():
        path = PICTURES / "goods.png"
    with Image.open(path) as image:
        small = image.convert("RGBA").convert("RGBa").resize((width, height), Image.Resampling.LANCZOS).convert("RGBA")
    return r.Raster(small.tobytes(), width, height, "RGBA")
