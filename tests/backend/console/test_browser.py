"""The console as staff have it before them: a real browser, a real socket, a clock that runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from backend.compose import assemble
from domain.ticket import TicketState
from tests.backend.console.browsing import DESK, PHONE, Person, chromium
from tests.backend.console.conftest import SETTINGS
from tests.backend.console.shop import Goods, Shop, busy_morning
from tests.support.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SEEN_WITHIN_MS = 2_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def serving(staffed: Shop) -> Iterator[Serving]:
    app = assemble(SETTINGS, staffed.sessions, staffed.clock)
    with Serving(app) as serving:
        staffed.start_clock()
        yield serving


def visit(browser: Browser, serving: Serving, size: tuple[int, int] = DESK) -> Person:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    person = Person(context.new_page(), serving.url)
    person.watch()
    return person


@pytest.fixture
def clerk(browser: Browser, serving: Serving) -> Iterator[Person]:
    person = visit(browser, serving)
    yield person
    person.page.context.close()
    assert person.faults == []


def test_a_new_ticket_and_a_call_are_there_within_two_seconds(staffed: Shop, clerk: Person) -> None:
    kiosk = staffed.add_kiosk("出口旁")
    staffed.beat(kiosk)
    clerk.sign_in()
    page = clerk.page
    assert page.inner_text("h1") == "都办完了"
    assert page.inner_text(".call-key") == "现在没人叫"
    issued = staffed.give_back(kiosk, Goods("保温杯", 5900))
    page.wait_for_selector(f'[data-no="{issued.ticket_no}"]', timeout=SEEN_WITHIN_MS)
    page.wait_for_selector(".tr.fresh", timeout=SEEN_WITHIN_MS)
    number = staffed.call(kiosk, "ChoosingItems", 100)
    page.wait_for_selector("a.ck.call", timeout=SEEN_WITHIN_MS)
    before = page.inner_text("a.ck.call")
    assert before.startswith("1 号机在叫人，")
    page.wait_for_function("was => document.querySelector('a.ck.call').innerText !== was", arg=before)
    page.wait_for_selector(".tr.fresh", state="detached")
    page.click("a.ck.call")
    page.wait_for_selector(".history")
    assert page.inner_text(".num") == number
    assert "停在“选商品”1 分 40 秒" in page.inner_text(".history")
    staffed.settle_call(number, "王秀兰")
    page.wait_for_selector("span.ck.off", timeout=SEEN_WITHIN_MS)
    page.wait_for_selector("text=办完了", timeout=SEEN_WITHIN_MS)


def test_countdowns_tick_here_and_turn_by_themselves(staffed: Shop, clerk: Person) -> None:
    kiosk = staffed.add_kiosk("出口旁")
    issued = staffed.give_back(kiosk, Goods("保温杯", 5900), minutes_ago=40)
    staffed.scan(issued, "李敏", 29.85)
    clerk.sign_in()
    page = clerk.page
    mark = f'[data-no="{issued.ticket_no}"] .cd'
    first = page.inner_text(mark)
    assert first.startswith("还有 0:0")
    page.wait_for_function("([s, was]) => document.querySelector(s).innerText !== was", arg=[mark, first])
    page.wait_for_selector(f"{mark}.late")
    assert page.inner_text(mark) == "晚了 1 分"
    assert page.inner_text("h1") == "1 件晚了"
    page.wait_for_selector("text=1 件晚了 >> nth=1")  # the counter's key says it too


def test_nothing_moves_under_the_pointer(staffed: Shop, clerk: Person) -> None:
    kiosk = staffed.add_kiosk("出口旁")
    old = staffed.give_back(kiosk, Goods("保温杯", 5900), minutes_ago=20)
    waiting = staffed.give_back(kiosk, Goods("台灯", 7900), minutes_ago=10)
    clerk.sign_in()
    page = clerk.page
    page.hover(f'[data-no="{waiting.ticket_no}"]')
    staffed.scan(waiting, "李敏", 0)  # would be first now
    new = staffed.give_back(kiosk, Goods("雨伞", 3900))
    page.wait_for_selector(f'[data-no="{waiting.ticket_no}"] .cd.calm')
    page.wait_for_selector(".arrived")
    assert page.inner_text(".arrived").startswith("有 1 件新的")
    assert clerk.numbers() == [old.ticket_no, waiting.ticket_no]
    page.mouse.move(5, 5)
    page.wait_for_function("() => document.querySelectorAll('[data-no]').length === 3")
    assert clerk.numbers() == [waiting.ticket_no, old.ticket_no, new.ticket_no]


def test_all_by_keyboard(staffed: Shop, clerk: Person) -> None:
    numbers = busy_morning(staffed)
    clerk.sign_in()
    page = clerk.page
    clerk.settle()
    page.mouse.move(5, 5)
    assert page.inner_text(".first .num") == numbers["soon"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".history")
    assert page.inner_text(".num") == numbers["soon"]
    page.keyboard.press("Escape")
    page.wait_for_selector(".board")
    page.keyboard.press("g")
    page.keyboard.press("z")
    page.wait_for_selector(".fleet")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_selector(".board")
    page.keyboard.press("/")
    page.keyboard.type("保温杯")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=“保温杯”找到 2 件")
    assert set(clerk.numbers()) == {numbers["first"], numbers["held"]}
    page.keyboard.press("/")
    page.keyboard.type(numbers["calm"].lower().replace("-", ""))
    page.keyboard.press("Enter")
    page.wait_for_selector(".history")
    assert page.inner_text(".num") == numbers["calm"]


def test_what_shoppers_and_kiosks_send_stays_text(staffed: Shop, clerk: Person) -> None:
    nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script>{{constructor}}${alert(3)}`:title="alert(4)"'
    kiosk = staffed.add_kiosk(nasty)
    staffed.beat(kiosk, printer="absent", version=nasty[:60])
    issued = staffed.give_back(kiosk, Goods(nasty, 100), Goods("&lt;b&gt;", 100), minutes_ago=20, language="en")
    staffed.scan(issued, nasty, 10)
    staffed.call(kiosk, nasty[:60])
    clerk.sign_in()
    clerk.settle()
    assert nasty[:20] in clerk.page.inner_text(".table")
    for path, selector in ((f"/console/tickets/{issued.ticket_no}", ".history"), ("/console/devices", ".tile")):
        clerk.open(path, selector)
        assert nasty[:20] in clerk.page.inner_text("main")
    clerk.open("/console/?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", ".board")
    assert clerk.page.evaluate("document.querySelectorAll('main img, main script').length") == 0


def test_a_cut_line_is_said_and_heals(staffed: Shop, serving: Serving, clerk: Person) -> None:
    busy_morning(staffed)
    clerk.sign_in()
    clerk.settle()
    page = clerk.page
    serving.pause()
    page.wait_for_selector("main .bn.mandarin")
    assert "断开了，这里停在" in page.inner_text("main .bn")
    assert page.is_visible("text=断开，停在")
    clerk.shoot("console-cut")
    serving.resume()
    page.wait_for_selector("main .bn.mandarin", state="detached")
    page.wait_for_selector("text=在线")
    clerk.faults[:] = [f for f in clerk.faults if "ERR_CONNECTION_REFUSED" not in f and "WebSocket" not in f]


def test_leaving_here_closes_the_page_there(browser: Browser, serving: Serving, staffed: Shop, clerk: Person) -> None:
    clerk.sign_in()
    clerk.settle()
    other = clerk.page.context.new_page()
    other.goto(serving.url + "/console/devices")
    other.wait_for_selector(".fleet")
    other.wait_for_function("() => window.did_handshake")
    clerk.page.click("text=锁上，离开")
    clerk.page.wait_for_selector("text=上班了，请登录")
    other.wait_for_selector("text=上班了，请登录")
    assert "next=%2Fconsole%2Fdevices" in other.url


def test_in_three_languages(staffed: Shop, clerk: Person) -> None:
    busy_morning(staffed)
    clerk.sign_in()
    clerk.open("/console/more", ".langs")
    clerk.page.click("text=English")
    clerk.page.wait_for_selector("h1:has-text('More')")
    assert clerk.page.evaluate("document.documentElement.lang") == "en"
    clerk.open("/console/", ".board h1")
    assert clerk.page.inner_text("h1") == "1 late, 2 due soon"
    assert not clerk.overflows()
    clerk.shoot("console-board-en")
    clerk.open("/console/more", ".langs")
    clerk.page.click("text=繁體")
    clerk.page.wait_for_function("() => document.documentElement.lang === 'zh-TW'")
    clerk.open("/console/", ".board h1")
    assert clerk.page.inner_text("h1") == "1 件晚了，2 件快到點"


@pytest.mark.parametrize(("size", "suffix"), [(DESK, ""), (PHONE, "-phone"), ((1024, 768), None)])
def test_every_page_fits_and_has_its_picture(
    browser: Browser, serving: Serving, staffed: Shop, size: tuple[int, int], suffix: str | None
) -> None:
    numbers = busy_morning(staffed)
    staffed.beat(staffed.add_kiosk("生鲜区"), camera="absent", outbox_parked=1)
    staffed.call(staffed.kiosks[3], seconds_ago=12)
    person = visit(browser, serving, size)
    person.go("/console/signin")
    assert not person.overflows()
    if suffix is not None:
        person.shoot(f"console-signin{suffix}")
    person.sign_in()
    person.page.mouse.move(5, 5)
    for name, path, selector in (
        ("board", "/console/", ".table [data-no]"),
        ("ticket", f"/console/tickets/{numbers['calm']}", ".history"),
        ("held", f"/console/tickets/{numbers['held']}", ".history"),
        ("fleet", "/console/devices", ".tile"),
        ("more", "/console/more", ".langs"),
        ("nowhere", "/console/nowhere", "h1"),
    ):
        person.open(path, selector)
        assert not person.overflows(), name
        if (suffix == "" and name != "nowhere") or (suffix and name in ("board", "ticket", "fleet")):
            person.shoot(f"console-{name}{suffix}")
    person.faults[:] = [f for f in person.faults if "404" not in f]
    assert person.faults == []
    person.page.context.close()


def test_done_tickets_can_be_looked_at_again(staffed: Shop, clerk: Person) -> None:
    numbers = busy_morning(staffed)
    clerk.sign_in()
    clerk.page.click("button.tg.done")
    assert clerk.numbers() == [numbers["done"]]
    assert "按时办完" in clerk.page.inner_text(".table")
    clerk.page.click("button.tg.late")
    assert clerk.numbers() == [numbers["late"]]
    staffed.settle(numbers["late"], "周婷", 0, TicketState.REFUNDED)
    clerk.page.mouse.move(5, 5)
    clerk.page.wait_for_selector(".empty", timeout=3_000)
