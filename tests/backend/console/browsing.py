"""Real Chromium against the served console. A page that logs an error, breaks its policy or asks elsewhere fails."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.backend.console.shop import PASSWORD

PICTURES = os.environ.get("FUWUTAI_PICTURES", "")
"""Set it to docs/pictures to draw the documentation's pictures anew; they differ a little on every machine."""
DESK = (1440, 900)
PHONE = (390, 844)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium() -> Iterator[Browser]:
    found = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    assert found is not None, "no Chromium here (apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Person:
    """Somebody with a page open. `faults` collects what a page must never do."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}") or dialog.dismiss())
        self.page.on("request", lambda r: None if r.url.startswith(self.url) else self.faults.append(f"asked {r.url}"))

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def sign_in(self, number: str = "0142") -> None:
        self.go("/console/signin")
        self.page.fill("[name=number]", number)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_selector(".board h1")

    def open(self, path: str, selector: str) -> None:
        self.go(path)
        self.page.wait_for_selector(selector)
        self.settle()

    def settle(self) -> None:
        """The socket is there and the fonts are loaded: what is seen now is what stays."""
        # A function, not an expression: what is asked again and again as a text is evaluated in the page, whose policy
        # rightly forbids it.
        self.page.wait_for_function(
            "() => !document.querySelector('.board, .ticket, .fleet') || window.did_handshake"
        )
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def shoot(self, name: str) -> None:
        picture = self.page.screenshot(animations="disabled")
        if PICTURES:
            few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(128)
            few.save(Path(PICTURES) / f"{name}.png", optimize=True)

    def numbers(self) -> list[str]:
        return [str(n) for n in self.page.eval_on_selector_all("[data-no]", "rows => rows.map(r => r.dataset.no)")]

    def overflows(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
