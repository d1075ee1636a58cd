"""Typing told in stories, and tried in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.typing import (
    Candidate,
    Char,
    Clear,
    Erase,
    FindCandidates,
    Key,
    Letter,
    Mode,
    Pick,
    Shift,
    ShowFrom,
    ShowKeys,
    Space,
    Typing,
    asks,
    finished,
    offered,
    press,
    press_all,
)

FUWU = (Candidate("服务", 4), Candidate("福", 2), Candidate("富", 2))


def typed(letters: str, typing: Typing | None = None) -> Typing:
    return press_all(typing or Typing(), map(Letter, letters))


def composed(text: str = "", letters: str = "fuwu", candidates: tuple[Candidate, ...] = FUWU) -> Typing:
    return offered(typed(letters, Typing.of(text)), letters, candidates)


def test_letters_wait_until_a_candidate_is_picked() -> None:
    field = composed("希望")
    assert (field.text, field.letters, field.query) == ("希望", "fuwu", "希望fuwu")
    assert press(field, Pick(0)) == Typing.of("希望服务")


def test_a_shorter_candidate_leaves_the_other_letters() -> None:
    field = press(composed(), Pick(1))
    assert (field.text, field.letters, field.candidates) == ("福", "wu", None)


def test_every_change_of_the_letters_asks_for_their_candidates() -> None:
    before = typed("fuw")
    after = press(before, Letter("u"))
    assert asks(before, after) == FindCandidates("fuwu")
    assert asks(composed(), press(composed(), Pick(1))) == FindCandidates("wu")
    assert asks(composed(), press(composed(), Pick(0))) is None
    assert asks(after, offered(after, "fuwu", FUWU)) is None
    assert asks(after, press(after, ShowFrom(1))) is None


def test_candidates_of_other_letters_come_too_late() -> None:
    field = typed("fuwut")
    assert offered(field, "fuwu", FUWU) == field
    assert offered(Typing(), "", ()) == Typing()


def test_a_pick_made_before_the_candidates_came_is_not_lost() -> None:
    waiting = press(typed("fuwu"), Space())
    assert offered(waiting, "fuwu", FUWU).text == "服务"
    assert offered(press(waiting, Letter("t")), "fuwut", FUWU).text == ""


def test_letters_nobody_knows_are_written_as_letters() -> None:
    assert press(offered(typed("vvv"), "vvv", ()), Space()).text == "vvv"
    assert offered(press(typed("vvv"), Pick(0)), "vvv", ()).text == "vvv"


def test_space_picks_the_first_on_screen_and_else_is_a_space() -> None:
    assert press(press(composed(), ShowFrom(2)), Space()).text == "富"
    assert press(Typing.of("a"), Space()).text == "a "


def test_erasing_takes_letters_first() -> None:
    field = composed("好")
    assert press_all(field, [Erase()] * 4) == Typing.of("好")
    assert press_all(field, [Erase()] * 9) == Typing()
    assert press(field, Clear()) == Typing()


def test_other_keys_write_what_was_being_composed_as_letters() -> None:
    assert press(composed(), ShowKeys(Mode.LATIN)) == Typing(text="fuwu", mode=Mode.LATIN)
    assert press(composed(), Char("，")).text == "fuwu，"
    assert finished(composed("好")) == "好fuwu"


def test_one_capital_letter() -> None:
    field = press_all(Typing(mode=Mode.LATIN), [Shift(), Char("A"), Char("b")])
    assert (field.text, field.shift) == ("Ab", False)


def test_keys_go_by_the_language_until_somebody_chose() -> None:
    shown = [Typing().mode_in(language) for language in ("zh_CN", "zh_TW", "en")]
    assert shown == [Mode.PINYIN, Mode.PINYIN, Mode.LATIN]
    assert press(Typing(), ShowKeys(Mode.PINYIN)).mode_in("en") is Mode.PINYIN


KEYS: st.SearchStrategy[Key] = st.one_of(
    st.builds(Letter, st.one_of(st.sampled_from("abz"), st.text(max_size=2))),
    st.builds(Char, st.one_of(st.characters(), st.text(max_size=3))),
    st.sampled_from([Space(), Erase(), Clear(), Shift()]),
    st.builds(Pick, st.integers(-2, 5)),
    st.builds(ShowFrom, st.integers(-2, 5)),
    st.builds(ShowKeys, st.sampled_from(Mode)),
)


@given(st.lists(st.one_of(KEYS, st.just(None)), max_size=60), st.integers(1, 12))
def test_any_keys_in_any_order_keep_the_field_in_order(keys: list[Key | None], limit: int) -> None:
    """None is the engine's answer to what stands there now."""
    field = Typing(limit=limit)
    for key in keys:
        field = offered(field, field.letters, FUWU) if key is None else press(field, key)
        assert len(field.text) <= limit
        assert all("a" <= letter <= "z" for letter in field.letters)
        assert field.letters or (field.candidates is None and field.awaited is None)
        assert 0 <= field.shown_from <= len(FUWU)
        assert "\x00" not in field.text
        assert "\u202e" not in field.text
    assert len(finished(field)) <= limit


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=40))
def test_no_letter_is_dead_and_every_one_can_be_taken_back(letters: str) -> None:
    field = typed(letters)
    assert field.letters == letters
    assert press_all(field, [Erase()] * len(letters)) == Typing()


def test_a_full_field_takes_no_more() -> None:
    full = Typing.of("满" * 300)
    assert (len(full.text), full.full) == (200, True)
    for key in (Letter("a"), Char("b"), Space()):
        assert press(full, key).query == full.text
    assert press(full, Erase()).full is False
