"""A plan archive into the central service, checked whole first: a plan with an error reaches no kiosk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.database import Sessions
from backend.services import guide_data
from backend.services.guide_data import Unfit
from domain.plan import checking, imdf
from domain.plan.fault import Fault, NotAPlan, Severity, error
from domain.plan.model import Plan


class PlanFaults(ValueError):
    """The plan was not taken; `faults` holds every error and warning, errors first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.feature_id}: {fault.text}" for fault in faults[:5]))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.severity is not Severity.ERROR))


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """`warnings` are the plan's own; `remarks` what it means for the placements there are."""

    plan: Plan
    warnings: tuple[Fault, ...]
    remarks: tuple[str, ...]


def take_plan(sessions: Sessions, store_id: str, archive: bytes, now: datetime) -> PlanTaken:
    """Read, check, put in force. Raises PlanFaults, StoreUnknown."""
    try:
        read = imdf.read_zip(archive)
    except NotAPlan as bad:
        raise PlanFaults(bad.faults) from None
    faults = (*read.faults, *checking.faults(read.plan, unread=read.unread))
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise PlanFaults(faults)
    try:
        remarks = guide_data.put_plan(sessions, store_id, read.plan, now)
    except Unfit as bad:
        raise PlanFaults([error("unfit", "", said) for _, said in bad.faults]) from None
    return PlanTaken(read.plan, faults, remarks)
