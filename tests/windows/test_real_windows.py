"""Stories before a real window: an X server, real touches, a video file as camera, a printer on a TCP port."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from backend.services import fleet, tickets
from tests.journeys.conftest import Shop
from tests.support.printers import TcpPrinterPeer
from tests.support.service import open_service
from tests.support.serving import Serving
from tests.support.video import receipt_video
from tests.windows.display import Finger, kiosk_window, without_clock

pytestmark = pytest.mark.window


@dataclass
class Corner:
    """A shop corner with a window."""

    shop: Shop
    serving: Serving
    printer: TcpPrinterPeer
    finger: Finger
    video: Path

    def tickets(self) -> int:
        with self.shop.service.sessions.read() as session:
            rows = tickets.board(session, "9907", self.shop.service.clock())
        return sum(row.ticket_no.startswith("R") for row in rows)

    def until_ticket(self, count: int = 1) -> None:
        self.finger.until(lambda _: self.tickets() == count, f"{count} tickets at the centre")


@contextmanager
def corner(
    tmp_path: Path, receipt: str = "mixed", size: tuple[int, int] = (1080, 1920), shown_s: float = 20.0, more: str = ""
) -> Iterator[Corner]:
    """`shown_s`: how long the camera sees the receipt, after four seconds without, over and over. `more`: tables of the
    configuration."""
    with ExitStack() as stack:
        service = open_service(f"sqlite:///{tmp_path}/central.sqlite")
        stack.callback(service.close)
        shop = Shop(service)
        video, empty_s = tmp_path / "camera.mp4", 4.0 if shown_s else 1.0
        receipt_video(video, shop.code(receipt), empty=empty_s, seconds=shown_s)
        serving = stack.enter_context(Serving(service.app))
        printer = stack.enter_context(TcpPrinterPeer())
        config = tmp_path / "kiosk.toml"
        code = fleet.make_code(service.sessions, "9907", service.clock())
        config.write_text(
            f"[kiosk]\nstate_dir = {json.dumps(str(tmp_path / 'kiosk'))}\nsilver_day = 0\n"
            f"[service]\nurl = '{serving.url}'\nenrolment_code = '{code}'\n"
            f"[printer]\nuri = '{printer.uri}?width=80'\n[camera]\nuri = 'file://{video}'\n"
            f"[screen]\nwidth = {size[0]}\nheight = {size[1]}\nfullscreen = false\n{more}"
        )
        finger = stack.enter_context(kiosk_window(config, *size))
        yield Corner(shop, serving, printer, finger, video)


def to_the_refund(finger: Finger) -> None:
    """From the home screen to the refund: hold the receipt, take the milk, give a reason."""
    finger.tap("start", then="Scanning")
    finger.see("ChoosingItems")
    finger.tap("line:1")
    finger.tap("primary", then="GivingReason")
    finger.tap("reason:quality", then="Reviewing")


def test_a_whole_return_with_real_touches_and_a_real_picture(tmp_path: Path) -> None:
    with corner(tmp_path) as here:
        to_the_refund(here.finger)
        here.finger.read("¥68.47")
        here.finger.tap("primary", leave=True)
        here.finger.see("Done")
        shot = Image.open(here.finger.picture(tmp_path / "done.png"))
        assert shot.size == (1080, 1920)
        assert len(shot.resize((108, 192)).getcolors(100_000) or []) > 50, "the window is not empty"
        assert len(here.printer.slips) == 1
        here.until_ticket()


def test_hammering_confirm_makes_one_ticket_and_one_slip(tmp_path: Path) -> None:
    with corner(tmp_path) as here:
        to_the_refund(here.finger)
        x, y = here.finger.screen["keys"]["primary"]
        # The first touches come too soon after the screen did and count for nothing; children do not mind.
        here.finger.hammer(x, y, 60)
        here.finger.hammer(x, y, 60)
        here.finger.until(lambda screen: screen["screen"] in ("Done", "Home"), "the end")
        here.until_ticket()
        assert len(here.printer.slips) == 1


def test_senior_pace_line_by_line(tmp_path: Path) -> None:
    with corner(tmp_path, "salt") as here:
        here.finger.tap("senior", then="Home", read="普通模式")
        here.finger.tap("start", then="Scanning")
        here.finger.see("ChoosingItems")
        here.finger.tap("take:1")
        here.finger.until(lambda seen: seen["screen"] != "ChoosingItems" or "primary" in seen["keys"], "the line taken")
        if here.finger.screen["screen"] == "ChoosingItems":
            here.finger.tap("primary", then="GivingReason")
        here.finger.tap("reason:quality", then="Reviewing")
        here.finger.tap("primary", leave=True)
        here.finger.see("Done")
        here.until_ticket()


def test_paper_runs_out_and_is_refilled_in_the_middle_of_a_return(tmp_path: Path) -> None:
    with corner(tmp_path) as here:
        to_the_refund(here.finger)
        here.printer.suffer("paper_empty")
        here.finger.tap("primary", leave=True)
        here.finger.see("PrinterTrouble")
        assert here.printer.slips == []
        here.printer.mend()
        here.finger.tap("primary", leave=True)
        here.finger.see("Done")
        assert len(here.printer.slips) == 1
        here.until_ticket()


def test_the_camera_is_unplugged_and_back(tmp_path: Path) -> None:
    with corner(tmp_path, "salt", (768, 1366)) as here:
        away = tmp_path / "unplugged.mp4"
        os.replace(here.video, away)
        here.video.write_bytes(b"not a video")
        here.finger.tap("start", then="Scanning")
        os.replace(away, here.video)
        here.finger.see("ChoosingItems")


def test_camera_and_printer_fail_at_once_and_the_return_is_made_all_the_same(tmp_path: Path) -> None:
    with corner(tmp_path, "salt", shown_s=0.0) as here:
        plugged_in = receipt_video(tmp_path / "again.mp4", here.shop.code("salt"), empty=0.5, seconds=20.0)
        here.finger.tap("start", then="Scanning")
        here.video.unlink()
        here.finger.read("镜头没接上")
        here.finger.picture(tmp_path / "camera-gone.png")
        here.printer.suffer("paper_empty")
        here.finger.tap("type-number", then="TypingNumber")
        for digit in here.shop.code("salt"):
            here.finger.tap(f"digit:{digit}", then="TypingNumber")
        here.finger.tap("primary", leave=True)
        here.finger.see("ChoosingItems")
        here.finger.tap("line:1")
        here.finger.tap("primary", then="GivingReason")
        here.finger.tap("reason:quality", then="Reviewing")
        here.finger.tap("primary", leave=True)
        here.finger.read("纸用完了")
        here.finger.picture(tmp_path / "paper-gone-too.png")
        assert here.printer.slips == []
        here.until_ticket()
        here.printer.mend()
        here.finger.tap("primary", leave=True)
        here.finger.see("Done")
        assert len(here.printer.slips) == 1
        # Plugged in again, the camera serves the next shopper.
        os.replace(plugged_in, here.video)
        here.finger.tap("home", then="Home")
        here.finger.tap("start", then="Scanning")
        here.finger.until(lambda seen: seen["screen"] == "NothingReturnable", "the receipt, returned in full by now")


def test_a_keyboard_goes_from_key_to_key(tmp_path: Path) -> None:
    with corner(tmp_path, "salt") as here:
        here.finger.until(lambda screen: "start" in screen["keys"], "the home screen")
        here.finger.press("Return")  # nothing has the ring yet
        here.finger.press("Tab", "Tab", "shift+Tab", "Return")
        here.finger.see("Scanning")
        here.finger.see("ChoosingItems")
        here.finger.press("space")  # another screen begins at its beginning
        here.finger.until(lambda screen: "primary" in screen["keys"], "the salt chosen")


def test_a_scanner_that_types_into_the_window_is_told_from_everybody_else(tmp_path: Path) -> None:
    wedge = "[scanner]\nuri = 'wedge:'\n[idle]\nnormal_warn_s = 300\n"
    with corner(tmp_path, "salt", (768, 1366), shown_s=0.0, more=wedge) as here:
        code = here.shop.code("salt")
        here.finger.tap("start", then="Scanning")
        here.finger.tap("type-number", then="TypingNumber")
        here.finger.tap("digit:9", then="TypingNumber")
        before, screen = Image.open(here.finger.picture(tmp_path / "before.png")), without_clock(here.finger.screen)
        # A person at a keyboard, a paste of 4 KB, a storm of keys, control bytes: nothing is written, nothing chosen.
        here.finger.type(f"{code}\n", every_ms=300)
        here.finger.type("9" * 4096 + "\n", every_ms=1)
        here.finger.press(*(["ctrl+v", "ctrl+c", "Escape", "F5", "ctrl+m", "alt+9", "Left", "ctrl+alt+Delete"] * 5))
        here.finger.type("\x1b[A;q=%" * 60 + "\n", every_ms=1)
        here.finger.rest()
        assert without_clock(here.finger.screen) == screen
        after = Image.open(here.finger.picture(tmp_path / "after.png"))
        below_the_clock = (0, 100, 768, 1366)
        assert ImageChops.difference(before.crop(below_the_clock), after.crop(below_the_clock)).getbbox() is None
        # The receipt is the receipt, whatever stood in the field.
        here.finger.type(f"{code}\t", every_ms=4)
        here.finger.see("ChoosingItems")
        here.finger.rest()
        here.finger.press("Return")  # the scanner's Tab has drawn no ring, so this chooses nothing
        here.finger.rest()
        assert here.finger.screen["screen"] == "ChoosingItems"
        assert "primary" not in here.finger.screen["keys"]
        # A switch goes from key to key beside it.
        here.finger.press("Tab", "Return")
        here.finger.until(lambda screen: "primary" in screen["keys"], "the salt chosen")
