"""Noto Sans CJK and the Material Design Icons: where they are, and how wide their letters are."""

from __future__ import annotations

import importlib
import importlib.util
from functools import lru_cache
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


@lru_cache(maxsize=256)
def face(size: float, bold: bool, language: str = "zh_CN") -> ImageFont.FreeTypeFont:
    """A face at a size in real px. Raises FontMissing."""
    # Raqm kerns and does not round advances; where its fribidi is missing the basic layout is a little looser.
    engine = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(font_file(bold), size, index=FACE.get(language, 2), layout_engine=engine)


_EM = 1000


@lru_cache(maxsize=8192)
def _advance(char: str, bold: bool) -> float:
    return face(_EM, bold).getlength(char) / _EM


def width(text: str, size: float, bold: bool = False) -> float:
    """Sum of advances, in the unit of `size`. Kerning can make the drawn line a hair narrower."""
    return sum(_advance(c, bold) for c in text) * size


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


@lru_cache(maxsize=64)
def icon_face(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(icon_file(), size, layout_engine=ImageFont.Layout.BASIC)
