"""The list of what can be recorded is what the screens say, in every language."""

from __future__ import annotations

import pytest

from kiosk.i18n import LANGUAGES, SOURCE
from kiosk.spoken import listed, sentences
from tests.kiosk.screens.spoken import recordable, said


def test_the_list_is_what_the_screens_say() -> None:
    assert list(listed()) == sorted(recordable()), "python -m tests.kiosk.screens.spoken writes it anew"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_what_is_recorded_in_another_language_is_what_that_language_says(language: str) -> None:
    here, there = set(sentences(SOURCE)), set(sentences(language))
    unknown = []
    for ours, theirs in zip(said(SOURCE), said(language), strict=True):
        unknown += [their for our, their in zip(ours, theirs, strict=True) if our in here and their not in there]
    assert unknown == []
