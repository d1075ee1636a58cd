"""Every situation, in both paces, three languages, three panels and from a wheelchair: it fits, and it is in reach."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from domain.wire import Pace
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.i18n import LANGUAGES
from kiosk.screens.nodes import Key, Line, Scene, lines_of
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.shell_events import MoreTime, Open, StillHere
from kiosk.theme.frame import Frame, Panel
from tests.kiosk.screens import checks, samples
from tests.kiosk.screens.checks import LOOKS, PANELS

STATES = samples.states()


def scene(
    name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, panel: str = "portrait", *, low: bool = False,
    glance: Glance | None = None, **more: object,
) -> Scene:  # fmt: skip
    situation = replace(samples.situation_for(name, language, pace, low=low), **more)  # type: ignore[arg-type]
    frame = Frame(PANELS[panel], low)
    return scene_of(STATES[name], situation, samples.place(), frame, glance or Glance())


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_every_text_fits_its_place(language: str, pace: Pace, panel: str, low: bool) -> None:
    misfits = {
        name: found
        for name in STATES
        if (found := scene(name, language, pace, panel, low=low).faults)
    }
    assert misfits == {}


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_everything_stands_on_the_screen(language: str, pace: Pace, panel: str, low: bool) -> None:
    for name in STATES:
        shown = scene(name, language, pace, panel, low=low)
        checks.stands_on_the_screen(name, shown, Frame(PANELS[panel], low))


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_no_words_stand_on_other_words_or_on_a_key(language: str, pace: Pace, panel: str, low: bool) -> None:
    for name in STATES:
        checks.words_stand_free(name, scene(name, language, pace, panel, low=low), _beside)


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_no_words_are_covered_by_what_is_drawn_later(language: str, pace: Pace, panel: str, low: bool) -> None:
    for name in STATES:
        checks.words_stay_uncovered(name, scene(name, language, pace, panel, low=low))


def _beside(line: Line) -> bool:
    """The stepper's count stands on the line's card, which is a key itself."""
    return line.align == "center" and line.size <= 36


@pytest.mark.parametrize(("language", "pace", "panel", "low"), LOOKS)
def test_keys_are_big_apart_and_in_reach(language: str, pace: Pace, panel: str, low: bool) -> None:
    frame = Frame(PANELS[panel], low)
    for name in STATES:
        keys = scene(name, language, pace, panel, low=low).keys
        assert keys
        checks.keys_are_big_and_in_reach(name, keys, frame, pace, low=low)
        checks.keys_stand_apart(name, keys, frame, pace)


@pytest.mark.parametrize("pace", Pace)
def test_text_is_never_smaller_than_the_least(pace: Pace) -> None:
    least = 26 if pace is Pace.SENIOR else 18
    for name in STATES:
        for line in lines_of(scene(name, pace=pace).content):
            assert line.size >= least, f"{name}: {line.runs} at {line.size}"


def test_help_home_and_back_stand_in_the_same_place_on_every_screen() -> None:
    for panel in PANELS:
        checks.what_is_on_every_screen_stays_in_its_place(scene(name, panel=panel) for name in STATES)


def test_a_person_and_the_languages_can_be_called_from_every_screen() -> None:
    always = {"help", "lang:zh_CN", "lang:en", "lang:zh_TW", "speech", "senior", "low"}
    for name in STATES:
        assert always <= {key.name for key in scene(name).keys}


def test_nothing_leads_back_once_the_return_is_stored() -> None:
    for name, state in STATES.items():
        if isinstance(state, s.Issuing | s.Printing | s.PrinterTrouble | s.Done):
            assert scene(name).key("back") is None, name


def test_every_screen_has_a_way_on() -> None:
    """Something besides the counter's keys, except where the machine itself is at work."""
    working = s.Checking | s.Searching | s.Issuing | s.Printing
    for name, state in STATES.items():
        own = [node for node in scene(name).content if isinstance(node, Key)]
        assert own or isinstance(state, working), name


def test_senior_pace_speaks_every_screen_and_shows_what_it_says() -> None:
    for name, state in STATES.items():
        shown = scene(name, pace=Pace.SENIOR)
        assert shown.spoken, name
        if not isinstance(state, s.Home):
            assert shown.key("say-again"), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS)
def test_nothing_personal_stands_on_the_screen_while_it_asks(language: str, panel: str) -> None:
    personal = ("¥", "R3-1847-W", "牛奶", "抽纸", "11月20日", "20 Nov")
    for name in STATES:
        asked = scene(name, language, panel=panel, idle_left=12)
        assert asked.faults == (), name
        assert not [w for w in asked.words for p in personal if p in w], name
        assert "12" in asked.words
        events = [type(key.event) for key in asked.keys]
        assert {StillHere, MoreTime, e.GoHome} <= set(events)


def test_a_stored_return_is_called_safe_while_it_asks() -> None:
    told = "".join(scene("trouble", idle_left=9).words)
    assert "已经存好" in told
    assert "不会留下记录" in "".join(scene("choosing", idle_left=9).words)


