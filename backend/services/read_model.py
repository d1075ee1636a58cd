"""What staff pages and the shopper's tracking page show: plain frozen values, codes instead of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.money import Fen
from domain.policy import Question, ReasonCode
from domain.receipt import TenderKind
from domain.returns import StaffCode
from domain.ticket import Countdown, Severity, TicketState
from domain.ticket_number import TicketKind
from domain.wire import Pace, Source


class Actor(Enum):
    SHOPPER = "shopper"
    KIOSK = "kiosk"
    STAFF = "staff"
    SYSTEM = "system"


class HistoryCode(Enum):
    """What happened; the parameters of each in brackets."""

    REGISTERED = "registered"  # [kiosk_no, lines, refund_fen]
    RECEIVED_LATE = "received_late"  # [seconds] between the kiosk's acceptance and our hearing of it
    VERIFIED = "verified"  # [] accepted without the line, now confirmed by the ledger
    HELD = "held"  # [held_code] and what it names, see HeldCode
    SLIP_CONFIRMED = "slip_confirmed"  # [status]
    SLIP_FAILED = "slip_failed"  # [status]
    SLIP_UNKNOWN = "slip_unknown"  # [status]
    SLIP_REPRINTED = "slip_reprinted"  # [outcome, status]
    SCANNED_AT_DESK = "scanned_at_desk"  # [due_at]
    TAKEN = "taken"  # [] a person takes the ticket
    REFUNDED = "refunded"  # [refund_fen, tender]
    DECLINED = "declined"  # []
    LAPSED = "lapsed"  # [] the shopper did not come in time
    CALLED = "called"  # [step, stuck_s, about_ticket] a person was called to the kiosk
    DONE = "done"  # []
    COMPLAINED = "complained"  # [stars, tags] one or two stars
    RATED = "rated"  # [stars, complaint_no] the ticket was rated badly, and what became of that
    INQUIRED = "inquired"  # [] or [fixture, bay, shelf] where it should have been


class HeldCode(Enum):
    """Why a ticket waits for a person. Nothing is paid on it."""

    LEDGER_FULL = "ledger_full"  # another return was first [line_no, left]
    RECEIPT_UNKNOWN = "receipt_unknown"  # no such receipt here (yet)
    LINE_UNKNOWN = "line_unknown"  # [line_no]
    REFUND_DIFFERS = "refund_differs"  # more money than the sale and the policy give [claimed_fen, due_fen]
    NOT_RETURNABLE = "not_returnable"  # the policy says no [line_no, refusal]
    GIFT_MISSING = "gift_missing"  # [line_no]
    DEVICE_QUARANTINED = "device_quarantined"


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One row of the board. `goods` are the names of its lines, gifts left out."""

    ticket_no: str
    kind: TicketKind
    state: TicketState
    severity: Severity
    countdown: Countdown
    owner: str
    """Empty while it is the service desk's, else the person's name."""
    goods: tuple[str, ...]
    gifts: int
    refund_fen: Fen
    held: HeldCode | None
    to_verify: bool
    kiosk_no: int
    registered_at: datetime
    keep_until: datetime | None
    started_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    step: str | None
    """Assist calls: the step of the flow the shopper is stuck at."""
    about_ticket: str | None
    asked: str
    """Complaints and inquiries: the shopper's words. Data, never markup."""
    tag: str | None
    stars: int | None
    place: str


@dataclass(frozen=True, slots=True)
class DetailLine:
    line_no: int
    name: str
    quantity: int
    unit: str
    weight_g: int | None
    price_fen: Fen
    discount_fen: Fen
    refund_fen: Fen
    reason: ReasonCode | None
    answers: Mapping[Question, bool]
    gift: bool
    adjustment: bool
    staff: StaffCode | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`actor_name` is the kiosk's number for KIOSK, the person's name for STAFF, else empty."""

    at: datetime
    actor: Actor
    actor_name: str
    code: HistoryCode
    params: Mapping[str, str | int]
    state_from: TicketState | None
    state_to: TicketState | None


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """A ticket whole. `history` is oldest first."""

    store_id: str
    ticket_no: str
    kind: TicketKind
    state: TicketState
    severity: Severity
    countdown: Countdown
    held: HeldCode | None
    owner: str
    receipt_code: str | None
    receipt_store_id: str | None
    refund_fen: Fen
    tender: TenderKind | None
    policy_version: str | None
    source: Source | None
    to_verify: bool
    staff: tuple[StaffCode, ...]
    language: str
    pace: Pace
    device_id: str
    kiosk_no: int
    registered_at: datetime
    received_at: datetime
    keep_until: datetime | None
    started_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    slip: str | None
    slip_status: str | None
    reprints: int
    step: str | None
    stuck_s: int | None
    about_ticket: str | None
    calls: tuple[str, ...]
    """Assist calls and complaints about this ticket."""
    asked: str
    """Complaints and inquiries: the shopper's words. Data, never markup."""
    tag: str | None
    stars: int | None
    place: str
    product_id: str | None
    placement_id: str | None
    lines: tuple[DetailLine, ...]
    history: tuple[HistoryEntry, ...]


class DeviceTrouble(Enum):
    """Why a person looks at a device, the worst first; its printer, camera and scanner speak for themselves."""

    QUARANTINED = "quarantined"
    REVOKED = "revoked"
    OFFLINE = "offline"
    PARKED = "parked"
    PRINTER = "printer"
    PAPER_LOW = "paper_low"
    CAMERA = "camera"
    SCANNER = "scanner"
    CLOCK = "clock"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class AlarmRow:
    alarm_id: str
    at: datetime
    device_id: str
    code: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device. `printer`, `camera` and `scanner` are words of `domain.device_words`, empty before the first
    heartbeat; the scanner's also where there is none that can be asked."""

    device_id: str
    kiosk_no: int
    name: str
    role: str
    troubles: tuple[DeviceTrouble, ...]
    enrolled_at: datetime
    last_seen_at: datetime | None
    health_since: datetime | None
    printer: str
    camera: str
    scanner: str
    slips_left: int | None
    version: str
    clock_offset_ms: int | None
    outbox_pending: int
    outbox_parked: int
    replica_cursor: int
    newest_cursor: int
    """The store's latest change: a smaller replica cursor is behind."""
    missing_seqs: int
    """Messages the device numbered and we have not seen."""
    epoch: int
    revoked_at: datetime | None
    quarantined_at: datetime | None
    alarms: tuple[AlarmRow, ...]
