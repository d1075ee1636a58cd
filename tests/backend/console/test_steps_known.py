"""Every situation a kiosk may call from has words: staff read where the shopper is stuck before they arrive."""

from __future__ import annotations

import typing
from types import ModuleType

import pytest

from backend.console.labels import STEP
from kiosk.flows.guide import states as guide
from kiosk.flows.rating import states as rating
from kiosk.flows.returns import states as returns


@pytest.mark.parametrize("flow", [returns, guide, rating], ids=["returns", "guide", "rating"])
def test_every_situation_has_words(flow: ModuleType) -> None:
    assert {state.__name__ for state in typing.get_args(flow.State)} - set(STEP) == set()
