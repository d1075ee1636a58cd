"""What stands before every window: the demo store, and what a screen of it has heard on its first day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.world import make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))
