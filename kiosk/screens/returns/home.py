"""The home screen: what can be done here, how long it takes, and until when goods may come back."""

from __future__ import annotations

from dataclasses import dataclass

from domain.policy import DepartmentRule
from kiosk.i18n import Translator
from kiosk.screens import keys, parts
from kiosk.screens.nodes import Film, Key, Plate
from kiosk.screens.page import Page
from kiosk.shell_events import Open, PaceToggled
from kiosk.theme import tokens as t
from kiosk.theme.fonts import width
from kiosk.theme.frame import Rect

SCAN_FRAMES = tuple(f"scan-{i}" for i in range(12))
SCAN_STILL = "scan-5"
FAMILIAR = ("fruit", "vegetable", "meat", "egg", "milk", "snack", "tissue", "household", "drink", "appliance")
"""Goods everybody buys: they stand for their group where there is only room for a few names."""


def home(page: Page) -> None:
    page.begin("home", back=False, home=False)
    page.home_screen = True
    title, sentence = page.tr("要退东西吗？"), page.tr("放上小票，先看能退多少钱，再决定退不退。")
    if page.situation.shut_out:
        title, sentence = page.tr("本机已停用"), page.tr("请到服务台退货，小票照样有效。")
    page.say(title, sentence)
    if page.portrait:
        _portrait(page, title, sentence)
    else:
        _landscape(page, title, sentence)


def _portrait(page: Page, title: str, sentence: str) -> None:
    low = page.frame.lowered
    y = 196 + page.frame.header_shift if low else 232
    y += page.write(title, 32, y, 1016, page.type.h1 if low else page.type.home, bold=True, leading=1.15, floor=56)
    page.write(sentence, 32, y + 10, 1016, page.type.lead if low else 40, colour=t.INK2, floor=28, leading=1.35)
    top = page.frame.touch_top + 4
    if low:
        _start(page, Rect(32, top, 1016, 380))
        tiles = Rect(32, top + 380 + 24, 1016, 236)
    else:
        _start(page, Rect(32, top, 1016, 480))
        tiles = Rect(32, top + 496, 1016, 236)
    _tiles(page, tiles)
    below = tiles.bottom + 24
    high = 20 + 50 + 3 * 82 + 12
    if below + high < 1560:
        _windows(page, Rect(32, below, 1016, high + (16 if page.senior else 0)))
    _without_receipt(page, Rect(32, 1568, 1016, 64), 38 if page.senior else 30)


def _landscape(page: Page, title: str, sentence: str) -> None:
    page.write(title, 32, 176, 1000, 84, bold=True, leading=1.15, floor=56)
    page.write(sentence, 32, 282, 1240, 36, colour=t.INK2, floor=26, leading=1.35)
    _start(page, Rect(32, 356, 1088, 480))
    tiles = Rect(1144, 356, 744, 480)
    upper, lower = tiles._replace(h=150), tiles._replace(y=tiles.y + 174, h=306)
    if "guide" in page.situation.roles:
        left, upper = upper.split(0, 0)
        keys.tile(page, left, page.tr("找商品"), Open("guide"), "guide", icon="map-search-outline", plate=True,
                  size=page.type.h3)  # fmt: skip
        keys.tile(page, upper, page.tr("普通模式") if page.senior else page.tr("长辈模式"), PaceToggled(), "tile:pace",
                  letter=page.tr("小") if page.senior else page.tr("大"), plate=True, size=page.type.h3)  # fmt: skip
    else:
        _senior_tile(page, upper)
    _windows(page, lower)
    _without_receipt(page, Rect(32, 856, 1856, 64), 30)


def _without_receipt(page: Page, rect: Rect, size: float) -> None:
    if not page.situation.shut_out:  # a call from here would not be heard
        note = page.tr("没有小票？带上付款记录，按黄色按钮叫店员。")
        parts.note(page, rect, "information-outline", note, size=size)


def _start(page: Page, rect: Rect) -> None:
    """The one thing to do here. Where the kiosk cannot serve yet, or no more, it says so instead."""
    tr = page.tr
    if page.situation.shut_out:
        parts.banner(page, rect._replace(h=min(rect.h, 240)), parts.FAULT, "cancel", tr("店员请看"),
                     tr("中心服务不再接受本机，请找信息员。本机记下的都还在。"))  # fmt: skip
        return
    if not page.situation.service_ready:
        parts.banner(page, rect._replace(h=min(rect.h, 240)), parts.WARNING, "clock-outline", tr("机器正在准备"),
                     tr("还没收到本店的退货规则，一般几分钟就好。着急请按黄色按钮叫店员。"))  # fmt: skip
        return
    face = rect._replace(h=rect.h - 10)
    part = page.inside()
    plate = Rect(rect.x + 24, rect.y + 20, min(420.0, rect.w * 0.42), face.h - 38)
    part.add(Plate(plate, t.LEAFTINT, 20))
    scale = min((plate.h - 4) / 430, (plate.w - 28) / 392)
    scene = Rect(plate.x + (plate.w - 392 * scale) / 2, plate.bottom - 424 * scale, 392 * scale, 430 * scale)
    part.add(Film(scene, SCAN_FRAMES, 8, SCAN_STILL, moving=False))
    x = plate.right + 36
    wide = rect.right - 36 - x
    y = rect.y + (44 if face.h > 400 else 24)
    y += part.write(tr("开始退货"), x, y, wide, 84, bold=True, colour=t.WHITE, leading=1.15, floor=52)
    lead = 34 if not page.senior else 40
    key = Rect(x, face.bottom - 26 - 112, wide, 112)
    ready = Rect(x, y + 8, wide, min(key.y - y - 16, 4 * lead))
    part.middle(tr("准备好小票和商品\n大约 1 分钟"), ready, lead, colour=t.WHITE, lines=3, leading=1.35, floor=24)
    part.add(Plate(key, t.WHITE, 20))
    part.in_row(key, tr("点这里"), 44, icon="arrow-right", icon_size=52, icon_right=True, colour=t.LEAF)
    pressed = Plate(Rect(rect.x, rect.y + 8, rect.w, rect.h - 8), t.LEAFDEEP, 28)
    plate_face = Plate(rect, t.LEAF, 28, foot=10, foot_fill=t.LEAFDEEP)
    page.add(Key(rect, "start", Open(), plate_face, pressed, page.shapes(part), sink=8))


