"""评价: how shoppers rate the store. The title is the finding; every figure says how sure it is."""

from __future__ import annotations

import time
from datetime import timedelta

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.console import labels, moments, plots, ratings_view
from backend.console.context import Visit
from backend.console.elements import el, icon
from backend.console.feed import Snapshot
from backend.console.frame import Frame, frame
from backend.console.gate import PREFIX
from backend.console.ratings_view import SPANS, Read
from backend.services import rating_figures, rating_words
from backend.services.rating_figures import By, RatingFigures
from backend.services.rating_words import Opinion

READ_EVERY_S = 5.0
LEISURE = 20
"""Reading takes a twentieth of the time at most: a quarter's ratings of a large store take a second."""


def page(request: Request, snapshot: Snapshot, read: Read) -> None:
    with frame(request, snapshot, "ratings", search=False) as here:
        box = el("div", "ratings")
        shown = [read]
        due = [time.monotonic() + READ_EVERY_S]

        def draw() -> None:
            box.clear()
            with box:
                _draw(here, shown[0])

        async def refresh(_: Snapshot) -> None:
            began = time.monotonic()
            if began < due[0]:
                return
            fresh = await run_in_threadpool(read_all, here.visit, read.days)
            ended = time.monotonic()
            due[0] = ended + max(READ_EVERY_S, LEISURE * (ended - began))
            if fresh != shown[0]:
                shown[0] = fresh
                draw()

        draw()
        here.refresh.append(refresh)


def span_of(asked: str) -> int:
    """The days asked for; a week for anything else."""
    return int(asked) if asked in {str(days) for days in SPANS} else 7


def read_all(visit: Visit, days: int) -> Read:
    today = visit.console.clock().astimezone(visit.zone).date()
    first, before = today - timedelta(days=days - 1), today - timedelta(days=2 * days - 1)
    with visit.console.sessions.read() as session:

        def of(by: By) -> RatingFigures:
            return rating_figures.figures(session, visit.store.store_id, first, today, by)

        return Read(
            days,
            today,
            *(of(by) for by in (By.DAY, By.HOUR, By.TAG, By.PLACE)),
            rating_figures.figures(session, visit.store.store_id, before, first - timedelta(days=1), By.TAG),
            rating_figures.figures(
                session, visit.store.store_id, *ratings_view.drawn_span(days, today), By.DAY
            ),
            rating_words.written(session, visit.store.store_id, first, today),
            rating_words.apart(session, visit.store.store_id, first, today),
        )


def _draw(here: Frame, read: Read) -> None:
    w = here.words
    el("h1", "h1", ratings_view.title(read, w))
    with el("div", "row g8 bar"):
        for days in SPANS:
            on = days == read.days
            with el("a", "tg on" if on else "tg", href=f"{PREFIX}/ratings?days={days}") as link:
                if on:
                    link._props["aria-current"] = "true"
                    icon("check-bold")
                el("span", "", ratings_view.span_word(days, w))
        el("span", "grow desk-only")
        el("span", "i2 note", ratings_view.note(read, w))
    if not read.by_day.all.count:
        el("p", "i2 nothing", w("顾客在出口的评价屏、服务台和退货机上评了，这里就有了。"))
    with el("div", "quarters"):
        if read.by_day.all.count:
            _days(here, read)
            _hours(here, read)
            _tags(here, read)
            _places(here, read)
        if read.written:
            _opinions(here, w("顾客写的话"), w.many("最新的 {n} 条", len(read.written)), read.written)
        if read.apart:
            _opinions(here, w("像是按着玩的"), w("留着给人看，不算进数字"), read.apart)


