"""`python -m bench.central [--database URL]`: imports, lookups, replica, messages, over loopback HTTP."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import requests
import structlog
import typer

from backend.app import create_app
from backend.database import Sessions, open_database
from backend.migrations import upgrade
from backend.services import fleet, reference
from backend.services.receipts import import_receipts
from backend.settings import Limits, Settings, utc_now
from domain import chain, codec
from domain.policy import DepartmentRule, Policy
from domain.receipt import Receipt, SaleLine, Tender, TenderKind
from domain.receipt_code import ReceiptCode
from domain.reference import Enrolled, Store
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import Batch, Envelope, Pace, ReturnLine, ReturnRegistered, Source, new_message_id, new_tracking_token
from tests.support.serving import Serving

STORE = "9907"
ZONE = ZoneInfo("Asia/Shanghai")
RECEIPTS, SINGLE, DRAINED, IN_A_BATCH = 5_000, 200, 2_000, 50


Database = Annotated[str, typer.Option(help="Empty; an SQLite file in a temporary folder by default")]


def main(database: Database = "") -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database=database or f"sqlite:///{folder}/central.db",
            limits=Limits(device_per_second=1e6, device_burst=10**6, store_per_second=1e6, store_burst=10**6),
        )
        sessions = open_database(settings.database)
        upgrade(sessions)
        sales = _stock(sessions)
        enrolled = fleet.enrol(sessions, fleet.make_code(sessions, STORE, utc_now()), "bench", utc_now())
        if enrolled is None:
            raise RuntimeError("the code just made was refused")
        with Serving(create_app(settings, sessions, utc_now)) as serving:
            _ask(f"{serving.url}/api/v1", Peer(enrolled), sales)


@dataclass
class Peer:
    """A kiosk that only counts."""

    enrolled: Enrolled
    seq: int = 0
    link: str = ""

    def message(self, receipt: Receipt) -> Envelope:
        self.seq += 1
        now = utc_now()
        line = receipt.lines[0]
        body = ReturnRegistered(
            ticket_no=str(TicketNumber(TicketKind.RETURN, self.enrolled.kiosk_no, self.seq)),
            tracking_token=new_tracking_token(),
            store_id=STORE,
            receipt_code=receipt.code,
            receipt_store_id=STORE,
            lines=(ReturnLine(line.line_no, line.name, 1, line.unit, line.paid_fen, 0, line.paid_fen),),
            refund_fen=line.paid_fen,
            tender=TenderKind.WECHAT,
            policy_version="bench",
            source=Source.ONLINE,
            checked_as_of=now,
            accepted_at=now,
            keep_until=now + timedelta(days=2),
            language="zh_CN",
            pace=Pace.NORMAL,
        )
        message_id = new_message_id(time.time_ns() // 1_000_000)
        who = self.enrolled
        previous = self.link or chain.genesis(who.device_id, who.epoch)
        made = Envelope(message_id, who.device_id, who.epoch, self.seq, now, body).following(previous)
        self.link = made.link
        return made


def _stock(sessions: Sessions) -> list[Receipt]:
    now = utc_now()
    day = datetime(1, 1, 1).time()
    reference.put_store(sessions, Store(STORE, "bench", "bench", str(ZONE), day, day, "", "", 0), now)
    reference.put_policy(sessions, STORE, Policy("bench", str(ZONE), DepartmentRule("*", window_days=30)), now)
    sales = [_sale(n, now - timedelta(hours=1)) for n in range(RECEIPTS)]
    started = time.perf_counter()
    for start in range(0, RECEIPTS, 200):
        import_receipts(sessions, sales[start : start + 200], now)
    took = time.perf_counter() - started
    print(f"import            {RECEIPTS / took:8.0f} receipts of 9 lines a second")
    return sales


def _sale(n: int, sold_at: datetime) -> Receipt:
    till = f"{n // 9_999 + 1:02d}"
    code = str(ReceiptCode.make(STORE, till, sold_at.astimezone(ZONE).date(), n % 9_999 + 1))
    lines = tuple(
        SaleLine(i, f"P{i}", f"商品 {i}", "grocery", 1, "件", 990 + i, 990 + i, 990 + i) for i in range(1, 10)
    )
    paid = sum(line.paid_fen for line in lines)
    return Receipt(code, STORE, till, "1", sold_at.astimezone(UTC), lines, (Tender(TenderKind.WECHAT, paid),))


def _ask(url: str, peer: Peer, sales: list[Receipt]) -> None:
    line = requests.Session()
    line.trust_env = False
    line.headers.update({"Authorization": f"Bearer {peer.enrolled.token}", "Content-Type": "application/json"})

    def post(messages: list[Envelope]) -> None:
        answer = line.post(f"{url}/messages", data=codec.canonical(Batch("", tuple(messages))), timeout=60).json()
        told = {a["result"] + a["code"] for a in answer["answers"]}
        if told != {"accepted"}:
            raise RuntimeError(f"not accepted: {told}")

    _times("receipt lookup", lambda n: line.get(f"{url}/receipts/{sales[n].code}", timeout=60))
    singles = [[peer.message(sales[n])] for n in range(SINGLE)]
    _times("one return", lambda n: post(singles[n]))
    # As a kiosk asks: about what came after the last answer, which is nothing but for a few times a day.
    told = line.get(f"{url}/urgent", timeout=60).json()["cursor"]
    _times("urgent?", lambda _: line.get(f"{url}/urgent", params={"after": told}, timeout=60))
    waiting = [peer.message(sales[SINGLE + n]) for n in range(DRAINED)]
    started = time.perf_counter()
    for start in range(0, DRAINED, IN_A_BATCH):
        post(waiting[start : start + IN_A_BATCH])
    print(f"outbox drained    {DRAINED / (time.perf_counter() - started):8.0f} returns a second")
    _replica(url, line)


def _replica(url: str, line: requests.Session) -> None:
    started, cursor, changes, more = time.perf_counter(), 0, 0, True
    while more:
        page = line.get(f"{url}/replica", params={"cursor": cursor, "limit": 500}, timeout=60).json()
        cursor, changes, more = page["cursor"], changes + len(page["changes"]), page["more"]
    print(f"replica from new  {time.perf_counter() - started:8.2f} s for {changes} changes")


def _times(name: str, act: Callable[[int], object]) -> None:
    took = []
    for n in range(SINGLE):
        started = time.perf_counter()
        act(n)
        took.append((time.perf_counter() - started) * 1_000)
    took.sort()
    print(f"{name:17} {took[SINGLE // 2]:8.1f} ms median, {took[SINGLE * 95 // 100]:.1f} ms p95")


if __name__ == "__main__":
    typer.run(main)
