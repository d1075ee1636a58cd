"""Plots as inline SVG, of nothing but elements and attributes: the page's policy lets no style through.

Whiskers are the 95% interval; what is too few is hollow. Everything a plot shows stands in its label as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from nicegui.element import Element

from backend.console.elements import el
from backend.console.ratings_view import Bin, Dot, PlaceRow, TagRow
from backend.services.uncertainty import BEST, WORST

WIDTH, LEFT, RIGHT = 632.0, 50.0, 14.0
_TOP, _HEIGHT, _FOOT = 14.0, 172.0, 46.0
_TICKS = {0.1: 2, 0.25: 5, 0.5: 5, 1.0: 4}
"""Where the scale of shares may end, and in how many parts it goes there."""


def stars_by_day(dots: Sequence[Dot], label: str) -> None:
    """Means on the whole scale of one to five stars: nothing is cut off."""
    with _svg(_TOP + _HEIGHT + _FOOT, label):
        for star in range(WORST, BEST + 1):
            _grid(_y((star - WORST) / (BEST - WORST)), f"{star}★")
        step = _step(dots)
        every = max(1, -(-len(dots) // 13))
        for n, dot in enumerate(dots):
            x = LEFT + step * (n + 0.5)
            # Counted from the end, so that today always has its name.
            _foot(x, dot, named=(len(dots) - 1 - n) % every == 0)
            if dot.at is not None:
                at, low, high = ((value - WORST) / (BEST - WORST) for value in (dot.at.value, dot.at.low, dot.at.high))
                _whisker(x, _y(low), _y(high), "now" if dot.now else "")
                _shape("circle", f"dot{' few' if dot.few else ''}{' now' if dot.now else ''}", cx=x, cy=_y(at), r=6)


def bad_by_hour(bins: Sequence[Bin], label: str) -> None:
    """Shares as bars from 0; the scale ends at the highest whisker, on a round share. What is too few is left out."""
    drawn = [one.figure.bad for one in bins if not one.figure.few and one.figure.bad is not None]
    top = next(end for end in _TICKS if max((share.high for share in drawn), default=0.2) <= end)
    with _svg(_TOP + _HEIGHT + _FOOT, label):
        for part in range(_TICKS[top] + 1):
            _grid(_y(part / _TICKS[top]), f"{top * part / _TICKS[top]:.0%}")
        step = _step(bins)
        for n, one in enumerate(bins):
            x, share = LEFT + step * (n + 0.5), one.figure.bad
            name = str(one.hour) if one.hours == 1 else f"{one.hour}–{one.hour + one.hours}"
            _text(x, _TOP + _HEIGHT + 20, name, "name", "middle")
            _text(x, _TOP + _HEIGHT + 39, str(one.figure.count or "–"), "axis", "middle")
            if share is None or one.figure.few:
                continue
            height = max(2.0, _HEIGHT * share.value / top)
            width = min(34.0, step * 0.6)
            _shape("rect", "bar", x=x - width / 2, y=_TOP + _HEIGHT - height, width=width, height=height)
            _whisker(x, _y(share.low / top), _y(share.high / top), "")


def tag_bar(row: TagRow, most: float) -> None:
    """Thick for now with its whisker, thin for before."""
    scale = 296 / most if most else 0
    with _svg(28, "", width=300, classes="plot inline"):
        _shape("rect", "bar", x=0, y=2, width=row.now * scale, height=14)
        _shape("rect", "was", x=0, y=19, width=row.before * scale, height=7)
        _shape("line", "whisker", x1=row.low * scale, x2=row.high * scale, y1=9, y2=9)


def place_line(row: PlaceRow) -> None:
    """From one to five stars, left to right."""
    with _svg(28, "", width=180, classes="plot inline"):
        for star in range(WORST, BEST + 1):
            x = 10 + 40 * (star - WORST)
            _shape("line", "grid", x1=x, x2=x, y1=4, y2=24)
        if row.stars is not None and not row.few:
            at, low, high = (10 + 40 * (value - WORST) for value in (row.stars.value, row.stars.low, row.stars.high))
            _shape("line", "whisker", x1=low, x2=high, y1=14, y2=14)
            _shape("circle", "dot now", cx=at, cy=14, r=6)


def _svg(height: float, label: str, *, width: float = WIDTH, classes: str = "plot") -> Element:
    known = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return el("svg", classes, viewBox=f"0 0 {width:g} {height:g}", **known)


def _grid(y: float, text: str) -> None:
    _shape("line", "grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y)
    _text(LEFT - 8, y + 5, text, "axis", "end")


def _foot(x: float, dot: Dot, *, named: bool) -> None:
    if named:
        _text(x, _TOP + _HEIGHT + 20, dot.label, "name now" if dot.now else "name", "middle")
        _text(x, _TOP + _HEIGHT + 39, str(dot.count) if dot.count else "–", "axis", "middle")


def _whisker(x: float, low: float, high: float, classes: str) -> None:
    _shape("line", f"whisker {classes}".strip(), x1=x, x2=x, y1=low, y2=high)


def _shape(tag: str, classes: str, **numbers: float) -> None:
    el(tag, classes, **{name: f"{value:.4g}" for name, value in numbers.items()})


def _text(x: float, y: float, text: str, classes: str, anchor: str) -> None:
    el("text", classes, text, x=f"{x:.4g}", y=f"{y:.4g}", text_anchor=anchor)


def _y(part: float) -> float:
    return _TOP + _HEIGHT * (1 - part)


def _step(dots: Sequence[Dot] | Sequence[Bin]) -> float:
    return (WIDTH - LEFT - RIGHT) / max(1, len(dots))
