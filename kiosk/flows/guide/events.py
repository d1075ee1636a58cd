"""What can happen at the guide, and what it may order. Facts and orders only."""

from __future__ import annotations

from dataclasses import dataclass

from domain.device_words import PrinterStatus
from kiosk.flows import common as c
from kiosk.flows.guide.states import Tab, Visit
from kiosk.flows.guide.things import Found, Goods, Group, Kind, Shop, Stop, Use, Walk, Why
from kiosk.typing import CandidatesFound, FindCandidates, KeyPressed

# What people do ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    visit: Visit


@dataclass(frozen=True, slots=True)
class Woken:
    """Somebody touched the signage."""


@dataclass(frozen=True, slots=True)
class WaysOpened:
    pass


@dataclass(frozen=True, slots=True)
class SearchOpened:
    """The field was touched, or one of the words that are often looked for."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ScanOpened:
    pass


@dataclass(frozen=True, slots=True)
class AreasOpened:
    pass


@dataclass(frozen=True, slots=True)
class AreaOpened:
    key: str


@dataclass(frozen=True, slots=True)
class GroupOpened:
    """A kind of goods in the department that is open; None for all its kinds again."""

    name: str | None


@dataclass(frozen=True, slots=True)
class FoundChosen:
    """A row of a list was touched."""

    found: Found


@dataclass(frozen=True, slots=True)
class AlternativesOpened:
    """What else there is in place of the product on the card."""


@dataclass(frozen=True, slots=True)
class OffersOpened:
    """`area` "" for all; `near` the nearest first."""

    area: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class OfferOpened:
    key: str


@dataclass(frozen=True, slots=True)
class DirectoryOpened:
    tab: Tab = Tab.SERVICES


@dataclass(frozen=True, slots=True)
class MapOpened:
    pass


@dataclass(frozen=True, slots=True)
class TakeMe:
    """Show the way to one thing."""

    stop: Stop


@dataclass(frozen=True, slots=True)
class ListToggled:
    """Put on the shopper's list, or taken off it."""

    stop: Stop


@dataclass(frozen=True, slots=True)
class ListOpened:
    pass


@dataclass(frozen=True, slots=True)
class ListCleared:
    pass


@dataclass(frozen=True, slots=True)
class WalkList:
    """Show the way past everything on the list."""


@dataclass(frozen=True, slots=True)
class StepFreeSet:
    on: bool


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class PaperOut:
    """The shopper sees that it has come out after all, or goes on without it."""

    out: bool


@dataclass(frozen=True, slots=True)
class NotFoundSaid:
    """没找到: what stands on the screen is not where it should be, or was not found at all."""


@dataclass(frozen=True, slots=True)
class PageTurned:
    page: int


@dataclass(frozen=True, slots=True)
class StoodLong:
    """Nobody has touched this screen for a while: signage moves on, a scan offers its other ways."""


# What the desk tells -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShopChanged:
    """Offers began or ended, goods or the plan changed. A promotion is gone at the second it ends because of this."""

    shop: Shop


@dataclass(frozen=True, slots=True)
class ResultsFound:
    for_text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class CardFound:
    """None when the range no longer has it."""

    product_id: str
    goods: Goods | None


@dataclass(frozen=True, slots=True)
class BarcodeKnown:
    """None when nobody knows that code."""

    code: str
    goods: Goods | None


@dataclass(frozen=True, slots=True)
class AreaFound:
    key: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ListingFound:
    kind: Kind
    key: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class RouteFound:
    """`asked` are the stops as they were asked for; those of the walk stand in the order of walking."""

    asked: tuple[Stop, ...]
    walk: Walk


@dataclass(frozen=True, slots=True)
class NoRoute:
    """`at` is the stop that cannot be reached, where it is one of them."""

    asked: tuple[Stop, ...]
    step_free: bool
    why: Why
    at: Stop | None = None


@dataclass(frozen=True, slots=True)
class NotFoundStored:
    ticket_no: str


@dataclass(frozen=True, slots=True)
class NotFoundFailed:
    pass


@dataclass(frozen=True, slots=True)
class RoutePrinted:
    pass


@dataclass(frozen=True, slots=True)
class RoutePrintFailed:
    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class RoutePrintUnknown:
    status: PrinterStatus


TAPS = (
    Woken, WaysOpened, SearchOpened, ScanOpened, AreasOpened, AreaOpened, GroupOpened, FoundChosen, AlternativesOpened,
    OffersOpened, OfferOpened, DirectoryOpened, MapOpened, TakeMe, ListToggled, ListOpened, ListCleared, WalkList,
    StepFreeSet, PrintAsked, PaperOut, NotFoundSaid, PageTurned, KeyPressed,
)  # fmt: skip
STARTERS = (
    WaysOpened, SearchOpened, ScanOpened, AreasOpened, AreaOpened, FoundChosen, OffersOpened, OfferOpened,
    DirectoryOpened, MapOpened, TakeMe, c.BarcodeSeen,
)  # fmt: skip
"""What begins a visit when it happens to an untouched screen."""

Event = (
    Started | Woken | WaysOpened | SearchOpened | ScanOpened | AreasOpened | AreaOpened | GroupOpened | FoundChosen
    | AlternativesOpened
    | OffersOpened | OfferOpened | DirectoryOpened | MapOpened | TakeMe | ListToggled | ListOpened | ListCleared
    | WalkList | StepFreeSet | PrintAsked | PaperOut | NotFoundSaid | PageTurned | StoodLong | KeyPressed
    | CandidatesFound | ShopChanged | ResultsFound | CardFound | BarcodeKnown | AreaFound | ListingFound
    | RouteFound | NoRoute | NotFoundStored | NotFoundFailed | RoutePrinted | RoutePrintFailed | RoutePrintUnknown
    | c.Back | c.GoHome | c.HelpAsked | c.Finished | c.BarcodeSeen | c.GuidanceSeen | c.CameraChanged | c.PrinterChanged
)  # fmt: skip


# What the flow orders ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    text: str


@dataclass(frozen=True, slots=True)
class FindCard:
    product_id: str


@dataclass(frozen=True, slots=True)
class FindByBarcode:
    code: str


@dataclass(frozen=True, slots=True)
class FindArea:
    """The goods of an area, or of one of its departments by its code, by kind."""

    key: str


@dataclass(frozen=True, slots=True)
class FindListing:
    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class FindRoute:
    stops: tuple[Stop, ...]
    step_free: bool = False


@dataclass(frozen=True, slots=True)
class PrintRoute:
    walk: Walk


@dataclass(frozen=True, slots=True)
class TellNotFound:
    """`asked` is what was looked for in the shopper's words, or the product's name."""

    asked: str
    product_id: str | None = None
    placement_id: str | None = None


@dataclass(frozen=True, slots=True)
class CountUse:
    """`text` only for words that had no answer."""

    use: Use
    text: str = ""


DeskEffect = (
    Search | FindCard | FindByBarcode | FindArea | FindListing | FindRoute | PrintRoute | TellNotFound | CountUse
    | FindCandidates
)  # fmt: skip
Effect = DeskEffect | c.StartScanner | c.StopScanner | c.CallPerson | c.EndSession | c.LogImpossible
