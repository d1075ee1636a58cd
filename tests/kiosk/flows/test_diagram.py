"""The diagram in the documents is the flow's own."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from kiosk.flows.returns import STEP_OF

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_diagram_is_what_the_flow_does_now() -> None:
    spec = importlib.util.spec_from_file_location("draw_flow", DOCS / "draw_flow.py")
    assert spec is not None
    assert spec.loader is not None
    draw_flow = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(draw_flow)
    page = draw_flow.page()
    assert (DOCS / "flow-returns.md").read_text("utf-8") == page, "run docs/draw_flow.py"
    missing = [state.__name__ for state in STEP_OF if f"    {state.__name__}\n" not in page]
    assert missing == [], "a situation nothing leads to"
