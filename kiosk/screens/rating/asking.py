"""The question: five faces, rows on an upright screen (best first), columns on a wide one (worst first)."""

from __future__ import annotations

from domain.rating import MOST_STARS
from kiosk.flows.rating import states as s
from kiosk.screens import parts
from kiosk.screens.page import PANEL_HIGH, Page
from kiosk.screens.rating import faces
from kiosk.screens.rating.words import FACES, QUESTION
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

BOX_HIGH = 148.0
"""What is said below the faces."""


def asking(page: Page, state: s.Home | s.Asking) -> None:
    served = isinstance(state, s.Asking)
    page.begin("rating", back=served, home=served)
    page.home_screen = page.situation.kiosk_role == "rating"
    question = state.visit.question if isinstance(state, s.Asking) else s.Question.SERVICE
    title, sentence = page.tr(QUESTION[question]), page.tr("按您的感受点一个，不用登录。")
    if isinstance(state, s.Asking) and page.portrait and (page.says or page.frame.lowered):
        # There is no room for the box: what was read, or could be, is said in the sentence's place.
        told = about(page, state.visit, state.shown)
        sentence = told[1] if told is not None else may_scan(page, state.visit) or sentence
    page.say(title, sentence)
    given = state.given.stars if isinstance(state, s.Asking) and state.given else 0
    if page.portrait:
        _upright(page, state, title, sentence, given)
    else:
        _wide(page, state, title, sentence, given)


def _upright(page: Page, state: s.Home | s.Asking, title: str, sentence: str, given: int) -> None:
    low = page.frame.lowered
    y = (196.0 if low or not page.home_screen else 232.0) + page.frame.header_shift
    size = page.type.h1 if low or not page.home_screen else page.type.home
    y += page.write(title, 32, y, 1016, size, bold=True, leading=1.15, floor=56)
    page.write(sentence, 32, y + 14, 1016, page.type.lead if low else 40, colour=t.INK2, floor=28)
    top, bottom = page.frame.touch_top + 8, 1632.0
    if page.says:
        bottom -= PANEL_HIGH + 20
    elif not low:
        _box(page, Rect(32, bottom - BOX_HIGH, 1016, BOX_HIGH), state)
        bottom -= BOX_HIGH + 28
    gap = 16.0
    high = (bottom - top - 4 * gap) / MOST_STARS
    for i, count in enumerate(FACES):
        faces.row(page, Rect(32, top + i * (high + gap), 1016, high), count, selected=count == given)
    page.speech_panel(actions=False)


def _wide(page: Page, state: s.Home | s.Asking, title: str, sentence: str, given: int) -> None:
    y = 184.0 if page.home_screen else 128.0
    size = 92.0 if page.home_screen else 80.0
    taken = min(1180.0, width(title, size, bold=True))
    page.write(title, 32, y, 1180, size, bold=True, leading=1.15, floor=60)
    beside = Rect(32 + taken + 40, y + 8, 1888 - 72 - taken, size * 1.15)
    page.middle(sentence, beside, 38, colour=t.INK2, lines=2, leading=1.25, floor=28)
    top = max(y + size * 1.15 + 36, page.frame.touch_top)
    box = Rect(32, 784, 1856, 140)
    gap = 24.0
    wide = (1856 - 4 * gap) / MOST_STARS
    for i, count in enumerate(reversed(FACES)):
        rect = Rect(32 + i * (wide + gap), top, wide, box.y - 24 - top)
        faces.column(page, rect, count, selected=count == given)
    if page.says:
        page.speech_panel(actions=False, top=box.y)
        box = Rect(656, box.y, 1232, box.h)
    _box(page, box, state)


def _box(page: Page, rect: Rect, state: s.Home | s.Asking) -> None:
    """What the rating is about, or what becomes of it."""
    tr = page.tr
    if isinstance(state, s.Asking) and (told := about(page, state.visit, state.shown)):
        parts.tinted(page, rect, *told)
        return
    if isinstance(state, s.Asking) and state.visit.can_scan:
        parts.tinted(page, rect, "barcode-scan", tr("有小票或回执？扫一下"), tr("评价就记在那一次上，不扫也行"))
        return
    second = tr("点一颗或两颗星，会转成投诉单，给您单号")
    parts.tinted(page, rect, "comment-text-outline", tr("不满意，也请告诉我们"), second)


def may_scan(page: Page, visit: s.Visit) -> str:
    """That a slip or receipt may be held before the scanner; nothing where there is no scanner, or one was read."""
    if not visit.can_scan or visit.about_ticket is not None or visit.receipt_code is not None:
        return ""
    return page.tr("有小票或回执，扫一下就记在那一次上。")


def about(page: Page, visit: s.Visit, shown: s.Shown | None) -> tuple[str, str, str] | None:
    """Icon and words for what the rating belongs to; for a code that is of no use, that it is not."""
    tr = page.tr
    if shown is s.Shown.OTHER:
        return "help-circle-outline", tr("这个码不是小票，也不是回执"), tr("没有也行，直接点您的感受")
    if visit.about_ticket is not None:
        number = tr("工单号 {number}", number=visit.about_ticket)
        return "check-circle", tr("评的是这次退货"), number
    if visit.receipt_code is not None:
        return "check-circle", tr("评的是这张小票那一次"), tr("尾号 {digits}", digits=visit.receipt_code[-4:])
    return None
