"""The way on paper: every stop, every turn, how far, and the same for the phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.layout import find_profile, picture, render
from domain.slip import QR, Banner, Step, Text
from domain.wire import Pace
from kiosk.guide.slip import build
from kiosk.i18n import LANGUAGES, translator
from tests.kiosk import guide_world as world


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("profile", ["epson", "sprt-58-tear"])
def test_it_holds_everything_and_can_be_printed(language: str, pace: Pace, profile: str) -> None:
    walk = world.long_walk()
    slip = build(walk, world.STORE, world.shop(), translator(language), world.NOW, pace=pace)
    steps = [element.text for element in slip.elements if isinstance(element, Step)]
    assert steps == [turn.text.in_(language) for turn in walk.turns]
    texts = [element.text for element in slip.elements if isinstance(element, Text)]
    for stop in walk.stops:
        assert any(stop.name.in_(language) in text for text in texts)
    assert [element.text for element in slip.elements if isinstance(element, QR)] == [walk.link]
    assert any("96" in element.text for element in slip.elements if isinstance(element, Banner))
    assert render(slip, find_profile(profile))
    assert picture(slip, find_profile(profile)).height > 400


def test_without_a_link_there_is_no_code() -> None:
    slip = build(replace(world.milk_walk(), link=""), world.STORE, world.shop(), translator("zh_CN"), world.NOW)
    assert not [element for element in slip.elements if isinstance(element, QR)]
