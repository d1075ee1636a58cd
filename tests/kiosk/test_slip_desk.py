"""Where the service desk is, in the shopper's language, as far as the store has written it down."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.reference import Store
from domain.slip import Step
from kiosk.i18n import translator
from kiosk.slips import build
from tests.kiosk.screens.samples import STORE, ticket

ALONE = replace(STORE, desk_en="", desk_zh_TW="")


@pytest.mark.parametrize(
    ("store", "language", "said"),
    [
        (STORE, "zh_CN", "出口左手边，直走 30 米"),
        (STORE, "en", "Left of the exit, 30 metres straight on"),
        (STORE, "zh_TW", "出口左手邊，直走 30 公尺"),
        (ALONE, "en", "出口左手边, 30 metres straight on"),
    ],
)
def test_the_slip_says_where_to_go_in_the_shoppers_language(store: Store, language: str, said: str) -> None:
    steps = [e for e in build(ticket(), store, 30, translator(language)).elements if isinstance(e, Step)]
    assert said in [step.hint for step in steps]
