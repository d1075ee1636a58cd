"""What README and docs/ promise stands there: files they lead to, configurations that are accepted as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.config import parse_config

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
CONFIGURATIONS = [
    (page.name, block) for page in PAGES for block in re.findall(r"^```toml\n(.*?)^```", page.read_text(), re.M | re.S)
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_kiosks_configuration_is_accepted_as_printed() -> None:
    kiosks = [(name, block) for name, block in CONFIGURATIONS if "[kiosk]" in block]
    read = [parse_config(block, name) for name, block in kiosks]
    assert {config.kiosk.role for config in read} >= {"returns", "guide"}
    assert any(config.code_format for config in read), "one example shows every table"
