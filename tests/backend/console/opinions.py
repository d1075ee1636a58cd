"""A fortnight of ratings in a shop, as shoppers give them: mostly content, except about the queue in the evening."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from domain.rating import Doubt, Tag
from domain.ticket_number import TicketKind, TicketNumber
from domain.wire import Body, InquiryMade, Pace, RatingGiven, new_tracking_token
from tests.backend.console.shop import Kiosk, Shop

_TAGS = (Tag.QUEUE, Tag.ATTITUDE, Tag.GOODS, Tag.PRICE, Tag.CLEANLINESS, Tag.FACILITIES)


def rate(shop: Shop, kiosk: Kiosk, stars: int, minutes_ago: float = 0, **told: object) -> str | None:
    """Returns the complaint's number where it became one."""
    at = shop.before(minutes_ago)
    number = None
    if stars <= 2 and not told.get("doubts"):
        kiosk.sequence += 1
        number = str(TicketNumber(TicketKind.COMPLAINT, kiosk.number, kiosk.sequence))
    values: dict[str, object] = {
        "rating_id": new_tracking_token(), "stars": stars, "tags": (), "text": "", "given_at": at, "place": "出口",
        "language": "zh_CN", "pace": Pace.NORMAL, "took_ms": 3_500, "complaint_no": number,
    }  # fmt: skip
    shop.send(kiosk, RatingGiven(**(values | told)), at)  # type: ignore[arg-type]
    return number


def miss(shop: Shop, kiosk: Kiosk, asked: str, minutes_ago: float = 0) -> str:
    """Somebody did not find something. Returns the task's number."""
    at = shop.before(minutes_ago)
    kiosk.sequence += 1
    number = str(TicketNumber(TicketKind.INQUIRY, kiosk.number, kiosk.sequence))
    body: Body = InquiryMade(number, asked, None, None, "入口的导购屏", at, "zh_CN", Pace.NORMAL)
    shop.send(kiosk, body, at)
    return number


def fortnight(shop: Shop, kiosk: Kiosk, days: int = 14, a_day: int = 14) -> None:
    """Ratings of `days` days up to now; this week's evenings are worse."""
    chance = Random("fortnight")
    now = shop.now
    midnight = now.replace(hour=0) + timedelta(hours=16) - timedelta(days=1)  # of the store's today, in UTC
    for ago in range(days - 1, -1, -1):
        for _ in range(a_day + chance.randint(-4, 4)):
            hour = chance.choice((9, 10, 10, 11, 12, 15, 16, 17, 18, 18, 19, 20))
            at = midnight - timedelta(days=ago) + timedelta(hours=hour, minutes=chance.randint(0, 59))
            if at > now:
                continue
            worse = ago < 7 and hour in (17, 18)
            stars = chance.choices((1, 2, 3, 4, 5), (18, 22, 25, 20, 15) if worse else (1, 2, 8, 34, 55))[0]
            tags = (Tag.QUEUE,) if worse and stars < 4 else tuple(chance.sample(_TAGS, chance.randint(0, 1)))
            place = chance.choices(("出口", "服务台", "退货机旁"), (7, 3, 1))[0]
            doubts = (Doubt.BURST,) if chance.random() < 0.02 else ()
            rate(shop, kiosk, stars, (now - at) / timedelta(minutes=1), tags=tags, place=place, doubts=doubts)
