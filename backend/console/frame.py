"""What stands on every page: awning, identity, the dark counter with its keys; and what keeps it alive."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from nicegui import context, ui
from nicegui.element import Element
from starlette.concurrency import run_in_threadpool

from backend.console import labels, rows
from backend.console.context import Visit, visit_of
from backend.console.elements import CallKey, LineState, assets, el, icon
from backend.console.feed import Snapshot
from backend.console.gate import PREFIX
from backend.console.words import TAGS, Words
from backend.services import staff
from domain.ticket import Pressure

EVERY_S = 1.0
_LOADING = '<div class="loading" aria-hidden="true"><div class="awn"></div>' + "<i></i>" * 8 + "<nav></nav></div>"
"""Stands where the page will be while scripts load: the stall, and stone bars for what comes."""
Refresh = Callable[[Snapshot], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the counter: `letter` opens it after G."""

    name: str
    word: str
    picture: str
    path: str
    letter: str


KEYS = (
    Key("tickets", "工单", "clipboard-text-clock", "/", "d"),
    Key("ratings", "评价", "star-outline", "/ratings", "p"),
    Key("devices", "终端", "monitor-dashboard", "/devices", "z"),
    Key("more", "更多", "dots-horizontal", "/more", "m"),
)


@dataclass(slots=True)
class Frame:
    """A page under construction: `refresh` is called once a second with what is new."""

    visit: Visit
    snapshot: Snapshot
    refresh: list[Refresh]

    @property
    def words(self) -> Words:
        return self.visit.words


@contextmanager
def frame(
    request: Request, snapshot: Snapshot, current: str, *, search: bool = True, asked: str = ""
) -> Iterator[Frame]:
    """Build the content inside; afterwards the page keeps itself up to date."""
    visit = visit_of(request)
    w = visit.words
    page = Frame(visit, snapshot, [])
    key = next(k for k in KEYS if k.name == current)
    ui.page_title(f"{w(key.word)} · {w('服务台控制台')}")
    ui.add_head_html(
        f'<link rel="stylesheet" href="{assets()}/console.css">'
        f'<script type="module" src="{assets()}/js/keys.js"></script>'
    )
    ui.add_body_html(_LOADING)
    # Capital letters: header and counter stay where they are while the content scrolls.
    context.client.layout._props["view"] = "HHH LpR FFF"
    with context.client.layout:
        with el("q-header"):
            el("div", "awn")
            with el("header", "idr"):
                _identity(page, w(key.word), search, asked)
        with el("q-footer"), el("nav", "ctr", aria_label=w("柜台")):
            _counter(page, current)
    with el("main", "body"):
        _line(visit, snapshot, banner=True)
        yield page
    _key_list(w)
    _keep_alive(page)


def search_field(w: Words, asked: str, classes: str = "") -> None:
    with el("form", f"find {classes}".strip(), action=f"{PREFIX}/", method="get", role="search"):
        icon("magnify")
        el("input", name="q", value=asked, placeholder=w("搜工单号、小票、商品"), aria_label=w("搜索"), maxlength="80",
           autocomplete="off", enterkeyhint="search")  # fmt: skip
        el("span", "kb desk-only", "/", aria_hidden="true")


def _identity(page: Frame, section: str, search: bool, asked: str) -> None:
    visit, w = page.visit, page.words
    icon("storefront-outline", "shop-icon")
    el("b", "nw desk-only", f"{visit.store.chain} · {visit.store.name}")
    el("span", "i2 nw desk-only", section)
    el("b", "nw phone-only", visit.staff.name)
    el("span", "i2 el phone-only", visit.store.name)
    if search:
        search_field(w, asked)
    else:
        el("span", "grow desk-only")
    el("span", "grow phone-only")
    el("b", "nw desk-only", visit.staff.name)
    el("span", "i2 nw desk-only", w(labels.ROLE[visit.staff.role]))
    el("span", "bar2 desk-only", aria_hidden="true")
    _line(visit, page.snapshot)


def _line(visit: Visit, snapshot: Snapshot, *, banner: bool = False) -> None:
    w = visit.words
    LineState(
        now=rows.ms(snapshot.at),
        zone=visit.store.timezone,
        tag=TAGS[visit.language],
        banner=banner,
        words={
            "online": w("在线"),
            "cut": w("断开，停在 {time}"),
            "cut_banner": w("断开了，这里停在 {time}"),
            "cut_safe": w("登记照常，什么都不会丢。接上了这里自己更新。"),
        },
    )


def _counter(page: Frame, current: str) -> None:
    w = page.words
    waiting: dict[str, Element] = {}
    for key in KEYS:
        on = key.name == current
        with el("a", "ck on" if on else "ck", href=f"{PREFIX}{key.path}", data_go=key.letter) as link:
            if on:
                link._props["aria-current"] = "page"
            icon(key.picture)
            el("span", "", w(key.word))
            waiting[key.name] = el("span", "waits")
    el("span", "grow desk-only")
    with el("form", "", action=f"{PREFIX}/leave", method="post"), el("button", "ck leave", type="submit"):
        icon("lock")
        el("span", "", w("锁上，离开"))
    call_key = CallKey(now=rows.ms(page.snapshot.at), calls=rows.calls(page.snapshot.tickets), words=rows.call_words(w))

    def refresh(snapshot: Snapshot) -> None:
        late = sum(r.countdown.pressure is Pressure.LATE for r in snapshot.tickets)
        troubled = sum(bool(d.troubles) and d.revoked_at is None for d in snapshot.devices)
        say(waiting["tickets"], w("{n} 件晚了", n=late) if late else "")
        say(waiting["devices"], w("{n} 台要看", n=troubled) if troubled else "")
        call_key.feed(now=rows.ms(snapshot.at), calls=rows.calls(snapshot.tickets))

    refresh(page.snapshot)
    page.refresh.append(refresh)


def say(element: Element, text: str) -> None:
    if element._text != text:
        element._text = text
        element.update()


def _key_list(w: Words) -> None:
    pairs = (
        ("/", w("搜")), ("↑ ↓", w("选一行")), ("Enter", w("打开")), ("Esc", w("返回")),
        *((f"G {key.letter.upper()}", w(key.word)) for key in KEYS),
        ("G J", w("去看谁在叫")), ("?", w("全部按键")),
    )  # fmt: skip
    with el("dialog", id="keys", aria_label=w("全部按键")):
        el("h2", "h2", w("全部按键"))
        for key, meaning in pairs:
            with el("div", "row sp item"):
                el("span", "", meaning)
                el("span", "kb", key)
        el("button", "btn pri", w("关上"), type="button", data_close="1")


def _keep_alive(page: Frame) -> None:
    visit, client = page.visit, context.client
    path = client.request.url.path

    async def tick() -> None:
        if not await run_in_threadpool(_is_signed_in, visit):
            ui.navigate.to(f"/signin?next={quote(path, safe='')}")
            return
        snapshot = await visit.console.feed.latest(visit.store.store_id)
        for refresh in page.refresh:
            waiting = refresh(snapshot)
            if waiting is not None:
                await waiting

    ui.timer(EVERY_S, tick, immediate=False)


def _is_signed_in(visit: Visit) -> bool:
    with visit.console.sessions.read() as session:
        return staff.signed_in(session, visit.token, visit.console.clock()) is not None
