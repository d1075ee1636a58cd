"""What is left of a shopper when the session is over: nothing, in the camera, in the eyes or on any desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devices.contracts import Guidance, Point, Symbol
from devices.decoding import Reading
from domain.wire import Pace
from kiosk.effects import Effects
from kiosk.flows import common as c
from kiosk.seeing import Eyes
from kiosk.situation import Situation
from kiosk.trace import Trace
from tests.sync.builders import Kiosk

HERE = Situation("zh_CN", Pace.NORMAL, datetime(2026, 11, 21, 2, 18, tzinfo=UTC), "s1")


class Camera:
    def __init__(self) -> None:
        self.told: list[str] = []

    def scan(self, on: bool) -> None:
        self.told.append("look" if on else "look away")

    def forget(self) -> None:
        self.told.append("forget")


class Desk:
    def __init__(self) -> None:
        self.over: list[str] = []

    def carry_out(self, effect: Any, situation: Situation, visit: Any) -> None:
        pass

    def session_over(self, session_id: str) -> None:
        self.over.append(session_id)

    def close(self) -> None:
        pass


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk.enrolled(tmp_path / "kiosk")
    yield made
    made.stores.close()


def test_a_session_that_is_over_is_forgotten_everywhere(kiosk: Kiosk) -> None:
    camera, desks, given_back = Camera(), {"returns": Desk(), "guide": Desk()}, threading.Event()
    eyes = Eyes(lambda event: None, Trace())
    effects = Effects(
        desks, camera, kiosk.journal, lambda event, session_id: None,
        helper_wanted=lambda seconds: None, wipe=eyes.wipe, give_back=given_back.set,
    )  # fmt: skip
    effects.carry_out(c.StartScanner(), HERE, None)
    assert camera.told == ["forget", "look"]
    corner: Point = (0.0, 0.0)
    symbol = Symbol("990703261120184249", "code128", (corner, (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), 1.0)
    eyes.frame(np.zeros((4, 4, 3), np.uint8))
    eyes.reading(Reading((symbol,), (), Guidance.NONE))

    effects.session_over("s1")

    assert camera.told[2:] == ["look away", "forget"]
    assert eyes.latest() is None, "no frame of the last shopper"
    eyes.frame(np.ones((4, 4, 3), np.uint8))
    seen = eyes.latest()
    assert seen is not None
    assert seen[1] is None, "nor where the receipt was"
    assert [desk.over for desk in desks.values()] == [["s1"], ["s1"]]
    assert given_back.wait(5)
    effects.close()
