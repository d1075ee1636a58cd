"""What is wrong with a plan, said so that who drew it finds the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"
    """The plan cannot be used as it is, or sends somebody astray."""
    WARNING = "warning"
    """Usable, but something will be missing or look odd."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`feature_id` as the file has it, "" for the plan as a whole; `file` is the archive's file, where one is known."""

    severity: Severity
    code: str
    feature_id: str
    text: str
    file: str = ""


class NotAPlan(ValueError):
    """No plan could be made of it; `faults` holds every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.file} {fault.feature_id}: {fault.text}".strip(" :") for fault in faults))
        self.faults = tuple(faults)


def shown(text: str) -> str:
    """What somebody wrote, fit for a sentence: short and printable."""
    return "".join(c if c.isprintable() else "?" for c in text[:60])


def error(code: str, feature_id: str, text: str, file: str = "") -> Fault:
    return Fault(Severity.ERROR, code, feature_id, text, file)


def warning(code: str, feature_id: str, text: str, file: str = "") -> Fault:
    return Fault(Severity.WARNING, code, feature_id, text, file)
