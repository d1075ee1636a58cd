"""Moments and money as people read them: in the store's own time, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from backend.console.words import Words
from domain.money import Fen, yuan

_DAY = {"zh_CN": "M月d日", "zh_TW": "M月d日", "en": "d MMM"}
_WEEKDAY = {"zh_CN": "M月d日 EEE", "zh_TW": "M月d日 EEE", "en": "EEE d MMM"}
_LOCALE = {"zh_CN": "zh_Hans_CN", "zh_TW": "zh_Hant_TW", "en": "en_GB"}


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """10:50"""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: datetime, zone: ZoneInfo, w: Words) -> str:
    """11月23日"""
    return _babel(moment, zone, w, _DAY)


def date_word(on: date, w: Words) -> str:
    """11月23日, of a day that is one already."""
    return str(format_date(on, _DAY[w.language], locale=_LOCALE[w.language]))


def weekday(moment: datetime, zone: ZoneInfo, w: Words) -> str:
    """11月23日 周一"""
    return _babel(moment, zone, w, _WEEKDAY)


def near(moment: datetime, now: datetime, zone: ZoneInfo, w: Words) -> str:
    """今天 14:00, 明天 09:10, 昨天 18:00, else 11月23日 21:30."""
    days = (moment.astimezone(zone).date() - now.astimezone(zone).date()).days
    names = {-1: "昨天 {time}", 0: "今天 {time}", 1: "明天 {time}"}
    if days in names:
        return w(names[days], time=clock(moment, zone))
    return f"{day(moment, zone, w)} {clock(moment, zone)}"


def since(moment: datetime, now: datetime, zone: ZoneInfo, w: Words) -> str:
    """Only the time for today, else the day too."""
    if moment.astimezone(zone).date() == now.astimezone(zone).date():
        return clock(moment, zone)
    return f"{day(moment, zone, w)} {clock(moment, zone)}"


def span(length: timedelta, w: Words) -> str:
    """26 分, 2 小时 5 分, 3 天; under a minute in seconds."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return w("{n} 秒", n=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return w("{n} 分", n=minutes)
    if minutes < 24 * 60:
        return w("{h} 小时 {n} 分", h=minutes // 60, n=minutes % 60)
    return w.many("{n} 天", minutes // (24 * 60))


def exact(length: timedelta, w: Words) -> str:
    """1 分 40 秒 under an hour, else as `span`."""
    seconds = max(0, int(length.total_seconds()))
    if 60 < seconds < 3600 and seconds % 60:
        return w("{n} 分 {s} 秒", n=seconds // 60, s=seconds % 60)
    return span(length, w)


def money(fen: Fen) -> str:
    """¥129.53"""
    return f"{'−' if fen < 0 else ''}¥{yuan(abs(fen))}"


def _babel(moment: datetime, zone: ZoneInfo, w: Words, patterns: dict[str, str]) -> str:
    return str(format_date(moment.astimezone(zone).date(), patterns[w.language], locale=_LOCALE[w.language]))
