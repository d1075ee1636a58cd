"""The rating's screens on every panel, in every language and pace: words fit, keys are big, apart and in reach."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from domain.rating import Tag
from domain.wire import Pace
from kiosk.flows import common as c
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.i18n import LANGUAGES, translator
from kiosk.screens.nodes import Scene, lines_of
from kiosk.screens.page import Glance
from kiosk.screens.rating.words import BLAME, FACES, PRAISE, QUESTION
from kiosk.screens.scenes import scene_of
from kiosk.theme.frame import Frame, Panel
from kiosk.typing import KeyPressed, Letter, Pick, ShowFrom, Typing
from tests.kiosk.screens import checks
from tests.kiosk.screens import rating_samples as samples
from tests.kiosk.screens.checks import LOOKS, PANELS

STATES = samples.states()


def scene(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "portrait", *, low: bool = False,
    **more: object,
) -> Scene:  # fmt: skip
    situation = replace(samples.situation(name, language, pace, low=low), **more)  # type: ignore[arg-type]
    return scene_of(STATES[name], situation, samples.place(), Frame(PANELS[panel], low), Glance())


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_every_text_fits_and_stands_free(language: str, pace: Pace, panel: str, low: bool) -> None:
    for name in STATES:
        shown = scene(name, language, pace, panel, low=low)
        assert shown.faults == (), name
        checks.stands_on_the_screen(name, shown, Frame(PANELS[panel], low))
        checks.words_stand_free(name, shown)
        checks.words_stay_uncovered(name, shown)


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_keys_are_big_apart_and_in_reach(language: str, pace: Pace, panel: str, low: bool) -> None:
    frame = Frame(PANELS[panel], low)
    for name in STATES:
        keys = scene(name, language, pace, panel, low=low).keys
        checks.keys_are_big_and_in_reach(name, keys, frame, pace, low=low)
        checks.keys_stand_apart(name, keys, frame, pace, stacked=False)


@pytest.mark.parametrize("pace", Pace)
def test_text_is_never_smaller_than_the_least(pace: Pace) -> None:
    least = 26 if pace is Pace.SENIOR else 20
    for name, language in itertools.product(STATES, LANGUAGES):
        for line in lines_of(scene(name, language, pace).content):
            assert line.size >= least, f"{name}: {line.runs} at {line.size}"


def test_five_faces_best_first_upright_and_worst_first_across() -> None:
    for panel, order in (("portrait", [5, 4, 3, 2, 1]), ("landscape", [1, 2, 3, 4, 5])):
        votes = [key.event for key in scene("home", panel=panel).keys if isinstance(key.event, e.Voted)]
        assert votes == [e.Voted(stars) for stars in order]


def test_a_vote_is_one_tap_and_a_rating_two() -> None:
    assert scene("home").key("vote:5") is not None
    done = scene("followup-plain").key("primary")
    assert done is not None
    assert done.event == e.Submitted()


def test_nothing_is_promised_that_is_not_there() -> None:
    for name, language in itertools.product(STATES, LANGUAGES):
        told = "".join(scene(name, language).words)
        assert not [word for word in ("抽奖", "抽獎", "draw", "prize", "购物券") if word in told], name


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_what_was_scanned_and_that_one_may_is_said_in_every_mode(
    language: str, pace: Pace, panel: str, low: bool
) -> None:
    tr = translator(language)
    short, boxed = "有小票或回执，扫一下就记在那一次上。", "有小票或回执？扫一下"
    for name, said in {
        "asking-scan": (boxed, short), "asking-receipt": ("评的是这张小票那一次",),
        "asking-other": ("这个码不是小票，也不是回执",), "followup-scan": (short,),
        "followup-scanned": ("评的是这次退货",), "followup-other": ("这个码不是小票，也不是回执",),
    }.items():  # fmt: skip
        told = "".join(scene(name, language, pace, panel, low=low).words).replace(" ", "")
        assert any(tr(words).replace(" ", "") in told for words in said), name


def test_tags_are_worded_by_the_score() -> None:
    assert "等得太久" in scene("followup").words
    assert "不用等" in scene("followup-praise-return").words
    for name in ("followup", "followup-praise", "followup-plain"):
        assert len([key for key in scene(name).keys if isinstance(key.event, e.TagToggled)]) == 8


def test_where_the_desk_is_stands_as_a_heading_with_a_capital() -> None:
    assert "Left of the exit" in scene("low", "en").words


def test_every_tag_face_and_question_has_words() -> None:
    assert set(BLAME) == set(PRAISE) == set(Tag)
    assert set(QUESTION) == set(s.Question)
    assert sorted(FACES) == [1, 2, 3, 4, 5]


def test_the_keyboard_has_no_dead_key_and_every_key_does_something_else() -> None:
    for name, state in STATES.items():
        for pace in Pace:
            shown = scene(name, pace=pace)
            strokes = [key.event for key in shown.keys if isinstance(key.event, KeyPressed)]
            picks = [stroke for stroke in strokes if isinstance(stroke.key, Pick)]
            # 选第一个 does what the first candidate does; nothing else is there twice but the comma and the stop.
            double = {stroke for stroke in strokes if strokes.count(stroke) > 1}
            assert all(stroke in picks or stroke.key.char in ",.，。" for stroke in double), name  # type: ignore[union-attr]
            if isinstance(state, s.Followup) and pace is Pace.NORMAL:
                assert len(strokes) >= 30


def test_letters_compose_in_chinese_and_are_written_in_english() -> None:
    chinese, english = scene("followup-plain").key("key:q"), scene("followup-plain", "en").key("key:q")
    assert chinese is not None
    assert english is not None
    assert chinese.event == KeyPressed(Letter("q"))
    assert english.event != chinese.event


def test_candidates_come_in_pages_that_hold_all_of_them() -> None:
    seen: list[int] = []
    typing, pages = samples.WRITING, 0
    while True:
        state = s.Followup(samples.AT_EXIT, s.Given(3, (), typing))
        shown = scene_of(state, samples.situation("x"), samples.place(), Frame(Panel()), Glance())
        picks = [k.event.key.index for k in shown.keys if k.name.startswith("candidate:")]  # type: ignore[attr-defined]
        first = shown.key("key:first")
        assert first is not None
        assert first.event == KeyPressed(Pick(picks[0]))
        seen += picks
        pages += 1
        after = shown.key("candidates:after")
        if after is None:
            break
        assert isinstance(after.event.key, ShowFrom)  # type: ignore[attr-defined]
        typing = replace(typing, shown_from=after.event.key.index)  # type: ignore[attr-defined]
    assert seen == list(range(len(samples.FOUND)))
    assert pages > 1
    assert shown.key("candidates:before")


def test_what_was_written_last_is_always_in_sight() -> None:
    for name, panel, pace in itertools.product(("followup-all", "followup-full"), PANELS, Pace):
        state = STATES[name]
        assert isinstance(state, s.Followup)
        shown = scene_of(replace(state, writing=True), samples.situation(name, pace=pace), samples.place(),
                         Frame(PANELS[panel]), Glance())  # fmt: skip
        last = state.given.typing.text[-3:]
        assert [words for words in shown.words if last in words], (name, panel, pace)


def test_the_complaints_number_is_the_biggest_thing_and_a_person_is_offered() -> None:
    for panel in PANELS:
        shown = scene("low", panel=panel)
        biggest = max(lines_of(shown.content), key=lambda line: line.size)
        assert "".join(run.text for run in biggest.runs) == samples.COMPLAINT
        call = shown.key("call")
        assert call is not None
        assert call.event == c.HelpAsked()
    assert samples.COMPLAINT not in "".join(scene("low-doubted").words)
    assert scene("low-doubted").key("call")


def test_a_rating_that_was_not_stored_claims_nothing() -> None:
    for name, language in itertools.product(("not-stored", "not-stored-full", "storing"), LANGUAGES):
        told = "".join(scene(name, language).words)
        assert not [w for w in ("已经存好", "谢谢", "謝謝", "已經存好", "is saved", "Thank") if w in told], name


def test_offline_is_said_where_the_rating_is_called_safe() -> None:
    for name in ("thanked", "low"):
        assert "已经存在这台机器里，网络通了就交上去。" in scene(name, online=False).words
        assert "离线" in scene(name, online=False).words
    told = "".join(scene("low", online=False).words)
    assert "网络通了就交给店里" in told
    assert "报单号" not in told, "at the desk nobody can know of it yet"
    assert "报单号" in "".join(scene("low").words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS)
def test_nothing_that_was_written_stands_there_while_it_asks_who_is_there(language: str, panel: str) -> None:
    for name in STATES:
        asked = scene(name, language, panel=panel, idle_left=9)
        assert asked.faults == (), name
        told = "".join(asked.words)
        assert not [word for word in ("退货很快", samples.COMPLAINT, samples.SLIP) if word in told], name


def test_what_was_typed_is_shown_harmlessly() -> None:
    """Markup, control, bidi and zero-width characters: nothing breaks the screen."""
    nasty = Typing(text="\u202e\x1b[31m<b>大\u200b米</b>{n}%s\x00" + "x" * 150)
    for language, pace in itertools.product(LANGUAGES, Pace):
        state = s.Followup(samples.AT_EXIT, s.Given(1, (), nasty), writing=True)
        shown = scene_of(state, samples.situation("x", language, pace), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert shown.faults == ()
        assert not {"\u202e", "\x1b", "\x00", "\u200b"} & set(told)
        assert "<b>" in told.replace(" ", "") or "…" in told


def test_senior_pace_speaks_every_screen() -> None:
    for name, panel in itertools.product(STATES, PANELS):
        shown = scene(name, pace=Pace.SENIOR, panel=panel)
        assert shown.spoken, name
        assert shown.key("say-again"), name


def test_back_and_home_are_inert_only_where_they_mean_nothing() -> None:
    assert scene("home").key("back") is None
    for name in ("asking-scan", "followup", "writing", "not-stored"):
        assert scene(name).key("back"), name
    for name in ("storing", "thanked", "low"):
        assert scene(name).key("back") is None, name
