"""Each code of the demo's policy has words in the three languages, under the names the kiosk knows."""

from __future__ import annotations

import tomllib

from backend.demo import assets
from kiosk.screens.returns.goods import NOT_DETAIL, STAFF_DETAIL

CODES = tomllib.loads((assets.FOLDER / "codes.toml").read_text("utf-8"))
LANGUAGES = {"zh_CN", "zh_TW", "en"}


def test_every_code_is_in_words_with_a_way_on() -> None:
    policy = assets.policy()
    assert set(CODES["staff"]) == {rule.staff for rule in policy.departments if rule.staff}
    assert set(CODES["not_returnable"]) == {r.not_returnable for r in policy.departments if r.not_returnable}
    for words in (*CODES["staff"].values(), *CODES["not_returnable"].values()):
        assert set(words) == LANGUAGES | {"way_on"}
        assert set(words["way_on"]) == LANGUAGES
        assert all(words[language] and words["way_on"][language] for language in LANGUAGES)


def test_the_kiosk_has_its_own_words_for_every_code() -> None:
    assert set(CODES["staff"]) <= set(STAFF_DETAIL)
    assert set(CODES["not_returnable"]) <= set(NOT_DETAIL)
