"""A store whose shoppers look at their tickets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backend.settings import Settings
from backend.tracking import router
from tests.backend.console.shop import Shop, open_shop

SETTINGS = Settings(chain="禾家超市", hotline="400-555-0147")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path)
    yield opened
    opened.sessions.close()


@pytest.fixture
def app(shop: Shop) -> FastAPI:
    service = FastAPI()
    service.include_router(router(shop.sessions, shop.clock, SETTINGS))
    return service


@pytest.fixture
def phone(app: FastAPI) -> TestClient:
    return TestClient(app)
