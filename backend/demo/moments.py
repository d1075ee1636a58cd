"""When the stories' sales took place, so that they hold whenever the demo is started.

A day has six slots of four hours. Within a slot the demo is the same to the byte: sales are placed from the slot's
beginning. The next slot has sales of its own, with codes of their own, and those of the last one stay what they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from backend.demo.basket import ZONE

SLOT_HOURS = 4
_FIRST_SALE, _LAST_SALE = time(8, 10), time(21, 20)


@dataclass(frozen=True, slots=True)
class Slot:
    """`begins` is in the store's zone."""

    begins: datetime

    @property
    def number(self) -> int:
        """0 to 5, in its day."""
        return self.begins.hour // SLOT_HOURS

    def hours_before(self, hours: int) -> datetime:
        """About so many hours before any moment of the slot, while the store was open.

        A night's sale moves to the evening before or the morning after, whichever is nearer: up to 5.5 hours.
        """
        wanted = self.begins - timedelta(hours=hours)
        morning = wanted.replace(hour=_FIRST_SALE.hour, minute=_FIRST_SALE.minute)
        evening = wanted.replace(hour=_LAST_SALE.hour, minute=_LAST_SALE.minute)
        if wanted > evening:
            return evening
        if wanted >= morning:
            return wanted
        before = evening - timedelta(days=1)
        return before if wanted - before < morning - wanted else morning

    def days_before(self, days: int, hour: int, minute: int) -> datetime:
        return datetime.combine(self.begins.date() - timedelta(days=days), time(hour, minute), ZONE)


def slot_of(now: datetime) -> Slot:
    local = now.astimezone(ZONE)
    return Slot(local.replace(hour=local.hour // SLOT_HOURS * SLOT_HOURS, minute=0, second=0, microsecond=0))
