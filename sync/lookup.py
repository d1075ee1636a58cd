"""From a receipt's code to what is known of it, within the time a shopper will stand still for.

Online first, with a short budget; the replica when the line is down. The answer says which it was. This kiosk's own
returns that the source cannot know of yet are counted in both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from domain.money import Fen
from domain.receipt import LineReturned, Receipt
from domain.reference import ReceiptAnswer, ReceiptKnown, ReceiptsAnswer
from domain.wire import Source
from sync.budget import Budget, OverBudget
from sync.client import ServiceError, ServiceRefused, offline_reason
from sync.identity import NotEnrolled
from sync.line import Line, OfflineReason
from sync.replica import ReceiptHere, Replica, Reservations, merge

T = TypeVar("T")


class UnavailableReason(Enum):
    """Why nobody can say whether the receipt exists."""

    LINE_DOWN = "line_down"
    NOT_OUR_SERVICE = "not_our_service"
    UNAUTHORISED = "unauthorised"
    NOT_ENROLLED = "not_enrolled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Known:
    receipt: Receipt
    returned: tuple[LineReturned, ...]
    source: Source
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """The central service has no such receipt. Only it can say so: the replica holds recent ones of one store."""

    source: Source = Source.ONLINE


@dataclass(frozen=True, slots=True)
class Unavailable:
    reason: UnavailableReason


Checked = Known | Unknown | Unavailable


@dataclass(frozen=True, slots=True)
class Found:
    """By date, till and amount; empty: nobody knows of one. `source` says who was asked."""

    receipts: tuple[Known, ...]
    source: Source


Findings = Found | Unavailable


class Receipts(Protocol):
    def receipt(self, code: str) -> ReceiptAnswer | None: ...

    def find(self, day: date, till: str, amount_fen: Fen) -> ReceiptsAnswer: ...


@dataclass(frozen=True, slots=True)
class LookupSettings:
    """`budget_s` bounds the online part as a whole. After a failure the replica is asked first for `rest_s`."""

    budget_s: float = 0.8
    rest_s: float = 20.0


_UNAVAILABLE = {
    OfflineReason.UNAUTHORISED: UnavailableReason.UNAUTHORISED,
    OfflineReason.GARBLED: UnavailableReason.NOT_OUR_SERVICE,
}


class Lookup:
    """Blocks up to the budget: belongs on a worker thread. Raises StoreError only."""

    def __init__(
        self,
        client: Receipts,
        replica: Replica,
        reservations: Reservations,
        line: Line,
        settings: LookupSettings | None = None,
    ) -> None:
        self._client = client
        self._replica = replica
        self._reservations = reservations
        self._line = line
        self._settings = settings or LookupSettings()
        self._budget = Budget()

    def check(self, code: str) -> Checked:
        resting = self._line.resting(self._settings.rest_s)
        here = self._replica.receipt(code) if resting else None
        if here is not None:
            return _from_replica(here)
        acks = self._reservations.acknowledged()
        answer = self._online(lambda: self._client.receipt(code))
        if isinstance(answer, UnavailableReason):
            here = self._replica.receipt(code)
            return Unavailable(answer) if here is None else _from_replica(here)
        return Unknown() if answer is None else self._from_service(answer.known, answer.as_of, acks)

    def find(self, day: date, till: str, amount_fen: Fen) -> Findings:
        """At most 5, oldest first."""
        resting = self._line.resting(self._settings.rest_s)
        here = self._replica.find(day, till, amount_fen) if resting else ()
        if not here:
            acks = self._reservations.acknowledged()
            answer = self._online(lambda: self._client.find(day, till, amount_fen))
            if isinstance(answer, ReceiptsAnswer):
                known = tuple(self._from_service(found, answer.as_of, acks) for found in answer.found)
                return Found(known, Source.ONLINE)
            here = self._replica.find(day, till, amount_fen)
            if not here:
                return Unavailable(answer)
        return Found(tuple(map(_from_replica, here)), Source.REPLICA)

    def _online(self, ask: Callable[[], T]) -> T | UnavailableReason:
        try:
            answer = self._budget.run(ask, self._settings.budget_s)
        except OverBudget:
            self._line.slow()
            return UnavailableReason.LINE_DOWN
        except NotEnrolled:
            self._line.failed(OfflineReason.NOT_ENROLLED)
            return UnavailableReason.NOT_ENROLLED
        except ServiceError as error:
            return self._trouble(error)
        self._line.answered()
        return answer

    def _trouble(self, error: ServiceError) -> UnavailableReason:
        if isinstance(error, ServiceRefused):
            # It is there and it understood: the line is fine.
            self._line.answered()
            return UnavailableReason.REFUSED
        reason = offline_reason(error)
        self._line.failed(reason)
        return _UNAVAILABLE.get(reason, UnavailableReason.LINE_DOWN)

    def _from_service(self, known: ReceiptKnown, as_of: datetime, acks: int) -> Known:
        own = self._reservations.reserved(known.receipt.code, acks)
        return Known(known.receipt, merge(known.returned, own), Source.ONLINE, as_of)


def _from_replica(here: ReceiptHere) -> Known:
    return Known(here.known.receipt, here.known.returned, Source.REPLICA, here.as_of)
