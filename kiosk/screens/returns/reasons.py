"""Why it comes back, and in what condition: one question at a time, answered by a touch that goes on at once."""

from __future__ import annotations

from domain.policy import Consequence, Question, ReasonCode
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.i18n import msg
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Key, Plate
from kiosk.screens.page import Act, ForAll, Page, TurnTo
from kiosk.screens.returns import goods
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect
from kiosk.words import REASON

ICON = {
    ReasonCode.QUALITY: "alert-decagram-outline",
    ReasonCode.SPOILED: "food-apple",
    ReasonCode.EXPIRED: "calendar-clock",
    ReasonCode.DAMAGED_PACKAGE: "package-variant",
    ReasonCode.WRONG_ITEM: "swap-horizontal",
    ReasonCode.NOT_AS_DESCRIBED: "not-equal-variant",
    ReasonCode.CHANGED_MIND: "undo-variant",
    ReasonCode.WRONG_PRICE: "tag-outline",
}
HELP = {
    ReasonCode.QUALITY: msg("坏了、用不了、有瑕疵"),
    ReasonCode.SPOILED: msg("烂了、变味、发霉"),
    ReasonCode.EXPIRED: msg("买时就过期或快过期"),
    ReasonCode.DAMAGED_PACKAGE: msg("漏了、压扁、封口开了"),
    ReasonCode.WRONG_ITEM: msg("拿错、买错型号"),
    ReasonCode.NOT_AS_DESCRIBED: msg("和标签、介绍不符"),
    ReasonCode.CHANGED_MIND: msg("没用过，用不上了"),
    ReasonCode.WRONG_PRICE: msg("和标价不一样，商品您留着"),
}
QUESTION = {
    Question.OPENED: (msg("拆开过吗？"), msg("拆开过"), msg("没拆过")),
    Question.COLD_CHAIN_KEPT: (msg("一直冷藏着吗？"), msg("一直冷藏"), msg("没有一直冷藏")),
    Question.ALL_PARTS_THERE: (msg("配件都在吗？"), msg("都在"), msg("少了")),
    Question.USED: (msg("用过吗？"), msg("用过"), msg("没用过")),
}
QUESTION_HELP = {
    Question.OPENED: msg("看看封口、封膜还在不在。"),
    Question.COLD_CHAIN_KEPT: msg("买回去后放进冰箱了吗？"),
    Question.ALL_PARTS_THERE: msg("说明书、充电器、小零件。"),
    Question.USED: msg("试过、洗过也算用过。"),
}
REFUSED = {
    Question.OPENED: msg("这一种拆开后不能退。"),
    Question.COLD_CHAIN_KEPT: msg("没有一直冷藏的不能退。"),
    Question.ALL_PARTS_THERE: msg("配件不全，不能在这里退。"),
    Question.USED: msg("这一种用过后不能退。"),
}
OpenQuestion = s.GivingReason | s.Answering | s.AnswerRefused


