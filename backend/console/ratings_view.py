"""What the page of ratings says: sentences and series made of figures. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.console import labels, moments
from backend.console.words import Words
from backend.services import uncertainty
from backend.services.rating_figures import RatingFigure, RatingFigures, together
from backend.services.rating_words import Opinion
from backend.services.uncertainty import Estimate, difference, differs
from domain.rating import BEST_STARS, Doubt, Tag

SPANS = (1, 7, 30, 90)
"""Days one may look at."""
_WEEKLY_FROM = 60
_HOURLY_FROM = 300
"""Ratings, before each hour has enough of its own."""
_DAYS_SHOWN = 7
"""At least so many days are drawn, also where one is looked at: one dot says nothing."""


@dataclass(frozen=True, slots=True)
class Read:
    """All a page is made of: this span, the one before it of the same length, and the days to draw."""

    days: int
    today: date
    by_day: RatingFigures
    by_hour: RatingFigures
    by_tag: RatingFigures
    by_place: RatingFigures
    before: RatingFigures
    """By tag."""
    drawn: RatingFigures
    """By day, at least a week."""
    written: tuple[Opinion, ...] = ()
    apart: tuple[Opinion, ...] = ()
    """Those that look like play."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One point with its whisker. `few`: drawn hollow, it is too little to say anything of."""

    label: str
    count: int
    at: Estimate | None
    few: bool
    now: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """From `hour` on, `hours` of them."""

    hour: int
    hours: int
    figure: RatingFigure


@dataclass(frozen=True, slots=True)
class TagRow:
    """`now` and `before`: how many were not content with it; `low` and `high`: how many it might have been, by chance;
    `praised`: how many chose it as praise."""

    word: str
    now: int
    before: int
    low: float
    high: float
    verdict: str
    praised: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: str
    count: int
    stars: Estimate | None
    few: bool
    said: str


def drawn_span(days: int, today: date) -> tuple[date, date]:
    """First and last day to draw."""
    return today - timedelta(days=max(days, _DAYS_SHOWN) - 1), today


def title(read: Read, w: Words) -> str:
    """The finding itself."""
    whole, before = read.by_day.all, read.before.all
    span = span_word(read.days, w)
    if not whole.count:
        return w("{span}还没有评价", span=span)
    if whole.few or whole.mean is None:
        return w.many("{span}只有 {n} 个评价，太少，不算", whole.count, span=span)
    stars = f"{whole.mean.value:.1f}"
    if before.few or before.mean is None:
        return w("{span} {stars} 星，之前的太少，没法比", span=span, stars=stars)
    gap = difference(whole.mean, before.mean)
    if not differs(whole.mean, before.mean) or abs(gap.value) < 0.05:
        return w("{span} {stars} 星，和之前差不多", span=span, stars=stars)
    text = "{span} {stars} 星，比之前高 {gap} 星" if gap.value > 0 else "{span} {stars} 星，比之前低 {gap} 星"
    return w(text, span=span, stars=stars, gap=f"{abs(gap.value):.1f}")


def span_word(days: int, w: Words) -> str:
    return w("今天") if days == 1 else w("近 {n} 天", n=days)


def note(read: Read, w: Words) -> str:
    """What is compared with what, and what was left out."""
    first = moments.date_word(read.by_day.first, w)
    parts = [
        w("今天到现在，和昨天比。今天还没完。")
        if read.days == 1
        else w("{day}到现在，和再之前 {n} 天比。今天还没完。", day=first, n=read.days)
    ]
    if read.by_day.doubted:
        parts.append(w.many("另有 {n} 个像是按着玩的，没算进来。", read.by_day.doubted))
    return w.sentences(parts)


def bad_sentence(read: Read, w: Words) -> tuple[str, str]:
    """Heading and what it rests on: one or two stars."""
    whole, before = read.by_day.all, read.before.all
    if not whole.count or whole.bad is None:
        return w("一到两星"), ""
    heading = w("一到两星：{of} 个里 {n} 个", of=whole.count, n=whole.bad_count)
    if whole.few:
        return heading, w("太少，不算")
    sure = w("95% 把握：{low} 到 {high}。", low=percent(whole.bad.low), high=percent(whole.bad.high))
    if before.few or before.bad is None:
        return heading, sure
    was = w("之前 {n}/{of}，{share}。", n=before.bad_count, of=before.count, share=percent(before.bad.value))
    verdict = w("不像碰巧。") if differs(whole.bad, before.bad) else w("差不多，分不出是不是碰巧。")
    return heading, w.sentences((sure, was, verdict))


