"""Elements to marks: where every glyph run, bar and module stands on the paper. Pure but for the font's metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from devices.layout.breaking import well_set
from devices.layout.cleaning import clean
from devices.layout.fonts import text_width
from devices.layout.marks import Bar, Block, Mark, Modules, Run, Sheet, Sketch, moved
from devices.layout.measures import Measures
from devices.layout.picture import scale_for
from devices.layout.symbols import QUIET_QR, code128, qr
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
    Space,
    Step,
    Text,
)

SMALLEST_BESIDE = 4
"""Dots. Modules smaller than half a millimetre are hard on old phones: such a code gets the whole width instead."""


def sheets(elements: Sequence[Element], measures: Measures, face: int) -> tuple[Sheet, ...]:
    """One sheet for each piece of paper; a trailing Cut makes no empty one. No elements, no sheet."""
    found: list[Sheet] = []
    blocks: list[Block] = []
    setter = Typesetter(measures, face)
    for element in (*elements, Cut()):
        if not isinstance(element, Cut):
            blocks.append(setter.block(element))
        elif blocks:
            found.append(_stack(blocks, measures))
            blocks = []
    return tuple(found)


def _stack(blocks: Sequence[Block], measures: Measures) -> Sheet:
    y = measures.gap
    marks: list[Mark] = []
    below = 0
    for block in blocks:
        y += max(below, block.before)
        marks.extend(moved(mark, y) for mark in block.marks)
        y += block.height
        below = block.after
    return Sheet(measures.dots, y + 2 * measures.gap, tuple(marks))


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets one element at a time, in the measures and the face (see `fonts`) of one slip."""

    measures: Measures
    face: int

    def block(self, element: Element) -> Block:
        match element:
            case Text():
                return self._text(element)
            case Columns():
                return self._columns(element)
            case Rule(style):
                return self._rule(style)
            case Banner():
                return self._banner(element)
            case Box(lines):
                return self._box(lines)
            case Step():
                return self._step(element)
            case Barcode(text):
                return self._barcode(text)
            case QR():
                return self._qr(element)
            case Drawing():
                return self._drawing(element)
            case Space(millimetres):
                return Block(round(max(0, min(millimetres, 100)) * self.measures.dots_per_mm), ())
            case Cut():
                return Block(0, ())
            case _:
                assert_never(element)

    def lines(
        self,
        text: str,
        size: int,
        bold: bool,
        width: int,
        *,
        x: int = 0,
        align: Align = Align.LEFT,
        white: bool = False,
    ) -> Block:
        """A paragraph in a column `width` wide that begins at `x`."""
        leading = round(size * 1.32)
        marks: list[Mark] = []
        y = 0
        for line in well_set(clean(text), width, lambda part: text_width(part, size, bold, self.face)):
            room = width - round(text_width(line, size, bold, self.face))
            indent = {Align.LEFT: 0, Align.CENTER: room // 2, Align.RIGHT: room}[align]
            if line:
                marks.append(Run(x + max(0, indent), y + round(size * 1.06), line, size, bold, white))
            y += leading
        return Block(y, tuple(marks))

    def _text(self, text: Text) -> Block:
        m = self.measures
        size = m.size(text.size)
        block = self.lines(text.text, size, text.bold, m.inner, x=m.margin, align=text.align)
        return replace(block, after=m.gap // 3 if text.size is not Size.CAPTION else 0)

    def _columns(self, columns: Columns) -> Block:
        m = self.measures
        hero = columns.size is Size.HERO
        left_size = m.heading if hero else m.size(columns.size)
        right = clean(columns.right)
        right_size = self._fitted(right, m.size(columns.size), columns.bold, m.inner)
        right_width = round(text_width(right, right_size, columns.bold, self.face))
        apart = m.gap
        beside = m.inner - right_width - apart
        left_width = text_width(clean(columns.left), left_size, columns.bold, self.face)
        caption = columns.size is Size.CAPTION
        # A product's name may wrap beside its money; a date or a receipt's number is not torn apart.
        stacked = left_width > beside and (caption or beside < 6 * left_size)
        left = self.lines(columns.left, left_size, columns.bold, m.inner if stacked else beside, x=m.margin)
        money = self.lines(right, right_size, columns.bold, m.inner, x=m.margin, align=Align.RIGHT)
        if stacked:
            marks = left.marks + tuple(moved(mark, left.height) for mark in money.marks)
            height = left.height + money.height
        else:
            height = max(left.height, money.height)
            down = (height - left.height) // 2 if hero else 0
            marks = tuple(moved(mark, down) for mark in left.marks) + money.marks
        return Block(height, marks, before=0 if caption else m.gap * 2 // 3, after=m.gap // 3 if caption else 0)

    def _fitted(self, text: str, size: int, bold: bool, width: int) -> int:
        """The size at which the text fits on one line, never below a caption's."""
        wide = text_width(text, size, bold, self.face)
        return size if wide <= width else max(self.measures.caption, int(size * width / wide))

    def _rule(self, style: RuleStyle) -> Block:
        m = self.measures
        if style is RuleStyle.SOLID:
            marks: tuple[Mark, ...] = (Bar(m.margin, 0, m.inner, m.rule),)
        else:
            dash = 3 * m.rule
            marks = tuple(
                Bar(x, 0, min(dash, m.dots - m.margin - x), m.rule - 1)
                for x in range(m.margin, m.dots - m.margin, dash + m.rule * 2)
            )
        return Block(m.rule, marks, before=m.gap, after=m.gap)

    def _banner(self, banner: Banner) -> Block:
        m = self.measures
        pad = m.gap // 2
        inner = m.inner - 2 * pad
        text = clean(banner.text)
        if clean(banner.label):
            label = self.lines(banner.label, m.caption, False, inner, x=m.margin + pad, align=Align.CENTER, white=True)
            size = self._fitted(text, m.number, True, inner)
            number = self.lines(text, size, True, inner, x=m.margin + pad, align=Align.CENTER, white=True)
            # Digits and capitals have no descenders: the line is set tighter than a paragraph's.
            tight = number.height - round(size * 0.16)
            marks = tuple(moved(mark, pad) for mark in label.marks)
            marks += tuple(moved(mark, pad + label.height - round(size * 0.1)) for mark in number.marks)
            height = pad + label.height + tight + pad // 2
        else:
            body = self.lines(text, m.heading, True, inner, x=m.margin + pad, align=Align.CENTER, white=True)
            marks = tuple(moved(mark, pad) for mark in body.marks)
            height = body.height + 2 * pad
        return Block(height, (Bar(m.margin, 0, m.inner, height, radius=8), *marks), before=pad, after=m.gap)

    def _box(self, lines: tuple[Text, ...]) -> Block:
        m = self.measures
        pad_x, pad_y, frame = m.gap + 2, m.gap * 2 // 3, m.rule + 1
        y = pad_y + frame
        marks: list[Mark] = []
        for line in lines:
            block = self.lines(
                line.text,
                m.size(line.size),
                line.bold,
                m.inner - 2 * (pad_x + frame),
                x=m.margin + pad_x + frame,
                align=line.align,
            )
            marks.extend(moved(mark, y) for mark in block.marks)
            y += block.height
        height = y + pad_y + frame
        outline = Bar(m.margin, 0, m.inner, height, radius=8, outline=frame)
        return Block(height, (outline, *marks), before=m.gap, after=m.gap)

    def _step(self, step: Step) -> Block:
        m = self.measures
        disc = round(m.body * 1.47)
        number = clean(str(step.number))[:3]
        size = self._fitted(number, m.body - 2, True, disc - 8)
        wide = round(text_width(number, size, True, self.face))
        beside = m.margin + disc + m.gap
        room = m.inner - disc - m.gap
        text = self.lines(step.text, m.body, True, room, x=beside)
        marks: list[Mark] = [
            Bar(m.margin, 0, disc, disc, radius=disc // 2),
            Run(m.margin + (disc - wide) // 2, (disc + round(size * 0.74)) // 2, number, size, True, white=True),
            *(moved(mark, 1) for mark in text.marks),
        ]
        height = text.height
        if clean(step.hint):
            hint = self.lines(step.hint, m.caption, False, room, x=beside)
            marks.extend(moved(mark, height) for mark in hint.marks)
            height += hint.height
        return Block(max(disc, height), tuple(marks), before=m.gap // 3, after=m.gap * 2 // 3)

    def _barcode(self, text: str) -> Block:
        m = self.measures
        symbol = code128(text, m.dots)
        if symbol is None:
            return self._text(Text(text, Size.BODY, bold=True, align=Align.CENTER))
        marks = (Modules((m.dots - symbol.width) // 2, 0, symbol, m.bars),)
        return Block(m.bars, marks, before=m.gap, after=m.gap * 2 // 3)

    def _drawing(self, drawing: Drawing) -> Block:
        m = self.measures
        scale = scale_for(drawing, m.inner)
        if scale is None:
            return Block(0, ())
        sketch = Sketch((m.dots - scale.width) // 2, 0, drawing, scale, m.caption)
        return Block(scale.height, (sketch,), before=m.gap * 2 // 3, after=m.gap)

    def _qr(self, code: QR) -> Block:
        m = self.measures
        beside = m.inner >= 16 * m.caption
        symbol = qr(code.text, round(m.inner * 0.47) if beside else m.inner, largest=8 if beside else 6)
        if beside and (symbol is None or symbol.module < SMALLEST_BESIDE):
            symbol, beside = qr(code.text, m.inner, largest=6), False
        if symbol is None:
            return self._text(Text(code.text, Size.CAPTION))
        quiet = QUIET_QR * symbol.module
        across = symbol.width + 2 * quiet
        # The margin is white already: the quiet zone may lie in it.
        left = max(0, m.margin - quiet) if beside else (m.dots - across) // 2
        modules = Modules(left + quiet, quiet, symbol, symbol.module)
        words = self._qr_words(code, left + across if beside else m.margin, beside)
        if beside:
            height = max(across, words.height)
            down = (height - words.height) // 2
            lowered = moved(modules, (height - across) // 2)
            return Block(height, (lowered, *(moved(mark, down) for mark in words.marks)))
        marks = (modules, *(moved(mark, across) for mark in words.marks))
        return Block(across + words.height, marks, after=m.gap)

    def _qr_words(self, code: QR, x: int, beside: bool) -> Block:
        m = self.measures
        align = Align.LEFT if beside else Align.CENTER
        width = m.dots - m.margin - x
        y = 0
        marks: list[Mark] = []
        titles = [(code.title, m.heading, True)] if clean(code.title) else []
        for text, size, bold in [*titles, *((line, m.caption, False) for line in code.lines)]:
            block = self.lines(text, size, bold, width, x=x, align=align)
            marks.extend(moved(mark, y) for mark in block.marks)
            y += block.height + (m.gap // 3 if bold else 0)
        return Block(y, tuple(marks))
