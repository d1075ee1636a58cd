"""What can happen to a self return, and what it may order. Facts and orders only; results carry their own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.device_words import PrinterStatus
from domain.money import Fen
from domain.policy import ReasonCode
from domain.reference import ReceiptKnown
from domain.wire import Source
from kiosk.flows.common import Back as Back
from kiosk.flows.common import BarcodeSeen as BarcodeSeen
from kiosk.flows.common import CallPerson as CallPerson
from kiosk.flows.common import CameraChanged as CameraChanged
from kiosk.flows.common import EndSession as EndSession
from kiosk.flows.common import Finished as Finished
from kiosk.flows.common import GoHome as GoHome
from kiosk.flows.common import GuidanceSeen as GuidanceSeen
from kiosk.flows.common import Hand as Hand
from kiosk.flows.common import HelpAsked as HelpAsked
from kiosk.flows.common import LogImpossible as LogImpossible
from kiosk.flows.common import PrinterChanged as PrinterChanged
from kiosk.flows.common import StartScanner as StartScanner
from kiosk.flows.common import StopScanner as StopScanner
from kiosk.flows.returns.states import IssuedTicket, ReturnOrder, Visit

# What people do ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """The home screen's tile was touched (or a receipt was shown to an idle kiosk)."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class TypeNumber:
    pass


@dataclass(frozen=True, slots=True)
class ReceiptDamaged:
    pass


@dataclass(frozen=True, slots=True)
class ScanAgain:
    pass


@dataclass(frozen=True, slots=True)
class DigitTyped:
    digit: str


@dataclass(frozen=True, slots=True)
class DigitErased:
    pass


@dataclass(frozen=True, slots=True)
class DigitsCleared:
    pass


@dataclass(frozen=True, slots=True)
class Submitted:
    """The typed number, or the present detail, is complete."""


@dataclass(frozen=True, slots=True)
class DateChosen:
    sold_on: date


@dataclass(frozen=True, slots=True)
class ReceiptChosen:
    code: str


@dataclass(frozen=True, slots=True)
class LineToggled:
    line_no: int


@dataclass(frozen=True, slots=True)
class QuantitySet:
    line_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class LineDecided:
    """Senior pace: this many (0 for none) of the line in focus, and on to the next."""

    line_no: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ItemsChosen:
    pass


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """`for_all`: the same reason for every line still without one, where its department allows it."""

    reason: ReasonCode
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    yes: bool


@dataclass(frozen=True, slots=True)
class LineDropped:
    """Go on without the line an answer has refused."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    pass


@dataclass(frozen=True, slots=True)
class PrintAgain:
    pass


@dataclass(frozen=True, slots=True)
class RateThis:
    """The shopper says how this return went."""


@dataclass(frozen=True, slots=True)
class WithoutSlip:
    """The number on screen is enough, or the shopper sees that the slip is out after all."""

    slip_out: bool = False


# What devices and the service tell -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScanningLong:
    """Eight seconds have passed without a code."""


@dataclass(frozen=True, slots=True)
class ReceiptChecked:
    known: ReceiptKnown
    source: Source
    as_of: datetime
    now: datetime
    clock_trusted: bool = True
    offline_left_fen: Fen | None = None


@dataclass(frozen=True, slots=True)
class ReceiptUnknown:
    pass


@dataclass(frozen=True, slots=True)
class LookupUnavailable:
    """The line is down and the replica does not know."""


@dataclass(frozen=True, slots=True)
class ReceiptsFound:
    found: tuple[ReceiptChecked, ...]


@dataclass(frozen=True, slots=True)
class ReturnIssued:
    ticket: IssuedTicket


@dataclass(frozen=True, slots=True)
class IssueFailed:
    """Nothing was stored, so nothing is accepted. `full`: no room on the disk."""

    full: bool = False


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The central service lets this kiosk in no more: nothing was stored, and nothing can be."""


@dataclass(frozen=True, slots=True)
class OfflineCapReached:
    """Between the check and the confirmation other offline returns have used up what may be accepted unverified."""


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    pass


@dataclass(frozen=True, slots=True)
class PrintFailed:
    status: PrinterStatus
    bytes_sent: int = 0


@dataclass(frozen=True, slots=True)
class PrintUnknown:
    status: PrinterStatus


Event = (
    Started | Back | GoHome | HelpAsked | TypeNumber | ReceiptDamaged | ScanAgain | DigitTyped | DigitErased
    | DigitsCleared | Submitted | DateChosen | ReceiptChosen | LineToggled | QuantitySet | LineDecided
    | ItemsChosen | ReasonGiven | Answered | LineDropped | Confirmed | PrintAgain | WithoutSlip | RateThis | Finished
    | BarcodeSeen | GuidanceSeen | CameraChanged | ScanningLong | ReceiptChecked | ReceiptUnknown
    | LookupUnavailable | ReceiptsFound | ReturnIssued | IssueFailed | OutOfService | OfflineCapReached | SlipPrinted
    | PrintFailed | PrintUnknown | PrinterChanged
)  # fmt: skip


# What the flow orders ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckReceipt:
    code: str


@dataclass(frozen=True, slots=True)
class FindReceipts:
    sold_on: date
    till: str
    amount_fen: Fen


@dataclass(frozen=True, slots=True)
class IssueReturn:
    order: ReturnOrder


@dataclass(frozen=True, slots=True)
class PrintSlip:
    ticket: IssuedTicket
    reprint: bool


DeskEffect = CheckReceipt | FindReceipts | IssueReturn | PrintSlip
"""What the returns desk carries out; the rest is the session's and any flow's."""
Effect = DeskEffect | StartScanner | StopScanner | CallPerson | EndSession | LogImpossible | Hand
