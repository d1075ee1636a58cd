"""Marks to dots: a sheet drawn in one bit, 1 for white as Pillow has it."""

from __future__ import annotations

from typing import assert_never

from PIL import Image, ImageDraw

from devices.layout.fonts import load_font
from devices.layout.marks import Bar, Mark, Modules, Run, Sheet, Sketch
from devices.layout.picture import drawn
from devices.layout.symbols import Symbol

WHITE, BLACK = 1, 0


def draw(sheet: Sheet, face: int) -> Image.Image:
    """The sheet as a picture of mode "1"."""
    picture = Image.new("1", (sheet.width, max(1, sheet.height)), WHITE)
    pen = ImageDraw.Draw(picture)
    # Hinted one-bit glyphs: sharper at 24 dots than grey ones cut at a threshold.
    pen.fontmode = "1"
    # Grounds before words, and words of one face together: few faces stay open (see `fonts`).
    for mark in sorted(sheet.marks, key=_face_of):
        _draw(picture, pen, mark, face)
    return picture


def _face_of(mark: Mark) -> tuple[int, bool]:
    return (mark.size, mark.bold) if isinstance(mark, Run) else (0, False)


def draw_symbol(symbol: Symbol, height: int, dots: int) -> Image.Image:
    """A symbol alone, centred on paper `dots` wide."""
    mark = Modules((dots - symbol.width) // 2, 4 * symbol.module, symbol, height)
    white = 8 * symbol.module
    return draw(Sheet(dots, len(symbol.rows) * height + white, (mark,)), face=0)


def draw_sketch(sketch: Sketch, dots: int, face: int) -> Image.Image:
    """A drawing alone, on paper `dots` wide."""
    return draw(Sheet(dots, sketch.y * 2 + sketch.scale.height, (sketch,)), face)


def _draw(picture: Image.Image, pen: ImageDraw.ImageDraw, mark: Mark, face: int) -> None:
    match mark:
        case Run(x, y, text, size, bold, white):
            font = load_font(size, bold, face)
            pen.text((x, y), text, WHITE if white else BLACK, font=font, anchor="ls")
        case Bar(x, y, width, height, radius, outline):
            edges = (x, y, x + width - 1, y + height - 1)
            if outline:
                pen.rounded_rectangle(edges, radius, fill=WHITE, outline=BLACK, width=outline)
            elif radius * 2 >= min(width, height):
                pen.ellipse(edges, fill=BLACK)
            else:
                pen.rounded_rectangle(edges, radius, fill=BLACK)
        case Modules(left, top, symbol, height):
            for row, bits in enumerate(symbol.rows):
                y = top + row * height
                for start, end in _black_runs(bits):
                    edges = (left + start * symbol.module, y, left + end * symbol.module - 1, y + height - 1)
                    pen.rectangle(edges, fill=BLACK)
        case Sketch(x, y, drawing, scale, size):
            picture.paste(drawn(drawing, scale, size, face), (x, y))
        case _:
            assert_never(mark)


def _black_runs(bits: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Runs of True as (start, end), end not included."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index, bit in enumerate((*bits, False)):
        if bit and start is None:
            start = index
        elif not bit and start is not None:
            runs.append((start, index))
            start = None
    return runs
