"""What the kiosk says that is the same each time, and so can be recorded; the rest (amounts, names) the voice makes."""

from __future__ import annotations

from kiosk.i18n import CATALOGUES, translator

LIST = CATALOGUES / "spoken.txt"
"""Message ids, a line each (`\\n` where one has two), sorted; a test keeps it with what the screens say."""


def listed() -> tuple[str, ...]:
    """As it stands in the list."""
    return tuple(line.replace("\\n", "\n") for line in LIST.read_text("utf-8").splitlines())


def sentences(language: str) -> tuple[str, ...]:
    """Every such sentence in that language, as the speaker is given it."""
    tr = translator(language)
    return tuple(dict.fromkeys(tr(message) for message in listed()))
