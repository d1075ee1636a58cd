"""What the store guide shows: put in by the store, whole or piece by piece, and read by kiosks' replicas.

Every put checks first and says all that is wrong at once (`Unfit`); what is right but should be known comes back as
remarks. A whole set replaces what was there; `whole=False` adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models import (
    DepartmentRow,
    NoticeRow,
    PlacementRow,
    PlanRow,
    ProductRow,
    PromotionRow,
    StockRow,
    SynonymRow,
)
from backend.services import guide_checks
from backend.services.changes import Changed, hold, record
from backend.services.documents import read, stored, text_faults
from backend.services.guide_checks import Found
from backend.services.reference import store_row, stores
from backend.services.whole_sets import put, remove
from domain import codec
from domain.goods import Placement, Stock, Synonym
from domain.money import Fen
from domain.plan import Plan
from domain.promotion import Notice, Promotion
from domain.reference import Department, Product

T = TypeVar("T")

ENDED_KEPT = timedelta(days=30)
"""How long promotions and notices stay after their end, for whoever asks what there was."""

_ASKED_SINGLY = 500

Remarks = tuple[str, ...]


class Unfit(ValueError):
    """Nothing was put in. `faults`: (index of the item, what is wrong with it), all there are."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__("; ".join(said for _, said in faults))
        self.faults = tuple(faults)


def put_plan(sessions: Sessions, store_id: str, plan: Plan, now: datetime) -> Remarks:
    """Put a plan in force; the caller has checked its shapes (`domain.plan.checking`).

    A version, once published, stands: the same version with other content raises Unfit. Raises StoreUnknown.
    """
    faults = text_faults(codec.encode(plan))
    if not 0 < len(plan.version) <= guide_checks.LONGEST_KEY:
        faults.append(f"a plan's version has 1 to {guide_checks.LONGEST_KEY} characters")
    with sessions.write() as session:
        hold(session, store_id)
        store = store_row(session, store_id)
        row = session.get(PlanRow, (store_id, plan.version))
        if row is not None and row.document != stored(plan):
            faults.append(f"plan {ascii(plan.version)[1:-1]} is published already and reads differently")
        if faults:
            raise Unfit([(0, fault) for fault in faults])
        if row is None:
            session.add(
                PlanRow(store_id=store_id, plan_version=plan.version, document=stored(plan), published_at=now)
            )
        remarks = guide_checks.dangling(plan, placements(session, store_id))
        if store.plan_version != plan.version:
            store.plan_version = plan.version
            record(session, store_id, now, [Changed("plan")])
    return remarks


def put_placements(
    sessions: Sessions, store_id: str, placements: Sequence[Placement], now: datetime, *, whole: bool = True
) -> Remarks:
    """Raises Unfit, StoreUnknown."""
    with sessions.write() as session:
        hold(session, store_id)
        goods = _product_ids(session, store_id, None if whole else {p.product_id for p in placements})
        found = guide_checks.placements(placements, plan(session, store_id), goods, whole=whole)
        _refuse(found)
        put(
            session,
            store_id,
            "placement",
            {p.placement_id: p for p in placements},
            now,
            PlacementRow,
            PlacementRow.placement_id,
            lambda p: PlacementRow(
                store_id=store_id,
                placement_id=p.placement_id,
                product_id=p.product_id,
                fixture_id=p.fixture_id,
                document=stored(p),
            ),
            whole=whole,
        )
    return found.remarks


def put_stocks(
    sessions: Sessions, store_id: str, stocks: Sequence[Stock], now: datetime, *, whole: bool = True
) -> Remarks:
    """Raises Unfit, StoreUnknown."""
    with sessions.write() as session:
        hold(session, store_id)
        goods = _product_ids(session, store_id, None if whole else {s.product_id for s in stocks})
        found = guide_checks.stocks(stocks, goods, now)
        _refuse(found)
        put(
            session,
            store_id,
            "stock",
            {s.product_id: s for s in stocks},
            now,
            StockRow,
            StockRow.product_id,
            lambda s: StockRow(store_id=store_id, product_id=s.product_id, document=stored(s)),
            whole=whole,
        )
    return found.remarks


