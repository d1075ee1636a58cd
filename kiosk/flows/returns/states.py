"""The situations of a self return. Each is what a screen shows; none holds a text, a clock or a device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from domain.device_words import PrinterStatus
from domain.money import Fen
from domain.policy import ConditionQuestion, Policy, Question, ReasonCode
from domain.receipt import LineReturned, Receipt, TenderKind
from domain.receipt_code import HOUSE_FORMAT, CodeFault, CodeFormat
from domain.reference import Department, Store
from domain.refund import Chosen, Refund
from domain.returns import Assessment, StaffCode
from domain.wire import AnswerGiven, ReturnLine, Source
from kiosk.flows.common import Looking


@dataclass(frozen=True, slots=True)
class Visit:
    """What holds for one shopper's whole visit. `today` is the store's date; None when the clock is not trusted."""

    session_id: str
    store: Store
    policy: Policy
    today: date | None
    departments: tuple[Department, ...] = ()
    formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)


@dataclass(frozen=True, slots=True)
class Offer:
    """A receipt with its verdicts. `offline_left_fen` is what may still be accepted without the line."""

    receipt: Receipt
    returned: tuple[LineReturned, ...]
    assessments: tuple[Assessment, ...]
    source: Source
    as_of: datetime
    now: datetime
    offline_left_fen: Fen | None = None

    def assessment(self, line_no: int) -> Assessment | None:
        return next((a for a in self.assessments if a.line.line_no == line_no), None)

    @property
    def choosable(self) -> tuple[Assessment, ...]:
        return tuple(a for a in self.assessments if a.max_quantity > 0)


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen line on its way to a return line: why, in what condition, who must look."""

    line_no: int
    quantity: int
    reason: ReasonCode | None = None
    answers: tuple[AnswerGiven, ...] = ()
    staff: StaffCode | None = None
    adjustment: bool = False

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.line_no, self.quantity)

    def with_answer(self, question: Question, yes: bool) -> Pick:
        kept = tuple(a for a in self.answers if a.question is not question)
        return replace(self, answers=(*kept, AnswerGiven(question, yes)))


@dataclass(frozen=True, slots=True)
class ReturnOrder:
    """Everything of the return to be issued that was decided on screen. `order_id` makes confirming idempotent."""

    order_id: str
    receipt: Receipt
    source: Source
    checked_as_of: datetime
    policy_version: str
    lines: tuple[ReturnLine, ...]
    refund_fen: Fen
    tender: TenderKind
    to_verify: bool
    staff: tuple[StaffCode, ...]


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    ticket_no: str
    tracking_url: str
    accepted_at: datetime
    keep_until: datetime
    order: ReturnOrder


class ScanNotice(Enum):
    """Why what was seen is not taken, said on the scan screen while scanning goes on."""

    NOT_OURS = "not_ours"
    PRODUCT_CODE = "product_code"
    CHECK_WRONG = "check_wrong"
    WRONG_LENGTH = "wrong_length"
    BAD_DATE = "bad_date"
    FUTURE_DATE = "future_date"
    TWO_RECEIPTS = "two_receipts"

    @staticmethod
    def of(fault: CodeFault) -> ScanNotice:
        return ScanNotice(fault.value)


class DetailField(Enum):
    DATE = "date"
    TILL = "till"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Home:
    """Nobody is being served."""


@dataclass(frozen=True, slots=True)
class Scanning(Looking):
    visit: Visit
    notice: ScanNotice | None = None


@dataclass(frozen=True, slots=True)
class Checking:
    """`typed` tells where back leads; `saw_also` counts other codes that were in view."""

    visit: Visit
    code: str
    typed: bool = False
    saw_also: int = 0


@dataclass(frozen=True, slots=True)
class TypingNumber:
    """`fault` appears once the number is complete, before it is sent."""

    visit: Visit
    digits: str = ""
    fault: CodeFault | None = None
    length: int = HOUSE_FORMAT.length


@dataclass(frozen=True, slots=True)
class GivingDetails:
    """Damaged receipt: date, till, amount, one after the other. `not_found` after a search that found nothing."""

    visit: Visit
    field: DetailField = DetailField.DATE
    sold_on: date | None = None
    till: str = ""
    amount: str = ""
    """Digits of the amount in fen."""
    not_found: bool = False


