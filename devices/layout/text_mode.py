"""A slip as text commands: GB18030 in kanji mode, sizes by GS !, symbols by the printer's own commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from devices.layout import commands
from devices.layout.breaking import well_set
from devices.layout.cleaning import clean
from devices.layout.commands import Span, line
from devices.layout.drawing import draw_sketch, draw_symbol
from devices.layout.encoding import cells, printable
from devices.layout.fonts import FontMissing, face_index
from devices.layout.marks import Sketch
from devices.layout.picture import scale_for
from devices.layout.profiles import Profile
from devices.layout.raster import raster
from devices.layout.symbols import Symbol, code128, code128_modules, module_for, qr
from domain.slip import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Drawing,
    Element,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
)

NORMAL = {Size.CAPTION: (1, 1), Size.BODY: (1, 1), Size.HEADING: (1, 2), Size.HERO: (2, 2)}
LARGE = {Size.CAPTION: (1, 2), Size.BODY: (1, 2), Size.HEADING: (2, 2), Size.HERO: (2, 2)}
"""Width and height of a cell, by step of type."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def text_document(slip: Slip, profile: Profile) -> bytes:
    """The complete document: reset, kanji mode, every element, a cut after each piece."""
    writer = _Writer(profile, LARGE if slip.large_type else NORMAL, face_index(slip.language))
    document = [commands.RESET + commands.KANJI]
    uncut = False
    for element in slip.elements:
        if not isinstance(element, Cut):
            document.extend(writer.element(element))
            uncut = True
        elif uncut:
            document.append(writer.ending)
            uncut = False
    return b"".join(document) + (writer.ending if uncut else b"")


