"""Letters are drawn when first needed; while nobody is at the kiosk, those of its own words are drawn ahead."""

from __future__ import annotations

import time
from collections.abc import Iterator

from domain.wire import Pace
from kiosk.i18n import messages
from kiosk.theme.glyphs import Glyphs
from kiosk.theme.tokens import type_scale

SLICE_S = 0.003
"""How long one turn of the loop may be held up."""
ALWAYS = "0123456789¥.,:−-+×÷/%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
SHORT = 14
"""Titles and labels are short; only their letters are needed large."""


class Warmer:
    """Works off one language and pace, a slice at a time; another one begins anew."""

    def __init__(self, glyphs: Glyphs, scale: float) -> None:
        self._glyphs, self._scale = glyphs, scale
        self._doing: tuple[str, Pace] | None = None
        self._rest: Iterator[None] = iter(())

    def go_on(self, language: str, pace: Pace) -> bool:
        """One slice; False when there is nothing left to do."""
        if self._doing != (language, pace):
            self._doing = (language, pace)
            self._rest = self._all(language, pace)
        end = time.perf_counter() + SLICE_S
        return any(time.perf_counter() > end for _ in self._rest)

    def _all(self, language: str, pace: Pace) -> Iterator[None]:
        said = messages(language)
        every = sorted({*ALWAYS, *"".join(said)} - {"\n"})
        large = sorted({*ALWAYS, *"".join(text for text in said if len(text) <= SHORT)} - {"\n"})
        scale = type_scale(pace)
        plain = (scale.body, scale.caption, scale.lead)
        bold = (scale.label, scale.button, scale.primary, scale.h3, scale.h2, scale.h1)
        for letters, sizes, strong in ((every, plain, False), (large, bold, True)):
            for size in dict.fromkeys(sizes):
                for letter in letters:
                    self._glyphs.warm(letter, size * self._scale, strong, language)
                    yield
