"""Words in the reader's language. The Chinese text itself is the key; other languages come from PO files."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from functools import cache

from babel.messages import mofile, pofile

from backend.console.files import ASSETS

LANGUAGES = {"zh_CN": "简体", "en": "English", "zh_TW": "繁體"}  # each named in itself, in the order shown
TAGS = {"zh_CN": "zh-CN", "en": "en", "zh_TW": "zh-TW"}


class Words:
    """`words("{n} 件", n=3)` is that sentence in one language. Values are put in as they are: escape at the edge."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self.tag = TAGS[language]
        self._translations = translations

    def __call__(self, text: str, /, **values: object) -> str:
        translated = self._translations.gettext(text)
        return translated.format(**values) if values else translated

    def many(self, text: str, n: int, /, **values: object) -> str:
        """A sentence that counts: other languages may say one and many differently."""
        return self._translations.ngettext(text, text, n).format(n=n, **values)

    def listed(self, items: Iterable[str]) -> str:
        """商品、赠品、回执, with the language's own comma."""
        return self("、").join(items)

    def sentences(self, sentences: Iterable[str]) -> str:
        """One after another: Chinese full stops bring their own space."""
        return (" " if self.language == "en" else "").join(sentences)


@cache
def words_of(language: str) -> Words:
    """Raises KeyError for a language that is not there."""
    LANGUAGES[language]
    if language == "zh_CN":
        return Words(language, gettext.NullTranslations())
    path = ASSETS / f"{language}.po"
    with path.open("rb") as file:
        catalogue = pofile.read_po(file, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))


def language_for(asked: str | None, accepted: str | None, default: str = "zh_CN") -> str:
    """The language asked for, else the first of the browser's Accept-Language that is here, else the default."""
    if asked in LANGUAGES:
        return asked
    for part in (accepted or "")[:200].split(","):
        name = part.split(";")[0].strip().lower()
        if name.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
            return "zh_TW"
        if name.startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return default
