"""What the demo store's guide shows, brought to this moment through the services, as a real store's data would come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.database import Sessions
from backend.demo.basket import ZONE
from backend.demo.offers import demo_notices, demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.stories import HOME
from backend.demo.wording import demo_synonyms
from backend.services import guide_data, reference
from backend.services.changes import last_changed
from domain.reference import Product

COUNTED_FOR = timedelta(hours=4)
"""How long a count of the stocks stands: counting fifteen hundred products anew at every start would be felt."""


def bring(sessions: Sessions, products: Sequence[Product], now: datetime) -> None:
    """What is there already is left alone. Offers and notices belong to the hour, places to the day, the plan stays.

    The plan's version is its content's: working on it publishes another.
    """
    plan = demo_plan()
    today = now.astimezone(ZONE).date()
    with sessions.read() as session:
        there = reference.store_row(session, HOME).plan_version == plan.version
        placed = last_changed(session, HOME, "placement")
        counted = last_changed(session, HOME, "stock")
        offered = guide_data.promotions(session, HOME)
        noticed = guide_data.notices(session, HOME)
        named = guide_data.synonyms(session, HOME)
    if not there:
        guide_data.put_plan(sessions, HOME, plan, now)
    if not there or placed is None or placed.astimezone(ZONE).date() != today:
        guide_data.put_placements(sessions, HOME, demo_placements(products, plan, today), now)
    if counted is None or not timedelta(0) <= now - counted < COUNTED_FOR:
        guide_data.put_stocks(sessions, HOME, demo_stocks(products, now), now)
    promotions, notices, words = demo_promotions(products, now), demo_notices(now), demo_synonyms()
    if set(promotions) != set(offered):
        guide_data.put_promotions(sessions, HOME, promotions, now)
    if set(notices) != set(noticed):
        guide_data.put_notices(sessions, HOME, notices, now)
    if set(words) != set(named):
        guide_data.put_synonyms(sessions, HOME, words, now)
