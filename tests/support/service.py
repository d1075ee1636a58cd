"""A central service of a test's own, and a kiosk's side of its contract, over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from backend.app import create_app
from backend.database import Sessions, open_database
from backend.migrations import upgrade
from backend.services import fleet, receipts, reference
from backend.services.receipts import Imported, NotImported
from backend.settings import Limits, Settings
from domain import chain, codec
from domain.policy import DepartmentRule, OfflineCaps, Policy
from domain.receipt import Receipt, SaleLine, Tender, TenderKind
from domain.receipt_code import ReceiptCode
from domain.reference import Department, Enrolled, Product, ReplicaPage, Store
from domain.refund import Chosen, refund
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import (
    Answer,
    Batch,
    BatchAnswer,
    Body,
    Envelope,
    Pace,
    ReturnLine,
    ReturnRegistered,
    Source,
    new_message_id,
    new_tracking_token,
)

NOW = datetime(2026, 11, 21, 2, 20, tzinfo=UTC)
"""10:20 in the store."""


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


def a_store(store_id: str = "9907", name: str = "禾家超市 · 青石桥店") -> Store:
    return Store(
        store_id, "禾家超市", name, "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30
    )


def a_policy(version: str = "2026-11", **changed: Any) -> Policy:
    plain: dict[str, Any] = {
        "version": version,
        "timezone": "Asia/Shanghai",
        "default": DepartmentRule("*", window_days=7),
        "departments": (
            DepartmentRule("fresh", window_hours=24),
            DepartmentRule("alcohol", not_returnable="alcohol"),
        ),
        "offline": OfflineCaps(),
        **changed,
    }
    return Policy(**plain)


def a_line(line_no: int, paid_fen: int = 1_000, quantity: int = 1, **changed: Any) -> SaleLine:
    plain: dict[str, Any] = {
        "line_no": line_no,
        "product_id": f"P{line_no}",
        "name": f"商品{line_no}",
        "department": "grocery",
        "quantity": quantity,
        "unit": "件",
        "unit_price_fen": paid_fen // quantity,
        "gross_fen": paid_fen,
        "paid_fen": paid_fen,
        **changed,
    }
    return SaleLine(**plain)


def a_receipt(
    sequence: int = 1,
    *lines: SaleLine,
    store_id: str = "9907",
    till: str = "03",
    sold_at: datetime = NOW - timedelta(days=1),
    **changed: Any,
) -> Receipt:
    sold = lines or (a_line(1),)
    day = (sold_at + timedelta(hours=8)).date()
    code = str(ReceiptCode.make(store_id, till, day, sequence))
    paid = sum(line.paid_fen for line in sold)
    return Receipt(code, store_id, till, "0112", sold_at, sold, (Tender(TenderKind.WECHAT, paid),), **changed)


@dataclass(slots=True)
class Kiosk:
    """A kiosk's side of the contract: numbers and links its messages, remembers nothing else."""

    client: TestClient
    enrolled: Enrolled
    clock: Clock
    seq: int = 0
    sequence: int = 0
    links: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.enrolled.token}"}

    def get(self, path: str, **query: Any) -> Response:
        return self.client.get(f"/api/v1/{path}", params=query, headers=self.headers)

    def post(self, path: str, body: object) -> Response:
        return self.client.post(f"/api/v1/{path}", json=codec.encode(body), headers=self.headers)

    def post_bytes(self, path: str, body: bytes, **headers: str) -> Response:
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        return self.client.post(f"/api/v1/{path}", content=body, headers=sent)

    def ticket_no(self, kind: TicketKind = TicketKind.RETURN) -> str:
        self.sequence += 1
        sequence = self.enrolled.first_sequence + self.sequence - 1
        return str(TicketNumber(kind, self.enrolled.kiosk_no, sequence))

    def envelope(self, body: Body, **changed: Any) -> Envelope:
        self.seq += 1
        now = self.clock()
        plain: dict[str, Any] = {
            "message_id": new_message_id(int(now.timestamp() * 1000)),
            "device_id": self.enrolled.device_id,
            "epoch": self.enrolled.epoch,
            "seq": self.seq,
            "created_at": now,
            "body": body,
            **changed,
        }
        envelope = Envelope(**plain)
        if "link" not in changed:
            genesis = chain.genesis(envelope.device_id, envelope.epoch)
            envelope = envelope.following(self.links.get((envelope.epoch, envelope.seq - 1), genesis))
        self.links[envelope.epoch, envelope.seq] = envelope.link
        return envelope

    def send(self, *envelopes: Envelope) -> tuple[Answer, ...]:
        response = self.post("messages", Batch("0" * 64, envelopes))
        assert response.status_code == 200, response.text
        return codec.decode(BatchAnswer, response.json()).answers

    def registered(self, receipt: Receipt, chosen: Iterable[tuple[int, int]], **changed: Any) -> ReturnRegistered:
        """A return of `chosen` (line, quantity) as a kiosk computes it that saw an untouched receipt."""
        policy = changed.pop("policy", None) or a_policy()
        due = refund(receipt, [Chosen(n, q) for n, q in chosen], policy, changed.pop("returned", ()))
        lines = tuple(
            ReturnLine(
                line.line_no,
                receipt.line(line.line_no).name,
                line.quantity,
                receipt.line(line.line_no).unit,
                line.price_fen,
                line.discount_fen,
                line.refund_fen,
                gift=line.gift,
            )
            for line in due.lines
        )
        now = self.clock()
        plain: dict[str, Any] = {
            "ticket_no": changed.get("ticket_no") or self.ticket_no(),
            "tracking_token": new_tracking_token(),
            "store_id": self.enrolled.store_id,
            "receipt_code": receipt.code,
            "receipt_store_id": receipt.store_id,
            "lines": lines,
            "refund_fen": due.total_fen,
            "tender": TenderKind.WECHAT,
            "policy_version": policy.version,
            "source": Source.ONLINE,
            "checked_as_of": now,
            "accepted_at": now,
            "keep_until": now + timedelta(days=2),
            "language": "zh_CN",
            "pace": Pace.NORMAL,
            **changed,
        }
        return ReturnRegistered(**plain)

    def replica(self, cursor: int = 0, limit: int = 500) -> ReplicaPage:
        response = self.get("replica", cursor=cursor, limit=limit)
        assert response.status_code == 200, response.text
        return codec.decode(ReplicaPage, response.json())


