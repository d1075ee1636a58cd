"""The tables. Every key of a store's data begins with `store_id`; ids are portable text; times are UTC.

Only `backend.services` reads or writes them.
"""

from backend.models.base import Base
from backend.models.fleet import Alarm, Device, DeviceEpoch, EnrolmentCode, Message
from backend.models.guide import (
    GuideUseRow,
    NoticeRow,
    PlacementRow,
    PlanRow,
    PromotionRow,
    StockRow,
    SynonymRow,
    UnansweredRow,
)
from backend.models.ratings import RatingRow, RatingTagRow
from backend.models.receipts import Claim, LedgerLine, ReceiptRow
from backend.models.reference import ChangeCounter, ChangeRow, DepartmentRow, PolicyRow, ProductRow, StoreRow
from backend.models.staff import SignInTry, StaffRow, StaffSession
from backend.models.tickets import HistoryRow, Ticket, TicketLine

__all__ = [
    "Alarm",
    "Base",
    "ChangeCounter",
    "ChangeRow",
    "Claim",
    "DepartmentRow",
    "Device",
    "DeviceEpoch",
    "EnrolmentCode",
    "GuideUseRow",
    "HistoryRow",
    "LedgerLine",
    "Message",
    "NoticeRow",
    "PlacementRow",
    "PlanRow",
    "PolicyRow",
    "ProductRow",
    "PromotionRow",
    "RatingRow",
    "RatingTagRow",
    "ReceiptRow",
    "SignInTry",
    "StaffRow",
    "StaffSession",
    "StockRow",
    "StoreRow",
    "SynonymRow",
    "Ticket",
    "TicketLine",
    "UnansweredRow",
]
