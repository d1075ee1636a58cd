"""What a screen that looks through the camera says of it."""

from __future__ import annotations

from domain.device_words import CameraStatus, Guidance
from kiosk.flows.common import Looking
from kiosk.i18n import msg
from kiosk.screens import parts
from kiosk.screens.nodes import Live
from kiosk.screens.page import Page
from kiosk.theme import tokens as t
from kiosk.theme.frame import Rect

CAMERA = {
    CameraStatus.ABSENT: msg("镜头没接上"),
    CameraStatus.CLAIMED: msg("镜头正被占用"),
    CameraStatus.FROZEN: msg("镜头没反应"),
    CameraStatus.BLACK: msg("镜头被挡住了"),
    CameraStatus.TOO_DARK: msg("镜头前太暗"),
    CameraStatus.OVEREXPOSED: msg("镜头前太亮"),
    CameraStatus.SLOW: msg("镜头反应慢"),
}
BLIND = (CameraStatus.ABSENT, CameraStatus.CLAIMED, CameraStatus.FROZEN)
"""There is no picture to show: another way is offered."""
GUIDANCE = {
    Guidance.CLOSER: (msg("再近一点"), msg("条码要看得清。")),
    Guidance.FARTHER: (msg("再远一点"), msg("整个条码都要看得见。")),
    Guidance.HOLD_STILL: (msg("拿稳一下"), msg("晃动时看不清。")),
}
"""What would help whatever it is that carries the code; the rest names it."""


def state_card(page: Page, rect: Rect, state: Looking, help: tuple[str, str], *, anyhow: str, instead: str) -> None:
    """What would help most now; or what the camera suffers from, and that it may do nevertheless (`anyhow`) or what to
    do without its picture (`instead`)."""
    if state.camera in BLIND:
        parts.banner(page, rect, parts.FAULT, "camera-off", page.tr(CAMERA[state.camera]), page.tr(instead))
        return
    first, second = help if state.camera is None else (CAMERA[state.camera], anyhow)
    if state.camera is not None or not state.unguided:
        page.advice = page.tr(first)
    page.card(rect, edge=t.EDGE)
    page.icon(rect.x + 28, rect.y + (rect.h - 60) / 2, 60, "barcode-scan", t.LEAF)
    words = Rect(rect.x + 112, rect.y + 4, rect.w - 136, rect.h - 8)
    page.stack(words, page.tr(first), page.tr(second), size=page.type.h3, small=page.type.body)


def lamp(page: Page, window: Rect, nearer: str) -> None:
    """The screen itself as a lamp: white, with what the camera sees in a corner of it."""
    page.plate(window, t.WHITE, 28, edge=t.EDGE, line=3)
    across = window.w > window.h * 1.6
    wide, high = (window.w * 0.5, window.h - 64) if across else (window.w - 64, window.h * 0.56)
    page.add(Live(Rect(window.x + 32, window.y + 32, wide, high), 20, t.WHITE))
    words = (
        Rect(window.x + wide + 64, window.y + 32, window.w - wide - 96, window.h - 64) if across
        else Rect(window.x + 32, window.y + high + 48, window.w - 64, window.h - high - 80)
    )  # fmt: skip
    mark = words._replace(w=96.0)
    page.icon_in(mark, 88, "flashlight", t.LEAF)
    page.stack(words._replace(x=words.x + 112, w=words.w - 112), page.tr("屏幕亮着，给您照"), nearer,
               size=page.type.h3, small=page.type.body, lines=2, second_lines=3)  # fmt: skip