def put_promotions(
    sessions: Sessions, store_id: str, promotions: Sequence[Promotion], now: datetime, *, whole: bool = True
) -> Remarks:
    """Raises Unfit, StoreUnknown."""
    with sessions.write() as session:
        hold(session, store_id)
        plan_now = plan(session, store_id)
        departments = set(session.scalars(select(DepartmentRow.code).where(DepartmentRow.store_id == store_id)))
        prices = _prices(session, store_id, {p for promotion in promotions for p in promotion.product_ids})
        found = guide_checks.promotions(promotions, plan_now, prices, departments, now)
        _refuse(found)
        put(
            session,
            store_id,
            "promotion",
            {p.promotion_id: p for p in promotions},
            now,
            PromotionRow,
            PromotionRow.promotion_id,
            lambda p: PromotionRow(
                store_id=store_id,
                promotion_id=p.promotion_id,
                ends_at=p.validity.ends_at,
                document=stored(p),
            ),
            whole=whole,
        )
    return found.remarks


def put_notices(
    sessions: Sessions,
    store_id: str,
    notices: Sequence[Notice],
    now: datetime,
    *,
    by: str = "",
    whole: bool = True,
) -> Remarks:
    """Raises Unfit, StoreUnknown."""
    with sessions.write() as session:
        hold(session, store_id)
        found = guide_checks.notices(notices, now, whole=whole)
        _refuse(found)
        put(
            session,
            store_id,
            "notice",
            {n.notice_id: n for n in notices},
            now,
            NoticeRow,
            NoticeRow.notice_id,
            lambda n: NoticeRow(
                store_id=store_id,
                notice_id=n.notice_id,
                ends_at=n.ends_at,
                put_by=by[:200],
                put_at=now,
                document=stored(n),
            ),
            whole=whole,
        )
    return found.remarks


def put_notice_everywhere(sessions: Sessions, notice: Notice, now: datetime, *, by: str = "") -> tuple[str, ...]:
    """To every store, each in a transaction of its own. Returns their ids. Raises Unfit before any has it."""
    _refuse(guide_checks.notices([notice], now, whole=False))
    with sessions.read() as session:
        ids = tuple(store.store_id for store in stores(session))
    for store_id in ids:
        put_notices(sessions, store_id, [notice], now, by=by, whole=False)
    return ids


def put_synonyms(
    sessions: Sessions, store_id: str, synonyms: Sequence[Synonym], now: datetime, *, whole: bool = True
) -> Remarks:
    """Raises Unfit, StoreUnknown."""
    with sessions.write() as session:
        hold(session, store_id)
        found = guide_checks.synonyms(synonyms)
        _refuse(found)
        put(
            session,
            store_id,
            "synonym",
            {s.word: s for s in synonyms},
            now,
            SynonymRow,
            SynonymRow.word,
            lambda s: SynonymRow(store_id=store_id, word=s.word, document=stored(s)),
            whole=whole,
        )
    return found.remarks


def remove_promotion(sessions: Sessions, store_id: str, promotion_id: str, now: datetime) -> bool:
    """False when it is not there."""
    with sessions.write() as session:
        key = PromotionRow.promotion_id
        return bool(remove(session, store_id, "promotion", [promotion_id], now, PromotionRow, key))


def remove_notice(sessions: Sessions, store_id: str, notice_id: str, now: datetime) -> bool:
    """Lift a notice before its end. False when it is not there."""
    with sessions.write() as session:
        return bool(remove(session, store_id, "notice", [notice_id], now, NoticeRow, NoticeRow.notice_id))


def remove_synonym(sessions: Sessions, store_id: str, word: str, now: datetime) -> bool:
    """False when it is not there."""
    with sessions.write() as session:
        return bool(remove(session, store_id, "synonym", [word], now, SynonymRow, SynonymRow.word))


