"""Shoppers before a real guide: an X server, real touches, paper from a printer on a TCP port."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity
from domain.ticket_number import TicketKind
from domain.words import Words
from tests.support.demo_shop import DemoShop
from tests.windows.corners import GUIDE, RETURNS, Corner, corner
from tests.windows.display import Finger

pytestmark = pytest.mark.window

MILK = "纯牛奶 250ml×24盒"


def type_in(finger: Finger, letters: str) -> None:
    """As fast as people do: nobody waits for an answer between two letters."""
    finger.toggle(f"key:{letters[0]}")
    keys = finger.screen["keys"]
    for letter in letters[1:]:
        finger.touch(*keys[f"key:{letter}"])


def found(finger: Finger, letters: str, words: str) -> None:
    """From the home screen to an answer that says these words."""
    finger.tap("search", then="Searching")
    type_in(finger, letters)
    finger.read(words)


def ready(finger: Finger) -> None:
    """The screen has heard of the store: before that it says so, and has no field."""
    finger.until(lambda seen: "search" in seen["keys"] or "ways" in seen["keys"], "the home screen, ready")


def drawn(here: Corner, name: str, size: tuple[int, int] = (1920, 1080)) -> None:
    """The way stands on the map from end to end: it is drawn slowly, and looked at until nothing moves any more."""
    seen: list[list[tuple[int, object]]] = []
    here.finger.until(lambda _: _still(here, name, seen), "the way drawn to its end")
    full(here.pictures / f"{name}.png", size)


def _still(here: Corner, name: str, seen: list[list[tuple[int, object]]]) -> bool:
    seen.append(Image.open(here.picture(name)).convert("RGB").getcolors(4_000_000) or [])
    return len(seen) > 4 and all(look == seen[-1] for look in seen[-4:])


def milk_way(here: Corner) -> None:
    """To the way to the milk."""
    found(here.finger, "chunniunai", "纯牛奶")
    here.finger.tap("found:0", then="Listing")
    here.finger.tap("found:0", then="Card")
    here.finger.tap("primary", then="RouteShown")


def full(picture: Path, size: tuple[int, int]) -> bytes:
    """Something is on it, all of it. What there is, to be compared."""
    shot = Image.open(picture)
    assert shot.size == size
    assert len(shot.resize((size[0] // 10, size[1] // 10)).getcolors(100_000) or []) > 50, "the window is not empty"
    return shot.tobytes()


def test_in_a_hurry_from_three_letters_to_the_way_on_paper(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        milk_way(here)
        here.finger.read("到了")
        here.finger.tap("primary", leave=True)
        here.finger.read("打好了")
        assert len(here.printer.slips) == 1
        drawn(here, "1-hurried")


def test_an_elderly_shopper_never_types(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        ready(here.finger)
        here.finger.tap("senior")
        here.finger.until(lambda seen: seen["pace"] == "senior", "the senior pace")
        here.finger.tap("ways", then="Ways")
        here.finger.tap("areas", then="Areas")
        here.finger.tap("area:0", then="Department")
        here.finger.tap("group:0")
        here.finger.tap("found:0", then="Card")
        here.finger.tap("primary", then="RouteShown")
        drawn(here, "2-senior")


def test_a_wheelchair_low_keys_and_the_lift_to_the_upper_floor(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, RETURNS, also=("guide",)) as here:
        here.finger.tap("guide", then="Home", read="想找什么")
        ready(here.finger)
        high = here.finger.screen["keys"]["search"][1]
        here.finger.tap("low")
        low = here.finger.until(lambda seen: seen["low"], "everything lower")
        assert low["keys"]["search"][1] > high
        full(here.picture("3-wheelchair-home"), (1080, 1920))
        found(here.finger, "xiangpini", "橡皮泥")
        here.finger.tap("found:0", then="Listing")
        here.finger.tap("found:0", then="Card")
        here.finger.tap("primary", then="RouteShown")
        here.finger.tap("step-free", then="RouteShown", read="电梯")
        here.finger.tap("map", then="MapBig")
        here.finger.tap("back", then="RouteShown")
        drawn(here, "3-wheelchair", (1080, 1920))


def test_an_english_speaker(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        ready(here.finger)
        here.finger.tap("lang:en", read="Looking for")
        here.finger.tap("search", then="Searching")
        type_in(here.finger, "soy")
        here.finger.read("oy sauce")
        here.picture("4-english-search")
        here.finger.tap("found:0", then="Listing")
        here.finger.tap("found:0", then="Card")
        here.finger.tap("primary", then="RouteShown", read="min")
        assert here.finger.screen["language"] == "en"
        drawn(here, "4-english")


def test_what_is_not_there_becomes_a_task_on_the_board(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        milk_way(here)
        here.finger.tap("not-found", then="NotFoundTold")
        here.finger.until(lambda _: bool(here.store.board(TicketKind.INQUIRY)), "the task on the board")
        (task,) = here.store.board(TicketKind.INQUIRY)
        assert (task.tag, task.place) == ("placement", "入口导览屏")
        here.finger.read(task.ticket_no)
        full(here.picture("5-not-found"), (1920, 1080))


def test_an_offer_ends_while_it_is_looked_at(template: Path, tmp_path: Path) -> None:
    def begun(store: DemoShop) -> None:
        now = store.time()
        title = Words("牛奶限时", "Milk, just now", "牛奶限時")
        validity = Validity(now - timedelta(hours=1), now + timedelta(minutes=2))
        milk = store.product_id(MILK)
        store.offers(
            Promotion("now", PromotionKind.DISCOUNT, title, validity, product_ids=(milk,), price_fen=4990, priority=99)
        )

    with corner(template, tmp_path, GUIDE, before=begun) as here:
        here.finger.read("牛奶限时")
        here.finger.tap("offers", then="Promotions")
        here.finger.tap("offer:0", then="PromotionShown", read="49.90")
        here.picture("6-offer")
        # Nobody wants to wait two minutes: the store's time is moved on, and a call for a person brings it here.
        here.store.time.forward(110)
        here.finger.tap("help", leave=True)
        here.finger.see("PromotionOver")
        full(here.picture("6-offer-over"), (1920, 1080))
        here.finger.tap("back", then="Promotions")
        assert not any("牛奶限时" in line for line in here.finger.screen["words"])


def test_an_emergency_takes_over_and_lifts_by_itself(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        milk_way(here)
        now, headers = here.store.time(), here.store.manager()
        title = Words("请从最近的出口离开", "Leave by the nearest exit", "請從最近的出口離開")
        text = Words("一楼正在检查烟雾报警。请不要乘电梯。", "A smoke alarm is being checked. Do not use the lifts.")
        alarm = Notice("smoke", NoticeKind.EMERGENCY, title, text, now, now + timedelta(seconds=9))
        assert here.store.announce(headers, [alarm]).status_code == 200
        here.finger.read("请从最近的出口离开")
        assert "primary" not in here.finger.screen["keys"]
        full(here.picture("7-emergency"), (1920, 1080))
        here.finger.until(lambda seen: "primary" in seen["keys"], "the way again")
        # The kiosk knows the centre's time to within half a question's way.
        assert here.store.time() >= alarm.ends_at - timedelta(seconds=1)


def test_without_the_network_the_way_is_found_and_how_old_it_is_is_said(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        here.finger.until(lambda seen: "search" in seen["keys"], "the home screen")
        here.serving.pause()
        milk_way(here)
        here.finger.read("离线")
        drawn(here, "8-offline")
        here.finger.tap("not-found", then="NotFoundTold")
        assert here.store.board(TicketKind.INQUIRY) == ()
        here.serving.resume()
        here.finger.until(lambda _: bool(here.store.board(TicketKind.INQUIRY)), "the task, once the line is back")


def test_a_finger_moves_the_map_and_keys_do_the_same(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, GUIDE) as here:
        here.finger.tap("map", then="MapBig")
        here.finger.tap("map:zoom-in", then="MapBig")
        here.finger.until(lambda seen: "map:zoom-out" in seen["keys"], "nearer than whole")
        before = full(here.picture("9-map"), (1920, 1080))
        here.finger.drag(700, 450, (660, 450), (560, 470), (420, 490))
        here.finger.until(lambda _: full(here.picture("9-map-dragged"), (1920, 1080)) != before, "the map taken along")
        here.finger.tap("level:L2", read="二楼")
        drawn(here, "9-map-upstairs")
