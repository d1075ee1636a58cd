"""The way on paper: coming out, or not."""

from __future__ import annotations

from domain.device_words import PrinterStatus
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.i18n import msg
from kiosk.screens import parts
from kiosk.screens.guide import frames
from kiosk.screens.nodes import Film, Plate, Progress, Qr
from kiosk.screens.page import Act, Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

SLIP_FRAMES = tuple(f"slip-{i}" for i in range(8))
SLIP_STILL = "slip-6"
TROUBLE: dict[PrinterStatus, str] = {
    PrinterStatus.PAPER_EMPTY: msg("打印机没纸了"),
    PrinterStatus.COVER_OPEN: msg("打印机盖子没关"),
    PrinterStatus.OFFLINE: msg("打印机没接上"),
    PrinterStatus.SILENT: msg("打印机没反应"),
}


def printing(page: Page, state: s.Printing) -> None:
    tr = page.tr
    page.begin("route-printing", back=False)
    frames.head(page, tr("路线正在打印"), tr("纸从下面的出纸口出来，大约 3 秒。"))
    rect = frames.main(page)
    scene = rect._replace(h=min(560.0, rect.h - 150))
    page.plate(scene, t.LEAFTINT, 28)
    high = scene.h - 48
    wide = high * 392 / 430
    at = Rect(scene.x + (scene.w - wide) / 2, scene.y + 24, wide, high)
    page.add(Film(at, SLIP_FRAMES, 8, SLIP_STILL, moving=not page.senior))
    bar = Rect(rect.x, scene.bottom + 24, rect.w, 116)
    page.add(Plate(bar, t.CARD, 20, t.LEAF, 5))
    page.icon(bar.x + 28, bar.y + 28, 60, "printer", t.LEAF)
    words = Rect(bar.x + 112, bar.y, bar.w - 112 - 300, bar.h)
    page.middle(tr("正在打印"), words, page.type.h3, bold=True, leading=1.2)
    page.add(Progress(Rect(bar.right - 28 - 240, bar.y + 50, 240, 16), 3.0, 10 if not page.senior else 2))
    page.speech_panel(actions=False)


def trouble(page: Page, state: s.PrintTrouble) -> None:
    """What happened, what is safe, and the other ways to take it along."""
    tr = page.tr
    page.begin("route-not-printed")
    if state.unknown:
        frames.head(page, tr("可能已打出"), tr("请看看出纸口。没有的话再打一张。"))
    else:
        frames.head(page, tr("路线没打出来"), tr("路线还在，手机扫一扫也能带走。"))
    rect = frames.main(page, actions=True)
    box = rect._replace(h=min(148.0, rect.h))
    if state.ready:
        parts.tinted(page, box, "printer-check", tr("打印机好了"), tr("可以再打一次。"))
    else:
        first = tr(TROUBLE.get(state.status, msg("打印机有点问题")))
        second = tr("是机器的问题，店员会来处理。")
        parts.banner(page, box, parts.FAULT, "printer-alert", first, second)
    walk = state.shown.walk
    if walk.link:
        room = Rect(rect.x, box.bottom + 24, rect.w, min(360.0, rect.bottom - box.bottom - 24))
        _phone(page, room, walk.link)
    again = Act(tr("再打一次"), e.PrintAsked(), "printer")
    if state.unknown:
        seen = Act(tr("看到纸了"), e.PaperOut(out=True), "check-bold")
        frames.acts(page, seen, again)
    else:
        without = Act(tr("不打了，看路线"), e.PaperOut(out=False), "directions")
        frames.acts(page, again if state.ready else without, without if state.ready else again)
    page.speech_panel(actions=True, top=430)


def _phone(page: Page, rect: Rect, link: str) -> None:
    page.card(rect)
    side = rect.h - 48
    page.add(Qr(Rect(rect.x + 24, rect.y + 24, side, side), link))
    room = Rect(rect.x + side + 64, rect.y + 24, rect.w - side - 96, side)
    page.stack(room, page.tr("手机带走"), page.tr("扫一扫，路线就在手机上，不用装软件。"), size=page.type.h2,
               small=page.type.lead, lines=2, second_lines=3, gap=12)  # fmt: skip
