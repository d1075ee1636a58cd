"""`fuwutai journey guide` and `fuwutai journey rating` against a service that stands elsewhere, as they are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.services import fleet
from domain.ticket_number import TicketKind
from tests.journeys.world import make_template
from tests.support.demo_shop import STORE, DemoShop, open_demo_shop
from tests.support.serving import Serving


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The demo store's service, and the folder of its two screens: the guide has heard of the store already, and what
    the rating screen has to begin with is a code."""

    store: DemoShop
    url: str
    state: Path
    code: str


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    template = make_template(tmp_path_factory.mktemp("template"))
    directory = tmp_path_factory.mktemp("elsewhere")
    store = open_demo_shop(template, directory)
    (directory / "screens").mkdir()
    (directory / "kiosk").rename(directory / "screens" / "guide")
    code = fleet.make_code(store.service.sessions, STORE, store.time())
    with Serving(store.service.app) as serving:
        yield Elsewhere(store, serving.url, directory / "screens", code)
    store.service.close()


def journey(directory: Path, role: str, *options: str) -> tuple[int, dict[str, Any], str]:
    """The command's exit status, what it told, and what it said aside."""
    command = [sys.executable, "-m", "kiosk", "journey", role, "--json", *options]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=110)
    told: dict[str, Any] = json.loads(done.stdout) if done.stdout else {}
    return done.returncode, told, done.stderr


def at(elsewhere: Elsewhere, directory: Path, role: str, *options: str) -> tuple[int, dict[str, Any], str]:
    """At the screen of that role."""
    return journey(directory, role, "--backend", elsewhere.url, "--state", str(elsewhere.state), *options)


def test_a_guide_finds_walks_and_prints_and_leaves_its_pictures(elsewhere: Elsewhere, tmp_path: Path) -> None:
    status, told, said = at(elsewhere, tmp_path, "guide", "--out", str(tmp_path / "out"))
    assert (status, told["print"]) == (0, "confirmed"), (told, said)
    assert "牛奶" in told["found"]
    assert told["metres"] > 0
    assert told["directions"][-1].startswith("到了")
    assert {"letter_to_results_median", "tap_to_route", "whole_walk"} <= set(told["steps_ms"])
    pictures = [path.name for path in sorted((tmp_path / "out").glob("*.png"))]
    assert any("route" in name for name in pictures), pictures


def test_what_a_guide_cannot_find_is_told_and_counts_as_failed(elsewhere: Elsewhere, tmp_path: Path) -> None:
    status, told, _ = at(elsewhere, tmp_path, "guide", "--query", "wuxiandianxianjing")
    assert (status, told["found"], told["metres"]) == (1, None, None)
    assert told["said"] == "nothing was found"
    status, told, _ = at(elsewhere, tmp_path, "guide", "--query", "牛奶")
    assert (status, told["said"]) == (1, "a scripted shopper types the letters a to z only")


def test_two_stars_are_a_complaint_at_the_centre_and_five_are_none(elsewhere: Elsewhere, tmp_path: Path) -> None:
    status, told, said = at(elsewhere, tmp_path, "rating", "--enrolment-code", elsewhere.code)
    assert (status, told["central"], told["stars"], told["taps"]) == (0, "acknowledged", 2, 3), (told, said)
    numbers = {row.ticket_no for row in elsewhere.store.board(TicketKind.COMPLAINT)}
    assert numbers == {told["complaint_no"]}
    assert told["steps_ms"]["question_to_thanks"] > 0
    status, told, said = at(elsewhere, tmp_path, "rating", "--stars", "5")
    assert (status, told["complaint_no"], told["central"]) == (0, None, "acknowledged"), (told, said)
    assert [row.stars for row in elsewhere.store.ratings()] == [2, 5]
    assert list(tmp_path.iterdir()) == [], "nothing is left where it was started"


def test_a_rating_the_centre_refuses_is_not_told_as_acknowledged(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """A screen copied with its numbers is a clone: the centre takes nothing of it."""
    copied = tmp_path / "copied"
    shutil.copytree(elsewhere.state, copied)
    assert at(elsewhere, tmp_path, "rating", "--stars", "4")[0] == 0
    status, told, _ = journey(tmp_path, "rating", "--backend", elsewhere.url, "--state", str(copied))
    assert (status, told["central"]) == (1, "parked"), told
    assert "refused" in told["said"]


@pytest.mark.parametrize("role", ["guide", "rating"])
def test_nobody_who_is_not_enrolled_begins(elsewhere: Elsewhere, tmp_path: Path, role: str) -> None:
    status, told, said = journey(tmp_path, role, "--backend", elsewhere.url, "--enrolment-code", "AAAA-BBBB")
    assert (status, told) == (2, {})
    assert "enrol" in said
