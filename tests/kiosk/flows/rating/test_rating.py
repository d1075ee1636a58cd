"""A rating told in stories: one tap is a vote, and nothing that was given gets lost."""

from __future__ import annotations

import pytest

from domain.rating import Tag
from kiosk.flows import common as c
from kiosk.flows.rating import FLOW, Question, State, step
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.typing import Candidate, CandidatesFound, Char, Erase, FindCandidates, KeyPressed, Letter, Mode, Pick, Space
from tests.kiosk.flows.rating.visits import COMPLAINT, RECEIPT, SLIP, visit


def play(*events: e.Event, state: State | None = None) -> tuple[State, list[e.Effect]]:
    """From a question on the home screen, as the session brings the events."""
    state, ordered = state or s.Home(), []
    for event in events:
        state, effects = step(state, event)
        ordered.extend(effects)
    return state, ordered


AT_EXIT = e.Started(visit(stood=True))
AFTER_RETURN = e.Started(visit(about_ticket=SLIP))


def stored(effects: list[e.Effect]) -> list[e.StoreRating]:
    return [effect for effect in effects if isinstance(effect, e.StoreRating)]


def typed(letters: str) -> list[KeyPressed]:
    return [KeyPressed(Letter(letter)) for letter in letters]


def test_two_taps_are_a_rating() -> None:
    state, effects = play(AT_EXIT, e.Voted(5), e.Submitted())
    assert effects == [e.NoteVote(), e.StoreRating(5, (), "", None, None)]
    state, effects = play(e.RatingStored(), state=state)
    assert state == s.Thanked(visit(stood=True), 5)
    assert play(c.Finished(), state=state) == (s.Home(), [c.EndSession()])


@pytest.mark.parametrize("leaving", [c.GoHome(), c.Finished()])
def test_whoever_walks_away_after_one_tap_has_voted(leaving: e.Event) -> None:
    state, effects = play(AT_EXIT, e.Voted(4), leaving)
    assert state == s.Home()
    assert effects[-2:] == [e.StoreRating(4, (), "", None, None), c.EndSession()]


def test_silence_in_the_middle_of_a_word_keeps_all_of_it() -> None:
    _, effects = play(
        AT_EXIT, e.Voted(3), e.TagToggled(Tag.QUEUE), *typed("zao"), CandidatesFound("zao", (Candidate("早", 3),)),
        KeyPressed(Pick(0)), *typed("dia"), c.GoHome(),
    )  # fmt: skip
    assert stored(effects) == [e.StoreRating(3, (Tag.QUEUE,), "早dia", None, None)]


def test_nobody_who_did_not_vote_is_counted() -> None:
    for leaving in (c.GoHome(), c.Back(), c.Finished()):
        state, effects = play(AT_EXIT, leaving)
        assert (state, effects) == (s.Home(), [c.EndSession()])


def test_the_time_to_the_vote_runs_from_when_the_question_came_up() -> None:
    assert play(AFTER_RETURN)[1] == [e.NoteQuestion()]
    assert play(AT_EXIT)[1] == []


def test_stars_can_be_changed_and_tags_stay_while_they_mean_the_same() -> None:
    state, effects = play(AT_EXIT, e.Voted(2), e.TagToggled(Tag.PRICE), c.Back(), e.Voted(3))
    assert isinstance(state, s.Followup)
    assert (state.given.stars, state.given.tags) == (3, (Tag.PRICE,))
    assert effects.count(e.NoteVote()) == 1
    state, _ = play(c.Back(), e.Voted(5), state=state)
    assert isinstance(state, s.Followup)
    assert (state.given.stars, state.given.tags) == (5, ())


def test_a_vote_taken_back_to_be_changed_still_counts() -> None:
    _, effects = play(AT_EXIT, e.Voted(2), e.TagToggled(Tag.PRICE), c.Back(), c.GoHome())
    assert stored(effects) == [e.StoreRating(2, (Tag.PRICE,), "", None, None)]


def test_words_by_pinyin() -> None:
    state, effects = play(AT_EXIT, e.Voted(3), *typed("fuwu"))
    assert effects[-1] == FindCandidates("fuwu")
    found = CandidatesFound("fuwu", (Candidate("服务", 4), Candidate("福", 2)))
    state, effects = play(found, KeyPressed(Pick(1)), state=state)
    assert effects == [FindCandidates("wu")]
    state, effects = play(KeyPressed(Erase()), KeyPressed(Erase()), KeyPressed(Char("！")), e.Submitted(), state=state)
    assert stored(effects) == [e.StoreRating(3, (), "福！", None, None)]


def test_a_pick_ahead_of_the_engine_asks_on_for_what_is_left() -> None:
    state, _ = play(AT_EXIT, e.Voted(3), *typed("fuwu"), KeyPressed(Space()))
    state, effects = play(CandidatesFound("fuwu", (Candidate("福", 2),)), state=state)
    assert effects == [FindCandidates("wu")]


def test_rather_no_words_after_all() -> None:
    _state, effects = play(
        AT_EXIT, e.Voted(1), e.TagToggled(Tag.ATTITUDE), KeyPressed(Char("x")), *typed("yz"), e.WithoutWords()
    )
    assert stored(effects) == [e.StoreRating(1, (Tag.ATTITUDE,), "", None, None)]


