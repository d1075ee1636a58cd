"""Noto Sans CJK and the Material Design Icons: where they are, and how wide their letters are."""

from __future__ import annotations

import importlib
import importlib.util
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from PIL import ImageFont, features

FONT_DIRS = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-cjk"),
    Path("/usr/local/share/fonts"),
)
FACE = {"zh_CN": 2, "zh_TW": 3, "en": 2}
"""Faces of NotoSansCJK-*.ttc: 0 Japanese, 1 Korean, 2 Simplified, 3 Traditional, 4 Hong Kong."""
ASCENT, DESCENT = 1.160, 0.288
"""Of the em, from the fonts' hhea table: what line boxes are centred by."""


class FontMissing(Exception):
    """A font the kiosk cannot do without is not installed; the text says which and what brings it."""


@lru_cache(maxsize=4)
def font_file(bold: bool, folders: tuple[Path, ...] = FONT_DIRS) -> Path:
    """Raises FontMissing."""
    name = "NotoSansCJK-Bold.ttc" if bold else "NotoSansCJK-Regular.ttc"
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FontMissing(f"{name} is not in {', '.join(map(str, folders))}; Debian's package fonts-noto-cjk brings it")


_EM = 1000


@lru_cache(maxsize=2)
def _measure(bold: bool) -> ImageFont.FreeTypeFont:
    """A large face to measure by. Raqm kerns; where its fribidi is missing the letters stand a hair looser."""
    engine = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(font_file(bold), _EM, index=FACE["zh_CN"], layout_engine=engine)


@lru_cache(maxsize=8192)
def advance(char: str, bold: bool) -> float:
    """A letter's advance, of the em. Raises FontMissing."""
    if "\u3400" <= char <= "\u9fff" or "\u3000" <= char <= "\u3029" or "\uff01" <= char <= "\uff60":
        # Ideographs and full-width signs fill the em. Asking the font would map all of its file into memory.
        return 1.0
    return _measure(bold).getlength(char) / _EM


@lru_cache(maxsize=4096)
def kerning(before: str, char: str, bold: bool) -> float:
    """What a pair of Latin letters moves together, of the em; Chinese is not kerned."""
    if before >= "\u0250" or char >= "\u0250" or not (before.isalpha() or char.isalpha()):
        return 0.0
    pair = _measure(bold).getlength(before + char) / _EM
    return pair - advance(before, bold) - advance(char, bold)


def width(text: str, size: float, bold: bool = False) -> float:
    """The advance of a line, in the unit of `size`."""
    kerned = sum(kerning(a, b, bold) for a, b in pairwise(text))
    return (sum(advance(c, bold) for c in text) + kerned) * size


class IconMissing(Exception):
    """There is no icon of this name."""


@lru_cache(maxsize=1)
def icon_file() -> Path:
    """Raises FontMissing."""
    spec = importlib.util.find_spec("fonticon_mdi7")
    if spec is None or not spec.submodule_search_locations:
        raise FontMissing("the icon font is not installed; the Python package fonticon-materialdesignicons7 brings it")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "materialdesignicons-webfont.ttf"


@lru_cache(maxsize=1)
def _icon_names() -> type:
    names: type = importlib.import_module("fonticon_mdi7").MDI7
    return names


@lru_cache(maxsize=256)
def icon_glyph(name: str) -> str:
    """The character of an icon, by its name as Material Design writes it. Raises IconMissing, FontMissing."""
    icon_file()
    glyph = getattr(_icon_names(), name.replace("-", "_"), None)
    if not isinstance(glyph, str):
        raise IconMissing(f"Material Design Icons has no icon {name!r}")
    return glyph


@lru_cache(maxsize=3)
def icon_face(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(icon_file(), size, layout_engine=ImageFont.Layout.BASIC)
