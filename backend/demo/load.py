"""The demo store into a database, through the services as a real chain's data would come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from backend.database import Sessions
from backend.demo import claiming, guide, store
from backend.demo.stories import Story
from backend.services import receipts, reference
from backend.services.receipts import Imported, NotImported
from domain import codec
from domain.policy import Policy
from domain.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Loaded:
    """`stories` leads from a story's name to its receipt code. `refused` tells what was here with other content."""

    stories: Mapping[str, str]
    receipts_new: int
    refused: tuple[str, ...] = ()


Progress = Callable[[int, int], None]
"""Days done, days in all."""


def load(
    sessions: Sessions, now: datetime, seed: int = store.SEED, progress: Progress = lambda done, whole: None
) -> Loaded:
    """Bring the demo store to this moment; what is there already is left alone and costs milliseconds.

    On another day, that day's sales join, and the stories lead to new receipts. Offers and notices of the guide are
    always those of this hour.
    """
    shelved = store.shelve(seed)
    told = store.tell(shelved, now)
    if _all_there(sessions, told, shelved.policy):
        guide.bring(sessions, shelved.products, now)
        return Loaded(store.codes(told), 0)
    _put_reference(sessions, shelved, now)
    guide.bring(sessions, shelved.products, now)
    outcomes: list[tuple[Receipt, Imported | NotImported]] = []
    days = store.days(now)
    for done, on in enumerate(days, start=1):
        sold = [r for s in shelved.stores for r in store.sales_of(seed, s.store_id, on, now, shelved)]
        # The last sale stands for its whole day: a day comes in at once, and a day cut short ends with another sale.
        if sold and not _there(sessions, (sold[-1], sold[0])):
            outcomes += zip(sold, receipts.import_receipts(sessions, sold, now), strict=True)
        progress(done, len(days))
    stories = [story.receipt for story in told]
    outcomes += zip(stories, receipts.import_receipts(sessions, stories, now), strict=True)
    claiming.make(sessions, store.claims(told), shelved.policy, now)
    return Loaded(
        store.codes(told),
        sum(outcome is Imported.NEW for _, outcome in outcomes),
        tuple(f"{r.code}: {'; '.join(o.reasons)}" for r, o in outcomes if isinstance(o, NotImported)),
    )


def _all_there(sessions: Sessions, told: tuple[Story, ...], policy: Policy) -> bool:
    """The stories come in last, so that with them everything of this slot is here."""
    with sessions.read() as session:
        try:
            published = [reference.policy(session, s.store_id) for s in store.STORES]
        except reference.StoreUnknown:
            return False
        if any(p is None or replace(p, version="") != replace(policy, version="") for p in published):
            return False
        for story in told:
            known = receipts.lookup(session, story.receipt.code)
            if known is None or (story.returned and not known.returned):
                return False
    return True


def _there(sessions: Sessions, some: tuple[Receipt, ...]) -> bool:
    with sessions.read() as session:
        return all(receipts.lookup(session, receipt.code) is not None for receipt in some)


def _put_reference(sessions: Sessions, shelved: store.Shelved, now: datetime) -> None:
    for each in shelved.stores:
        reference.put_store(sessions, each, now)
        _publish(sessions, each.store_id, shelved.policy, now)
        reference.put_departments(sessions, each.store_id, shelved.departments, now)
        reference.put_products(sessions, each.store_id, shelved.products, now)


def _publish(sessions: Sessions, store_id: str, policy: Policy, now: datetime) -> None:
    """A policy changed under the same version, while somebody works on it, is published under a version of its own."""
    try:
        reference.put_policy(sessions, store_id, policy, now)
    except ValueError:
        own = replace(policy, version=f"{policy.version}.{codec.digest(policy)[:8]}")
        reference.put_policy(sessions, store_id, own, now)
