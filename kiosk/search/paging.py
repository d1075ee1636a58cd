"""What a page of changes tells of the guide, for who has no replica to apply it to."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Notice, Promotion
from domain.reference import (
    Department,
    DepartmentChanged,
    NoticeChanged,
    PlacementChanged,
    PlanChanged,
    Product,
    ProductChanged,
    PromotionChanged,
    ReplicaPage,
    StockChanged,
    SynonymChanged,
)


@dataclass(slots=True)
class Content:
    """All that `Finder.build` takes."""

    products: list[Product] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    stocks: list[Stock] = field(default_factory=list)
    promotions: list[Promotion] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)
    plan: Plan | None = None


def content(page: ReplicaPage) -> Content:
    """Of a first page: what is removed again in it is not looked for."""
    found = Content()
    for change in page.changes:
        match change:
            case ProductChanged(product):
                found.products.append(product)
            case PlacementChanged(placement):
                found.placements.append(placement)
            case StockChanged(stock):
                found.stocks.append(stock)
            case PromotionChanged(promotion):
                found.promotions.append(promotion)
            case NoticeChanged(notice):
                found.notices.append(notice)
            case DepartmentChanged(department):
                found.departments.append(department)
            case SynonymChanged(synonym):
                found.synonyms.append(synonym)
            case PlanChanged(plan):
                found.plan = plan
            case _:
                pass
    return found
