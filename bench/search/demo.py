"""The demo store as the search takes it, and the same store grown to many more products."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from backend.demo import store
from backend.demo.offers import demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.wording import demo_synonyms
from kiosk.search.entries import Data

NOW = datetime(2026, 11, 21, 10, 18, tzinfo=ZoneInfo("Asia/Shanghai"))


@lru_cache(maxsize=1)
def data() -> Data:
    shelved = store.shelve(store.SEED)
    plan = demo_plan()
    return Data(
        shelved.products, demo_placements(shelved.products, plan, NOW.date()), demo_stocks(shelved.products, NOW),
        demo_promotions(shelved.products, NOW), shelved.departments, plan,
    )  # fmt: skip


@lru_cache(maxsize=1)
def synonyms() -> tuple:
    return demo_synonyms()
