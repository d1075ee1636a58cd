"""What only this API says; everything else that travels is in domain.reference and domain.wire."""

from __future__ import annotations

from dataclasses import dataclass


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
