"""更多: language, keys, and leaving, for phones too."""

from __future__ import annotations

from fastapi import Request

from backend.console import labels
from backend.console.elements import el, icon
from backend.console.feed import Snapshot
from backend.console.frame import frame, search_field
from backend.console.gate import PREFIX
from backend.console.words import LANGUAGES, TAGS, Words
from backend.services.staff import IDLE


def trouble(w: Words, title: str, happened: str, following: str) -> None:
    """The three lines of an error; the texts are keys of the catalogue."""
    el("h1", "h1", w(title))
    with el("section", "card list"):
        for picture, label, text in (
            ("information-outline", w("发生了什么"), w(happened)),
            ("shield-check", w("您放心"), w("工单都在，什么都没丢。")),
            ("arrow-right", w("接下来"), w(following)),
        ):
            with el("div", "row top item"):
                icon(picture)
                with el("div"):
                    el("div", "i2", label)
                    el("b", "", text)


def page(request: Request, snapshot: Snapshot) -> None:
    with frame(request, snapshot, "more", search=False) as here:
        visit, w = here.visit, here.words
        el("h1", "h1", w("更多"))
        search_field(w, "", "phone phone-only")
        with el("div", "list"):
            with el("div", "row item"):
                icon("translate")
                el("b", "grow", w("这里说什么话"))
                with el("form", "langs", action=f"{PREFIX}/language", method="post"):
                    for code, name in LANGUAGES.items():
                        on = code == visit.language
                        el("button", "tg on" if on else "tg", name, type="submit", name="language", value=code,
                           lang=TAGS[code], aria_pressed="true" if on else "false")  # fmt: skip
            with el("div", "row item"):
                icon("keyboard-outline")
                el("b", "grow", w("全部按键"))
                el("button", "btn sec small", w("打开"), type="button", data_keys="1")
            with el("div", "row item"):
                icon("badge-account")
                el("b", "grow any", f"{visit.staff.name} · {w(labels.ROLE[visit.staff.role])}")
                el("span", "i2", w("工号 {no}", no=visit.staff.staff_no))
            with el("div", "row item"):
                icon("lock")
                el("b", "grow", w("{n} 分钟没动就锁上", n=int(IDLE.total_seconds() // 60)))
                with el("form", "", action=f"{PREFIX}/leave", method="post"):
                    el("button", "btn sec small", w("锁上，离开"), type="submit")
