"""What goes into the journal and what comes out of it: drafts as a shopper confirms them, promises as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import codec
from domain.free_text import tidy
from domain.money import Fen
from domain.policy import OfflineCaps
from domain.rating import LONGEST_TEXT, MOST_STARS, WORST_STARS, Doubt, Tag
from domain.receipt import LineReturned, TenderKind
from domain.returns import StaffCode
from domain.wire import Envelope, Pace, ReturnLine, Source, UnansweredWord


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """A return as the shopper confirms it. `draft_id` is unique for ever (session id and a count will do):
    the same one confirmed twice is accepted once."""

    draft_id: str
    store_id: str
    receipt_code: str
    receipt_store_id: str
    lines: tuple[ReturnLine, ...]
    refund_fen: Fen
    tender: TenderKind
    policy_version: str
    source: Source
    checked_as_of: datetime
    keep_until: datetime
    language: str
    pace: Pace
    to_verify: bool = False
    staff: tuple[StaffCode, ...] = ()

    @property
    def agreed(self) -> str:
        """A hash of what the shopper agreed to. Language, pace and times may differ when they tap again."""
        return codec.digest((self.receipt_code, self.lines, self.refund_fen, self.tender))

    def claims(self) -> tuple[LineReturned, ...]:
        """What it takes of each sale line. A price adjustment takes nothing: the goods stay with the shopper."""
        taken: dict[int, LineReturned] = {}
        for line in self.lines:
            if line.adjustment:
                continue
            before = taken.get(line.line_no, LineReturned(line.line_no, 0, 0))
            taken[line.line_no] = LineReturned(
                line.line_no, before.quantity + line.quantity, before.refund_fen + line.refund_fen
            )
        return tuple(taken.values())


@dataclass(frozen=True, slots=True)
class AssistDraft:
    """A call for a person. `draft_id` as with returns."""

    draft_id: str
    step: str
    stuck_s: int
    pace: Pace
    language: str
    about_ticket: str | None = None

    @property
    def agreed(self) -> str:
        return codec.digest(self.about_ticket)


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """How it was, as a shopper gives it. `draft_id` as with returns; `took_ms` from the question to the vote.

    `place` is where it was asked, as the store calls it; `text` may be anything: it is tidied before it is kept.
    """

    draft_id: str
    stars: int
    place: str
    language: str
    pace: Pace
    took_ms: int
    tags: tuple[Tag, ...] = ()
    text: str = ""
    about_ticket: str | None = None
    receipt_code: str | None = None
    doubts: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.stars <= MOST_STARS:
            raise ValueError("a rating has 1 to 5 stars")

    @property
    def complains(self) -> bool:
        """One or two stars nobody doubts become a complaint."""
        return self.stars <= WORST_STARS and not self.doubts

    @property
    def agreed(self) -> str:
        said = tidy(self.text, LONGEST_TEXT)
        return codec.digest((self.stars, self.tags, said, self.about_ticket, self.receipt_code, self.complains))


@dataclass(frozen=True, slots=True)
class InquiryDraft:
    """Something was not found. `asked` is what was looked for; `product_id` when it is a known product that is gone."""

    draft_id: str
    asked: str
    place: str
    language: str
    pace: Pace
    product_id: str | None = None
    placement_id: str | None = None

    @property
    def agreed(self) -> str:
        return codec.digest((tidy(self.asked, LONGEST_TEXT), self.product_id, self.placement_id))


@dataclass(frozen=True, slots=True)
class UsageDraft:
    """How the guide was used from `begins` to `ends`: counts, and words without an answer; never who."""

    draft_id: str
    begins: datetime
    ends: datetime
    searches: int = 0
    found: int = 0
    opened: int = 0
    routes: int = 0
    printed: int = 0
    promotions: int = 0
    not_found_told: int = 0
    unanswered: tuple[UnansweredWord, ...] = ()

    @property
    def agreed(self) -> str:
        return codec.digest((self.begins, self.ends))


@dataclass(frozen=True, slots=True)
class Accepted:
    """It is on the disk. `intent_id` is the slip's first print intent; `repeated` when it was accepted before."""

    ticket_no: str
    tracking_token: str
    message_id: str
    accepted_at: datetime
    envelope: Envelope
    intent_id: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AssistCalled:
    ticket_no: str
    message_id: str
    called_at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """It is on the disk. `complaint_no` is the number of the complaint it became, None when it became none."""

    rating_id: str
    complaint_no: str | None
    message_id: str
    given_at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Inquired:
    ticket_no: str
    message_id: str
    made_at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class UsageTold:
    message_id: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class OfflineUsage:
    """What was accepted from the replica on one day."""

    tickets: int
    refund_fen: Fen

    def allows(self, refund_fen: Fen, caps: OfflineCaps) -> bool:
        """Whether one more return of that amount stays within the caps, which are inclusive."""
        return (
            refund_fen <= caps.ticket_fen
            and self.refund_fen + refund_fen <= caps.day_fen
            and self.tickets + 1 <= caps.day_tickets
        )
