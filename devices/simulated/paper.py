"""What a printer's paper looks like after a stream of commands, as a one-bit picture and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import segno
from PIL import Image, ImageDraw

from devices.layout.fonts import FACE_SC, load_font
from devices.layout.symbols import code128_bits
from devices.simulated.escpos import Bars, Characters, Command, Control, Cut, Group, Picture

CELL, LINE = 12, 30
"""Dots of one narrow character and of one line, font A."""


@dataclass(slots=True)
class _Style:
    wide: int = 1
    high: int = 1
    bold: bool = False
    reverse: bool = False
    align: int = 0
    spacing: int = LINE
    module: int = 3
    bars_height: int = 162
    qr_module: int = 3
    qr_data: bytes = b""


@dataclass(slots=True)
class Paper:
    """A roll `dots` wide. `lines` are the texts printed, `strips` the pictures of them, top to bottom."""

    dots: int
    lines: list[str] = field(default_factory=list)
    strips: list[Image.Image] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    _style: _Style = field(default_factory=_Style)
    _line: list[tuple[str, _Style]] = field(default_factory=list)

    def run(self, commands: Iterable[Command]) -> Paper:
        for command in commands:
            self.obey(command)
        return self

    def picture(self) -> Image.Image:
        """Everything printed so far."""
        whole = Image.new("1", (self.dots, max(1, sum(strip.height for strip in self.strips))), 1)
        top = 0
        for strip in self.strips:
            whole.paste(strip, (0, top))
            top += strip.height
        return whole

    def obey(self, command: Command) -> None:
        match command:
            case Characters():
                self._line.append((command.text, _copy(self._style)))
            case Picture(width, height, data):
                self._flush()
                self.strips.append(self._dots(width, height, data))
            case Control(name, data):
                self._control(name, data)
            case Bars(73, data):
                self._code128(data)
            case Group("k", data):
                self._qr(data)
            case Cut():
                self._flush()
            case _:
                pass

    def _dots(self, width: int, height: int, data: bytes) -> Image.Image:
        strip = Image.new("1", (self.dots, max(1, height)), 1)
        if width and height:
            ink = Image.frombytes("1", (width * 8, height), bytes(byte ^ 0xFF for byte in data))
            strip.paste(ink, (0, 0))
        return strip

    def _control(self, name: str, data: bytes) -> None:
        style = self._style
        match name:
            case "ESC @":
                self._line.clear()
                self._style = _Style()
            case "LF":
                self._flush(feed=True)
            case "ESC J":
                self._flush()
                self._blank(data[0])
            case "ESC d":
                self._flush()
                self._blank(data[0] * LINE)
            case "GS !":
                style.wide, style.high = (data[0] >> 4) + 1, (data[0] & 7) + 1
            case "ESC E":
                style.bold = bool(data[0] & 1)
            case "GS B":
                style.reverse = bool(data[0] & 1)
            case "ESC a":
                style.align = data[0] % 48
            case "ESC 2":
                style.spacing = LINE
            case "ESC 3":
                style.spacing = data[0]
            case "GS w":
                style.module = data[0]
            case "GS h":
                style.bars_height = data[0]
            case _:
                pass

    def _blank(self, height: int) -> None:
        if height:
            self.strips.append(Image.new("1", (self.dots, height), 1))

    def _flush(self, *, feed: bool = False) -> None:
        """Print the line that is waiting. Characters beyond the right edge go to the next line, as printers do."""
        if not self._line and feed:
            self._blank(LINE)
            self.lines.append("")
        while self._line:
            cells = 0
            row: list[tuple[str, _Style]] = []
            rest: list[tuple[str, _Style]] = []
            for text, style in self._line:
                for char in text:
                    wide = cell_count(char) * style.wide
                    if rest or cells + wide > self.dots // CELL:
                        rest.append((char, style))
                    else:
                        row.append((char, style))
                        cells += wide
            self._print_row(row, cells)
            self._line = rest

    def _print_row(self, row: list[tuple[str, _Style]], cells: int) -> None:
        self.lines.append("".join(char for char, _ in row))
        high = max(style.high for _, style in row)
        strip = Image.new("1", (self.dots, max(24 * high + 6 * (self._style.spacing > 24), self._style.spacing)), 1)
        ground = strip.height - 24 * high
        pen = ImageDraw.Draw(strip)
        pen.fontmode = "1"
        align = row[0][1].align
        x = (0, (self.dots - cells * CELL) // 2, self.dots - cells * CELL)[align] if align < 3 else 0
        for char, style in row:
            wide = cell_count(char) * style.wide * CELL
            glyph = _glyph(char, style)
            strip.paste(glyph, (x, strip.height - ground - glyph.height))
            x += wide
        self.strips.append(strip)

    def _code128(self, data: bytes) -> None:
        self._flush()
        text = _code128_text(data)
        self.symbols.append(text)
        bits = code128_bits(text) if text else ""
        if not bits or len(bits) * self._style.module > self.dots:
            return  # what real printers do with a symbol too wide: nothing at all
        self._symbol([[bit == "1" for bit in bits]], self._style.module, self._style.bars_height)

    def _qr(self, data: bytes) -> None:
        style = self._style
        match data[:2]:
            case b"1C":
                style.qr_module = data[2]
            case b"1P":
                style.qr_data = data[3:]
            case b"1Q":
                self._flush()
                self.symbols.append(style.qr_data.decode("utf-8", errors="replace"))
                matrix = segno.make_qr(style.qr_data, error="m", boost_error=False).matrix
                if len(matrix) * style.qr_module <= self.dots:
                    self._symbol([[bool(bit) for bit in row] for row in matrix], style.qr_module, style.qr_module)
            case _:
                pass

    def _symbol(self, rows: list[list[bool]], module: int, height: int) -> None:
        width = len(rows[0]) * module
        left = (0, (self.dots - width) // 2, self.dots - width)[min(2, self._style.align)]
        strip = Image.new("1", (self.dots, len(rows) * height), 1)
        pen = ImageDraw.Draw(strip)
        for y, row in enumerate(rows):
            for x, black in enumerate(row):
                if black:
                    at = left + x * module
                    pen.rectangle((at, y * height, at + module - 1, (y + 1) * height - 1), fill=0)
        self.strips.append(strip)


def cell_count(char: str) -> int:
    """A Chinese printer gives two cells to what takes more than one byte."""
    return 1 if ord(char) < 0x80 else 2


def _copy(style: _Style) -> _Style:
    return _Style(style.wide, style.high, style.bold, style.reverse, style.align)


def _glyph(char: str, style: _Style) -> Image.Image:
    width = cell_count(char) * CELL
    cell = Image.new("1", (width, 24), 0 if style.reverse else 1)
    pen = ImageDraw.Draw(cell)
    pen.fontmode = "1"
    font = load_font(22, style.bold, FACE_SC)
    pen.text((width // 2, 20), char, 1 if style.reverse else 0, font=font, anchor="ms")
    return cell.resize((width * style.wide, 24 * style.high), Image.Resampling.NEAREST)


def _code128_text(data: bytes) -> str:
    """The text behind GS k's Code 128 data: code sets marked with "{", pairs of digits as single bytes in set C."""
    text, code_set, at = "", b"B", 0
    while at < len(data):
        if data[at : at + 1] == b"{":
            mark = data[at + 1 : at + 2]
            at += 2
            if mark == b"{":
                text += "{"
            else:
                code_set = mark
        elif code_set == b"C":
            text += f"{data[at]:02d}"
            at += 1
        else:
            text += chr(data[at])
            at += 1
    return text
