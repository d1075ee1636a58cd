"""The ticket's number, the biggest thing on a screen that has one, and the room below it."""

from __future__ import annotations

from kiosk.flows.returns import states as s
from kiosk.screens import parts
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def body_of(page: Page) -> Rect:
    """From the number on down; at the usual pace and height the title above it has a place of its own."""
    body = page.room(actions=True, high_top=True)
    if page.portrait and not page.frame.lowered and not page.senior:
        return body._replace(y=412.0, h=body.bottom - 412)
    return body


def number_card(page: Page, rect: Rect, ticket: s.IssuedTicket, badge: tuple[parts.Pill, str]) -> None:
    """The number the shopper needs is the biggest thing."""
    tr = page.tr
    page.card(rect, edge=t.INK, line=5)
    pill, word = badge
    high = 60.0 if page.senior else 44.0
    wide = parts.pill_width(page, word, high)
    size = 32 if not page.senior else 40
    y = rect.y + 26
    page.middle(tr("您的工单号"), Rect(rect.x + 36, y, rect.w - 72 - wide - 16, high), size)
    parts.pill(page, rect.right - 36 - wide, y, pill, word, high=high)
    number = Rect(rect.x + 32, y + high + 4, rect.w - 64, rect.bottom - 16 - y - high - 4)
    hero = min(176.0, number.h)
    page.middle(ticket.ticket_no, number, hero, bold=True, align="center", leading=1.0, floor=80)


def number_high(body: Rect) -> float:
    return 316.0 if body.h > 1000 else 280.0 if body.h > 800 else 232.0


class Stack:
    """A place that is used up from above."""

    def __init__(self, rect: Rect) -> None:
        self._rect = rect

    def take(self, high: float, gap: float = 16) -> Rect:
        used = self._rect._replace(h=high)
        self._rect = self._rect._replace(y=self._rect.y + high + gap, h=self._rect.h - high - gap)
        return used

    @property
    def left(self) -> float:
        return self._rect.h