def test_where_both_do_not_fit_writing_is_a_page_of_its_own() -> None:
    state, _ = play(AT_EXIT, e.Voted(3), e.WriteAsked(), KeyPressed(Char("好")))
    assert isinstance(state, s.Followup)
    assert state.writing
    state, _ = play(c.Back(), state=state)
    assert isinstance(state, s.Followup)
    assert (state.writing, state.given.text) == (False, "好")


def test_one_or_two_stars_become_a_complaint_with_its_number() -> None:
    for stars in (1, 2):
        state, _ = play(AT_EXIT, e.Voted(stars), e.Submitted(), e.RatingStored(COMPLAINT))
        assert state == s.LowRating(visit(stood=True), stars, COMPLAINT)
        assert FLOW.is_done(state)
        assert play(c.HelpAsked(), state=state)[1] == [c.CallPerson("LowRating", COMPLAINT)]
    state, _ = play(AT_EXIT, e.Voted(3), e.Submitted(), e.RatingStored())
    assert isinstance(state, s.Thanked)


def test_after_a_return_the_question_and_the_tags_are_about_it() -> None:
    state, _ = play(AFTER_RETURN)
    assert isinstance(state, s.Asking)
    assert state.visit.question is Question.RETURN
    assert Tag.REFUND_SPEED in state.visit.tags
    _, effects = play(e.Voted(5), e.Submitted(), state=state)
    assert stored(effects) == [e.StoreRating(5, (), "", SLIP, None)]
    assert play(c.HelpAsked(), state=state)[1] == [c.CallPerson("Asking", SLIP)]


def test_a_slip_or_a_receipt_makes_the_rating_that_visits() -> None:
    at_exit = e.Started(visit(stood=True, can_scan=True))
    state, effects = play(at_exit, c.BarcodeSeen((SLIP,)))
    assert effects == [c.StartScanner()]
    assert isinstance(state, s.Asking)
    assert (state.visit.about_ticket, state.shown) == (SLIP, s.Shown.SLIP)
    state, effects = play(at_exit, e.Voted(2), e.TagToggled(Tag.GOODS), c.BarcodeSeen((RECEIPT,)), e.Submitted())
    assert stored(effects) == [e.StoreRating(2, (Tag.GOODS,), "", None, RECEIPT)]
    assert effects[-2] == c.StopScanner()


def test_tags_the_new_question_does_not_have_are_not_sent() -> None:
    _, effects = play(
        AT_EXIT, e.Voted(2), e.TagToggled(Tag.GOODS), e.TagToggled(Tag.QUEUE), c.BarcodeSeen((SLIP,)), e.Submitted()
    )
    assert stored(effects) == [e.StoreRating(2, (Tag.QUEUE,), "", SLIP, None)]


def test_a_code_that_is_neither_is_said_and_a_slips_link_is_left_alone() -> None:
    state, _ = play(AT_EXIT, c.BarcodeSeen(("6901234567892",)))
    assert isinstance(state, s.Asking)
    assert state.shown is s.Shown.OTHER
    assert play(c.BarcodeSeen(("https://central.example/t/x",)), state=state) == (state, [])


def test_a_full_disk_is_said_and_nothing_given_is_lost() -> None:
    state, _ = play(AT_EXIT, e.Voted(2), e.TagToggled(Tag.QUEUE), e.Submitted(), e.RatingNotStored(full=True))
    assert isinstance(state, s.NotStored)
    assert state.full
    again = e.StoreRating(2, (Tag.QUEUE,), "", None, None)
    assert play(e.TryAgain(), state=state)[1] == [again]
    assert play(c.GoHome(), state=state) == (s.Home(), [again, c.EndSession()])
    assert isinstance(play(c.Back(), state=state)[0], s.Followup)


def test_nothing_interrupts_the_storing_and_a_result_out_of_place_is_logged() -> None:
    state, _ = play(AT_EXIT, e.Voted(5), e.Submitted())
    for event in (c.GoHome(), c.Back(), e.Voted(1), e.Submitted(), e.TagToggled(Tag.QUEUE)):
        assert play(event, state=state) == (state, [])
    assert FLOW.holds_session(state)
    assert play(e.RatingStored())[1] == [c.LogImpossible("Home", "RatingStored")]


def test_a_second_tap_votes_once() -> None:
    _state, effects = play(AT_EXIT, e.Voted(5), e.Voted(5), e.Submitted(), e.Submitted())
    assert len(stored(effects)) == 1
    assert play(e.Voted(6), state=s.Asking(visit()))[0] == s.Asking(visit())


def test_thanks_do_not_stand_in_the_next_shoppers_way() -> None:
    state, _ = play(AT_EXIT, e.Voted(5), e.Submitted(), e.RatingStored())
    lingering = FLOW.lingering(state)
    assert lingering is not None
    assert 5 <= lingering[0] <= 10
    assert lingering[1] == c.Finished()


def test_the_modes_of_the_keyboard_are_the_shoppers() -> None:
    state, _ = play(AT_EXIT, e.Voted(3))
    assert isinstance(state, s.Followup)
    assert state.given.typing.mode_in("en") is Mode.LATIN
