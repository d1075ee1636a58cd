"""A store's rules come in from a file while its kiosk serves: what is wrong is told, and nobody is served by it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from backend.cli import backend_app
from backend.services import reference, tickets
from domain.ticket import TicketState
from tests.journeys.conftest import Shop
from tests.journeys.world import World
from tests.kiosk import builders

STORE = """
store_id = "9907"
chain = "禾家超市"
name = "青石桥店"
timezone = "Asia/Shanghai"
opens = 08:00:00
closes = 21:30:00
hotline = ""
desk = "出口左手边"
desk_metres = 30
"""
WRONG = """
version = "next"
timezone = "Asia/Shanghai"
broken_bundle = "guess"

[default]
department = "*"
window_days = "7"

[[departments]]
department = "fruit"
window_hours = 24
reasons = ["smelly"]
"""
RIGHT = WRONG.replace("guess", "reprice").replace('"7"', "7").replace("smelly", "spoiled")


def take_in(shop: Shop, folder: Path, policy: str) -> Result:
    folder.mkdir(exist_ok=True)
    (folder / "store.toml").write_text(STORE)
    (folder / "policy.toml").write_text(policy)
    return CliRunner().invoke(backend_app, ["import-store", str(folder), "--database", shop.service.settings.database])


def rules_in_force(shop: Shop) -> str:
    with shop.service.sessions.read() as session:
        policy = reference.policy(session, "9907")
    assert policy is not None
    return policy.version


def test_a_policy_with_errors_is_told_and_returns_go_on_by_the_one_before(
    here: World, shop: Shop, tmp_path: Path
) -> None:
    told = take_in(shop, tmp_path / "store", WRONG)
    assert told.exit_code == 1
    for fault in ("broken_bundle", "default.window_days", "departments[0].reasons[0]"):
        assert f"policy.toml: {fault}" in told.stderr
    assert rules_in_force(shop) == builders.POLICY.version

    done = here.whole_return(shop.code("salt"), (1, 1))
    assert done.ticket.order.policy_version == builders.POLICY.version
    here.delivered()
    with shop.service.sessions.read() as session:
        detail = tickets.ticket(session, "9907", done.ticket.ticket_no, shop.service.clock())
    assert detail is not None
    assert detail.state is TicketState.WAITING_FOR_SHOPPER

    assert take_in(shop, tmp_path / "store", RIGHT).exit_code == 0
    assert rules_in_force(shop) == "next"
