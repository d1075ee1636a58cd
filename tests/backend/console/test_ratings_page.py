"""What the page of ratings says, and that it is there in a real browser, in three languages, whatever was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from backend.compose import assemble
from backend.console import ratings, ratings_view
from backend.console.ratings_view import Read
from backend.console.words import LANGUAGES, words_of
from backend.services.rating_figures import By, RatingFigure, RatingFigures, together
from backend.services.uncertainty import mean, share
from domain.rating import Doubt, Tag
from tests.backend.console.browsing import DESK, PHONE, Person, chromium
from tests.backend.console.conftest import SETTINGS
from tests.backend.console.opinions import fortnight, miss, rate
from tests.backend.console.shop import Shop
from tests.support.serving import Serving

TODAY = date(2026, 11, 21)
ZH = words_of("zh_CN")
STARS = st.tuples(*(st.integers(0, 60) for _ in range(5)))


def figure(key: str, stars: tuple[int, ...]) -> RatingFigure:
    n, bad = sum(stars), sum(stars[:2])
    return RatingFigure(key, n, stars, mean(dict(enumerate(stars, 1))), bad, share(bad, n), n < 10)


def figures(by: By, *groups: RatingFigure, first: date = TODAY, doubted: int = 0) -> RatingFigures:
    return RatingFigures("9907", first, TODAY, by, together(groups, ""), doubted, groups)


def read(now: tuple[int, ...], before: tuple[int, ...] = (0, 0, 0, 0, 0), days: int = 7, doubted: int = 0) -> Read:
    first = TODAY - timedelta(days=days - 1)
    by_day = figures(By.DAY, figure(str(TODAY), now), first=first, doubted=doubted)
    drawn, _ = ratings_view.drawn_span(days, TODAY)
    return Read(
        days, TODAY, by_day, figures(By.HOUR, figure("18", now)), figures(By.TAG, figure("queue", now)),
        figures(By.PLACE, figure("出口", now)), figures(By.TAG, figure("queue", before)),
        figures(By.DAY, figure(str(TODAY), now), first=drawn),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ((0, 0, 0, 0, 0), (0, 0, 0, 0, 9), "近 7 天还没有评价"),
        ((0, 0, 0, 0, 9), (0, 0, 0, 0, 99), "近 7 天只有 9 个评价，太少，不算"),
        ((0, 0, 0, 50, 50), (0, 0, 0, 0, 9), "近 7 天 4.5 星，之前的太少，没法比"),
        ((0, 0, 0, 50, 50), (0, 0, 0, 52, 48), "近 7 天 4.5 星，和之前差不多"),
        ((0, 0, 0, 50, 50), (20, 20, 20, 20, 20), "近 7 天 4.5 星，比之前高 1.5 星"),
        ((50, 0, 0, 0, 50), (0, 0, 0, 0, 100), "近 7 天 3.0 星，比之前低 2.0 星"),
    ],
)
def test_the_title_is_the_finding(now: tuple[int, ...], before: tuple[int, ...], said: str) -> None:
    assert ratings_view.title(read(now, before), ZH) == said


def test_one_or_two_stars_say_how_sure_they_are() -> None:
    assert ratings_view.bad_sentence(read((5, 7, 18, 40, 56), (6, 6, 20, 40, 50)), ZH) == (
        "一到两星：126 个里 12 个",
        "95% 把握：6% 到 16%。之前 12/122，10%。差不多，分不出是不是碰巧。",
    )
    assert ratings_view.bad_sentence(read((1, 0, 0, 0, 3)), ZH) == ("一到两星：4 个里 1 个", "太少，不算")


def test_what_was_left_out_is_said() -> None:
    assert ratings_view.note(read((0, 0, 0, 0, 9), doubted=3), ZH) == (
        "11月15日到现在，和再之前 7 天比。今天还没完。另有 3 个像是按着玩的，没算进来。"
    )


@pytest.mark.parametrize(("days", "dots"), [(1, 7), (7, 7), (30, 30), (90, 13)])
def test_a_dot_a_day_and_a_week_where_there_are_many(days: int, dots: int) -> None:
    shown = ratings_view.days(read((0, 0, 0, 5, 6), days=days), ZH)
    assert len(shown) == dots
    assert (shown[-1].now, shown[-1].count, shown[-1].few) == (True, 11, False)
    assert all(dot.count == 0 and dot.at is None for dot in shown[:-1])


def test_hours_that_stand_out_are_named() -> None:
    evening, rest = figure("18", (10, 5, 2, 2, 1)), figure("10", (0, 1, 5, 40, 60))
    evening_is_worse = read((0, 0, 0, 0, 0))
    by_hour = figures(By.HOUR, rest, evening)
    page = Read(7, TODAY, evening_is_worse.by_day, by_hour, *[evening_is_worse.by_tag] * 3, evening_is_worse.drawn)
    bins = ratings_view.hours(page, 8, 21)
    assert [(one.hour, one.figure.count) for one in bins if one.figure.count] == [(10, 106), (18, 20)]
    assert ratings_view.worst_hour(page, bins, ZH) == "18 点到 20 点：20 个里 15 个，不像碰巧"


def test_a_tag_is_blame_with_few_stars_and_praise_with_many() -> None:
    queue, attitude = figure("queue", (4, 3, 2, 1, 0)), figure("attitude", (1, 0, 0, 20, 30))
    page = replace(
        read((4, 3, 2, 30, 60), (2, 2, 5, 30, 60)),
        by_tag=RatingFigures("9907", TODAY, TODAY, By.TAG, figure("", (4, 3, 2, 30, 60)), 0, (attitude, queue)),
    )
    rows = ratings_view.tags(page, ZH)
    assert [(row.word, row.now, row.praised) for row in rows] == [("排队", 9, 1), ("服务态度", 1, 50)]
    assert rows[0].before == 9, "praise of the time before is no blame either"


@given(STARS, STARS, st.sampled_from(ratings_view.SPANS), st.sampled_from(sorted(LANGUAGES)), st.integers(0, 5))
def test_whatever_the_figures_there_are_words(
    now: tuple[int, ...], before: tuple[int, ...], days: int, language: str, doubted: int
) -> None:
    w, page = words_of(language), read(now, before, days, doubted)
    assert ratings_view.title(page, w)
    assert ratings_view.note(page, w)
    assert all(isinstance(part, str) for part in ratings_view.bad_sentence(page, w))
    bins = ratings_view.hours(page, 8, 21)
    assert sum(one.figure.count for one in bins) == sum(now)
    assert ratings_view.worst_hour(page, bins, w)
    assert all(row.verdict for row in ratings_view.tags(page, w))
    assert all(row.said for row in ratings_view.places(page, w))


@pytest.mark.parametrize("asked", ["", "8", "-7", "7; DROP TABLE", "1e3", "٧"])
def test_any_other_span_is_a_week(asked: str) -> None:
    assert ratings.span_of(asked) == 7


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def serving(staffed: Shop) -> Iterator[Serving]:
    with Serving(assemble(SETTINGS, staffed.sessions, staffed.clock)) as serving:
        staffed.start_clock()
        yield serving


@pytest.mark.browser
@pytest.mark.timeout(180)
@pytest.mark.parametrize(("size", "suffix"), [(DESK, ""), (PHONE, "-phone")])
def test_ratings_complaints_and_things_not_found_in_a_browser(
    browser: Browser, serving: Serving, staffed: Shop, size: tuple[int, int], suffix: str
) -> None:
    nasty = '<img src=x onerror="alert(1)">{{7*7}}'
    kiosk = staffed.add_kiosk("出口旁")
    fortnight(staffed, kiosk)
    told = rate(staffed, kiosk, 1, 3, text="排了二十分钟，只开了一个收银台", tags=(Tag.QUEUE, Tag.ATTITUDE))
    rate(staffed, kiosk, 5, 40, text="小王帮我把米送到车上，谢谢", tags=(Tag.ATTITUDE,))
    rate(staffed, kiosk, 3, 95, text="希望晚上多开一个收银台", tags=(Tag.QUEUE,), place="服务台")
    rate(staffed, kiosk, 1, 20, doubts=(Doubt.BURST, Doubt.PATTERN))
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    person = Person(context.new_page(), serving.url)
    person.watch()
    person.sign_in()
    person.page.click("a.ck[data-go=p]")
    person.page.wait_for_selector(".ratings svg.plot")
    assert person.page.inner_text("h1").startswith("近 7 天 4.0 星")
    assert "多了" in person.page.inner_text(".said") or suffix
    words, play = person.page.locator(".quarter:has(.wrote)").all_inner_texts()
    assert "小王帮我把米送到车上，谢谢" in words
    assert str(told) in words
    assert "一连好多个、按着玩的样子" in play
    person.page.mouse.move(5, 5)
    assert not person.overflows()
    person.shoot(f"console-ratings{suffix}")
    person.open(f"/console/tickets/{told}", ".history")
    assert "排了二十分钟" in person.page.inner_text(".side")
    assert not person.overflows()
    person.shoot(f"console-complaint{suffix}")

    hostile = rate(staffed, kiosk, 1, text=nasty, place=nasty)
    lost = miss(staffed, kiosk, nasty)
    for path, selector in (
        ("/console/ratings", ".quarters"), ("/console/ratings?days=30", ".ratings"),
        ("/console/ratings?days=1", ".ratings"), (f"/console/tickets/{hostile}", ".side"),
        (f"/console/tickets/{lost}", ".side"),
    ):  # fmt: skip
        person.open(path, selector)
        assert not person.overflows(), path
        assert nasty[:20] in person.page.inner_text(selector), path
        assert person.page.evaluate("document.querySelectorAll('main img, main script').length") == 0
    assert person.faults == []
    context.close()


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_new_rating_shows_by_itself(browser: Browser, serving: Serving, staffed: Shop) -> None:
    kiosk = staffed.add_kiosk("出口旁")
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="zh-CN")
    person = Person(context.new_page(), serving.url)
    person.watch()
    person.sign_in()
    person.open("/console/ratings", ".ratings")
    assert person.page.inner_text("h1") == "近 7 天还没有评价"
    rate(staffed, kiosk, 1, text="asdfghjkl", doubts=(Doubt.GIBBERISH,))
    person.page.wait_for_selector(".wrote:has-text('写的不成话')")
    rate(staffed, kiosk, 5)
    person.page.wait_for_selector("h1:has-text('近 7 天只有 1 个评价，太少，不算')")
    assert person.faults == []
    context.close()