@dataclass(frozen=True, slots=True)
class Searching:
    visit: Visit
    details: GivingDetails


@dataclass(frozen=True, slots=True)
class ChoosingReceipt:
    """Several receipts fit the details: told apart by time, never by their goods."""

    visit: Visit
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No such receipt at the centre; or, with `line_down`, nobody can be asked and the replica has no such receipt."""

    visit: Visit
    code: str
    line_down: bool = False


class StaffWhy(Enum):
    """Why the kiosk stops here and a person goes on."""

    OTHER_STORE = "other_store"
    OFFLINE_CAP = "offline_cap"
    CANNOT_STORE = "cannot_store"
    INTERNAL = "internal"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True)
class StaffNeeded:
    visit: Visit
    why: StaffWhy
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class OtherStoreRefused:
    visit: Visit
    store_id: str


@dataclass(frozen=True, slots=True)
class NothingReturnable:
    visit: Visit
    offer: Offer


@dataclass(frozen=True, slots=True)
class ChoosingItems:
    """`focus` (index into `offer.choosable`) serves the senior pace, line by line. Pages belong to the screen."""

    visit: Visit
    offer: Offer
    picks: tuple[Pick, ...] = ()
    focus: int = 0

    def quantity(self, line_no: int) -> int:
        return next((p.quantity for p in self.picks if p.line_no == line_no), 0)


@dataclass(frozen=True, slots=True)
class GivingReason:
    """A reason for `picks[index]`; `allowed` comes from its department's rule."""

    visit: Visit
    offer: Offer
    picks: tuple[Pick, ...]
    index: int
    allowed: tuple[ReasonCode, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """A condition question about `picks[index]`."""

    visit: Visit
    offer: Offer
    picks: tuple[Pick, ...]
    index: int
    question: ConditionQuestion


@dataclass(frozen=True, slots=True)
class AnswerRefused:
    """By this answer `picks[index]` cannot come back: go on without it, change the answer, or call a person."""

    visit: Visit
    offer: Offer
    picks: tuple[Pick, ...]
    index: int
    question: ConditionQuestion


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The refund, line by line, before anything is committed. `staff` says who must look at the whole return."""

    visit: Visit
    offer: Offer
    picks: tuple[Pick, ...]
    refund: Refund
    staff: tuple[StaffCode, ...] = ()

    @property
    def to_verify(self) -> bool:
        return self.offer.source is Source.REPLICA


@dataclass(frozen=True, slots=True)
class Issuing:
    """Being written. Nothing is accepted before it is stored, nothing interrupts it."""

    reviewing: Reviewing
    order: ReturnOrder

    @property
    def visit(self) -> Visit:
        return self.reviewing.visit


@dataclass(frozen=True, slots=True)
class Printing:
    visit: Visit
    ticket: IssuedTicket
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class PrinterTrouble:
    """The ticket stands; the slip is not out (`unknown` False) or nobody can tell (`unknown` True).

    `reprint` says whether the next try must carry 补打: bytes went out before. `ready` once the printer is well again.
    """

    visit: Visit
    ticket: IssuedTicket
    status: PrinterStatus
    unknown: bool
    reprint: bool
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    visit: Visit
    ticket: IssuedTicket
    slip_out: bool


State = (
    Home
    | Scanning
    | Checking
    | TypingNumber
    | GivingDetails
    | Searching
    | ChoosingReceipt
    | NotFound
    | StaffNeeded
    | OtherStoreRefused
    | NothingReturnable
    | ChoosingItems
    | GivingReason
    | Answering
    | AnswerRefused
    | Reviewing
    | Issuing
    | Printing
    | PrinterTrouble
    | Done
)

Accepted = Printing | PrinterTrouble | Done
"""The return is stored: nothing leads back, and ending the session loses nothing."""

STEP_OF: dict[type, int] = {
    Scanning: 1, Checking: 1, TypingNumber: 1, GivingDetails: 1, Searching: 1, ChoosingReceipt: 1, NotFound: 1,
    StaffNeeded: 1, OtherStoreRefused: 1, NothingReturnable: 2, ChoosingItems: 2, GivingReason: 2, Answering: 2,
    AnswerRefused: 2, Reviewing: 3, Issuing: 3, Printing: 4, PrinterTrouble: 4, Done: 4,
}  # fmt: skip
"""Which of the four steps shown to the shopper a state belongs to."""
