""""您还在吗？": nothing personal stands on screen while it is asked."""

from __future__ import annotations

from typing import Any

from kiosk.flows import common as c
from kiosk.flows.rating import states as rating
from kiosk.flows.returns import states as s
from kiosk.screens import keys
from kiosk.screens.nodes import Plate, Ring
from kiosk.screens.page import Page
from kiosk.shell_events import MoreTime, StillHere
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def idle(page: Page, state: Any) -> None:
    page.begin("idle", back=False)
    left, total = page.situation.idle_left or 0, max(1, page.situation.idle_total)
    body = page.frame.body
    wide = 800.0 if page.portrait else 760.0
    high = min(720.0, body.h - (0 if page.frame.lowered else 160))
    x = (page.frame.width - wide) / 2
    card = Rect(x, body.y if page.frame.lowered or not page.portrait else body.y + 40, wide, high)
    page.add(Plate(card, t.CARD, 28, t.INK, 5))
    ring = min(208.0, high * 0.25)
    y = card.y + 32
    page.add(Ring(x + (wide - ring) / 2, y, ring, ring / 11, left / total))
    page.middle(str(left), Rect(x, y, wide, ring), 72 if ring > 160 else 48, bold=True, align="center", leading=1.0)
    y += ring + 20
    title = page.tr("您还在吗？")
    big = 84 if high > 600 else 60
    y += page.write(title, x + 40, y, wide - 80, big, bold=True, align="center", leading=1.2) + 12
    stored = isinstance(state, s.Printing | s.PrinterTrouble | s.Done)
    if getattr(state, "visit", None) is None:
        text = page.tr("{n} 秒后回到最初的样子。", n=left)
    elif stored:
        text = page.tr("{n} 秒后回首页。\n您的登记已经存好，不会丢。", n=left)
    elif isinstance(state, rating.Followup) or (isinstance(state, rating.Asking) and state.given is not None):
        text = page.tr("{n} 秒后回首页。\n您点的星和写的字照样算。", n=left)
    elif page.situation.role == "returns":
        text = page.tr("{n} 秒后回首页。\n还没登记，不会留下记录。", n=left)
    else:
        text = page.tr("{n} 秒后回首页。", n=left)
    button = Rect(x + 40, card.bottom - 40 - 120, wide - 80, 120)
    words = Rect(x + 40, y, wide - 80, button.y - 16 - y)
    page.middle(text, words, page.type.lead, align="center", lines=3, leading=1.4, colour=t.INK2)
    page.say(title)
    keys.button(page, button, page.tr("我还在"), StillHere(), "still-here", kind="primary")
    end, more = Rect(x, card.bottom + 24, wide, 120).split(0, 0)
    if page.frame.lowered:
        end, more = page.frame.action.split(0, 0)
    keys.button(page, end, page.tr("结束"), c.GoHome(), "end")
    keys.button(page, more, page.tr("多 2 分钟"), MoreTime(), "more-time", icon="timer-plus-outline")
