"""The demo store's guide as a kiosk is told it: one page of changes, for programs that want it without a service."""

from __future__ import annotations

from datetime import datetime

from backend.demo import store
from backend.demo.offers import demo_notices, demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.wording import demo_synonyms
from domain.reference import (
    DepartmentChanged,
    NoticeChanged,
    PlacementChanged,
    PlanChanged,
    ProductChanged,
    PromotionChanged,
    ReplicaPage,
    StockChanged,
    SynonymChanged,
)


def guide_page(now: datetime) -> ReplicaPage:
    """Goods, places, stocks, offers, notices, words and plan, as they stand at `now`."""
    shelved, plan = store.shelve(store.SEED), demo_plan()
    products = shelved.products
    changes = (
        PlanChanged(plan),
        *map(DepartmentChanged, shelved.departments),
        *map(ProductChanged, products),
        *map(PlacementChanged, demo_placements(products, plan, now.date())),
        *map(StockChanged, demo_stocks(products, now)),
        *map(PromotionChanged, demo_promotions(products, now)),
        *map(NoticeChanged, demo_notices(now)),
        *map(SynonymChanged, demo_synonyms()),
    )
    return ReplicaPage(len(changes), changes, more=False, as_of=now)
