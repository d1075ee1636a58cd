"""What the stars were for, and in whose words: on one screen where there is room for both, else one after the other."""

from __future__ import annotations

from domain.rating import LONGEST_TEXT, Tag
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.screens.keyboard import keyboard, keyboard_height
from kiosk.screens.nodes import Key, Plate
from kiosk.screens.page import Act, Page
from kiosk.screens.rating import faces
from kiosk.screens.rating.asking import about, may_scan
from kiosk.screens.rating.words import BLAME, FACES, PRAISE
from kiosk.screens.text_field import text_field
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect
from kiosk.theme.marks import PLAIN, STRONG

LABEL_HIGH = 48.0


def followup(page: Page, state: s.Followup) -> None:
    """Senior pace asks one thing a screen, and from a wheelchair there is room for one."""
    if not (page.senior or page.frame.lowered):
        page.begin("rating-followup")
        _both(page, state)
    elif state.writing:
        page.begin("rating-words")
        _words(page, state)
    else:
        page.begin("rating-tags")
        _tags_alone(page, state)


def _title(page: Page, state: s.Followup) -> str:
    return page.tr("哪里做得好？") if state.given.praise else page.tr("哪里可以更好？")


def _sentence(page: Page, state: s.Followup, usual: str) -> str:
    """What may be done here; what was read of a slip or receipt in its place, or that one may be shown below it."""
    if state.shown is not None and (told := about(page, state.visit, state.shown)) is not None:
        return told[1]
    scan = may_scan(page, state.visit)
    if scan and not page.portrait:
        return scan
    return "\n".join(line for line in (usual, scan) if line)


def _submit(page: Page) -> Act:
    return Act(page.tr("交评价"), e.Submitted(), "arrow-right", True)


# Both at once ----------------------------------------------------------------------------------------------------


def _both(page: Page, state: s.Followup) -> None:
    title = _title(page, state)
    usual = page.tr("点一点就行，可以多选，也可以不选。\n改星级请按“返回”。")
    if state.visit.can_scan:
        usual = page.tr("多选、不选都行；改星级按“返回”。")
    sentence = _sentence(page, state, usual)
    page.say(title, sentence)
    if page.portrait:
        top = page.frame.touch_top
        _head(page, state, title, Rect(32, 148, 1016, 120))
        page.write(sentence, 32, 284, 1016, page.type.lead, colour=t.INK2, lines=2, leading=1.4, floor=24)
        _tags(page, Rect(32, top, 1016, 208), state, across=4)
        label = Rect(32, top + 240, 1016, LABEL_HIGH)
        field = Rect(32, label.bottom + 16, 1016, 156)
        keys = Rect(32, field.bottom + 20, 1016, min(keyboard_height(page), 1496 - field.bottom - 20))
    else:
        side, body = page.frame.side, page.frame.body
        _side_head(page, state, title, Rect(side.x, 132, side.w, 156))
        # No room for what is usual; only for what has to do with a slip or receipt.
        scanned = _sentence(page, state, "")
        if scanned:
            page.middle(scanned, Rect(side.x, 296, side.w, 40), page.type.caption + 4, leading=1.2, floor=22)
        tags_top = max(344.0 if scanned else 304.0, page.frame.touch_top)
        _tags(page, Rect(side.x, tags_top, side.w, 648 - tags_top), state, across=2)
        label = Rect(body.x, 132, body.w, LABEL_HIGH)
        field = Rect(body.x, label.bottom + 8, body.w, 140)
        keys_top = max(field.bottom + 16, page.frame.touch_top)
        keys = Rect(body.x, keys_top, body.w, body.bottom - keys_top)
    _label(page, label, state)
    text_field(page, field, state.given.typing, page.tr("想说的写在这里"))
    keyboard(page, keys, state.given.typing)
    page.actions(_submit(page), Act(page.tr("不写了"), e.WithoutWords()))


def _head(page: Page, state: s.Followup, title: str, rect: Rect) -> None:
    """Face and question; at the right what was tapped."""
    faces.face(page, rect.x, rect.y, 112, state.given.stars)
    star, wide = 44.0, faces.stars_width(44)
    chosen = page.tr("您点了：{word}", word=page.tr(FACES[state.given.stars]))
    side = Rect(rect.right - 300, rect.y + 4, 300, 52)
    page.middle(chosen, side, 32, bold=True, align="right", floor=22)
    faces.stars(page, rect.right - wide, rect.y + 60, star, state.given.stars)
    words = Rect(rect.x + 136, rect.y, side.x - 16 - rect.x - 136, 112)
    page.middle(title, words, 68, bold=True, lines=2, leading=1.15, floor=40)


