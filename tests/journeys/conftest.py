"""A shop with a few receipts for every story, and a kiosk to tell it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backend.services import reference
from domain.receipt import Receipt
from domain.receipt_code import ReceiptCode
from tests.journeys.entrance import Entrance, entrance
from tests.journeys.world import World, make_template, world
from tests.kiosk import builders
from tests.support.service import Service, open_service

SHANGHAI = ZoneInfo("Asia/Shanghai")


def sold(like: Receipt, hours_ago: float, sequence: int, store: str = "9907") -> Receipt:
    """The same basket, sold so many hours before now."""
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    code = ReceiptCode.make(store, "07", at.astimezone(SHANGHAI).date(), sequence).text
    return replace(like, code=code, store_id=store, sold_at=at)


class Shop:
    """The central service with its receipts by name."""

    def __init__(self, service: Service) -> None:
        self.service = service
        one = builders.receipt(builders.line(1, "盐", "dry", 300))
        self.receipts = {
            "mixed": sold(builders.MIXED, 16, 1),
            "salt": sold(one, 5, 2),
            "nine days old": sold(one, 24 * 9, 3),
            "other store": sold(one, 5, 4, "9908"),
            "live": sold(builders.receipt(builders.line(1, "活虾", "live", 5100)), 2, 5),
            "cosmetics": sold(builders.receipt(builders.line(1, "口红", "cosmetics", 9900)), 5, 6),
            "frozen": sold(builders.receipt(builders.line(1, "水饺", "frozen", 1990)), 2, 7),
            "television": sold(builders.receipt(builders.line(1, "电视", "tv", 250_000)), 30, 8),
        }
        service.clock.now = datetime.now(UTC)
        reference.put_policy(service.sessions, "9907", builders.POLICY, service.clock())
        reference.put_policy(service.sessions, "9908", builders.POLICY, service.clock())
        service.sell(*self.receipts.values())

    def code(self, name: str) -> str:
        return self.receipts[name].code


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    service = open_service(f"sqlite:///{tmp_path}/central.sqlite")
    yield Shop(service)
    service.close()


@pytest.fixture
def here(shop: Shop, tmp_path: Path) -> Iterator[World]:
    with world(shop.service, tmp_path / "kiosk") as made:
        yield made


@pytest.fixture
def own(template: Path, tmp_path: Path) -> Iterator[Entrance]:
    """A shop with a guide of this story's own."""
    with entrance(template, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))
