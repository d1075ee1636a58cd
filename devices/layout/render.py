"""The public face of the layout: slip and profile in, bytes or a picture out."""

from __future__ import annotations

from PIL import Image

from devices.layout.commands import CUT, RESET, TEAR
from devices.layout.drawing import draw
from devices.layout.fonts import face_index
from devices.layout.marks import Sheet
from devices.layout.measures import Measures, measures_for
from devices.layout.profiles import Profile
from devices.layout.raster import raster
from devices.layout.text_mode import text_document
from devices.layout.typeset import sheets
from domain.slip import Align, Banner, Rule, Size, Slip, Text, example


def render(slip: Slip, profile: Profile) -> bytes:
    """The complete document for a printer: reset, every sheet, a cut after each. Raises FontMissing."""
    if profile.mode == "text":
        return text_document(slip, profile)
    face = face_index(slip.language)
    drawn = (raster(draw(sheet, face)) for sheet in _sheets(slip, profile))
    ending = CUT if profile.cutter else TEAR
    return RESET + b"".join(dots + ending for dots in drawn)


def picture(slip: Slip, profile: Profile) -> Image.Image:
    """The slip as it will look, one bit, one pixel for a dot; several sheets stand under each other."""
    face = face_index(slip.language)
    drawn = [draw(sheet, face) for sheet in _sheets(slip, profile)]
    whole = Image.new("1", (profile.dots, max(1, sum(part.height for part in drawn))), 1)
    top = 0
    for part in drawn:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def length_mm(slip: Slip, profile: Profile) -> float:
    """Paper this slip takes."""
    return sum(sheet.height for sheet in _sheets(slip, profile)) / profile.dpi * 25.4


def _sheets(slip: Slip, profile: Profile) -> tuple[Sheet, ...]:
    return sheets(slip.elements, _measures(slip, profile), face_index(slip.language))


def _measures(slip: Slip, profile: Profile) -> Measures:
    return measures_for(profile.dots, profile.width, profile.dpi, slip.large_type)


def void_mark(profile: Profile) -> bytes:
    """What ends a slip that broke off, so that nobody takes the piece for a whole one: a mark, and its own cut."""
    mark = Slip((Rule(), Banner("作废 VOID"), Text("打印中断，以上无效", Size.BODY, align=Align.CENTER)))
    return render(mark, profile)


def warm_up(profile: Profile, language: str = "zh_CN") -> None:
    """Open the fonts before the first shopper needs them (150 ms once, at start, on a worker)."""
    sample = example()
    for large in (False, True):
        render(Slip(sample.elements, language, large), profile)
