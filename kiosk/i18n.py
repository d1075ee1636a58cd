"""The kiosk's languages: message ids are the Chinese texts themselves; English and Traditional Chinese are catalogues.

Catalogues are the reviewed `.po` files in assets/i18n, read as they are: nothing to compile, nothing to go stale.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from domain.money import Fen, yuan
from kiosk.theme.marks import PLAIN, STRONG

log = logging.getLogger(__name__)

SOURCE = "zh_CN"
LANGUAGES = (SOURCE, "en", "zh_TW")
CATALOGUES = Path(__file__).parent.parent / "assets" / "i18n"

Catalogue = Mapping[str, tuple[str, ...]]
"""Message id -> its translations: one, or singular and plural."""

_WEEKDAYS = {
    "zh_CN": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "zh_TW": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def msg(text: str) -> str:
    """Marks a message that is translated elsewhere, where it is used."""
    return text


class Translator:
    """One language. A message without a translation is said in Chinese: better than nothing."""

    def __init__(self, language: str, catalogue: Catalogue | None = None) -> None:
        self.language = language
        self._catalogue = load(language) if catalogue is None else catalogue

    def __call__(self, message: str, /, **values: object) -> str:
        translated = self._catalogue.get(message, (message,))[0]
        return _filled(translated, message, values)

    def n(self, message: str, n: int, /, **values: object) -> str:
        """A message about `n` things; its placeholder is {n}. Chinese has one form."""
        forms = self._catalogue.get(message, (message,))
        return _filled(forms[-1] if n != 1 else forms[0], message, {**values, "n": n})

    def money(self, fen: Fen) -> str:
        """¥129.53; the same in every language."""
        return f"¥{yuan(fen)}" if fen >= 0 else f"−¥{yuan(-fen)}"

    def date(self, day: dt.date) -> str:
        """11月21日; 21 Nov."""
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]}"
        return f"{day.month}月{day.day}日"

    def weekday(self, day: dt.date) -> str:
        return _WEEKDAYS.get(self.language, _WEEKDAYS[SOURCE])[day.weekday()]

    def day(self, moment: dt.date) -> str:
        """11月21日 周六; Sat 21 Nov."""
        if self.language == "en":
            return f"{self.weekday(moment)} {self.date(moment)}"
        return f"{self.date(moment)} {self.weekday(moment)}"

    def spoken_money(self, fen: Fen) -> str:
        """68 元 4 角 7 分; 68 yuan 47: as a voice says it."""
        whole, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
        if self.language == "en":
            return f"{whole} yuan {fen % 100:02d}" if fen % 100 else f"{whole} yuan"
        parts = [f"{whole} 元"]
        if jiao:
            parts.append(f"{jiao} 角")
        if rest:
            parts.append(f"{rest} 分" if jiao else f"零 {rest} 分")
        return " ".join(parts)

    def clock(self, moment: dt.datetime) -> str:
        return f"{moment:%H:%M}"


def _marked(message: str) -> str:
    """`<b>` is markup in a catalogue only: what is filled in afterwards is shown as it was written."""
    return message.replace("<b>", STRONG).replace("</b>", PLAIN)


def _filled(text: str, message: str, values: Mapping[str, object]) -> str:
    if not values:
        return _marked(text)
    try:
        return _marked(text).format_map(values)
    except (KeyError, IndexError, ValueError):
        # A translation with a wrong placeholder must not take the screen down; tests find it.
        log.error("placeholders of %r do not fit", text)
        return _marked(message).format_map(values)


@lru_cache(maxsize=8)
def load(language: str) -> Catalogue:
    """A language's catalogue; empty for the source language. Raises FileNotFoundError for one there is not."""
    if language == SOURCE:
        return {}
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        entries = read_po(file, locale=language)
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        key = entry.id[0] if isinstance(entry.id, list | tuple) else entry.id
        texts = entry.string if isinstance(entry.string, list | tuple) else (entry.string,)
        if key and all(texts):
            found[str(key)] = tuple(str(t) for t in texts)
    return found


def messages(language: str) -> frozenset[str]:
    """Everything a language has to say, singular and plural."""
    if language == SOURCE:
        return frozenset(load("zh_TW"))
    return frozenset(form for forms in load(language).values() for form in forms)


@lru_cache(maxsize=8)
def translator(language: str) -> Translator:
    """The shared translator of a language; the source language for one the kiosk does not know."""
    return Translator(language if language in LANGUAGES else SOURCE)
