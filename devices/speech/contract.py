"""What a kiosk needs of a voice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol


class SpeechStatus(Enum):
    READY = "ready"
    NO_SOUND_DEVICE = "no_sound_device"
    NO_VOICE = "no_voice"
    """A sound device, but neither recordings nor a speech library."""


class Speaker(Protocol):
    """Says one screen at a time. Calls return at once."""

    def say(self, sentences: Sequence[str], language: str, *, slow: bool = False) -> None:
        """Say them, and stop saying what was being said. Silent where there is nothing to speak with."""
        ...

    def add(self, sentence: str, language: str, *, slow: bool = False) -> None:
        """Say it once what is being said is over, unless something newer came to be said; "" takes it back."""
        ...

    def cancel(self) -> None:
        """Stop within a tenth of a second; the next screen speaks for itself."""
        ...

    def status(self) -> SpeechStatus: ...

    def close(self) -> None: ...