def days(read: Read, w: Words) -> tuple[Dot, ...]:
    """A dot a day, or a week where there are many."""
    by_key = {group.key: group for group in read.drawn.groups}
    every = [read.drawn.first + timedelta(days=n) for n in range((read.drawn.last - read.drawn.first).days + 1)]
    if len(every) < _WEEKLY_FROM:
        return tuple(_dot(by_key.get(str(day)), short_day(day, w), day == read.today) for day in every)
    weeks = [every[max(0, end - 7) : end] for end in range(len(every), 0, -7)][::-1]
    return tuple(
        _dot(
            together([by_key[str(day)] for day in week if str(day) in by_key], str(week[0])),
            short_day(week[0], w),
            week[-1] == read.today,
        )
        for week in weeks
    )


def hours(read: Read, opens: int, closes: int) -> tuple[Bin, ...]:
    """By hour over the hours the store is open, and any others with a rating; by two hours where there are not many."""
    by_key = {int(group.key): group for group in read.by_hour.groups}
    first, last = min([opens, *by_key]), max([closes, *by_key])
    size = 1 if read.by_hour.all.count >= _HOURLY_FROM else 2
    return tuple(
        Bin(hour, size, together([by_key[h] for h in range(hour, hour + size) if h in by_key], str(hour)))
        for hour in range(first, last + 1, size)
    )


def worst_hour(read: Read, bins: Sequence[Bin], w: Words) -> str:
    """Hours that stand out from all the others together, else that none do."""
    whole = read.by_hour.all
    enough = [one for one in bins if not one.figure.few]
    if not enough:
        return w("每个钟点都太少，不算")
    for one in sorted(enough, key=lambda one: -(one.figure.bad.value if one.figure.bad else 0)):
        figure = one.figure
        rest = uncertainty.share(whole.bad_count - figure.bad_count, whole.count - figure.count)
        if figure.bad is not None and rest is not None and difference(figure.bad, rest).low > 0:
            return w(
                "{hour} 点到 {end} 点：{of} 个里 {n} 个，不像碰巧",
                hour=one.hour, end=one.hour + one.hours, of=figure.count, n=figure.bad_count,
            )  # fmt: skip
    return w("各个钟点差不多")


def tags(read: Read, w: Words, most: int = 5) -> tuple[TagRow, ...]:
    """The same tag is blame with few stars and praise with many: what is wrong is counted, praise told beside it."""
    now, before = read.by_tag.all.count, read.before.all.count
    earlier = {group.key: _blamed(group) for group in read.before.groups}
    groups = sorted(read.by_tag.groups, key=lambda group: (-_blamed(group), -group.count, group.key))
    return tuple(
        TagRow(
            tag_word(group.key, w),
            _blamed(group),
            earlier.get(group.key, 0),
            *_reach(_blamed(group), now),
            _verdict(_blamed(group), now, earlier.get(group.key, 0), before, w),
            group.count - _blamed(group),
        )
        for group in groups[:most]
    )


def _blamed(group: RatingFigure) -> int:
    return sum(group.stars[: BEST_STARS - 1])


def places(read: Read, w: Words, most: int = 5) -> tuple[PlaceRow, ...]:
    return tuple(_place(group, w) for group in read.by_place.groups[:most])


def tag_word(key: str, w: Words) -> str:
    try:
        return w(labels.TAG[Tag(key)])
    except ValueError:
        return key


def doubt_words(doubts: Sequence[str], w: Words) -> str:
    """Why a rating is kept apart."""
    known = {doubt.value: labels.DOUBT[doubt] for doubt in Doubt}
    return w.listed(w(known[doubt]) if doubt in known else doubt for doubt in doubts)


def percent(value: float) -> str:
    return f"{value:.0%}"


def short_day(day: date, w: Words) -> str:
    return f"{day.day}/{day.month}" if w.language == "en" else f"{day.month}/{day.day}"


def _dot(group: RatingFigure | None, label: str, now: bool) -> Dot:
    if group is None:
        return Dot(label, 0, None, True, now)
    return Dot(label, group.count, group.mean, group.few, now)


def _reach(count: int, of: int) -> Sequence[float]:
    found = uncertainty.share(count, of)
    return (0.0, 0.0) if found is None else (found.low * of, found.high * of)


def _verdict(count: int, of: int, count_before: int, of_before: int, w: Words) -> str:
    now, before = uncertainty.share(count, of), uncertainty.share(count_before, of_before)
    if now is None or before is None or of < uncertainty.FEW or of_before < uncertainty.FEW:
        return w("没法比")
    if not differs(now, before):
        return w("差不多")
    return w("多了") if now.value > before.value else w("少了")


def _place(group: RatingFigure, w: Words) -> PlaceRow:
    if group.few or group.bad is None:
        return PlaceRow(group.key, group.count, group.mean, True, w("太少，不算"))
    said = w(
        "{n} 个（{low} 到 {high}）", n=group.bad_count, low=percent(group.bad.low), high=percent(group.bad.high)
    )
    return PlaceRow(group.key, group.count, group.mean, False, said)
