"""The tracking page on a phone's screen: it fits, needs no script, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from tests.backend.console.browsing import PHONE, Person, chromium
from tests.backend.console.shop import Shop, busy_morning
from tests.support.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SMALLEST_TARGET = 44
WIDEST = "Math.max(...[...document.querySelectorAll('body *')].map(e => e.getBoundingClientRect().right))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("width", [PHONE[0], 320, 1440])
def test_it_fits_and_has_its_pictures(browser: Browser, app: FastAPI, shop: Shop, width: int) -> None:
    seen = busy_morning(shop)
    with Serving(app) as serving:
        size = {"width": width, "height": PHONE[1]}
        context = browser.new_context(viewport=size, device_scale_factor=2, java_script_enabled=False)
        person = Person(context.new_page(), serving.url)
        person.watch()
        for name in ("waiting", "calm", "late", "held", "done", "unknown"):
            for lang in ("zh_CN", "en"):
                person.go(f"/t/{seen.get(f'{name}_token', 'nobody')}?lang={lang}")
                page = person.page
                widest = page.evaluate(WIDEST)
                assert widest <= width, (name, lang)
                for link in page.query_selector_all("a"):
                    box = link.bounding_box()
                    assert box is not None
                    assert box["height"] >= SMALLEST_TARGET
                if width == PHONE[0] and (lang == "zh_CN" or name == "waiting"):
                    person.shoot(f"tracking-{name}" + ("-en" if lang == "en" else ""))
        person.page.click("text=繁體")
        assert "lang=zh_TW" in person.page.url
        person.faults[:] = [f for f in person.faults if "404" not in f]
        assert person.faults == []
        context.close()
