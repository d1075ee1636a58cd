"""没找到 was said: the store has a task, and the shopper hears its number."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.screens import keys, parts
from kiosk.screens.guide import frames, rows, words
from kiosk.screens.nodes import Plate
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def told(page: Page, state: s.NotFoundTold) -> None:
    tr = page.tr
    page.begin("not-found-told")
    if state.failed:
        frames.head(page, tr("没记下来"), tr("是机器的问题。店员就在附近，直接问最快。"))
    elif state.ticket_no is None:
        frames.head(page, tr("正在告诉店里"), tr("马上就好。"))
    else:
        frames.head(page, tr("谢谢，店里知道了"), tr("理货员会去看货架，把它放对地方。"))
    rect = frames.main(page)
    box = rect._replace(h=min(320.0, rect.h * 0.5))
    if state.failed:
        parts.banner(page, box._replace(h=160.0), parts.FAULT, "alert-circle-outline", tr("这次没存下来"),
                     tr("请按黄色按钮叫店员，一句话就行。"))  # fmt: skip
        below = box.y + 184
    else:
        _number(page, box, state)
        below = box.bottom + 24
    tiles = (
        (tr("再找别的"), tr("打字、扫码"), e.SearchOpened(), "search", "magnify"),
        (tr("按分区看"), tr("也许就在旁边"), e.AreasOpened(), "areas", "storefront-outline"),
    )
    high = min(152.0, (rect.bottom - below - 24) / 2)
    for i, (word, then, event, name, icon) in enumerate(tiles):
        keys.wide_tile(page, Rect(rect.x, below + i * (high + 24), rect.w, high), word, then, event, name, icon=icon)
    page.speech_panel(actions=False)


def _number(page: Page, rect: Rect, state: s.NotFoundTold) -> None:
    """What was asked for, and the number of the task."""
    tr = page.tr
    page.add(Plate(rect, t.CARD, 20, t.INK, 5))
    inner = rect.inset(40, 20)
    asked = rows.short(page, words.name(tr, state.name) or state.asked, inner.w * 0.8, 40)
    first = tr("没找到：{what}", what=asked)
    page.middle(first, inner._replace(h=64.0), 40, bold=True, floor=26)
    number = Rect(inner.x, inner.y + 72, inner.w, inner.h - 72 - 56)
    if state.ticket_no is not None:
        size = min(140.0, number.h * 0.9)
        page.middle(state.ticket_no, number, size, bold=True, colour=t.LEAF, floor=56, leading=1.05)
        note = tr("这是登记号，不用记。")
    else:
        page.middle(tr("正在登记…"), number, 56, bold=True, floor=36)
        note = ""
    page.middle(note, Rect(inner.x, inner.bottom - 48, inner.w, 48), page.type.body, colour=t.INK2, floor=22)