def giving_reason(page: Page, state: s.GivingReason) -> None:
    tr = page.tr
    page.begin(f"giving-reason-{state.index}", 2)
    page.head(tr("为什么退？"), _which(page, state))
    body = page.room(actions=False)
    y = body.y + _goods_strip(page, body, state) + 24
    open_ones = sum(1 for p in state.picks[state.index :] if p.reason is None)
    if open_ones > 1 and not page.senior:
        y += _for_all(page, Rect(body.x, y, body.w, 88), open_ones) + 24
    if page.senior:
        _senior_reasons(page, Rect(body.x, y, body.w, body.bottom - y), state)
        return
    for_all = page.glance.for_all and open_ones > 1
    columns = 2 if page.portrait else 3
    rows = -(-len(state.allowed) // columns)
    high = min(176.0, (body.bottom - y - 16 * (rows - 1)) / rows)
    for i, reason in enumerate(state.allowed):
        cell = Rect(body.x, y + (i // columns) * (high + 16), body.w, high).split(*[0] * columns)[i % columns]
        keys.tile(
            page, cell, tr(REASON[reason]), e.ReasonGiven(reason, for_all), f"reason:{reason.value}",
            help_line=tr(HELP[reason]), icon=ICON[reason], size=40,
        )  # fmt: skip


def _senior_reasons(page: Page, room: Rect, state: s.GivingReason) -> None:
    """Three answers at a time; where there are more, the third leads to the others."""
    tr, allowed = page.tr, state.allowed
    per = 3 if len(allowed) <= 3 else 2
    pages = -(-len(allowed) // per)
    current = min(page.glance.page, pages - 1)
    high = min(176.0, (room.h - 48) / 3)
    y = room.y
    for reason in allowed[current * per : current * per + per]:
        keys.wide_tile(
            page, Rect(room.x, y, room.w, high), tr(REASON[reason]), "", e.ReasonGiven(reason),
            f"reason:{reason.value}", icon=ICON[reason],
        )  # fmt: skip
        page.say(tr(REASON[reason]))
        y += high + 24
    if pages > 1:
        last = current == pages - 1
        word = tr("回到前面的原因") if last else tr("别的原因")
        keys.wide_tile(page, Rect(room.x, y, room.w, high), word, "", TurnTo(0 if last else current + 1), "page:after",
                       icon="dots-horizontal")  # fmt: skip
    page.speech_panel(actions=False)


def _which(page: Page, state: OpenQuestion) -> str:
    if len(state.picks) == 1:
        return page.tr("选一个最接近的，选了就往下走。")
    return page.tr("第 {n} 种，共 {all} 种。选了就往下走。", n=state.index + 1, all=len(state.picks))


def _goods_strip(page: Page, body: Rect, state: OpenQuestion) -> float:
    """The goods in question; returns its height."""
    pick = state.picks[state.index]
    line = state.offer.receipt.line(pick.line_no)
    high = 132.0 if not page.senior else min(200.0, body.h * 0.24)
    rect = Rect(body.x, body.y, body.w, high)
    page.card(rect)
    side = high - 28
    page.picture(Rect(rect.x + 16, rect.y + 14, side, side), goods.picture_of(state.visit, line))
    x = rect.x + side + 44
    count = goods.weight(line) if line.is_weighed else goods.pieces(page.tr, pick.quantity, line.unit)
    big = 52 if page.senior else 40
    wide = rect.right - 32 - x
    page.stack(Rect(x, rect.y + 8, wide, high - 16), line.name, page.tr("退 {count}", count=count), size=big,
               small=page.type.body + 4, lines=1)  # fmt: skip
    return high


def _for_all(page: Page, rect: Rect, count: int) -> float:
    """Whether the reason is for this one or for all that are still open."""
    on = page.glance.for_all
    one, every = rect.split(0, 0)
    for cell, word, value in (
        (one, page.tr("只是这一种"), False),
        (every, page.tr.n("{n} 种都是这个原因", count), True),
    ):
        _segment(page, cell, word, ForAll(value), f"for-all:{value}", on == value)
    return rect.h


def _segment(page: Page, rect: Rect, word: str, event: object, name: str, on: bool) -> None:
    part = page.inside()
    part.in_row(rect.inset(16, 0), word, 32, icon="check-circle" if on else "circle-outline", icon_size=40,
                icon_colour=t.LEAF if on else t.EDGE)  # fmt: skip
    plate = Plate(rect, t.LEAFTINT if on else t.CARD, 20, t.LEAF if on else t.EDGE, 5 if on else 3)
    page.add(Key(rect, name, event, plate, Plate(rect, t.LEAFTINT, 20, t.LEAF, 5), page.shapes(part)))


def answering(page: Page, state: s.Answering) -> None:
    tr, question = page.tr, state.question
    title, yes, no = (tr(text) for text in QUESTION[question.question])
    page.begin(f"answering-{state.index}-{question.question.value}", 2)
    page.head(title, tr(QUESTION_HELP[question.question]))
    body = page.room(actions=False)
    y = body.y + _goods_strip(page, body, state) + 32
    answers = ((yes, True, "check-bold", question.if_yes), (no, False, "close", question.if_no))
    if page.senior:
        high = min(176.0, (body.bottom - y - 24) / 2)
        for word, value, icon, _ in answers:
            cell = Rect(body.x, y, body.w, high)
            keys.wide_tile(page, cell, word, "", e.Answered(value), f"answer:{value}", icon=icon)
            page.say(word)
            y += high + 24
        page.speech_panel(actions=False)
        return
    high = min(280.0, body.bottom - y)
    for cell, (word, value, icon, after) in zip(Rect(body.x, y, body.w, high).split(0, 0), answers, strict=True):
        keys.tile(page, cell, word, e.Answered(value), f"answer:{value}", help_line=_after(page, after), icon=icon,
                  across=False, size=page.type.h2)  # fmt: skip
    y += high + 24
    if body.bottom - y >= 100:
        parts.note(page, Rect(body.x, y, body.w, 64), "information-outline", tr("照实选就好，到服务台会当面看。"))


def _after(page: Page, consequence: Consequence) -> str:
    """What an answer leads to, said before it is given."""
    match consequence:
        case Consequence.FINE:
            return page.tr("可以退")
        case Consequence.STAFF:
            return page.tr("店员看一下")
        case Consequence.REFUSE:
            return page.tr("这一种就退不了")


def answer_refused(page: Page, state: s.AnswerRefused) -> None:
    tr = page.tr
    page.begin(f"answer-refused-{state.index}", 2)
    page.head(tr("这一种退不了"), tr(REFUSED[state.question.question]))
    body = page.room(actions=True)
    y = body.y + _goods_strip(page, body, state) + 24
    row = Rect(body.x, y, body.w, 148)
    parts.tinted(page, row, "human-greeting", tr("觉得不对？请按黄色按钮"), tr("店员当面看过，还可以再定。"))
    others = len(state.picks) - 1
    if others and row.bottom + 24 + 100 <= body.bottom:
        parts.note(page, Rect(body.x, row.bottom + 24, body.w, 64), "check-circle-outline",
                   tr.n("另外 {n} 种不受影响，可以接着退。", others))  # fmt: skip
    label = tr("不退它，接着退别的") if others else tr("不退它，重新选")
    page.actions(Act(label, e.LineDropped(), "arrow-right", True), Act(tr("改答案"), e.Back(), "pencil"))
    page.speech_panel(actions=True)