def _days(here: Frame, read: Read) -> None:
    w = here.words
    heading, rests_on = ratings_view.bad_sentence(read, w)
    with el("section", "card quarter"):
        el("h2", "h2", heading)
        el("div", "i2", rests_on)
        dots = ratings_view.days(read, w)
        said = [
            w("{day} {stars} 星", day=dot.label, stars=f"{dot.at.value:.1f}")
            for dot in dots
            if dot.at is not None and not dot.few
        ]
        with el("div", "plotbox"):
            plots.stars_by_day(dots, w("每天几颗星：{said}", said=w.listed(said)))
        el("div", "i2 cap", w("每天平均几颗星，下面是几个评价。竖线是 95% 把握的范围，空心的不到 10 个。"))


def _hours(here: Frame, read: Read) -> None:
    w, store = here.words, here.visit.store
    with el("section", "card quarter"):
        el("h2", "h2", w("几点最不满意"))
        bins = ratings_view.hours(read, store.opens.hour, max(store.opens.hour, store.closes.hour))
        el("div", "i2", ratings_view.worst_hour(read, bins, w))
        said = [
            w("{hour} 点 {share}", hour=one.hour, share=ratings_view.percent(one.figure.bad.value))
            for one in bins
            if one.figure.bad is not None and not one.figure.few
        ]
        with el("div", "plotbox"):
            plots.bad_by_hour(bins, w("每个钟点一到两星占多少：{said}", said=w.listed(said)))
        el("div", "i2 cap", w("一到两星占多少，下面是几个评价。不到 10 个的不画。"))


def _tags(here: Frame, read: Read) -> None:
    w = here.words
    rows = ratings_view.tags(read, w)
    with el("section", "card quarter low"):
        with el("div", "row sp head"):
            el("h2", "h2", w("哪里不好"))
            el("span", "i2 legend", w("粗条现在，细条之前。差不多：分不出是不是碰巧"))
        if not rows:
            el("p", "i2 nothing", w("还没有人选"))
        most = max((max(row.high, row.now, row.before) for row in rows), default=0)
        with el("div", "rows"):
            for row in rows:
                with el("div", "said"):
                    el("b", "el", row.word)
                    plots.tag_bar(row, most)
                    el("b", "r", str(row.now))
                    el("span", "r i2", str(row.before))
                    el("span", "i2 nw", row.verdict)
                    el("span", "i2 nw", w("夸 {n}", n=row.praised) if row.praised else "")


def _places(here: Frame, read: Read) -> None:
    w = here.words
    with el("section", "card quarter low"):
        with el("div", "row sp head"):
            el("h2", "h2", w("在哪里评的"))
            el("span", "i2 legend", w("从 1 星到 5 星；一到两星几个"))
        with el("div", "rows"):
            for row in ratings_view.places(read, w):
                with el("div", "said place"):
                    el("b", "el", labels.said(row.place))
                    el("span", "r i2 nw", w.many("{n} 个", row.count))
                    plots.place_line(row)
                    stars = f"{row.stars.value:.1f}" if row.stars is not None and not row.few else ""
                    el("b", "r", stars)
                    el("span", "i2 nw", row.said)


def _opinions(here: Frame, heading: str, legend: str, opinions: tuple[Opinion, ...]) -> None:
    """In the shoppers' own words, whatever they are: never anything but text."""
    w, zone, now = here.words, here.visit.zone, here.visit.console.clock()
    with el("section", "card quarter low"):
        with el("div", "row sp head"):
            el("h2", "h2", heading)
            el("span", "i2 legend", legend)
        for opinion in opinions:
            with el("div", "wrote"):
                with el("div", "row g8"):
                    el("b", "nw", w("{n} 星", n=opinion.stars))
                    when = moments.near(opinion.given_at, now, zone, w)
                    tags = [ratings_view.tag_word(tag, w) for tag in opinion.tags]
                    why = ratings_view.doubt_words(opinion.doubts, w)
                    el("span", "i2", w.listed(part for part in (when, labels.said(opinion.place), *tags, why) if part))
                    if opinion.complaint_no:
                        el("a", "lk", opinion.complaint_no, href=f"{PREFIX}/tickets/{opinion.complaint_no}")
                if opinion.text:
                    el("div", "words", labels.said(opinion.text))
