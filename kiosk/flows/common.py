"""What every flow knows: the keys of the counter, the devices' news, and the orders any flow may give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from domain.device_words import CameraStatus, Guidance, PrinterStatus

_Effect = TypeVar("_Effect")

# What people do ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Back:
    pass


@dataclass(frozen=True, slots=True)
class GoHome:
    """Home key, or the session ended for want of anybody."""


@dataclass(frozen=True, slots=True)
class HelpAsked:
    pass


@dataclass(frozen=True, slots=True)
class Finished:
    """The shopper is done, or a finished visit has stood long enough."""


# What devices tell ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarcodeSeen:
    """Texts believed in one look, each once; `also` were in view but not (yet) believed."""

    texts: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidanceSeen:
    guidance: Guidance


@dataclass(frozen=True, slots=True)
class CameraChanged:
    status: CameraStatus


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    status: PrinterStatus


# What any flow may order -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StartScanner:
    pass


@dataclass(frozen=True, slots=True)
class StopScanner:
    pass


@dataclass(frozen=True, slots=True)
class CallPerson:
    """A person comes, already knowing the step and the ticket."""

    step: str
    ticket_no: str | None = None


@dataclass(frozen=True, slots=True)
class EndSession:
    pass


@dataclass(frozen=True, slots=True)
class LogImpossible:
    """A result arrived that this state cannot have asked for; it changes nothing but must be looked into."""

    state: str
    event: str


@dataclass(frozen=True, slots=True)
class Hand:
    """The same shopper goes on in another flow of this kiosk, named by its role; `about` is the ticket it is about."""

    role: str
    about: str | None = None


# What is alike in every flow -------------------------------------------------------------------------------------


def switching(
    effects: tuple[_Effect, ...], *, wanted: bool, wants: bool
) -> tuple[_Effect | StartScanner | StopScanner, ...]:
    """With the scanner started, last, or stopped, first, where a step goes to or from a state that wants it."""
    if wants and not wanted:
        return (*effects, StartScanner())
    if wanted and not wants:
        return (StopScanner(), *effects)
    return effects
