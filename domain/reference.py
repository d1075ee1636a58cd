"""Reference data of a store, and how it travels to a kiosk's replica: versions with tombstones, by cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from domain.goods import Placement, Stock, Synonym
from domain.money import Fen
from domain.plan import Plan
from domain.policy import Policy
from domain.promotion import Notice, Promotion
from domain.receipt import LineReturned, Receipt
from domain.words import Words


@dataclass(frozen=True, slots=True)
class Store:
    store_id: str
    chain: str
    name: str
    timezone: str
    opens: time
    closes: time
    hotline: str
    desk: str
    """Where the service desk is, as said to a shopper: 出口左手边."""
    desk_metres: int
    address: str = ""
    desk_en: str = ""
    desk_zh_TW: str = ""

    def desk_in(self, language: str) -> str:
        """Where the service desk is, in the language, as far as the store has written it down."""
        return Words(self.desk, self.desk_en, self.desk_zh_TW).in_(language)


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    picture: str
    """Name of the line picture its goods are shown with."""


@dataclass(frozen=True, slots=True)
class Product:
    product_id: str
    gtin: str
    name: str
    department: str
    unit: str
    price_fen: Fen
    weighed: bool = False
    brand: str = ""
    name_en: str = ""
    group: str = ""
    """What kind of thing it is, in a shopper's word: 酱油, 纯牛奶, 垃圾袋."""
    member_price_fen: Fen | None = None
    content: int | None = None
    """How much is in one unit, in `content_unit`; with it a price per 500 g or 100 ml can be told."""
    content_unit: str = ""
    """g, ml or piece."""
    popularity: int = 0
    """Units sold lately: the more, the sooner it is found."""


@dataclass(frozen=True, slots=True)
class ReceiptKnown:
    """A receipt with what the ledger holds against it."""

    receipt: Receipt
    returned: tuple[LineReturned, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreChanged:
    store: Store
    KIND = "store"


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    policy: Policy
    KIND = "policy"


@dataclass(frozen=True, slots=True)
class DepartmentChanged:
    department: Department
    KIND = "department"


@dataclass(frozen=True, slots=True)
class ProductChanged:
    product: Product
    KIND = "product"


@dataclass(frozen=True, slots=True)
class ReceiptChanged:
    known: ReceiptKnown
    KIND = "receipt"


@dataclass(frozen=True, slots=True)
class PlanChanged:
    plan: Plan
    KIND = "plan"


@dataclass(frozen=True, slots=True)
class PlacementChanged:
    placement: Placement
    KIND = "placement"


@dataclass(frozen=True, slots=True)
class StockChanged:
    stock: Stock
    KIND = "stock"


@dataclass(frozen=True, slots=True)
class PromotionChanged:
    promotion: Promotion
    KIND = "promotion"


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    notice: Notice
    KIND = "notice"


@dataclass(frozen=True, slots=True)
class SynonymChanged:
    synonym: Synonym
    KIND = "synonym"


@dataclass(frozen=True, slots=True)
class Removed:
    """A tombstone: `what` is the kind, `key` the id of what is gone."""

    what: str
    key: str
    KIND = "removed"


Change = (
    StoreChanged | PolicyChanged | DepartmentChanged | ProductChanged | ReceiptChanged | PlanChanged | PlacementChanged
    | StockChanged | PromotionChanged | NoticeChanged | SynonymChanged | Removed
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplicaPage:
    """GET /api/v1/replica?cursor=N: changes after the cursor, oldest first; ask again with `cursor` while `more`."""

    cursor: int
    changes: tuple[Change, ...]
    more: bool
    as_of: datetime


@dataclass(frozen=True, slots=True)
class UrgentAnswer:
    """GET /api/v1/urgent?after=N: how far the changes go, and what changed of notices and offers after N.

    Asked every second or two, and told beside the replica's own pages: an emergency, or an offer taken back, waits
    neither for the next round nor behind fifty thousand counts of stocks.
    """

    cursor: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """GET /api/v1/receipts/CODE."""

    known: ReceiptKnown
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ReceiptsAnswer:
    """GET /api/v1/receipts?date=YYYY-MM-DD&till=NN&amount_fen=N, at most 5."""

    found: tuple[ReceiptKnown, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Enrolled:
    """POST /api/v1/devices/enrol. `token` is the device's own credential and is shown once."""

    device_id: str
    store_id: str
    kiosk_no: int
    token: str
    epoch: int
    first_sequence: int
    """The first ticket sequence this enrolment may use: sequences are never reused, even by a new disk."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """POST /api/v1/devices/heartbeat, about once a minute: how the device is, in status words, and what waits."""

    sent_at: datetime
    version: str
    printer: str
    camera: str
    outbox_pending: int
    outbox_parked: int
    chain_head: str
    replica_cursor: int
    role: str = "returns"
    slips_left: int | None = None
    """How many slips the roll in the printer is good for, estimated; None where nothing prints."""
    chain_seq: int | None = None
    """Which message of this enrolment `chain_head` is the link of; 0 before the first, None from older kiosks."""
    scanner: str = ""
    """The hand scanner; empty where there is none or it cannot be asked, and from older kiosks."""


@dataclass(frozen=True, slots=True)
class HeartbeatAnswer:
    """`helper` is who is on the way for this device's open call for a person, empty while nobody took it."""

    server_time: datetime
    helper: str = ""
    desk_waiting: int | None = None
    """How many wait at the service desk now; None where nobody knows."""
