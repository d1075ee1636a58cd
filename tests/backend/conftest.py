"""Every story of the central service is told on SQLite; those marked so, on PostgreSQL as well."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres
from tests.support.service import Kiosk, Service, open_service

_NUMBERS = itertools.count(1)

@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed (apt install postgresql)")
    with postgres.cluster() as url:
        yield url


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path}/central.db"
    server: str = request.getfixturevalue("postgres_server")
    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
def service(database: str) -> Iterator[Service]:
    opened = open_service(database)
    yield opened
    opened.close()


@pytest.fixture
def kiosk(service: Service) -> Kiosk:
    return service.kiosk()
