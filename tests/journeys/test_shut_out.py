"""A kiosk the central service lets in no more: it learns so, says so, takes no more, and loses nothing it has taken."""

from __future__ import annotations

from pathlib import Path

from backend.services import fleet
from domain.ticket import TicketState
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.shell_events import Open
from tests.journeys.conftest import Shop
from tests.journeys.world import World, world


def device_id(here: World) -> str:
    return here.terminal.journal.enrolment().device_id


def revoke(here: World) -> None:
    fleet.revoke(here.service.sessions, "9907", device_id(here), here.service.clock())


def release(here: World) -> None:
    fleet.release(here.service.sessions, "9907", device_id(here), here.service.clock())


def hears_it_is_shut_out(here: World) -> None:
    here.terminal.worker.wake()
    here.until(lambda: here.situation.shut_out, "the kiosk to hear that it was revoked")


def hears_it_is_let_in(here: World) -> None:
    def let_in() -> bool:
        here.terminal.worker.wake()
        return not here.situation.shut_out and here.situation.service_ready

    here.until(let_in, "the kiosk to hear that it was released")


def test_a_revoked_kiosk_begins_no_return_and_after_its_release_goes_on(here: World, shop: Shop) -> None:
    revoke(here)
    hears_it_is_shut_out(here)
    assert not here.situation.service_ready
    here.tap(Open())
    here.show(shop.code("salt"))
    assert isinstance(here.state, s.Home)
    release(here)
    hears_it_is_let_in(here)
    here.whole_return(shop.code("salt"), (1, 1))
    here.delivered()


def test_a_return_under_way_when_the_kiosk_is_revoked_is_not_accepted(here: World, shop: Shop) -> None:
    here.scan(shop.code("salt"))
    here.choose((1, 1))
    revoke(here)
    hears_it_is_shut_out(here)
    here.confirm()
    assert here.at(s.StaffNeeded).why is s.StaffWhy.OUT_OF_SERVICE
    assert here.printer.slips == []
    assert here.board() == ()
    here.show(shop.code("mixed"))
    assert here.at(s.StaffNeeded).why is s.StaffWhy.OUT_OF_SERVICE
    here.tap(e.GoHome())
    assert isinstance(here.state, s.Home)


def test_what_it_accepted_before_it_heard_is_kept_and_delivered_after_its_release(here: World, shop: Shop) -> None:
    here.serving.pause()
    done = here.whole_return(shop.code("mixed"), (1, 1))
    here.tap(e.Finished())
    revoke(here)
    here.serving.resume()
    hears_it_is_shut_out(here)
    waiting = here.terminal.outbox.waiting()
    assert (waiting.pending > 0, waiting.parked) == (True, 0)
    assert here.board() == ()
    release(here)
    hears_it_is_let_in(here)
    here.delivered()
    detail = here.central_ticket(done.ticket.ticket_no)
    assert detail is not None
    assert detail.state is TicketState.WAITING_FOR_SHOPPER


def test_it_is_remembered_without_the_line_and_a_new_code_lets_it_in_again(shop: Shop, tmp_path: Path) -> None:
    with world(shop.service, tmp_path / "kiosk") as here:
        here.serving.pause()
        done = here.whole_return(shop.code("mixed"), (1, 1))
        here.tap(e.Finished())
        revoke(here)
        here.serving.resume()
        hears_it_is_shut_out(here)
    with world(shop.service, tmp_path / "kiosk", online=False) as here:
        here.until(lambda: here.situation.shut_out, "the kiosk to say that it is out of use")
        here.tap(Open())
        assert isinstance(here.state, s.Home)
    with world(shop.service, tmp_path / "kiosk", kiosk_no=1) as here:
        assert not here.situation.shut_out
        here.delivered()
        assert here.central_ticket(done.ticket.ticket_no) is not None
