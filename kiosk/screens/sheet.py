"""The sheet a screen is written on: collects nodes, measures words, notes what did not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.wire import Pace
from kiosk.i18n import Translator
from kiosk.screens.nodes import Align, Icon, Key, Line, Node, Picture, Plate, Shape
from kiosk.theme import tokens as t
from kiosk.theme.frame import Frame, Rect
from kiosk.theme.tokens import Colour, TypeScale, type_scale
from kiosk.theme.typeset import Fitted, fit, line_width


@dataclass(frozen=True, slots=True)
class Look:
    """What every part of a screen is drawn by: frame, pace, language, and the store's local time."""

    frame: Frame
    pace: Pace
    tr: Translator
    now: datetime

    @property
    def senior(self) -> bool:
        return self.pace is Pace.SENIOR

    @property
    def type(self) -> TypeScale:
        return type_scale(self.pace)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.now.tzinfo)


class Sheet:
    """Nodes of one layer, in drawing order. Writing returns how much height it took."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.tr = look.tr
        self.type = look.type
        self.frame = look.frame
        self.nodes: list[Node] = []
        self.faults: list[str] = []

    def add(self, *nodes: Node) -> None:
        self.nodes.extend(nodes)

    def plate(self, rect: Rect, fill: Colour | None = t.CARD, radius: float = 20, **kw: object) -> Rect:
        self.add(Plate(rect, fill, radius, **kw))  # type: ignore[arg-type]
        return rect

    def card(self, rect: Rect, *, edge: Colour = t.HAIR, line: float = 2, fill: Colour = t.CARD) -> Rect:
        self.add(Plate(rect, fill, 20, edge, line))
        return rect

    def rule(self, x: float, y: float, w: float, *, thick: float = 2, colour: Colour = t.HAIR) -> None:
        self.add(Plate(Rect(x, y, w, thick), colour, 0))

    def icon(self, x: float, y: float, size: float, name: str, colour: Colour = t.INK) -> None:
        self.add(Icon(x, y, size, name, colour))

    def icon_in(self, rect: Rect, size: float, name: str, colour: Colour = t.INK) -> None:
        self.add(Icon(rect.x + (rect.w - size) / 2, rect.y + (rect.h - size) / 2, size, name, colour))

    def picture(self, rect: Rect, name: str, *, ground: Colour | None = t.STONE, radius: float = 16) -> None:
        """A picture on its plate, at four fifths of the plate."""
        if ground is not None:
            self.add(Plate(rect, ground, radius))
        side = round(min(rect.w, rect.h) * 0.8)
        self.add(Picture(Rect(rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side), name))

    # Words -------------------------------------------------------------------------------------------------------

    def fitted(
        self, text: str, size: float, width: float, *, lines: int = 1, floor: float | None = None, bold: bool = False
    ) -> Fitted:
        floor = self.type.least if floor is None else floor
        fitted = fit(text, size, width, lines=lines, floor=floor, bold=bold)
        if not fitted.whole:
            self.faults.append(text)
        return fitted

    def write(
        self, text: str, x: float, y: float, w: float, size: float, *, bold: bool = False, colour: Colour = t.INK,
        align: Align = "left", lines: int = 1, floor: float | None = None, leading: float | None = None,
    ) -> float:  # fmt: skip
        """A paragraph from its top. Returns its height."""
        fitted = self.fitted(text, size, w, lines=lines, floor=floor, bold=bold)
        return self._lines(fitted, Rect(x, y, w, 0), colour, align, leading)

    def middle(
        self, text: str, rect: Rect, size: float, *, bold: bool = False, colour: Colour = t.INK,
        align: Align = "left", lines: int = 1, floor: float | None = None, leading: float | None = None,
    ) -> None:  # fmt: skip
        """A paragraph in the middle of a rectangle's height; smaller where it would be too high."""
        spaced = leading or self.type.leading
        fitted = self.fitted(text, size, rect.w, lines=lines, floor=floor, bold=bold)
        least = self.type.least if floor is None else floor
        while self._high(fitted, spaced) > rect.h + 2 and fitted.size > least:
            fitted = self.fitted(text, max(least, fitted.size - 1), rect.w, lines=lines, floor=floor, bold=bold)
        high = self._high(fitted, spaced)
        if high > rect.h + 2:
            self.faults.append(text)
        self._lines(fitted, rect._replace(y=rect.y + (rect.h - high) / 2), colour, align, leading)

    def _lines(self, fitted: Fitted, rect: Rect, colour: Colour, align: Align, leading: float | None) -> float:
        high = fitted.size * (leading or self.type.leading)
        for i, runs in enumerate(fitted.lines):
            if runs:
                box = Rect(rect.x, rect.y + i * high, rect.w, high)
                self.add(Line(box, runs, fitted.size, colour, align, self.tr.language))
        return len(fitted.lines) * high

    def stack(
        self, rect: Rect, first: str, second: str = "", *, size: float, small: float, colour: Colour = t.INK,
        second_colour: Colour = t.INK2, gap: float = 4, lines: int = 1, second_lines: int = 2,
        align: Align = "left",
    ) -> None:  # fmt: skip
        """A bold line over a lighter one, together in the middle of a rectangle."""
        lead = 1.25
        top = self.fitted(first, size, rect.w, lines=lines, bold=True)
        below = self.fitted(second, small, rect.w, lines=second_lines) if second else None
        while below and self._high(top, lead) + gap + self._high(below, lead) > rect.h and below.size > self.type.least:
            below = self.fitted(second, below.size - 1, rect.w, lines=second_lines)
        while below and self._high(top, lead) + gap + self._high(below, lead) > rect.h and top.size > self.type.least:
            top = self.fitted(first, top.size - 1, rect.w, lines=lines, bold=True)
        high = self._high(top, lead) + (gap + self._high(below, lead) if below else 0)
        if high > rect.h + 2:
            self.faults.append(f"{first} / {second}")
        y = rect.y + (rect.h - high) / 2
        y += self._lines(top, rect._replace(y=y), colour, align, lead) + gap
        if below:
            self._lines(below, rect._replace(y=y), second_colour, align, lead)

    @staticmethod
    def _high(fitted: Fitted, leading: float) -> float:
        return len(fitted.lines) * fitted.size * leading

    def in_row(
        self, rect: Rect, text: str, size: float, *, icon: str | None = None, icon_size: float = 0,
        icon_right: bool = False, gap: float = 16, bold: bool = True, colour: Colour = t.INK,
        icon_colour: Colour | None = None, align: Align = "center", lines: int = 1, floor: float | None = None,
    ) -> None:  # fmt: skip
        """An icon and words side by side, in the middle of a rectangle."""
        taken = icon_size + gap if icon else 0.0
        fitted = self.fitted(text, size, rect.w - taken, lines=lines, bold=bold, floor=floor)
        wide = max((line_width(runs, fitted.size) for runs in fitted.lines), default=0.0)
        x = rect.x + (rect.w - wide - taken) / 2 if align == "center" else rect.x
        words_x = x if icon_right else x + taken
        if icon:
            icon_x = x + wide + gap if icon_right else x
            self.icon(icon_x, rect.y + (rect.h - icon_size) / 2, icon_size, icon, icon_colour or colour)
        high = fitted.size * 1.2
        top = rect.y + (rect.h - high * len(fitted.lines)) / 2
        for i, runs in enumerate(fitted.lines):
            box = Rect(words_x, top + i * high, wide + 1, high)
            self.add(Line(box, runs, fitted.size, colour, "left" if len(fitted.lines) == 1 else "center",
                          self.tr.language))  # fmt: skip

    # Parts of its own --------------------------------------------------------------------------------------------

    def inside(self) -> Sheet:
        """An empty sheet for what lies inside a key."""
        return Sheet(self.look)

    def shapes(self, part: Sheet) -> tuple[Shape, ...]:
        """What was written on such a sheet."""
        self.faults.extend(part.faults)
        return tuple(node for node in part.nodes if not isinstance(node, Key))
