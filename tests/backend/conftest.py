from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service import Kiosk, Service, open_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    opened = open_service(f"sqlite:///{tmp_path}/central.db")
    yield opened
    opened.close()


@pytest.fixture
def kiosk(service: Service) -> Kiosk:
    return service.kiosk()