@dataclass(slots=True)
class Service:
    """One central service: the application, its database, its clock. Store 9907 is known, with a policy."""

    settings: Settings
    sessions: Sessions
    clock: Clock
    app: FastAPI
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(self.app, raise_server_exceptions=False)

    def kiosk(self, name: str = "自助退货", store_id: str = "9907", kiosk_no: int | None = None) -> Kiosk:
        code = fleet.make_code(self.sessions, store_id, self.clock(), kiosk_no)
        response = self.client.post("/api/v1/devices/enrol", json={"code": code, "name": name})
        assert response.status_code == 200, response.text
        return Kiosk(self.client, codec.decode(Enrolled, response.json()), self.clock)

    def sell(self, *sold: Receipt) -> list[Imported | NotImported]:
        return receipts.import_receipts(self.sessions, sold, self.clock())

    def close(self) -> None:
        self.client.close()
        self.sessions.close()


def open_service(database: str, *, prepared: bool = False, **limits: Any) -> Service:
    """A service with two stores, on a database that may be empty. Close it when done.

    `prepared`: the database is a copy of one that an earlier call has filled.
    """
    generous: dict[str, Any] = {
        "device_per_second": 10_000, "device_burst": 100_000, "store_per_second": 10_000, "store_burst": 100_000,
        "enrolments_per_minute": 100_000,
    }
    clock = Clock()
    settings = Settings(database=database, limits=Limits(**(generous | limits)))
    sessions = open_database(database)
    if not prepared:
        upgrade(sessions)
        _fill(sessions, clock())
    return Service(settings, sessions, clock, create_app(settings, sessions, clock))


def _fill(sessions: Sessions, now: datetime) -> None:
    for store in (a_store(), a_store("9908", "禾家超市 · 玉林店")):
        one = store.store_id
        reference.put_store(sessions, store, now)
        reference.put_policy(sessions, one, a_policy(), now)
        reference.put_departments(sessions, one, [Department("grocery", "杂货", "grocery")], now)
        reference.put_products(sessions, one, [Product("P1", "6901234567892", "商品1", "grocery", "件", 1_000)], now)
