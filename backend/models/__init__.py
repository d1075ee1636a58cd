"""The tables. Every key of a store's data begins with `store_id`; ids are portable text; times are UTC.

Only `backend.services` reads or writes them.
"""

from backend.models.base import Base
from backend.models.fleet import Alarm, Device, DeviceEpoch, EnrolmentCode, Message
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
    "HistoryRow",
    "LedgerLine",
    "Message",
    "PolicyRow",
    "ProductRow",
    "ReceiptRow",
    "SignInTry",
    "StaffRow",
    "StaffSession",
    "StoreRow",
    "Ticket",
    "TicketLine",
]
