"""What the shopper's pages have in common: headers, awning and hotline, templates, and a policy without any script."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.convertors import Convertor

from backend.console import moments
from backend.console.files import ASSETS, icon
from backend.console.words import LANGUAGES, TAGS, Words
from backend.settings import Settings
from domain.reference import Store

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Anything(Convertor[str]):
    """Slashes and line breaks too: whatever a damaged code says, it gets the same page."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Head:
    who: str
    when: str
    hotline: str
    dial: str


def store_head(store: Store, now: datetime, w: Words) -> Head:
    when = w("{time} 的情况", time=moments.clock(now, ZoneInfo(store.timezone)))
    hotline = w("打给服务台 {number}", number=store.hotline) if store.hotline else ""
    return Head(f"{store.chain} · {store.name}", when, hotline, _dialled(store.hotline))


def chain_head(settings: Settings, stores: tuple[Store, ...], now: datetime, w: Words) -> Head:
    """Nothing that tells one link from another: the chain and its number."""
    zone = ZoneInfo(stores[0].timezone if stores else "Asia/Shanghai")
    when = f"{moments.weekday(now, zone, w)} {moments.clock(now, zone)}"
    hotline = w("打给{chain}客服 {number}", chain=settings.chain, number=settings.hotline) if settings.hotline else ""
    return Head(settings.chain, when, hotline, _dialled(settings.hotline))


def _dialled(number: str) -> str:
    return re.sub(r"[^0-9+*#]", "", number)


class Renderer:
    def __init__(self, environment: Environment, style: str) -> None:
        self._environment = environment
        self._style = Markup(style)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._headers = HEADERS | {
            "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        }

    def answer(
        self, name: str, w: Words, head: Head, status: int, *, keep: str = "", **values: object
    ) -> HTMLResponse:
        """`keep` is what a link to the same page in another language carries on: `p=...&`."""
        text = self._environment.get_template(name).render(
            w=w, head=head, style=self._style, languages=LANGUAGES, tags=TAGS, keep=keep, **values
        )
        return HTMLResponse(text, status_code=status, headers=self._headers | {"Content-Language": w.tag})


def renderer() -> Renderer:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals["icon"] = lambda name: Markup(icon(name))
    environment.filters["bold"] = _bold
    environment.filters["dial"] = _dial
    return Renderer(environment, (ASSETS / "tracking.css").read_text(encoding="utf-8"))


def _bold(text: str) -> Markup:
    parts = [escape(part) for part in text.split("**")]
    return Markup("").join(Markup("<b>{}</b>").format(p) if i % 2 else p for i, p in enumerate(parts))


def _dial(left: float | None) -> Markup:
    """A pie of the time that is left, clockwise from twelve; the bare clock when there is none to show."""
    if left is None:
        return Markup(icon("clock-outline"))
    ring = '<svg class="ic" aria-hidden="true" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10.6" fill="#fff" '
    ring += 'stroke="#0A5839" stroke-width="2.2"/>'
    if left >= 0.999:
        return Markup(ring + '<circle cx="12" cy="12" r="8.2" fill="#0A5839"/></svg>')
    if left <= 0:
        return Markup(ring + "</svg>")
    angle = 2 * math.pi * left
    x, y = 12 + 8.2 * math.sin(angle), 12 - 8.2 * math.cos(angle)
    path = f"M12 12V3.8A8.2 8.2 0 {int(left > 0.5)} 1 {x:.2f} {y:.2f}Z"
    return Markup(f'{ring}<path d="{path}" fill="#0A5839"/></svg>')
