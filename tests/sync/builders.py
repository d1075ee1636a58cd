"""Short ways to say what a story needs: a clock to turn, an enrolled kiosk on its own disk, receipts, drafts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from domain.policy import DepartmentRule, Policy, ReasonCode
from domain.receipt import LineReturned, Receipt, SaleLine, Tender, TenderKind
from domain.reference import Department, Enrolled, Product, ReceiptKnown
from domain.reference import Store as StoreInfo
from domain.wire import Pace, ReturnLine, Source
from sync.drafts import AssistDraft, ReturnDraft
from sync.identity import Identity
from sync.journal import Journal
from sync.outbox import Outbox
from sync.replica import Replica
from sync.store import Store
from sync.stores import Stores, open_stores

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai

ENROLLED = Enrolled("kiosk-a", "0001", 3, "s3cret-token", 1, 1847)


class TurnedClock:
    """Wall and monotonic time as the story says. `turn` moves both, `set_wall` only what the wall shows."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def turn(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set_wall(self, now: datetime) -> None:
        self._now = now


@dataclass
class Kiosk:
    """What the stories of this room are told about: one kiosk's data, closed and opened again at will."""

    directory: Path
    clock: TurnedClock
    stores: Stores
    rings: list[str]

    @classmethod
    def enrolled(cls, directory: Path, enrolled: Enrolled = ENROLLED) -> Kiosk:
        kiosk = cls.bare(directory)
        kiosk.identity.keep(enrolled)
        return kiosk

    @classmethod
    def bare(cls, directory: Path) -> Kiosk:
        return cls(directory, TurnedClock(), open_stores(directory), [])

    def restart(self) -> None:
        self.stores.close()
        self.stores = open_stores(self.directory)

    @property
    def store(self) -> Store:
        return self.stores.journal

    @property
    def identity(self) -> Identity:
        return Identity(self.stores.journal, self.clock)

    @property
    def journal(self) -> Journal:
        return Journal(self.stores.journal, self.clock, queued=lambda: self.rings.append("rung"))

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.stores.journal, self.clock)

    @property
    def replica(self) -> Replica:
        return Replica(self.stores.replica, self.journal)


def sale_line(line_no: int = 1, quantity: int = 3, paid_fen: int = 3000) -> SaleLine:
    return SaleLine(
        line_no, f"P{line_no:04d}", "长粒香大米", "grain", quantity, "袋", paid_fen // quantity, paid_fen, paid_fen
    )


def receipt(code: str = "R-1", *lines: SaleLine, sold_at: datetime = NOON, till: str = "02") -> Receipt:
    lines = lines or (sale_line(1), sale_line(2, 1, 500))
    paid = sum(line.paid_fen for line in lines)
    return Receipt(code, "0001", till, "1024", sold_at, lines, (Tender(TenderKind.WECHAT, paid),))


def known(code: str = "R-1", *returned: LineReturned, sold_at: datetime = NOON, till: str = "02") -> ReceiptKnown:
    return ReceiptKnown(receipt(code, sold_at=sold_at, till=till), returned)


def draft(
    draft_id: str = "session-1/1",
    receipt_code: str = "R-1",
    line_no: int = 1,
    quantity: int = 1,
    refund_fen: int = 1000,
    source: Source = Source.ONLINE,
) -> ReturnDraft:
    line = ReturnLine(line_no, "长粒香大米", quantity, "袋", 1000 * quantity, 0, refund_fen, reason=ReasonCode.QUALITY)
    return ReturnDraft(
        draft_id=draft_id,
        store_id="0001",
        receipt_code=receipt_code,
        receipt_store_id="0001",
        lines=(line,),
        refund_fen=refund_fen,
        tender=TenderKind.WECHAT,
        policy_version="2026-11",
        source=source,
        checked_as_of=NOON,
        keep_until=NOON + timedelta(days=2),
        language="zh_CN",
        pace=Pace.NORMAL,
        to_verify=source is Source.REPLICA,
    )


def two_lines(base: ReturnDraft) -> ReturnDraft:
    """A return of line 1 and a price adjustment of line 2."""
    second = replace(base.lines[0], line_no=2, refund_fen=0, reason=ReasonCode.WRONG_PRICE, adjustment=True)
    return replace(base, lines=(base.lines[0], second))


def call(draft_id: str = "session-1/call/1", about_ticket: str | None = None) -> AssistDraft:
    return AssistDraft(draft_id, "choosing_items", 42, Pace.SENIOR, "zh_CN", about_ticket)


STORE_INFO = StoreInfo(
    "0001", "福万家", "福万家中山路店", "Asia/Shanghai", time(8), time(22), "400-000-0000", "出口左手边", 20
)
POLICY = Policy("2026-11", "Asia/Shanghai", DepartmentRule("", window_days=7))
DEPARTMENT = Department("grain", "粮油", "grain")
PRODUCT = Product("P0001", "6901234567892", "长粒香大米 5kg", "grain", "袋", 4590)
