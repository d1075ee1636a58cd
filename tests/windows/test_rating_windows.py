"""Shoppers before a real rating screen, and at a returns kiosk from the last touch of a return to its rating."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.ticket import Severity
from domain.ticket_number import TicketKind
from tests.support.demo_shop import receipt_codes
from tests.support.video import receipt_video
from tests.windows.corners import RATING, RETURNS, corner
from tests.windows.test_guide_windows import full, milk_way

pytestmark = pytest.mark.window


def test_one_star_is_a_complaint_somebody_has_to_answer(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, RATING) as here:
        # Looked at first: a vote within a third of a second of the question is taken for play.
        here.finger.toggle("vote:1")
        here.finger.see("Followup")
        here.finger.toggle("tag:queue")
        full(here.picture("10-one-star"), (1080, 1920))
        here.finger.tap("primary", then="LowRating")
        here.finger.until(lambda _: bool(here.store.board(TicketKind.COMPLAINT)), "the complaint on the board")
        (complaint,) = here.store.board(TicketKind.COMPLAINT)
        assert (complaint.severity, complaint.stars, complaint.tag) == (Severity.COMPLEX, 1, "queue")
        assert complaint.due_at is not None
        here.finger.read(complaint.ticket_no)
        full(here.picture("10-complaint"), (1080, 1920))


def test_from_a_real_return_to_its_rating(template: Path, tmp_path: Path) -> None:
    video = receipt_video(tmp_path / "camera.mp4", receipt_codes(datetime.now(UTC))["mixed"], empty=2.0, seconds=20.0)
    with corner(template, tmp_path, RETURNS, also=("guide", "rating"), camera=video) as here:
        here.finger.tap("start", then="Scanning")
        here.finger.see("ChoosingItems")
        here.finger.tap("line:1")
        here.finger.tap("primary", then="GivingReason")
        here.finger.tap("reason:quality", then="Reviewing")
        here.finger.tap("primary", leave=True)
        here.finger.see("Done")
        here.picture("11-done")
        here.finger.tap("rate", then="Asking")
        here.finger.tap("vote:5", then="Followup")
        here.finger.tap("primary", then="Thanked")
        full(here.picture("11-thanked"), (1080, 1920))
        here.finger.until(lambda _: bool(here.store.ratings()), "the rating at the centre")
        (rating,) = here.store.ratings()
        (ticket,) = here.store.board(TicketKind.RETURN)
        assert (rating.stars, rating.about_ticket) == (5, ticket.ticket_no)


def test_a_returns_kiosk_shows_the_way_and_comes_back_home(template: Path, tmp_path: Path) -> None:
    with corner(template, tmp_path, RETURNS, also=("guide", "rating")) as here:
        here.finger.tap("guide", then="Home", read="想找什么")
        milk_way(here)
        full(here.picture("12-way-from-the-desk"), (1080, 1920))
        here.finger.tap("home", then="Home")
        here.finger.until(lambda seen: "start" in seen["keys"], "its own home")
