from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.back_room import Back
from tests.sync.builders import Kiosk
from tests.sync.fake_service import FakeService, fake_service


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk.enrolled(tmp_path / "kiosk")
    yield kiosk
    kiosk.stores.close()


@pytest.fixture
def service() -> Iterator[FakeService]:
    with fake_service() as service:
        yield service


@pytest.fixture
def back(kiosk: Kiosk, service: FakeService) -> Iterator[Back]:
    back = Back(kiosk, service)
    yield back
    back.client.close()
