"""Every story of the central service is told on SQLite; those marked `on_both`, on PostgreSQL as well."""

from __future__ import annotations

import itertools
import shutil
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


@pytest.fixture(autouse=True)
def on(request: pytest.FixtureRequest) -> str:
    """Which database the story is told on; see tests.support.postgres."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database(request: pytest.FixtureRequest, on: str, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if on == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return _create(request.getfixturevalue("postgres_server"), f"test_{next(_NUMBERS)}")


@pytest.fixture
def stocked(request: pytest.FixtureRequest, on: str, tmp_path: Path) -> str:
    """The URL of a database with the stores in it: a copy, for making one takes a while."""
    if on == "sqlite":
        shutil.copy(request.getfixturevalue("stocked_file"), tmp_path / "central.db")
        return f"sqlite:///{tmp_path}/central.db"
    template = request.getfixturevalue("stocked_name")
    return _create(request.getfixturevalue("postgres_server"), f"test_{next(_NUMBERS)}", template)


@pytest.fixture(scope="session")
def stocked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stocked") / "central.db"
    open_service(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def stocked_name(postgres_server: str) -> str:
    open_service(_create(postgres_server, "stocked")).close()
    return "stocked"


@pytest.fixture
def service(stocked: str) -> Iterator[Service]:
    opened = open_service(stocked, prepared=True)
    yield opened
    opened.close()


@pytest.fixture
def kiosk(service: Service) -> Kiosk:
    return service.kiosk()


def _create(server: str, name: str, template: str = "template1") -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"
