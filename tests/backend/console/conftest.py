"""A store's morning, the assembled service over it, and people with browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backend.compose import assemble
from backend.settings import Settings
from tests.backend.console.shop import PASSWORD, Shop, hire, open_shop

SETTINGS = Settings(chain="禾家超市", hotline="400-555-0147")
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path)
    yield opened
    opened.sessions.close()


@pytest.fixture
def staffed(shop: Shop) -> Shop:
    hire(shop)
    return shop


@pytest.fixture
def client(staffed: Shop) -> Iterator[TestClient]:
    """The whole service; nobody is signed in yet."""
    app = assemble(SETTINGS, staffed.sessions, staffed.clock)
    with TestClient(app, follow_redirects=False, headers=OURS) as client:
        yield client


@pytest.fixture
def signed_in(client: TestClient) -> TestClient:
    answer = client.post("/console/signin", data={"number": "0142", "password": PASSWORD})
    assert answer.status_code == 303
    return client
