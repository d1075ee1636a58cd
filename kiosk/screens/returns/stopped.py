"""Where this receipt does not go on: what happened, what is safe, what to do. Risk brings a helper, never blame."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens import keys, parts
from kiosk.screens.page import Act, Page
from kiosk.screens.parts import Row
from kiosk.screens.returns import lines
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect


def _told(
    page: Page, title: str, sentence: str, picture: str, what: str, safe: str, then: str, *, ways: bool,
    what_icon: str = "information-outline", rescan: str = "", our_fault: bool = False, again: bool = True,
) -> None:  # fmt: skip
    """A picture, the three lines every stop has, and the ways on. `again`: another receipt may do better."""
    tr = page.tr
    page.head(title, sentence)
    body = page.room(actions=True)
    y = body.y
    ways_high = 176.0 if ways else 0.0
    rows_high = 3 * (124.0 if page.senior or ways else 140.0) + 16
    picture_high = body.h - rows_high - 24 - (ways_high + 24 if ways else 0)
    if picture_high >= 160:
        picture_high = min(picture_high, 380.0)
        side = picture_high
        page.card(Rect(body.x, y, body.w, picture_high))
        at = Rect(body.x + (body.w - side + 48) / 2, y + 24, side - 48, side - 48)
        page.picture(at, picture, ground=t.LEAFTINT)
        y += picture_high + 24
    elif rows_high + (ways_high + 24 if ways else 0) > body.h:
        ways_high = body.h - rows_high - 24
    colour = t.TOMATO if our_fault else t.MANDARIN
    rows: Sequence[Row] = (
        Row(what, tr("发生了什么"), icon=what_icon, icon_colour=colour, label_first=True),
        Row(safe, tr("您放心"), icon="shield-check", icon_colour=t.LEAF, label_first=True),
        Row(then, tr("接下来"), icon="arrow-right-circle-outline", label_first=True),
    )
    parts.rows(page, Rect(body.x, y, body.w, rows_high), rows)
    y += rows_high + 24
    if ways and ways_high >= 100:
        left, right = Rect(body.x, y, body.w, min(ways_high, body.bottom - y)).split(0, 0)
        keys.tile(page, left, tr("输小票号码"), e.TypeNumber(), "type-number", icon="dialpad", size=page.type.h3)
        keys.tile(page, right, tr("用日期来找"), e.ReceiptDamaged(), "damaged", icon="calendar-clock",
                  size=page.type.h3)  # fmt: skip
    if again:
        home = Act(tr("不退了"), e.GoHome(), "home")
        page.actions(Act(rescan or tr("扫另一张小票"), e.ScanAgain(), "barcode-scan", True), home)
    else:
        page.actions(Act(tr("知道了"), e.GoHome(), "home"))
    page.say(what, then)
    page.speech_panel(actions=True)


def not_found(page: Page, state: s.NotFound) -> None:
    tr = page.tr
    page.begin("not-found", 1)
    if state.line_down:
        since = page.situation.offline_since
        at = tr.clock(page.look.local(since)) if since else ""
        _told(
            page, tr("现在查不到这张小票"), tr("网络不通，本机也没存这张小票。"), "receipt_search",
            tr("网络 {time} 起不通", time=at) if at else tr("网络暂时不通"),
            tr("小票没问题，退货期限照小票上的日期算。"), tr("按黄色按钮叫店员，店员可以帮您查。"), ways=False,
            what_icon="wifi-off", rescan=tr("再试一次"),
        )  # fmt: skip
        return
    _told(
        page, tr("没找到这张小票"), tr("可能刚买不久，或者不是这家店的。"), "receipt_search",
        tr("收银系统里没有这个号码"), tr("什么都没登记，小票请您收好。"),
        tr("再扫一次，或者按黄色按钮叫店员。"), ways=True,
    )  # fmt: skip


def other_store(page: Page, state: s.OtherStoreRefused) -> None:
    tr = page.tr
    page.begin("other-store", 1)
    _told(
        page, tr("这是别的门店的小票"), tr("请拿到买东西的那家店去退。"), "receipt",
        tr("小票是 {store} 号门店的", store=state.store_id), tr("什么都没登记，小票请您收好。"),
        tr("去那家店退；不方便，请按黄色按钮。"), ways=False,
    )  # fmt: skip


def staff_needed(page: Page, state: s.StaffNeeded) -> None:
    tr = page.tr
    page.begin(f"staff-needed-{state.why.value}", 1)
    called = page.situation.helper is not None
    then = tr("已经叫了店员，请在这里等一下。") if called else tr("请按黄色按钮，店员过来帮您。")
    nothing = tr("什么都没登记，小票请您收好。")
    match state.why:
        case s.StaffWhy.OTHER_STORE:
            _told(page, tr("请店员帮您看一下"), tr("这张小票是别的门店的。"), "person", tr("别店的小票要店员来办"),
                  nothing, then, ways=False, what_icon="account-eye")  # fmt: skip
        case s.StaffWhy.OFFLINE_CAP:
            _told(page, tr("请店员帮您办"), tr("网络不通，本机只能先登记小额的。"), "person",
                  tr("金额超过了断网时能登记的"), tr("什么都没登记，不会退两次，也不会少退。"), then, ways=False,
                  what_icon="wifi-off")  # fmt: skip
        case s.StaffWhy.CANNOT_STORE:
            _told(page, tr("这次没有登记成"), tr("机器存满了，已经叫店员。"), "person",
                  tr("机器存不下了，是我们的问题"), nothing, then, ways=False, what_icon="harddisk",
                  our_fault=True)  # fmt: skip
        case s.StaffWhy.INTERNAL:
            _told(page, tr("这次没有登记成"), tr("机器出了问题，已经叫店员。"), "person",
                  tr("机器出错了，是我们的问题"), nothing, then, ways=False,
                  what_icon="alert-circle-outline", our_fault=True)  # fmt: skip
        case s.StaffWhy.OUT_OF_SERVICE:
            _told(page, tr("本机已停用"), tr("请到服务台退货，小票照样有效。"), "person",
                  tr("中心服务不再接受本机，是我们的问题"), nothing, tr("店员请找信息员，本机记下的都还在。"),
                  ways=False, what_icon="cancel", our_fault=True, again=False)  # fmt: skip


def nothing_returnable(page: Page, state: s.NothingReturnable) -> None:
    """Every line with its own reason: the shopper need not guess."""
    tr, offer = page.tr, state.offer
    page.begin("nothing-returnable", 2)
    sold = page.look.local(offer.receipt.sold_at)
    sentence = tr("小票 {day} {time}，每一样的原因在下面。", day=tr.date(sold), time=tr.clock(sold))
    page.head(tr("这张小票没有能退的了"), sentence)
    body = page.room(actions=True)
    hint_high = 132.0
    pages = lines.pages_of(offer.assessments, body.h - hint_high - 24, 120)
    current = min(page.glance.page, len(pages) - 1)
    y = body.y
    for assessment in pages[current]:
        lines.refused_card(page, Rect(body.x, y, body.w, lines.NOT), state, assessment)
        y += lines.NOT + lines.GAP
    bottom = body.bottom
    if len(pages) > 1:
        page.pager(Rect(body.x, body.bottom - 104, body.w, 104), current, len(pages))
        bottom -= 120
    hint = Rect(body.x, min(y + 10, bottom - hint_high), body.w, hint_high)
    parts.tinted(page, hint, "human-greeting", tr("有质量问题？"), tr("按黄色按钮叫店员，当面看过还可以再定。"))
    page.actions(Act(tr("扫另一张小票"), e.ScanAgain(), "barcode-scan", True), Act(tr("不退了"), e.GoHome(), "home"))
    page.speech_panel(actions=True)
