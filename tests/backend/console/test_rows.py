"""The board's rows: order, what to do first, and words for whatever a ticket may be."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backend.console import rows
from backend.console.words import LANGUAGES, words_of
from backend.services.read_model import HeldCode, TicketRow
from domain.ticket import Countdown, Pressure, Severity, TicketState
from domain.ticket_number import TicketKind
from tests.backend.console.shop import NOON

ZONE = ZoneInfo("Asia/Shanghai")
ZH = words_of("zh_CN")
minutes = st.integers(-3000, 3000).map(lambda m: NOON + timedelta(minutes=m))
any_row = st.builds(
    TicketRow,
    ticket_no=st.from_regex(r"R[1-9]-[0-9]{4}-[A-Z]", fullmatch=True),
    kind=st.sampled_from(TicketKind),
    state=st.sampled_from(TicketState),
    severity=st.sampled_from(Severity),
    countdown=st.just(Countdown(Pressure.CALM, timedelta(0))),
    owner=st.sampled_from(["", "李敏", "周婷"]),
    goods=st.lists(st.text(min_size=1, max_size=20), max_size=4).map(tuple),
    gifts=st.integers(0, 2),
    refund_fen=st.integers(0, 10**7),
    held=st.none() | st.sampled_from(HeldCode),
    to_verify=st.booleans(),
    kiosk_no=st.integers(1, 99),
    registered_at=minutes,
    keep_until=st.none() | minutes,
    started_at=st.none() | minutes,
    due_at=st.none() | minutes,
    closed_at=st.none() | minutes,
    step=st.none() | st.text(max_size=10),
    about_ticket=st.none(),
    asked=st.text(max_size=60),
    tag=st.none() | st.sampled_from(["queue", "placement", "?"]),
    stars=st.none() | st.integers(1, 5),
    place=st.text(max_size=20),
)


def a_row(number: str, state: TicketState = TicketState.IN_PROGRESS, **values: object) -> TicketRow:
    given_values: dict[str, object] = {
        "ticket_no": number, "kind": TicketKind.RETURN, "state": state, "severity": Severity.ORDINARY,
        "countdown": Countdown(Pressure.CALM, timedelta(0)), "owner": "", "goods": ("保温杯",), "gifts": 0,
        "refund_fen": 5900, "held": None, "to_verify": False, "kiosk_no": 3, "registered_at": NOON, "keep_until": None,
        "started_at": None, "due_at": None, "closed_at": None, "step": None, "about_ticket": None,
        "asked": "", "tag": None, "stars": None, "place": "出口",
    }  # fmt: skip
    return TicketRow(**(given_values | values))  # type: ignore[arg-type]


@given(any_row, st.sampled_from(sorted(LANGUAGES)))
def test_every_ticket_has_a_row_that_travels(ticket: TicketRow, language: str) -> None:
    row = rows.row(ticket, "李敏", NOON, ZONE, words_of(language))
    again = json.loads(json.dumps(row))
    assert again == row
    assert all(row[key] for key in ("no", "href", "kind_word", "what", "who", "next"))
    due = row["due"]
    assert due["at"] if due["kind"] == "timed" else due["text"]
    assert (due["kind"] == "done") == ticket.state.is_over
    assert row["mine"] == (ticket.owner == "李敏")


@given(st.lists(any_row, max_size=12))
def test_due_times_come_first_and_the_closed_last(tickets: list[TicketRow]) -> None:
    ordered = rows.ordered(tuple(tickets))
    assert sorted(map(id, ordered)) == sorted(map(id, tickets))
    kinds = [3 if r.state.is_over else 0 if r.due_at else 1 if r.state is TicketState.HELD else 2 for r in ordered]
    assert kinds == sorted(kinds)
    due = [r.due_at for r in ordered if r.due_at is not None and not r.state.is_over]
    assert due == sorted(due)


def test_first_is_ones_own_or_nobodys_by_time_then_what_is_held() -> None:
    theirs = a_row("R1-0001-A", owner="周婷", due_at=NOON - timedelta(minutes=5))
    mine = a_row("R1-0002-A", owner="李敏", due_at=NOON + timedelta(minutes=5))
    free = a_row("R1-0003-A", due_at=NOON + timedelta(minutes=3))
    held = a_row("R1-0004-A", TicketState.HELD, held=HeldCode.LEDGER_FULL)
    waiting = a_row("R1-0005-A", TicketState.WAITING_FOR_SHOPPER)
    everything = rows.ordered((waiting, held, mine, theirs, free))
    assert rows.first_for(everything, "李敏") == free
    assert rows.first_for([r for r in everything if r != free], "李敏") == mine
    assert rows.first_for([theirs, held, waiting], "李敏") == held
    assert rows.first_for([theirs, waiting], "李敏") is None


def test_waiting_is_not_late_however_long() -> None:
    long_ago = a_row(
        "R1-0001-A", TicketState.WAITING_FOR_SHOPPER, registered_at=NOON - timedelta(days=2),
        keep_until=NOON + timedelta(hours=3),
    )  # fmt: skip
    due = rows.due(long_ago, NOON, ZONE, ZH)
    assert (due["kind"], due["text"], due["till"]) == ("wait", "等顾客来", "留到 11月21日")


def test_what_it_is_about_in_a_line() -> None:
    def what(**values: object) -> str:
        return rows.what(a_row("R1-0001-A", **values), ZH)

    assert what() == "保温杯，¥59.00"
    assert what(gifts=1) == "保温杯加赠品，¥59.00"
    assert what(goods=("纯牛奶 24盒", "抽纸", "苹果"), gifts=1, refund_fen=12953) == "纯牛奶等 3 种加赠品，¥129.53"
    assert what(goods=("洗衣液 3 kg", "抽纸")) == "洗衣液等 2 种，¥59.00"
    assert what(kind=TicketKind.ASSIST, step="returns.ChoosingItems") == "3 号机叫人，停在“选商品”"
    assert what(kind=TicketKind.ASSIST, step="SomethingNew") == "3 号机叫人，停在“别的画面”"


def test_how_it_ended() -> None:
    ended = {"due_at": NOON, "closed_at": NOON + timedelta(minutes=6)}
    assert rows.due(a_row("R1-0001-A", TicketState.REFUNDED, **ended), NOON, ZONE, ZH)["text"] == "晚 6 分办完"
    early = ended | {"closed_at": NOON - timedelta(minutes=16)}
    assert rows.due(a_row("R1-0001-A", TicketState.REFUNDED, **early), NOON, ZONE, ZH)["text"] == "按时办完"
    assert rows.due(a_row("R1-0001-A", TicketState.LAPSED, **early), NOON, ZONE, ZH)["text"] == "没有来"


def test_calls_nobody_has_answered_are_the_call_keys_the_longest_first() -> None:
    old = a_row("H3-0001-A", TicketState.OPEN, kind=TicketKind.ASSIST, started_at=NOON - timedelta(minutes=1))
    new = a_row("H4-0001-A", TicketState.OPEN, kind=TicketKind.ASSIST, started_at=NOON, kiosk_no=4)
    taken = a_row("H5-0001-A", TicketState.IN_PROGRESS, kind=TicketKind.ASSIST, started_at=NOON, owner="王秀兰")
    assert [c["kiosk"] for c in rows.calls((new, taken, old))] == [3, 4]


def test_complaints_and_inquiries_say_what_the_shopper_said() -> None:
    worst = a_row("C3-0001-A", TicketState.OPEN, kind=TicketKind.COMPLAINT, goods=(), stars=1, asked="排了二十分钟")
    assert rows.what(worst, ZH) == "\u2068出口\u2069，1 星：\u2068排了二十分钟\u2069"
    silent = a_row("C3-0002-B", TicketState.OPEN, kind=TicketKind.COMPLAINT, goods=(), stars=2, tag="queue")
    assert rows.what(silent, ZH) == "\u2068出口\u2069，2 星：排队"
    lost = a_row("Q3-0003-C", TicketState.OPEN, kind=TicketKind.INQUIRY, goods=(), asked="芝麻酱")
    assert rows.what(lost, ZH) == "找不到“\u2068芝麻酱\u2069”"
    assert rows.next_step(lost, ZH) == "去货架看看"
    assert rows.first_for([lost, worst], "李敏") is None


def test_a_long_complaint_is_cut_on_the_board() -> None:
    long = a_row("C3-0001-A", TicketState.OPEN, kind=TicketKind.COMPLAINT, goods=(), stars=1, asked="慢" * 200)
    assert rows.what(long, ZH).endswith("慢…\u2069")
    assert len(rows.what(long, ZH)) < 60
