"""Messages that travel from a kiosk to the central service, versioned, with one canonical form to hash.

An `Envelope` is written once, in the transaction that accepts what it tells of, and sent as often as it takes. The
server answers each with an `Answer`; an id seen before with the same hash is a duplicate, with another hash a refusal.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from domain import chain, codec
from domain.money import Fen
from domain.policy import Question, ReasonCode
from domain.rating import Doubt, Tag
from domain.receipt import TenderKind
from domain.returns import StaffCode

WIRE_VERSION = 2
LINKED_VERSION = 2
"""Since then envelopes carry their link; those of before are still taken."""


class Source(Enum):
    """Where the kiosk's knowledge of a receipt came from."""

    ONLINE = "online"
    REPLICA = "replica"


class Pace(Enum):
    NORMAL = "normal"
    SENIOR = "senior"


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    question: Question
    yes: bool


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What is given back of a sale line. An `adjustment` keeps the goods: a person settles the price, 0 fen here."""

    line_no: int
    name: str
    quantity: int
    unit: str
    price_fen: Fen
    discount_fen: Fen
    refund_fen: Fen
    weight_g: int | None = None
    reason: ReasonCode | None = None
    answers: tuple[AnswerGiven, ...] = ()
    gift: bool = False
    adjustment: bool = False
    staff: StaffCode | None = None


@dataclass(frozen=True, slots=True)
class ReturnRegistered:
    """An accepted return: its ticket number was allotted in the same transaction as this message."""

    ticket_no: str
    tracking_token: str
    store_id: str
    receipt_code: str
    receipt_store_id: str
    lines: tuple[ReturnLine, ...]
    refund_fen: Fen
    tender: TenderKind
    policy_version: str
    source: Source
    checked_as_of: datetime
    accepted_at: datetime
    keep_until: datetime
    language: str
    pace: Pace
    to_verify: bool = False
    staff: tuple[StaffCode, ...] = ()
    KIND = "return.registered"


@dataclass(frozen=True, slots=True)
class SlipReported:
    """What became of a slip: confirmed, failed or unknown, with the printer's status word."""

    ticket_no: str
    outcome: str
    status: str
    reprint: bool
    KIND = "slip.reported"


@dataclass(frozen=True, slots=True)
class AssistRequested:
    """A call for a person, with what they need to know before they arrive. `step` is `role.Situation`."""

    ticket_no: str
    step: str
    stuck_s: int
    pace: Pace
    language: str
    about_ticket: str | None = None
    KIND = "assist.requested"


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """How it was, 1 to 5 stars. It belongs to `about_ticket`, else to `receipt_code`'s visit, else to place and time.

    `complaint_no` is the complaint's ticket number, allotted by the kiosk in the same transaction, for one or two stars
    that are not in doubt. `rating_id` is unique for ever. `took_ms` from the question to the vote.
    """

    rating_id: str
    stars: int
    tags: tuple[Tag, ...]
    text: str
    given_at: datetime
    place: str
    language: str
    pace: Pace
    took_ms: int
    about_ticket: str | None = None
    receipt_code: str | None = None
    complaint_no: str | None = None
    doubts: tuple[Doubt, ...] = ()
    KIND = "rating.given"


@dataclass(frozen=True, slots=True)
class InquiryMade:
    """Somebody did not find something (没找到): a task for the store, tag placement.

    `product_id` when it was a known product that is not where it should be; else `asked` is what was looked for.
    """

    ticket_no: str
    asked: str
    product_id: str | None
    placement_id: str | None
    place: str
    made_at: datetime
    language: str
    pace: Pace
    KIND = "inquiry.made"


@dataclass(frozen=True, slots=True)
class UnansweredWord:
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class GuideUsed:
    """How a guide was used in one stretch of time: counts and unanswered words, never who or in what order."""

    begins: datetime
    ends: datetime
    searches: int
    found: int
    opened: int
    routes: int
    printed: int
    promotions: int
    not_found_told: int
    unanswered: tuple[UnansweredWord, ...] = ()
    KIND = "guide.used"


Body = ReturnRegistered | SlipReported | AssistRequested | RatingGiven | InquiryMade | GuideUsed


@dataclass(frozen=True, slots=True)
class Envelope:
    """(device, epoch, seq) is the order of things; `created_at` is what the device's clock said.

    `link` is the device's hash chain up to this message (`domain.chain`); empty in version 1 only.
    """

    message_id: str
    device_id: str
    epoch: int
    seq: int
    created_at: datetime
    body: Body
    link: str = ""
    version: int = WIRE_VERSION

    @property
    def body_hash(self) -> str:
        return codec.digest(self.body)

    def following(self, previous: str) -> Envelope:
        """The same, linked to the message before it, or to the enrolment's `chain.genesis`."""
        told = (self.device_id, self.epoch, self.seq, self.message_id, self.body_hash)
        return replace(self, link=chain.link(previous, *told))


@dataclass(frozen=True, slots=True)
class Batch:
    """POST /api/v1/messages. `chain_head` is the hash of the last journal link the device has written."""

    chain_head: str
    messages: tuple[Envelope, ...]


class Result(Enum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"  # permanent: parked and shown to staff
    LATER = "later"  # transient: try again


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` says why for REFUSED and LATER, and `held` when an accepted return waits for a person."""

    message_id: str
    body_hash: str
    result: Result
    code: str = ""


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    answers: tuple[Answer, ...]
    server_time: datetime


def new_message_id(unix_ms: int) -> str:
    """A UUIDv7 (RFC 9562 5.7): 48 bits of time, then random; ids sort by when they were made."""
    value = (unix_ms & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_tracking_token() -> str:
    """128 random bits, as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)
