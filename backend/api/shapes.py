"""What only this API says; everything else that travels is in domain.reference and domain.wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """`code` as staff were shown it; `name` is how people will call the machine."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Every error. `code` is for machines and stable, `detail` is for a technician's log."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class FaultAt:
    """`line` of what was sent, null where it is about the whole; `feature` is the id in a plan, else empty."""

    text: str
    line: int | None = None
    feature: str = ""
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Unfit:
    """Nothing was taken. At most a hundred faults are told; `more` counts the others."""

    code: str
    detail: str
    faults: tuple[FaultAt, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class SignInRequest:
    number: str
    password: str


@dataclass(frozen=True, slots=True)
class SignInAnswer:
    """`token` goes into `Authorization: Bearer`. It ends after `idle_s` without a request, and at `ends_at` anyway."""

    token: str
    store_id: str
    name: str
    role: str
    idle_s: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """`changed` is false where there was nothing to do."""

    changed: bool


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """`count` items were taken. `remarks` should be known: a product without a place, an offer that is over."""

    count: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """The plan in force. `warnings` are the archive's own, `remarks` what it means for the places of goods."""

    version: str
    levels: int
    fixtures: int
    amenities: int
    warnings: tuple[FaultAt, ...] = ()
    remarks: tuple[str, ...] = ()
