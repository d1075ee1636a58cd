"""Loading goes through the services, again changes nothing, and another day adds what that day brought."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from backend.database import Sessions
from backend.demo.basket import ZONE
from backend.demo.load import load
from backend.demo.plan import demo_plan
from backend.demo.store import DemoStore
from backend.services import fleet, guide_data, receipts, reference
from backend.services.read_model import DeviceTrouble
from domain.promotion import running
from domain.receipt import LineReturned
from domain.returns import assess
from tests.backend.demo.conftest import NOW


def cursors(sessions: Sessions) -> list[tuple[str, int]]:
    """How much has changed, ever, in each store."""
    with sessions.read() as session:
        return [(row[0], row[1]) for row in session.execute(text("SELECT store_id, last FROM change_counters"))]


def returned(sessions: Sessions, code: str) -> tuple[LineReturned, ...]:
    with sessions.read() as session:
        known = receipts.lookup(session, code)
    assert known is not None
    return known.returned


def test_everything_generated_is_there(sessions: Sessions, demo: DemoStore) -> None:
    with sessions.read() as session:
        assert {store.store_id: store for store in reference.stores(session)} == {s.store_id: s for s in demo.stores}
        assert reference.policy(session, "9907") == reference.policy(session, "9912") == demo.policy
        (count,) = session.execute(text("SELECT count(*) FROM receipts")).one()
        assert count == len(demo.receipts)
        for code in demo.stories.values():
            known = receipts.lookup(session, code)
            assert known is not None
            assert known.receipt == demo.receipt(code)


def test_loading_again_in_the_same_slot_changes_nothing(sessions: Sessions, demo: DemoStore) -> None:
    before = cursors(sessions)
    loaded = load(sessions, NOW + timedelta(minutes=30))
    assert (loaded.receipts_new, loaded.refused, dict(loaded.stories)) == (0, (), dict(demo.stories))
    assert cursors(sessions) == before


def test_what_the_guide_shows_is_there(sessions: Sessions, demo: DemoStore) -> None:
    with sessions.read() as session:
        assert guide_data.plan(session, "9907") == demo_plan()
        placed = {p.product_id for p in guide_data.placements(session, "9907")}
        assert len(demo.products) - 10 < len(placed) < len(demo.products)
        assert len(running(guide_data.promotions(session, "9907"), NOW, ZONE)) >= 6
        assert guide_data.notices(session, "9907")
        assert guide_data.synonyms(session, "9907")
        assert guide_data.plan(session, "9912") is None
        stocks = session.execute(text("SELECT count(*) FROM stocks")).scalar_one()
    assert stocks == len(demo.products)


def test_offers_are_those_of_the_hour_and_counts_those_of_the_morning(sessions: Sessions) -> None:
    def kinds() -> dict[str, int]:
        with sessions.read() as session:
            rows = session.execute(text("SELECT kind, max(cursor) FROM changes WHERE store_id = '9907' GROUP BY kind"))
            return {kind: cursor for kind, cursor in rows}  # noqa: C416

    before = kinds()
    later = NOW + timedelta(minutes=90)
    load(sessions, later)
    changed = {kind for kind, cursor in kinds().items() if cursor != before[kind]}
    assert changed == {"promotion"}
    with sessions.read() as session:
        assert len(running(guide_data.promotions(session, "9907"), later, ZONE)) >= 6
    load(sessions, NOW + timedelta(hours=5))
    assert kinds()["stock"] > before["stock"]


def test_another_day_adds_its_sales_and_tells_the_stories_anew(sessions: Sessions, demo: DemoStore) -> None:
    tomorrow = NOW + timedelta(days=1)
    loaded = load(sessions, tomorrow)
    assert loaded.refused == ()
    assert 150 < loaded.receipts_new < 300
    assert not set(loaded.stories.values()) & set(demo.stories.values())
    with sessions.read() as session:
        known = receipts.lookup(session, loaded.stories["weighed_pork"])
    assert known is not None
    (line,) = assess(known.receipt, tomorrow, demo.policy, known.returned)
    assert line.max_quantity == 1
    assert returned(sessions, loaded.stories["returned_partly"])


def test_days_the_demo_was_not_started_are_filled_in(sessions: Sessions, demo: DemoStore) -> None:
    loaded = load(sessions, NOW + timedelta(days=4))
    assert loaded.refused == ()
    assert 600 < loaded.receipts_new < 900


def test_what_was_returned_before_went_through_ledger_and_desk(sessions: Sessions, demo: DemoStore) -> None:
    assert [(r.line_no, r.quantity) for r in returned(sessions, demo.stories["returned_partly"])] == [(1, 1)]
    whole = demo.receipt("returned_wholly")
    back = returned(sessions, whole.code)
    assert {r.line_no: r.quantity for r in back} == {line.line_no: line.quantity for line in whole.lines}
    assert sum(r.refund_fen for r in back) == whole.paid_fen
    with sessions.read() as session:
        states = session.execute(text("SELECT state, held_code FROM tickets")).all()
    assert [tuple(row) for row in states] == [("refunded", None)] * 2


def test_the_kiosk_that_made_them_cannot_send_any_more(sessions: Sessions) -> None:
    with sessions.read() as session:
        (device,) = fleet.devices(session, "9907", NOW)
    assert device.troubles == (DeviceTrouble.REVOKED,)


def test_it_stays_one_kiosk_however_often_the_demo_moves_on(sessions: Sessions) -> None:
    for days in (1, 2):
        load(sessions, NOW + timedelta(days=days))
    with sessions.read() as session:
        (device,) = fleet.devices(session, "9907", NOW)
    assert (device.kiosk_no, device.epoch) == (1, 3)


def test_a_rule_changed_under_the_same_version_is_published_beside_it(sessions: Sessions, demo: DemoStore) -> None:
    """Somebody edits policy.toml and starts the demo again: no version may read differently from what it was."""
    with sessions.write() as session:
        changed = text("UPDATE policies SET document = replace(document, :was, :became)")
        session.execute(changed, {"was": '"keep_days":2', "became": '"keep_days":3'})
    later = NOW + timedelta(minutes=5)
    load(sessions, later)
    with sessions.read() as session:
        in_force = reference.policy(session, "9907")
    assert in_force is not None
    assert in_force.keep_days == demo.policy.keep_days
    assert in_force.version.startswith(f"{demo.policy.version}.")
    before = cursors(sessions)
    load(sessions, later)
    assert cursors(sessions) == before
