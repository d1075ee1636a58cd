"""What every flow knows: the keys of the counter, the devices' news, and the orders any flow may give."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """A situation in which the camera looks for a code. `camera` is None while it works; `other_ways` are offered
    loudly once the shopper had trouble.

    `lit`: it was too dark once, so the screen gives light till the code is read. Light that went out as soon as it
    helped would flicker.
    """

    guidance: Guidance = Guidance.SHOW_RECEIPT
    camera: CameraStatus | None = None
    other_ways: bool = False
    lit: bool = False

    @property
    def unguided(self) -> bool:
        """Nothing would help but to show what is looked for."""
        return self.guidance in (Guidance.NONE, Guidance.SHOW_RECEIPT)


_L = TypeVar("_L", bound=Looking)


def looked(state: _L, event: GuidanceSeen | CameraChanged) -> _L:
    """The same situation with what the reader advises now, or with the camera as it is now."""
    match event:
        case GuidanceSeen(guidance=guidance):
            return replace(state, guidance=guidance, lit=state.lit or guidance is Guidance.MORE_LIGHT)
        case CameraChanged(status=status):
            trouble = None if status is CameraStatus.READY else status
            lit = state.lit or status is CameraStatus.TOO_DARK
            return replace(state, camera=trouble, other_ways=state.other_ways or trouble is not None, lit=lit)


def switching(
    effects: tuple[_Effect, ...], *, wanted: bool, wants: bool
) -> tuple[_Effect | StartScanner | StopScanner, ...]:
    """With the scanner started, last, or stopped, first, where a step goes to or from a state that wants it."""
    if wants and not wanted:
        return (*effects, StartScanner())
    if wanted and not wants:
        return (StopScanner(), *effects)
    return effects