def _side_head(page: Page, state: s.Followup, title: str, rect: Rect) -> None:
    faces.face(page, rect.x, rect.y, 96, state.given.stars)
    words = Rect(rect.x + 116, rect.y, rect.w - 116, 96)
    page.middle(title, words, 56, bold=True, lines=2, leading=1.1, floor=36)
    star, wide = 36.0, faces.stars_width(36)
    y = rect.y + 110
    chosen = page.tr("您点了：{word}", word=page.tr(FACES[state.given.stars]))
    page.middle(chosen, Rect(rect.x, y, rect.w - wide - 16, star + 4), 30, bold=True, floor=22, leading=1.2)
    faces.stars(page, rect.right - wide, y + 2, star, state.given.stars)


def _label(page: Page, rect: Rect, state: s.Followup) -> None:
    """想说几句？（可不写） and how much was written."""
    typing, size = state.given.typing, page.type.h3
    count = f"{len(typing.text)}/{LONGEST_TEXT}"
    words = f"{STRONG}{page.tr('想说几句？')}{PLAIN}{page.tr('（可不写）')}"
    page.middle(words, rect._replace(w=rect.w - 240), size, leading=1.2, floor=26)
    full = page.tr("写满了 {count}", count=count) if typing.full else count
    page.middle(full, Rect(rect.right - 232, rect.y, 232, rect.h), page.type.body, bold=typing.full,
                colour=t.INK if typing.full else t.INK2, align="right", leading=1.2, floor=22)  # fmt: skip


# One after the other ---------------------------------------------------------------------------------------------


def _tags_alone(page: Page, state: s.Followup) -> None:
    page.head(_title(page, state), _sentence(page, state, page.tr("多选、不选都行；改星级按“返回”。")))
    body = page.room(actions=True)
    _tags(page, body._replace(h=min(body.h, 4 * 176.0)), state, across=2)
    page.actions(_submit(page), Act(page.tr("写几句"), e.WriteAsked(), "keyboard-outline"))
    page.speech_panel(actions=True)


def _words(page: Page, state: s.Followup) -> None:
    page.head(page.tr("想说几句？"), page.tr("不写也行，点“不写了”就交。"))
    body = page.room(actions=True)
    if page.frame.lowered:
        # Little room: one line of the text's end, and how much was written beside it.
        field, count = body._replace(h=88.0).split(0, 160)
        keys = Rect(body.x, field.bottom + 16, body.w, body.bottom - field.bottom - 16)
    else:
        high = min(620.0, body.h - 140 - 12 - 44 - 16)
        keys = Rect(body.x, body.bottom - high, body.w, high)
        field = Rect(body.x, body.y, body.w, min(300.0, keys.y - 16 - 44 - 8 - body.y))
        count = Rect(body.x, field.bottom + 8, body.w, 44)
    text_field(page, field, state.given.typing, page.tr("想说的写在这里"))
    _count(page, count, state)
    keyboard(page, keys, state.given.typing)
    page.actions(_submit(page), Act(page.tr("不写了"), e.WithoutWords()))
    page.speech_panel(actions=True)


def _count(page: Page, rect: Rect, state: s.Followup) -> None:
    typing = state.given.typing
    count = f"{len(typing.text)}/{LONGEST_TEXT}"
    text = page.tr("写满了 {count}", count=count) if typing.full else count
    page.middle(text, rect, page.type.caption, colour=t.INK if typing.full else t.INK2, bold=typing.full,
                align="right", leading=1.2, lines=2 if rect.h > 80 else 1)  # fmt: skip


# Tags ------------------------------------------------------------------------------------------------------------


def _tags(page: Page, rect: Rect, state: s.Followup, *, across: int) -> None:
    tags = state.visit.tags
    down = len(tags) // across
    gap = 16.0 if page.senior or page.portrait else 12.0
    wide = (rect.w - (across - 1) * gap) / across
    high = (rect.h - (down - 1) * gap) / down
    for i, tag in enumerate(tags):
        place = Rect(rect.x + i % across * (wide + gap), rect.y + i // across * (high + gap), wide, high)
        _tag(page, place, tag, state.given)


def _tag(page: Page, rect: Rect, tag: Tag, given: s.Given) -> None:
    on = tag in given.tags
    word = page.tr((PRAISE if given.praise else BLAME)[tag])
    part = page.inside()
    face = Rect(rect.x + 10, rect.y, rect.w - 20, rect.h - 8)
    part.in_row(face, word, 48 if page.senior else 34, icon="check-bold" if on else None, icon_size=36, gap=10,
                colour=t.WHITE if on else t.INK, lines=2 if rect.h > 90 else 1, floor=20)  # fmt: skip
    if on:
        plate = Plate(rect, t.LEAF, 18, foot=8, foot_fill=t.LEAFDEEP)
    else:
        plate = Plate(rect, t.CARD, 18, t.EDGE, 3, foot=5, foot_fill=t.EDGE)
    sunk = Plate(Rect(rect.x, rect.y + 8, rect.w, rect.h - 8), t.LEAFTINT if not on else t.LEAFDEEP, 18, t.LEAF, 3)
    page.add(Key(rect, f"tag:{tag.value}", e.TagToggled(tag), plate, sunk, page.shapes(part), sink=8))
