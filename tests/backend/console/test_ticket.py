"""A ticket in words: where it stands, and its history line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.console import history, steps
from backend.console.context import Console, Visit
from backend.console.feed import Feed
from backend.console.words import LANGUAGES
from backend.database import open_database
from backend.services.read_model import Actor, HeldCode, HistoryCode, HistoryEntry, TicketDetail
from backend.services.staff import Staff, StaffRole
from domain.receipt import TenderKind
from domain.ticket import Countdown, Pressure, Severity, TicketState
from domain.ticket_number import TicketKind
from domain.wire import Pace
from tests.backend.console.conftest import SETTINGS
from tests.backend.console.shop import NOON, STORE


def a_ticket(state: TicketState = TicketState.IN_PROGRESS, **values: object) -> TicketDetail:
    known: dict[str, object] = {
        "store_id": "9907", "ticket_no": "R3-1847-W", "kind": TicketKind.RETURN, "state": state,
        "severity": Severity.ORDINARY, "countdown": Countdown(Pressure.CALM, timedelta(0)), "held": None,
        "owner": "李敏", "receipt_code": None, "receipt_store_id": None, "refund_fen": 12953,
        "tender": TenderKind.WECHAT, "policy_version": None, "source": None, "to_verify": False, "staff": (),
        "language": "zh_CN", "pace": Pace.NORMAL, "device_id": "d", "kiosk_no": 3, "registered_at": NOON,
        "received_at": NOON, "keep_until": NOON + timedelta(days=2), "started_at": None, "due_at": None,
        "closed_at": None, "slip": None, "slip_status": None, "reprints": 0, "step": None, "stuck_s": None,
        "about_ticket": None, "calls": (), "lines": (), "history": (), "asked": "", "tag": None, "stars": None,
        "place": "", "product_id": None, "placement_id": None,
    }  # fmt: skip
    return TicketDetail(**(known | values))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    folder: Path = tmp_path_factory.mktemp("visit")
    sessions = open_database(f"sqlite:///{folder}/empty.db")
    console = Console(sessions, lambda: NOON, SETTINGS, Feed(sessions, lambda: NOON))
    return Visit(console, Staff("9907", "0142", "李敏", StaffRole.CLERK), STORE, "", "zh_CN")


@pytest.mark.parametrize(
    ("ticket", "now"),
    [
        (a_ticket(TicketState.WAITING_FOR_SHOPPER), "等顾客到台"),
        (a_ticket(TicketState.HELD, held=HeldCode.LEDGER_FULL), "当面核对"),
        (a_ticket(TicketState.IN_PROGRESS), "验货"),
        (a_ticket(TicketState.REFUNDED), "归档"),
        (a_ticket(TicketState.DECLINED, started_at=NOON), "归档"),
        (a_ticket(TicketState.LAPSED), "归档"),
        (a_ticket(TicketState.ARCHIVED), None),
        (a_ticket(TicketState.OPEN, kind=TicketKind.ASSIST), "叫人"),
        (a_ticket(TicketState.IN_PROGRESS, kind=TicketKind.ASSIST), "有人去"),
        (a_ticket(TicketState.OPEN, kind=TicketKind.COMPLAINT), "登记"),
    ],
)
def test_the_step_that_is_now(ticket: TicketDetail, now: str | None) -> None:
    names, at = steps.where(ticket)
    assert (names[at] if at < len(names) else None) == now


def test_what_did_not_happen_is_not_shown_as_done() -> None:
    assert "退款" not in steps.where(a_ticket(TicketState.DECLINED))[0]
    assert "验货" not in steps.where(a_ticket(TicketState.LAPSED))[0]


@given(
    st.builds(
        HistoryEntry,
        at=st.just(NOON),
        actor=st.sampled_from(Actor),
        actor_name=st.sampled_from(["3", "李敏"]),
        code=st.sampled_from(HistoryCode),
        params=st.sampled_from([
            {}, {"stars": 2, "tags": "queue ?"}, {"fixture": "12", "bay": 3, "shelf": 2},
            {"refund_fen": 100, "stuck_s": 100, "step": "x", "seconds": 400},
        ]),
        state_from=st.none() | st.sampled_from(TicketState),
        state_to=st.none() | st.sampled_from(TicketState),
    ),
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from(TicketState),
    st.none() | st.sampled_from(HeldCode),
)
def test_every_entry_is_a_sentence_in_every_language(
    visit: Visit, it: HistoryEntry, language: str, state: TicketState, held: HeldCode | None
) -> None:
    line = history.entry(it, a_ticket(state, held=held), replace(visit, language=language), NOON)
    assert line.text
    assert line.who
    assert (line.moved != "") == (it.state_from is not None and it.state_to is not None)
    assert steps.where(a_ticket(state, held=held))
    assert steps.sentence(a_ticket(state, held=held))


def test_a_line_of_history_as_it_reads(visit: Visit) -> None:
    moved = (TicketState.WAITING_FOR_SHOPPER, TicketState.IN_PROGRESS)
    scanned = HistoryEntry(NOON, Actor.STAFF, "李敏", HistoryCode.SCANNED_AT_DESK, {}, *moved)
    line = history.entry(scanned, a_ticket(due_at=NOON + timedelta(minutes=30)), visit, NOON)
    assert (line.when, line.who, line.text) == ("10:24", "李敏", "顾客到台，扫了回执，开始计时")
    assert (line.more, line.moved) == ("10:54 前办好", "状态 **等顾客来 → 在办**")
