"""A store with kiosks, receipts and a morning's tickets, made through the service's own verbs.

Times are given as minutes before now; names may be as hostile as a test likes.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from zoneinfo import ZoneInfo

from backend import migrations
from backend.database import Sessions, open_database
from backend.services import desk, fleet, messages, receipts, reference, staff
from backend.services.fleet import Identity
from domain import chain, codec
from domain.policy import DepartmentRule, Policy, ReasonCode
from domain.receipt import Receipt, SaleLine, Tender, TenderKind
from domain.receipt_code import HOUSE_FORMAT, ReceiptCode
from domain.reference import Heartbeat, Store
from domain.ticket import TicketState, keep_until
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import (
    AssistRequested,
    Body,
    Envelope,
    Pace,
    Result,
    ReturnLine,
    ReturnRegistered,
    SlipReported,
    Source,
    new_message_id,
    new_tracking_token,
)

STORE = Store(
    "9907", "禾家超市", "青石桥店", "Asia/Shanghai", hour(8), hour(21, 30), "028-5550-0147", "出口左手边", 12
)
POLICY = Policy("2026-11", "Asia/Shanghai", DepartmentRule("*", window_days=7))
NOON = datetime(2026, 11, 21, 10, 24, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
PASSWORD = "correct horse"


@dataclass(slots=True)
class Goods:
    name: str
    fen: int
    reason: ReasonCode | None = ReasonCode.QUALITY
    gift: bool = False
    weight_g: int | None = None
    unit: str = "件"


@dataclass(slots=True)
class Kiosk:
    number: int
    who: Identity
    sequence: int
    seq: int = 0
    link: str = ""


@dataclass(slots=True)
class Issued:
    ticket_no: str
    token: str
    body: ReturnRegistered


@dataclass(slots=True)
class Shop:
    sessions: Sessions
    at: datetime = NOON
    ticks_since: float | None = None
    kiosks: dict[int, Kiosk] = field(default_factory=dict)
    _sales: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    @property
    def now(self) -> datetime:
        if self.ticks_since is None:
            return self.at
        return self.at + timedelta(seconds=time.monotonic() - self.ticks_since)

    def clock(self) -> datetime:
        return self.now

    def start_clock(self) -> None:
        self.ticks_since = time.monotonic()

    def pass_time(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def before(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def add_kiosk(self, name: str, minutes_ago: float = 600, **beat: object) -> Kiosk:
        at = self.before(minutes_ago)
        code = fleet.make_code(self.sessions, STORE.store_id, at)
        enrolled = fleet.enrol(self.sessions, code, name, at)
        assert enrolled is not None
        who = Identity(STORE.store_id, enrolled.device_id, enrolled.kiosk_no, enrolled.epoch)
        kiosk = Kiosk(enrolled.kiosk_no, who, enrolled.first_sequence)
        self.kiosks[kiosk.number] = kiosk
        return kiosk

    def beat(self, kiosk: Kiosk, minutes_ago: float = 0, **words: object) -> None:
        at = self.before(minutes_ago)
        values: dict[str, object] = {
            "sent_at": at, "version": "0.1.0", "printer": "ready", "camera": "ready", "outbox_pending": 0,
            "outbox_parked": 0, "chain_head": "", "replica_cursor": 10_000, "role": "returns",
        }  # fmt: skip
        fleet.heartbeat(self.sessions, kiosk.who, Heartbeat(**(values | words)), at)  # type: ignore[arg-type]

    def give_back(
        self,
        kiosk: Kiosk,
        *goods: Goods,
        minutes_ago: float = 0,
        tender: TenderKind = TenderKind.WECHAT,
        known: bool = True,
        receipt: str | None = None,
        slip: str | None = "confirmed",
        language: str = "zh_CN",
    ) -> Issued:
        at = self.before(minutes_ago)
        if receipt is None:
            receipt = self.sell(*goods, at=at - timedelta(days=1)) if known else _code(at, 9000 + self._sales())
        kiosk.sequence += 1
        number = str(TicketNumber(TicketKind.RETURN, kiosk.number, kiosk.sequence))
        lines = tuple(
            ReturnLine(
                i, g.name, 1, g.unit, g.fen, 0, g.fen, weight_g=g.weight_g, gift=g.gift,
                reason=None if g.gift else g.reason,
            )
            for i, g in enumerate(goods, 1)
        )  # fmt: skip
        body = ReturnRegistered(
            number, new_tracking_token(), STORE.store_id, receipt, STORE.store_id, lines, sum(g.fen for g in goods),
            tender, POLICY.version, Source.ONLINE, at, at, keep_until(at, POLICY, STORE.closes), language, Pace.NORMAL,
        )  # fmt: skip
        self.send(kiosk, body, at)
        if slip is not None:
            self.send(kiosk, SlipReported(number, slip, "ready" if slip == "confirmed" else "paper_empty", False), at)
        return Issued(number, body.tracking_token, body)

    def sell(self, *goods: Goods, at: datetime) -> str:
        code = _code(at, self._sales())
        lines = tuple(
            SaleLine(
                i, f"P{i}", g.name, "日用", 1, g.unit, g.fen, g.fen, g.fen, weight_g=g.weight_g,
                gift_of=1 if g.gift else None,
            )
            for i, g in enumerate(goods, 1)
        )  # fmt: skip
        total = sum(g.fen for g in goods)
        receipt = Receipt(code, STORE.store_id, "03", "0307", at, lines, (Tender(TenderKind.WECHAT, total),))
        outcomes = list(receipts.import_receipts(self.sessions, [receipt], at))
        assert "NotImported" not in {type(o).__name__ for o in outcomes}, outcomes
        return code

    def call(
        self, kiosk: Kiosk, step: str = "returns.ChoosingItems", stuck_s: int = 100, seconds_ago: float = 0
    ) -> str:
        at = self.now - timedelta(seconds=seconds_ago)
        kiosk.sequence += 1
        number = str(TicketNumber(TicketKind.ASSIST, kiosk.number, kiosk.sequence))
        self.send(kiosk, AssistRequested(number, step, stuck_s, Pace.NORMAL, "zh_CN"), at)
        return number

    def scan(self, issued: Issued, by: str, minutes_ago: float) -> None:
        desk.scan_at_desk(self.sessions, STORE.store_id, issued.ticket_no, by, self.before(minutes_ago))

    def settle(self, ticket_no: str, by: str, minutes_ago: float, outcome: TicketState) -> None:
        desk.settle(self.sessions, STORE.store_id, ticket_no, by, self.before(minutes_ago), outcome=outcome)

    def settle_call(self, ticket_no: str, by: str) -> None:
        desk.take(self.sessions, STORE.store_id, ticket_no, by, self.now)
        self.settle(ticket_no, by, 0, TicketState.DONE)

    def send(self, kiosk: Kiosk, body: Body, at: datetime) -> None:
        kiosk.seq += 1
        made = new_message_id(int(at.timestamp() * 1000))
        previous = kiosk.link or chain.genesis(kiosk.who.device_id, kiosk.who.epoch)
        envelope = Envelope(made, kiosk.who.device_id, kiosk.who.epoch, kiosk.seq, at, body).following(previous)
        kiosk.link = envelope.link
        batch = [codec.encode(envelope)]
        answer = messages.receive(self.sessions, kiosk.who, "0" * 64, batch, (HOUSE_FORMAT,), at).answers[0]
        assert answer.result is Result.ACCEPTED, answer


def open_shop(folder: Path, now: datetime = NOON) -> Shop:
    sessions = open_database(f"sqlite:///{folder}/central.db")
    migrations.upgrade(sessions)
    long_ago = now - timedelta(days=30)
    reference.put_store(sessions, STORE, long_ago)
    reference.put_policy(sessions, STORE.store_id, POLICY, long_ago)
    return Shop(sessions, now)


def hire(shop: Shop) -> None:
    for number, name, role in (
        ("0142", "李敏", staff.StaffRole.CLERK),
        ("0156", "周婷", staff.StaffRole.CLERK),
        ("0093", "王秀兰", staff.StaffRole.ROAMER),
    ):
        staff.add(shop.sessions, STORE.store_id, number, name, role, PASSWORD, shop.before(600))


def busy_morning(shop: Shop) -> dict[str, str]:
    """Late, due soon, calm, held, waiting, done and a call; returns ticket numbers by what they are."""
    one, two, three, four = (shop.add_kiosk(n) for n in ("入口", "东入口", "出口旁", "服务台旁"))
    shop.beat(two, minutes_ago=28, outbox_pending=4)
    shop.beat(four, minutes_ago=26, printer="paper_near_end")
    late = shop.give_back(three, Goods("低温酸奶 8 杯装", 2680), Goods("苏打饼干", 690), minutes_ago=70)
    shop.scan(late, "周婷", 42)
    soon = shop.give_back(four, Goods("吹风机 1200W", 8900, ReasonCode.QUALITY), minutes_ago=40)
    shop.scan(soon, "李敏", 25.8)
    soon2 = shop.give_back(three, Goods("洗衣液 3 kg", 4990), Goods("原木抽纸 30包", 6250), minutes_ago=38)
    shop.scan(soon2, "李敏", 21)
    calm = shop.give_back(
        three,
        Goods("纯牛奶 24盒", 6847, ReasonCode.DAMAGED_PACKAGE, unit="箱"),
        Goods("原木抽纸 30包", 4276, ReasonCode.CHANGED_MIND, unit="提"),
        Goods("红富士苹果", 1830, ReasonCode.SPOILED, weight_g=1326, unit="kg"),
        Goods("厨房湿巾", 0, gift=True),
        minutes_ago=12,
    )
    shop.scan(calm, "李敏", 4)
    receipt = shop.sell(Goods("保温杯", 5900), at=shop.before(2000))
    first = shop.give_back(three, Goods("保温杯", 5900, ReasonCode.CHANGED_MIND), receipt=receipt, minutes_ago=30)
    held = shop.give_back(four, Goods("保温杯", 5900, ReasonCode.CHANGED_MIND), receipt=receipt, minutes_ago=16)
    unknown = shop.give_back(four, Goods("充电台灯", 7900), known=False, minutes_ago=9)
    waiting = shop.give_back(one, Goods("婴儿湿巾 80 抽", 1980, ReasonCode.WRONG_ITEM), minutes_ago=3)
    no_slip = shop.give_back(four, Goods("鲜切哈密瓜", 1590, ReasonCode.SPOILED), minutes_ago=2, slip="failed")
    done = shop.give_back(one, Goods("可乐 6 听", 1590), minutes_ago=80, tender=TenderKind.ALIPAY)
    shop.scan(done, "周婷", 66)
    shop.settle(done.ticket_no, "周婷", 50, TicketState.REFUNDED)
    for kiosk in (one, three):
        shop.beat(kiosk)
    shop.beat(four, printer="paper_near_end")
    return {
        "late": late.ticket_no, "soon": soon.ticket_no, "soon2": soon2.ticket_no, "calm": calm.ticket_no,
        "first": first.ticket_no, "held": held.ticket_no, "unknown": unknown.ticket_no,
        "waiting": waiting.ticket_no, "no_slip": no_slip.ticket_no, "done": done.ticket_no,
        "done_token": done.token, "calm_token": calm.token, "held_token": held.token,
        "waiting_token": waiting.token, "late_token": late.token,
    }  # fmt: skip


def _code(at: datetime, sequence: int) -> str:
    return ReceiptCode.make(STORE.store_id, "03", at.astimezone(ZoneInfo(STORE.timezone)).date(), sequence).text
