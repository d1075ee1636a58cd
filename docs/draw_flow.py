"""Draws the self return's diagram from the flow itself: every situation reached by trying every event on it.

    .venv/bin/python docs/draw_flow.py        writes docs/flow-returns.md; a test keeps the two together
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flow_drawing import Ways, ways

from domain.device_words import CameraStatus, PrinterStatus
from domain.policy import OtherStore, ReasonCode
from kiosk.flows.returns import STEP_OF, Event, State, step
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import CODE, MIXED, NOW, POLICY, checked, line, receipt, visit

TARGET = Path(__file__).with_name("flow-returns.md")
COSMETICS = checked(receipt(line(1, "口红", "cosmetics", 9900), line(2, "盐", "dry", 300)))
REFUSING = replace(POLICY, other_store=OtherStore.REFUSE)
STEPS = {0: "Home", 1: "1 扫小票 scan", 2: "2 选商品 choose", 3: "3 核金额 review", 4: "4 取回执 slip"}


def tried(state: State) -> list[Event]:
    """One representative of every event, fitting the state where it has parameters."""
    events: list[Event] = [
        e.Started(visit()), e.Started(visit(REFUSING)), e.BarcodeSeen((CODE,)), e.TypeNumber(), e.ReceiptDamaged(),
        e.ScanAgain(), e.Submitted(),
        e.DateChosen(NOW.date()), checked(), COSMETICS, e.ReceiptUnknown(), e.LookupUnavailable(), e.ReceiptsFound(()),
        e.ReceiptsFound((checked(), COSMETICS)), e.ReceiptChosen(MIXED.code), e.LineToggled(1), e.ItemsChosen(),
        checked(receipt(line(1, "盐", "dry", 300), store="9912")),
        checked(receipt(line(1, "虾", "live", 300))),
        e.ReasonGiven(ReasonCode.QUALITY), e.ReasonGiven(ReasonCode.SPOILED), e.Answered(True), e.Answered(False),
        e.LineDropped(), e.Confirmed(), e.IssueFailed(), e.OutOfService(), e.OfflineCapReached(), e.SlipPrinted(),
        e.PrintFailed(PrinterStatus.PAPER_EMPTY), e.PrintUnknown(PrinterStatus.SILENT), e.PrintAgain(),
        e.WithoutSlip(), e.Finished(), e.Back(), e.GoHome(), e.CameraChanged(CameraStatus.ABSENT),
    ]  # fmt: skip
    if isinstance(state, s.Issuing):
        events.append(e.ReturnIssued(s.IssuedTicket("R3-1847-W", "", NOW, NOW + timedelta(days=2), state.order)))
    if isinstance(state, s.TypingNumber):
        events.append(e.DigitTyped(CODE[len(state.digits) % 18]))
    if isinstance(state, s.GivingDetails):
        events.append(e.DigitTyped("7"))
    return events


def transitions() -> Ways:
    return ways(s.Home(), step, tried, (e.GoHome,))


def page() -> str:
    found = transitions()
    groups: dict[int, list[str]] = {}
    for name in sorted({n for pair in found for n in pair}):
        number = next((v for k, v in STEP_OF.items() if k.__name__ == name), 0)
        groups.setdefault(number, []).append(name)
    out = [
        "# The self return, as the flow itself goes",
        "",
        "Drawn by `docs/draw_flow.py` from `kiosk.flows.returns.step`; never by hand. From everywhere but `Issuing`",
        "and `Printing` the home key leads to `Home`; a call for a person changes nothing of where the shopper is.",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    for number in sorted(groups):
        out.append(f'  state "{STEPS[number]}" as step{number} {{')
        out += [f"    {name}" for name in groups[number]]
        out.append("  }")
    out += [f"  {a} --> {b}: {', '.join(names)}" for (a, b), names in sorted(found.items())]
    return "\n".join([*out, "```", ""])


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
    print(f"{TARGET.name}: {len(transitions())} ways")