@dataclass(frozen=True, slots=True)
class _Writer:
    profile: Profile
    sizes: dict[Size, tuple[int, int]]
    face: int

    @property
    def ending(self) -> bytes:
        return commands.CUT if self.profile.cutter else commands.TEAR

    def element(self, element: Element) -> Iterator[bytes]:
        match element:
            case Text():
                yield from self._text(element)
            case Columns():
                yield from self._columns(element)
            case Rule(style):
                dash = "─" if style is RuleStyle.SOLID else "- "
                yield line((Span(dash * (self.profile.columns // 2)),))
            case Banner():
                yield from self._banner(element)
            case Box(lines):
                yield from self.element(Rule())
                for text in lines:
                    yield from self._text(text)
                yield from self.element(Rule())
            case Step():
                yield from self._step(element)
            case Barcode(text):
                yield from self._barcode(text)
            case QR():
                yield from self._qr(element)
            case Drawing():
                yield from self._drawing(element)
            case Space(millimetres):
                # Whole lines: what a dot of ESC J measures differs from model to model.
                yield commands.LINE_FEED * max(1, round(min(millimetres, 100) * self.profile.dpi / 25.4 / 30))
            case Cut():
                yield self.ending
            case _:
                assert_never(element)

    def _text(self, text: Text) -> Iterator[bytes]:
        wide, high = self.sizes[text.size]
        for part in self._wrapped(text.text, wide):
            yield line((Span(part, wide, high, text.bold),), text.align)

    def _wrapped(self, text: str, wide: int = 1, room: int | None = None) -> list[str]:
        room = self.profile.columns if room is None else room
        return well_set(printable(clean(text)), room // wide, cells)

    def _columns(self, columns: Columns) -> Iterator[bytes]:
        hero = columns.size is Size.HERO
        left = Span("", *self.sizes[Size.HEADING if hero else columns.size], bold=columns.bold)
        money = replace(left, text=printable(clean(columns.right)))
        if hero:
            money = replace(money, wide=2, high=2)
        if cells(money.text) * money.wide > self.profile.columns:
            money = replace(money, wide=1)
        used = cells(money.text) * money.wide
        room = self.profile.columns - used - 1
        parts = self._wrapped(columns.left, left.wide, max(left.wide * 2, room))
        caption = columns.size is Size.CAPTION
        if used > self.profile.columns or room < 10 or len(parts) > (1 if caption else 4):
            yield from (line((replace(left, text=part),)) for part in self._wrapped(columns.left, left.wide))
            for part in self._wrapped(money.text, money.wide):
                yield line((replace(money, text=part),), Align.RIGHT)
            return
        gap = self.profile.columns - used - cells(parts[0]) * left.wide
        yield line((replace(left, text=parts[0]), Span(" " * gap), money))
        yield from (line((replace(left, text=part),)) for part in parts[1:])

    def _banner(self, banner: Banner) -> Iterator[bytes]:
        text = printable(clean(banner.text))
        label = printable(clean(banner.label))
        wide = max(1, min(4 if label else 2, self.profile.columns // max(1, cells(text))))
        yield commands.TIGHT
        if label:
            yield from self._bar(label, 1, 1)
        yield from self._bar(text, wide, max(2, wide))
        yield commands.LOOSE

    def _bar(self, text: str, wide: int, high: int) -> Iterator[bytes]:
        """White on black across the whole paper."""
        for part in self._wrapped(text, wide):
            spare = self.profile.columns - cells(part) * wide
            before, after = " " * (spare // 2), " " * (spare - spare // 2)
            middle = Span(part, wide, high, bold=True, reverse=True)
            edges = [Span(edge, 1, high, reverse=True) for edge in (before, after)]
            yield line((edges[0], middle, edges[1]))

    def _step(self, step: Step) -> Iterator[bytes]:
        number = CIRCLED[step.number - 1] if 1 <= step.number <= len(CIRCLED) else f"{step.number}."
        indent = cells(number) + 1
        wide, high = self.sizes[Size.BODY]
        room = self.profile.columns - indent
        for index, part in enumerate(self._wrapped(step.text, wide, room)):
            start = f"{number} " if index == 0 else " " * indent
            yield line((Span(start, 1, high), Span(part, wide, high, bold=True)))
        if clean(step.hint):
            wide, high = self.sizes[Size.CAPTION]
            for part in self._wrapped(step.hint, wide, room):
                yield line((Span(" " * indent), Span(part, wide, high)))

    def _barcode(self, text: str) -> Iterator[bytes]:
        module = module_for(code128_modules(text), self.profile.dots)
        symbol = code128(text, self.profile.dots)
        if module is None or symbol is None:
            yield from self._text(Text(text, Size.BODY, bold=True, align=Align.CENTER))
        elif self.profile.native_code128:
            yield commands.code128(text, module, height=round(self.profile.dpi * 0.45))
        else:
            yield self._drawn(symbol, round(self.profile.dpi * 0.45))

    def _qr(self, code: QR) -> Iterator[bytes]:
        symbol = qr(code.text, self.profile.dots, largest=6)
        if symbol is None:
            yield from self._text(Text(code.text, Size.CAPTION))
        elif self.profile.native_qr:
            yield commands.qr(code.text, symbol.module)
        else:
            yield self._drawn(symbol, symbol.module)
        if clean(code.title):
            yield from self._text(Text(code.title, Size.HEADING, bold=True, align=Align.CENTER))
        for text in code.lines:
            yield from self._text(Text(text, Size.CAPTION, align=Align.CENTER))

    def _drawing(self, drawing: Drawing) -> Iterator[bytes]:
        scale = scale_for(drawing, self.profile.dots)
        if scale is None:
            return
        sketch = Sketch((self.profile.dots - scale.width) // 2, 12, drawing, scale, round(self.profile.dpi * 24 / 203))
        try:
            yield raster(draw_sketch(sketch, self.profile.dots, self.face))
        except FontMissing:
            return  # such a printer has letters of its own, and a slip says everything in words too

    def _drawn(self, symbol: Symbol, height: int) -> bytes:
        return raster(draw_symbol(symbol, height, self.profile.dots))
