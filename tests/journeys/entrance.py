"""The demo store with the screen at its entrance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.world import World, world
from tests.support.demo_shop import DemoShop, open_demo_shop

MILK, MILK_LETTERS = "纯牛奶 250ml×24盒", "chunniunai"


@dataclass(slots=True)
class Entrance:
    """The demo store with the screen at its entrance."""

    store: DemoShop
    here: World


@contextmanager
def entrance(
    template: Path, directory: Path, before: Callable[[DemoShop], None] = lambda store: None, **more: Any
) -> Iterator[Entrance]:
    """`before`: what is done at the centre before the screen is switched on; `more` as `world` takes it."""
    store = open_demo_shop(template, directory)
    before(store)
    kiosk: dict[str, Any] = {"role": "guide", "name": "入口导览屏", "clock": store.time}
    with world(store.service, directory / "kiosk", **(kiosk | more)) as here:
        yield Entrance(store, here)
    store.service.close()