def forget_ended(sessions: Sessions, now: datetime) -> None:
    """Promotions and notices long over go, and leave replicas too."""
    before = now - ENDED_KEPT
    for kind, table, key in (
        ("promotion", PromotionRow, PromotionRow.promotion_id),
        ("notice", NoticeRow, NoticeRow.notice_id),
    ):
        with sessions.read() as session:
            over = session.execute(select(table.store_id, key).where(table.ends_at < before)).all()
        for store_id in {store_id for store_id, _ in over}:
            with sessions.write() as session:
                remove(session, store_id, kind, [k for s, k in over if s == store_id], now, table, key)


def plan(session: Session, store_id: str, version: str | None = None) -> Plan | None:
    """The plan of that version, else the one in force; None where there is none. Raises StoreUnknown."""
    wanted = version if version is not None else store_row(session, store_id).plan_version
    row = session.get(PlanRow, (store_id, wanted)) if wanted is not None else None
    return None if row is None else _plan(row.document)


@lru_cache(maxsize=16)
def _plan(document: str) -> Plan:
    """A published plan never changes: the same text is read once, not for each phone that opens a way."""
    return read(Plan, document)


def placements(session: Session, store_id: str) -> tuple[Placement, ...]:
    return _all(session, store_id, PlacementRow, PlacementRow.placement_id, Placement)


def placement(session: Session, store_id: str, placement_id: str) -> Placement | None:
    row = session.get(PlacementRow, (store_id, placement_id))
    return None if row is None else read(Placement, row.document)


def placements_of(session: Session, store_id: str, product_id: str) -> tuple[Placement, ...]:
    documents = session.scalars(
        select(PlacementRow.document)
        .where(PlacementRow.store_id == store_id, PlacementRow.product_id == product_id)
        .order_by(PlacementRow.placement_id)
    )
    return tuple(read(Placement, document) for document in documents)


def department_name(session: Session, store_id: str, code: str) -> str:
    """Empty where there is no such department."""
    row = session.get(DepartmentRow, (store_id, code))
    return "" if row is None else read(Department, row.document).name


def product(session: Session, store_id: str, product_id: str) -> Product | None:
    row = session.get(ProductRow, (store_id, product_id))
    return None if row is None else read(Product, row.document)


def promotions(session: Session, store_id: str) -> tuple[Promotion, ...]:
    return _all(session, store_id, PromotionRow, PromotionRow.promotion_id, Promotion)


def notices(session: Session, store_id: str) -> tuple[Notice, ...]:
    return _all(session, store_id, NoticeRow, NoticeRow.notice_id, Notice)


def synonyms(session: Session, store_id: str) -> tuple[Synonym, ...]:
    return _all(session, store_id, SynonymRow, SynonymRow.word, Synonym)


def _all(session: Session, store_id: str, table: Any, key_column: Any, cls: type[T]) -> tuple[T, ...]:
    documents = session.scalars(select(table.document).where(table.store_id == store_id).order_by(key_column))
    return tuple(read(cls, document) for document in documents)


def _product_ids(session: Session, store_id: str, named: Set[str] | None) -> frozenset[str]:
    """All the store's, or those of `named` there are: a single count needs no fifty thousand ids."""
    every = select(ProductRow.product_id).where(ProductRow.store_id == store_id)
    if named is None or len(named) > _ASKED_SINGLY:
        return frozenset(session.scalars(every))
    return frozenset(session.scalars(every.where(ProductRow.product_id.in_(sorted(named)))))


def _prices(session: Session, store_id: str, product_ids: Iterable[str]) -> dict[str, Fen]:
    wanted = sorted(product_ids)
    prices: dict[str, Fen] = {}
    for start in range(0, len(wanted), 500):
        documents = session.scalars(
            select(ProductRow.document)
            .where(ProductRow.store_id == store_id, ProductRow.product_id.in_(wanted[start : start + 500]))
        )
        prices.update((p.product_id, p.price_fen) for p in (read(Product, document) for document in documents))
    return prices


def _refuse(found: Found) -> None:
    if found.faults:
        raise Unfit(found.faults)
