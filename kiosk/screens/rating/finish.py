"""What became of it: stored, stored as a complaint with its number, or not stored, which is said as plainly."""

from __future__ import annotations

from domain.words import begun
from kiosk.flows import common as c
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Progress
from kiosk.screens.page import Act, Page
from kiosk.screens.parts import Row
from kiosk.screens.rating import faces
from kiosk.screens.rating.words import FACES
from kiosk.shell_events import MoreTime
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

END = "rating-end"
"""One screen for all that comes of it: being stored takes a few milliseconds, and two slides in a row would flicker."""


def storing(page: Page, state: s.Storing) -> None:
    page.begin(END, back=False, home=False)
    page.head(page.tr("正在存您的评价"), page.tr("存好了才算数，马上就好。"))
    body = page.room(actions=False)
    card = Rect(body.x, body.y, body.w, min(300.0, body.h))
    _vote_card(page, card, state.given.stars)
    page.add(Progress(Rect(card.x + 40, card.bottom - 44, card.w - 80, 16), 1.0, 10 if not page.senior else 2))
    page.speech_panel(actions=False)


def _vote_card(page: Page, card: Rect, stars: int) -> None:
    page.card(card)
    size = min(180.0, card.h - 64)
    faces.face(page, card.x + 40, card.y + (card.h - size) / 2, size, stars)
    star = 54.0
    wide = faces.stars_width(star)
    faces.stars(page, card.right - 40 - wide, card.y + (card.h - star) / 2, star, stars)
    x = card.x + 40 + size + 36
    words = Rect(x, card.y + 8, card.right - 56 - wide - x, card.h - 16)
    page.middle(page.tr(FACES[stars]), words, 60 if page.senior else 56, bold=True, floor=36, lines=2, leading=1.15)


def _kept(page: Page) -> str:
    """What may be said of something that is on this kiosk's disk and perhaps not at the centre yet."""
    if page.situation.online:
        return page.tr("您的评价已经存好。")
    return page.tr("已经存在这台机器里，网络通了就交上去。")


def thanked(page: Page, state: s.Thanked) -> None:
    page.begin(END, back=False)
    page.head(page.tr("谢谢您"), _kept(page))
    body = page.room(actions=True)
    _vote_card(page, Rect(body.x, body.y, body.w, min(300.0, body.h)), state.stars)
    page.actions(Act(page.tr("好了"), c.Finished(), "check-bold", True))
    page.speech_panel(actions=True)


def low_rating(page: Page, state: s.LowRating) -> None:
    tr = page.tr
    page.begin(END, back=False)
    page.head(tr("对不起，没让您满意"), _kept(page))
    body = page.room(actions=True)
    y = body.y
    if state.complaint_no is not None:
        card = Rect(body.x, y, body.w, 316.0 if body.h > 900 else 216.0 if page.frame.lowered else 264.0)
        _number_card(page, card, state.complaint_no)
        y = card.bottom + 20
    help_high, note_high = 136.0, 56.0
    rows = _what_now(page, state)
    rows_high = min(body.bottom - y - help_high - 20 - note_high, 132.0 * len(rows) + 16)
    parts.rows(page, Rect(body.x, y, body.w, rows_high), rows)
    y += rows_high + 20
    _call(page, Rect(body.x, y, body.w, help_high - 16))
    left = page.situation.leaves_in
    if left is not None:
        text = tr("{n} 秒后回首页，评价已经存好", n=left)
        parts.note(page, Rect(body.x, y + help_high, body.w, note_high - 8), "clock-outline", text)
    page.actions(Act(tr("好了"), c.Finished(), "check-bold", True), Act(tr("再看一会儿"), MoreTime()))
    page.speech_panel(actions=True)


def _number_card(page: Page, rect: Rect, number: str) -> None:
    """The number the shopper needs is the biggest thing."""
    page.card(rect, edge=t.INK, line=5)
    label = Rect(rect.x + 36, rect.y + 20, rect.w - 72, 52)
    page.middle(page.tr("您的投诉单号"), label, 40 if page.senior else 32, leading=1.2)
    below = Rect(rect.x + 32, label.bottom, rect.w - 64, rect.bottom - 12 - label.bottom)
    page.middle(number, below, min(176.0, below.h * 0.88), bold=True, align="center", leading=1.0, floor=80)


def _what_now(page: Page, state: s.LowRating) -> tuple[Row, ...]:
    tr = page.tr
    if state.complaint_no is None:
        rows = [Row(tr("想当面说，现在就能叫店员"), tr("接下来"), icon="bell-ring", label_first=True)]
    elif not page.situation.online:
        # Nobody in the store can know of it yet, whatever number is told.
        rows = [Row(tr("转成了投诉单，网络通了就交给店里"), tr("发生了什么"), icon="clipboard-text-outline",
                    label_first=True)]  # fmt: skip
    else:
        store = page.place.store
        where = begun(store.desk_in(tr.language)) if store else tr("接下来")
        rows = [
            Row(tr("转成了投诉单，由店里处理"), tr("发生了什么"), icon="clipboard-text-outline", label_first=True),
            Row(tr("到服务台报单号，问处理到哪了"), where, icon="map-marker", label_first=True),
        ]
    if page.frame.lowered or (page.says and not page.portrait):
        rows = rows[:1]
    page.say(*(row.first for row in rows))
    return tuple(rows)


def _call(page: Page, rect: Rect) -> None:
    """Yellow means a person: the same call as the counter's key, where the eye is now."""
    helper = page.situation.helper
    if helper is None:
        word = page.tr("现在叫店员过来")
    elif helper:
        word = page.tr("{name}正在过来", name=helper)
    else:
        word = page.tr("已经叫了店员，请稍等")
    keys.button(page, rect, word, c.HelpAsked(), "call", kind="help", icon="human-greeting",
                size=48 if page.senior else 40, icon_size=56)  # fmt: skip


def not_stored(page: Page, state: s.NotStored) -> None:
    tr = page.tr
    page.begin("rating-not-stored")
    page.head(tr("这次没存成"), tr("您的评价还没有记下来。"))
    body = page.room(actions=True)
    why = tr("机器存满了，是我们的问题") if state.full else tr("机器出错了，是我们的问题")
    rows = (
        Row(why, tr("发生了什么"), icon="harddisk" if state.full else "alert-circle-outline",
            icon_colour=t.TOMATO, label_first=True),
        Row(tr("您点的和写的都还在，可以再试"), tr("您放心"), icon="shield-check", icon_colour=t.LEAF,
            label_first=True),
        Row(tr("再试不行，请按黄色按钮告诉店员"), tr("接下来"), icon="bell-ring", label_first=True),
    )  # fmt: skip
    parts.rows(page, body._replace(h=min(body.h, 432.0)), rows)
    page.say(*(row.first for row in rows))
    page.actions(Act(tr("再试一次"), e.TryAgain(), "refresh", True), Act(tr("算了"), c.GoHome()))
    page.speech_panel(actions=True)
