"""One believable example of each thing that travels, for the API's documentation; built of the real types."""

from __future__ import annotations

from datetime import UTC, datetime

from backend.api.shapes import EnrolRequest
from domain.policy import ReasonCode
from domain.receipt import Receipt, SaleLine, Tender, TenderKind
from domain.receipt_code import ReceiptCode
from domain.reference import (
    Enrolled,
    Heartbeat,
    HeartbeatAnswer,
    ReceiptAnswer,
    ReceiptChanged,
    ReceiptKnown,
    ReceiptsAnswer,
    ReplicaPage,
    UrgentAnswer,
)
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import (
    Answer,
    Batch,
    BatchAnswer,
    Envelope,
    Pace,
    Result,
    ReturnLine,
    ReturnRegistered,
    Source,
)

_NOW = datetime(2026, 11, 21, 2, 20, 5, tzinfo=UTC)
_SOLD = datetime(2026, 11, 20, 10, 42, 7, tzinfo=UTC)
_CODE = str(ReceiptCode.make("9907", "03", _SOLD.date(), 1842))
_DEVICE = "6a0c1f0e-3f58-4a43-9a43-0d3a4f0c8d11"
_MESSAGE = "019aa4f2-9c40-7c3e-8f10-2f6f3f9a7b21"

RECEIPT = Receipt(
    code=_CODE,
    store_id="9907",
    till="03",
    cashier="0112",
    sold_at=_SOLD,
    lines=(
        SaleLine(1, "102233", "纯牛奶 250ml×24", "dairy", 1, "箱", 6_990, 6_990, 6_990, gtin="6901234567892"),
        SaleLine(2, "200117", "红富士苹果", "fruit", 1, "kg", 1_380, 1_830, 1_830, weight_g=1_326),
    ),
    tenders=(Tender(TenderKind.WECHAT, 8_820),),
)
RETURN = ReturnRegistered(
    ticket_no=str(TicketNumber(TicketKind.RETURN, 3, 1847)),
    tracking_token="q3V0mO6Jx8xN0uYw2r7c1A",
    store_id="9907",
    receipt_code=_CODE,
    receipt_store_id="9907",
    lines=(ReturnLine(1, "纯牛奶 250ml×24", 1, "箱", 6_990, 0, 6_990, reason=ReasonCode.DAMAGED_PACKAGE),),
    refund_fen=6_990,
    tender=TenderKind.WECHAT,
    policy_version="2026-11-01",
    source=Source.ONLINE,
    checked_as_of=_NOW,
    accepted_at=_NOW,
    keep_until=datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
    language="zh_CN",
    pace=Pace.NORMAL,
)
ENVELOPE = Envelope(_MESSAGE, _DEVICE, 1, 412, _NOW, RETURN).following("5f0c…")
BATCH = Batch(ENVELOPE.link, (ENVELOPE,))
BATCH_ANSWER = BatchAnswer((Answer(_MESSAGE, ENVELOPE.body_hash, Result.ACCEPTED),), _NOW)
ENROLLED = Enrolled(_DEVICE, "9907", 3, f"9907.{_DEVICE}.…", 1, 1)
RECEIPT_ANSWER = ReceiptAnswer(ReceiptKnown(RECEIPT), _NOW)
RECEIPTS_ANSWER = ReceiptsAnswer((ReceiptKnown(RECEIPT),), _NOW)
REPLICA_PAGE = ReplicaPage(5_120, (ReceiptChanged(ReceiptKnown(RECEIPT)),), False, _NOW)
URGENT_ANSWER = UrgentAnswer(5_118)
HEARTBEAT = Heartbeat(_NOW, "0.1.0", "ready", "ready", 0, 0, ENVELOPE.link, 5_120, chain_seq=412, scanner="ready")
ENROL_REQUEST = EnrolRequest("9907-7KQ2M-XA4RW", "自助退货 3 号机")
HEARTBEAT_ANSWER = HeartbeatAnswer(_NOW, "王秀兰")

