"""The diagrams in the documents are the flows' own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import get_args

from kiosk.flows import guide, rating
from kiosk.flows.returns import STEP_OF

DOCS = Path(__file__).resolve().parents[3] / "docs"


def drawing(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diagram_is_what_the_flow_does_now() -> None:
    page = drawing("draw_flow").page()
    assert (DOCS / "flow-returns.md").read_text("utf-8") == page, "run docs/draw_flow.py"
    missing = [state.__name__ for state in STEP_OF if f"    {state.__name__}\n" not in page]
    assert missing == [], "a situation nothing leads to"


def test_so_is_the_ratings() -> None:
    page = drawing("draw_flow_rating").page()
    assert (DOCS / "flow-rating.md").read_text("utf-8") == page, "run docs/draw_flow_rating.py"
    missing = [state.__name__ for state in get_args(rating.State) if f"--> {state.__name__}:" not in page]
    assert missing == [], "a situation nothing leads to"


def test_so_is_the_guides() -> None:
    page = drawing("draw_flow_guide").page()
    assert (DOCS / "flow-guide.md").read_text("utf-8") == page, "run docs/draw_flow_guide.py"
    led_to = "".join(line for line in page.splitlines() if "-->" in line or line.startswith("| "))
    missing = [state.__name__ for state in get_args(guide.State) if state.__name__ not in led_to]
    assert missing == [], "a situation nothing leads to"