def _tiles(page: Page, rect: Rect) -> None:
    left, right = rect.split(0, 0)
    if "guide" in page.situation.roles:
        _guide_tile(page, left)
    else:
        _follow(page, left)
    _senior_tile(page, right)


def _senior_tile(page: Page, rect: Rect) -> None:
    tr = page.tr
    if page.senior:
        keys.tile(page, rect, tr("普通模式"), PaceToggled(), "tile:pace", help_line=tr("字小一些，一页多看几样"),
                  letter=tr("小"), plate=True)  # fmt: skip
    else:
        keys.tile(page, rect, tr("长辈模式"), PaceToggled(), "tile:pace", help_line=tr("字大、有声音，一次只问一件事"),
                  letter=tr("大"), plate=True)  # fmt: skip


def _guide_tile(page: Page, rect: Rect) -> None:
    keys.tile(page, rect, page.tr("找商品"), Open("guide"), "guide", help_line=page.tr("在哪个货架，怎么走"),
              icon="map-search-outline", plate=True)  # fmt: skip


def _follow(page: Page, rect: Rect) -> None:
    """Following a return needs no kiosk: said here, not touched."""
    page.card(rect)
    mark = Rect(rect.x + 28, rect.y + (rect.h - 120) / 2, 120, 120)
    page.plate(mark, t.LEAFTINT, 16)
    page.icon_in(mark, 76, "cellphone", t.LEAF)
    words = Rect(mark.right + 24, rect.y + 16, rect.right - 24 - mark.right - 24, rect.h - 32)
    page.stack(words, page.tr("手机看进度"), page.tr("扫回执上的二维码就行，不用登录"), size=page.type.h2,
               small=page.type.body, lines=2, second_lines=3, gap=6)  # fmt: skip


# Until when ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """Departments with the same limit; `hours` None for days."""

    names: tuple[str, ...]
    picture: str
    amount: int
    hours: bool
    staff: bool


def windows(page: Page, most: int = 3) -> list[Window]:
    """The policy's limits, the shortest first, told by the departments they hold for."""
    policy, departments = page.place.policy, page.place.departments
    if policy is None:
        return []
    groups: dict[tuple[int, bool, bool], list[tuple[str, str]]] = {}
    for department in departments:
        rule = policy.rule_for(department.code)
        if rule.not_returnable is None:
            groups.setdefault(_limit(rule), []).append((department.name, department.picture))
    if not groups and policy.default.not_returnable is None:
        groups[_limit(policy.default)] = [(page.tr("一般商品"), "goods")]
    for members in groups.values():
        members.sort(key=lambda member: FAMILIAR.index(member[1]) if member[1] in FAMILIAR else len(FAMILIAR))
    ordered = sorted(groups.items(), key=lambda item: item[0][0] * (1 if item[0][1] else 24))
    found = [
        Window(tuple(page.tr(name) for name, _ in members), members[0][1], amount, hours, staff)
        for (amount, hours, staff), members in ordered
    ]
    if len(found) > most:
        # The shortest ones are the ones people miss; the most common one must not be left out.
        common = max(found, key=lambda w: len(w.names))
        found = [*found[: most - 1], common] if common not in found[:most] else found[:most]
    return found


def _limit(rule: DepartmentRule) -> tuple[int, bool, bool]:
    if rule.window_hours is not None:
        return rule.window_hours, True, rule.staff is not None
    return rule.window_days or 0, False, rule.staff is not None


def _until(tr: Translator, window: Window) -> str:
    text = tr.n("{n} 小时内", window.amount) if window.hours else tr.n("{n} 天内", window.amount)
    return tr("{until}，店员验机", until=text) if window.staff else text


def _windows(page: Page, rect: Rect) -> None:
    shown = windows(page)
    if not shown:
        return
    page.card(rect)
    page.write(page.tr("退货期限"), rect.x + 32, rect.y + 18, rect.w - 64, page.type.h3, bold=True)
    top = rect.y + 20 + page.type.h3 * 1.3 + 4
    high = (rect.bottom - 8 - top) / max(3, len(shown))
    for i, window in enumerate(shown):
        row = Rect(rect.x + 32, top + i * high, rect.w - 64, high)
        if i:
            page.rule(row.x, row.y, row.w)
        page.picture(Rect(row.x - 8, row.y + (high - 76) / 2, 76, 76), window.picture, ground=None)
        until = _until(page.tr, window)
        wide = min(row.w * 0.62, width(until, page.type.h3, bold=True) + 4)
        names = row.w - 84 - wide - 16
        page.middle(_names(page, window, names), Rect(row.x + 84, row.y, names, high), page.type.label, floor=20)
        page.middle(until, Rect(row.right - wide, row.y, wide, high), page.type.h3, bold=True, align="right")


def _names(page: Page, window: Window, room: float) -> str:
    """As many names as there is room for, then 等."""
    names = list(window.names)
    while True:
        rest = len(names) < len(window.names)
        joined = page.tr("、").join(names)
        text = page.tr("{names} 等", names=joined) if rest else joined
        if len(names) == 1 or width(text, page.type.label) <= room:
            return text
        names.pop()
