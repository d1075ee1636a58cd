"""An emergency notice: over everything, on every screen, until it ends."""

from __future__ import annotations

from domain.promotion import Notice
from kiosk.screens.nodes import Plate
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def emergency(page: Page, notice: Notice) -> None:
    """Everything but the counter's key for a person gives way. Said in the screen's language, then in another."""
    page.begin(f"emergency-{notice.notice_id}", back=False, home=False)
    language = page.tr.language
    other = "zh_CN" if language == "en" else "en"
    title, text = notice.title.in_(language), notice.text.in_(language)
    page.spoken = [title, text]
    if page.portrait:
        rect = Rect(32, 216 + page.frame.header_shift, 1016, 1632 - 216 - page.frame.header_shift)
    else:
        rect = Rect(32, 124, 1856, 800)
    page.add(Plate(rect, t.TOMATO, 28))
    across = not page.portrait
    side = min(300.0, rect.h * 0.26) if not across else 360.0
    mark = Rect(rect.x + 56, rect.y + 56, side, side)
    page.add(Plate(mark, t.TOMATOTINT, 28))
    page.icon_in(mark, side * 0.74, "alert", t.TOMATO)
    x = mark.right + 64 if across else rect.x + 56
    y = rect.y + 56 if across else mark.bottom + 40
    wide = rect.right - 56 - x
    below = 132.0 if notice.title.in_(other) != title else 0.0
    room = Rect(x, y, wide, rect.bottom - 48 - below - y)
    big = 112 if across else 100
    page.stack(room, title, text, size=big, small=52 if page.senior else 48, colour=t.WHITE, second_colour=t.WHITE,
               gap=24, lines=3, second_lines=6)  # fmt: skip
    if below:
        line = Rect(x, rect.bottom - 40 - below + 16, wide, below - 16)
        page.rule(line.x, line.y - 8, line.w, colour=t.TOMATOTINT)
        page.stack(line, notice.title.in_(other), notice.text.in_(other), size=32, small=28, colour=t.TOMATOTINT,
                   second_colour=t.TOMATOTINT, second_lines=2)  # fmt: skip
