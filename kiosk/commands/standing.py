"""How the kiosk stands with its central service, in a technician's words: enrolment, line, replica, outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.config import ServiceTable
from sync.beside import Copy, Standing, standing
from sync.client import (
    ServiceBusy,
    ServiceClient,
    ServiceError,
    ServiceFailed,
    ServiceGarbled,
    ServiceSettings,
    ServiceUnauthorised,
    ServiceUnreachable,
)
from sync.outbox import Waiting
from sync.store import StoreError

STALE = timedelta(days=1)
"""A replica older than this tells of trouble with the line."""
_MOST_PARKED = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer; not `fine` where somebody has to do something."""

    what: str
    said: str
    fine: bool = True


def standing_of(directory: Path) -> Standing | StoreError | None:
    try:
        return standing(directory)
    except StoreError as error:
        return error


def asked(service: ServiceTable, here: Standing | StoreError | None) -> ServiceError | None:
    """Ask the service for the smallest thing there is, as this kiosk; None when it answered."""
    credential = here.credential if isinstance(here, Standing) else None
    cursor = here.copy.cursor if isinstance(here, Standing) and here.copy is not None else 0
    client = ServiceClient(
        ServiceSettings(service.url, service.ca_file), lambda: credential.token if credential is not None else "none"
    )
    try:
        client.replica_page(cursor, 1)
    except ServiceError as error:
        return error
    finally:
        client.close()
    return None


def lines(here: Standing | StoreError | None, answer: ServiceError | None, now: datetime) -> Iterator[Line]:
    match here:
        case None:
            yield Line("enrolment", _NOT_ENROLLED, False)
            yield _service(answer, enrolled=False)
        case StoreError():
            yield Line("enrolment", f"cannot be read: {here}", False)
            yield _service(answer, enrolled=False)
        case Standing(credential=credential, copy=copy):
            if credential is None:
                yield Line("enrolment", _NOT_ENROLLED, False)
            else:
                name = f" {copy.store_name}" if copy is not None and copy.store_name else ""
                yield Line("enrolment", f"kiosk {credential.kiosk_no} of store {credential.store_id}{name}.")
            yield _service(answer, enrolled=credential is not None)
            yield _replica(copy, now)
            yield _outbox(here.waiting, now)
            for parked in here.parked[:_MOST_PARKED]:
                yield Line("", f"  parked: {parked.ticket_no} ({parked.kind}), refused: {parked.why}", False)


_NOT_ENROLLED = (
    "not enrolled yet: ask for a one-time code (`fuwutai backend enrol-code`, or the console), put it into"
    " [service] enrolment_code and start the kiosk within 10 minutes."
)


def _service(answer: ServiceError | None, *, enrolled: bool) -> Line:
    match answer:
        case None:
            return Line("service", "reachable, and knows this kiosk.")
        case ServiceUnauthorised() if not enrolled:
            return Line("service", "reachable.")
        case ServiceUnauthorised(revoked=True):
            said = (
                "reachable, but lets this kiosk in no more: it was revoked. What it has accepted is kept; `fuwutai"
                " backend release-kiosk` lets it in again, `enrol-code --kiosk` with a new credential."
            )
        case ServiceUnauthorised():
            said = (
                "reachable, but does not know this kiosk's credential: it was enrolled again elsewhere, or that is"
                " another chain's service. `fuwutai backend enrol-code --kiosk` gives it a new one."
            )
        case ServiceUnreachable():
            said = "cannot be reached: check the network cable, the address in the configuration, and whether it runs."
        case ServiceGarbled():
            said = "something else answers at its address: check the address, and whether the network wants a sign-in."
        case ServiceBusy() | ServiceFailed():
            said = "reachable, but has trouble of its own; the kiosk tries again by itself."
        case _:
            said = "reachable, but refuses what this kiosk asks: is one of the two programs too old?"
    return Line("service", f"{said} ({answer})", False)


def _replica(copy: Copy | None, now: datetime) -> Line:
    if copy is None or copy.as_of is None:
        return Line("replica", "nothing fetched yet: without the line, no receipt can be judged here.", False)
    age = now - copy.as_of
    said = f"{copy.receipts} receipts, as of {ago(age)}."
    return Line("replica", f"{said} That is old: look at the service above." if age > STALE else said, age <= STALE)


def _outbox(waiting: Waiting, now: datetime) -> Line:
    if not waiting.pending and not waiting.parked:
        return Line("outbox", "everything was sent.")
    said: list[str] = []
    if waiting.pending and waiting.oldest is not None:
        oldest = ago(now - waiting.oldest)
        said.append(f"{waiting.pending} to be sent, the oldest from {oldest}; they go by themselves.")
    if waiting.parked:
        said.append(f"{waiting.parked} refused for good and kept: a person must look.")
    return Line("outbox", " ".join(said), not waiting.parked)


def ago(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 120:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"
