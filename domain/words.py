"""A text the store wrote, in the languages it wrote it in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Simplified Chinese always; "" in another language where nobody wrote it."""

    zh_CN: str
    en: str = ""
    zh_TW: str = ""

    def in_(self, language: str) -> str:
        """The text in that language, else in simplified Chinese."""
        match language:
            case "en":
                return self.en or self.zh_CN
            case "zh_TW":
                return self.zh_TW or self.zh_CN
            case _:
                return self.zh_CN


def begun(text: str) -> str:
    """A phrase of the middle of a sentence where it stands at the beginning: Left of the exit."""
    return text[:1].upper() + text[1:]


NO_WORDS = Words("")