def test_the_number_and_the_refund_are_the_biggest_things() -> None:
    for name, number in (("done", "R3-1847-W"), ("trouble", "R3-1847-W"), ("reviewing", "¥129.53")):
        biggest = max(lines_of(scene(name).content), key=lambda line: line.size)
        assert "".join(run.text for run in biggest.runs) == number


def test_lines_come_in_pages_that_hold_all_of_them() -> None:
    for low, panel in ((False, "portrait"), (True, "portrait"), (False, "landscape")):
        seen: list[str] = []
        for page in range(12):
            shown = scene("choosing-many", panel=panel, low=low, glance=Glance(page=page))
            seen += [key.name for key in shown.keys if key.name.startswith("line:")]
            if shown.key("page:after") is None:
                break
        assert sorted(seen) == sorted({f"line:{n}" for n in (1, 2, 4, 6, 7, 8, 9, 10, 11)})


def test_a_page_turned_beyond_the_last_shows_the_last() -> None:
    assert scene("choosing-many", glance=Glance(page=99)).key("page:before")


def test_choosing_nothing_says_what_is_missing_instead_of_going_on() -> None:
    shown = scene("choosing-none")
    assert shown.key("primary") is None
    assert "先选商品" in shown.words


def test_the_stepper_counts_within_what_was_bought() -> None:
    shown = scene("choosing")
    minus, plus = shown.key("minus:1"), shown.key("plus:1")
    assert minus is not None
    assert plus is not None
    assert (minus.event, plus.event) == (e.QuantitySet(1, 0), e.QuantitySet(1, 2))


def test_senior_pace_asks_one_thing_with_its_consequence() -> None:
    shown = scene("choosing-none", pace=Pace.SENIOR)
    answers = {key.name: key.event for key in shown.keys if key.name.startswith("take:")}
    assert answers == {f"take:{n}": e.LineDecided(1, n) for n in (0, 1, 2)}
    assert "退您 ¥68.47" in shown.words
    assert "退您 ¥136.94" in shown.words


def test_an_unlisted_policy_code_is_said_in_plain_words_never_shown() -> None:
    state = STATES["nothing-returnable"]
    assert isinstance(state, s.NothingReturnable)
    verdict = replace(state.offer.assessments[0].verdict, detail="x_unknown_code")  # type: ignore[type-var]
    odd = replace(state.offer.assessments[0], verdict=verdict)
    changed = replace(state, offer=replace(state.offer, assessments=(odd,)))
    shown = scene_of(changed, samples.situation(), samples.place(), Frame(PANELS["portrait"]), Glance())
    assert "这类商品卖出后不能退。" in shown.words
    assert not [w for w in shown.words if "x_unknown" in w]


def test_what_a_receipt_says_is_shown_harmlessly() -> None:
    """Control, bidi and zero-width characters, endless names, markup: nothing breaks the screen."""
    nasty = "\u202e\x1b[31m<b>大\u200b米</b>{n}%s\x00" + "长" * 300
    chosen = samples.choosing(samples.receipt((samples.line(1, nasty, "food", 990, 2),)))
    for language, pace in itertools.product(LANGUAGES, Pace):
        shown = scene_of(chosen, samples.situation(language, pace), samples.place(), Frame(Panel()), Glance())
        told = "".join(shown.words)
        assert "\u202e" not in told
        assert "\x1b" not in told
        assert "\x00" not in told
        assert "<b>大米</b>" in told, "as it was written, and not as markup"
        assert shown.key("line:1") or shown.key("take:1")


def test_a_kiosk_without_rules_says_so_and_starts_nothing() -> None:
    ready, not_ready = scene("home"), scene("home", roles=())
    assert isinstance(ready.key("start").event, Open)  # type: ignore[union-attr]
    assert not_ready.key("start") is None
    assert "机器正在准备" in not_ready.words


def test_a_call_for_a_person_changes_the_words_of_the_yellow_key() -> None:
    assert "叫店员帮忙" in scene("choosing").words
    assert "已叫店员" in scene("choosing", helper="").words
    assert "小王正在过来" in scene("choosing", helper="小王").words


def test_offline_is_said_everywhere() -> None:
    for name in STATES:
        word = "已停用" if name.endswith("out-of-service") else "离线"
        assert word in scene(name, online=False).words, name


def test_a_kiosk_that_is_let_in_no_more_says_so_to_shoppers_and_staff_and_starts_nothing() -> None:
    home = scene("home-out-of-service")
    assert home.key("start") is None
    assert "本机已停用" in home.words
    told = "".join(home.words)
    assert "请到服务台退货" in told
    assert "信息员" in told
    stopped = scene("staff-out-of-service")
    assert "本机已停用" in stopped.words
    assert not [key for key in stopped.keys if isinstance(key.event, e.ScanAgain | e.TypeNumber)]


def test_one_reason_may_serve_all_that_is_left() -> None:
    for_all = scene("reason", glance=Glance(for_all=True)).key("reason:quality")
    one = scene("reason").key("reason:quality")
    assert for_all is not None
    assert one is not None
    assert (for_all.event.for_all, one.event.for_all) == (True, False)  # type: ignore[attr-defined]


def test_scenes_are_the_same_for_the_same_state() -> None:
    for name in STATES:
        assert scene(name) == scene(name)
