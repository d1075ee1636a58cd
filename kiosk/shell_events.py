"""What the shell's own keys and its surroundings say to the session. The rest a screen sends are flows' events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Open:
    """Begin a visit in one of this kiosk's roles."""

    role: str = "returns"


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True, slots=True)
class PaceToggled:
    pass


@dataclass(frozen=True, slots=True)
class SpeechToggled:
    pass


@dataclass(frozen=True, slots=True)
class LowToggled:
    pass


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch at all: presence."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Something moved before the camera while it was looking for a code: presence, for a while."""


@dataclass(frozen=True, slots=True)
class StillHere:
    pass


@dataclass(frozen=True, slots=True)
class MoreTime:
    pass


@dataclass(frozen=True, slots=True)
class LineChanged:
    """`shut_out`: the service lets this kiosk in no more; so it stays until it has said otherwise."""

    online: bool
    since: datetime | None = None
    data_as_of: datetime | None = None
    shut_out: bool = False


@dataclass(frozen=True, slots=True)
class HelperChanged:
    """Who is on the way, "" while nobody has taken the call, None when the call is over."""

    helper: str | None


@dataclass(frozen=True, slots=True)
class ReferenceChanged:
    """The replica has (new) rules: a kiosk that could not serve may now."""


ShellEvent = (
    Open | LanguageChosen | PaceToggled | SpeechToggled | LowToggled | Touched | Moved | StillHere | MoreTime
    | LineChanged | HelperChanged | ReferenceChanged
)  # fmt: skip
