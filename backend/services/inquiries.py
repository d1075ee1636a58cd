"""Somebody did not find something: a task for the store, with the place where it should have been."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from backend.models import Device
from backend.services import guide_data
from backend.services.effects import Outcome
from backend.services.opening import open_ticket
from backend.services.read_model import HistoryCode
from domain.free_text import tidy
from domain.rating import LONGEST_TEXT
from domain.ticket import Severity
from domain.ticket_number import TicketKind
from domain.wire import Envelope, InquiryMade

TAG = "placement"


def open_inquiry(
    session: Session, device: Device, envelope: Envelope, body: InquiryMade, now: datetime
) -> Outcome:
    return open_ticket(
        session,
        device,
        envelope,
        body,
        body.ticket_no,
        TicketKind.INQUIRY,
        Severity.ORDINARY,
        body.made_at,
        now,
        HistoryCode.INQUIRED,
        _where(session, device.store_id, body),
        tag=TAG,
        asked=_asked(session, device.store_id, body),
        place=tidy(body.place, LONGEST_TEXT) or device.name,
        product_id=body.product_id[:64] if body.product_id else None,
        placement_id=body.placement_id[:64] if body.placement_id else None,
    )


def _asked(session: Session, store_id: str, body: InquiryMade) -> str:
    """The product's own name where it is known: staff look for that, not for what was typed."""
    product = guide_data.product(session, store_id, body.product_id) if body.product_id else None
    return tidy(product.name if product is not None else body.asked, LONGEST_TEXT)


def _where(session: Session, store_id: str, body: InquiryMade) -> dict[str, str | int]:
    """Where it should be, as it is written above the shelf now: the placement may be mended tomorrow."""
    placement = guide_data.placement(session, store_id, body.placement_id) if body.placement_id else None
    if placement is None:
        return {}
    plan = guide_data.plan(session, store_id)
    fixture = plan.fixture(placement.fixture_id) if plan is not None else None
    named = (fixture.number or fixture.name.zh_CN) if fixture is not None else placement.fixture_id
    return {"fixture": named[:64], "bay": placement.bay, "shelf": placement.shelf}
