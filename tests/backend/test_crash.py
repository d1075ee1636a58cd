"""The service dies around a commit: sent again, the return stands once, and the ledger holds it once."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from backend.database import open_database
from backend.models import RatingRow, UnansweredRow
from backend.services import messages, receipts, tickets
from backend.services.fleet import Identity
from domain import codec
from domain.receipt import LineReturned
from domain.receipt_code import HOUSE_FORMAT
from domain.ticket_number import TicketKind
from domain.wire import Envelope, Result, UnansweredWord
from tests.support.guide import a_rating, usage
from tests.support.postgres import on_both
from tests.support.service import NOW, Service, a_line, a_receipt

_DIED = 77


def _dies(database: str, who: Identity, message: Envelope, commit: int, after: bool) -> int:
    """Take the message in a process of its own, which ends hard at its n-th commit, before or after it."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    try:
        sessions = open_database(database)
        left = [commit]

        def count() -> None:
            left[0] -= 1
            if left[0] == 0:
                os._exit(_DIED)

        if after:
            event.listen(Session, "after_commit", lambda _session: count())
        else:
            event.listen(sessions.engine, "commit", lambda _connection: count())
        messages.receive(sessions, who, "", [codec.encode(message)], (HOUSE_FORMAT,), NOW)
        os._exit(0)
    except BaseException:
        os._exit(1)


@on_both
@pytest.mark.parametrize("store_of_receipt", ["9907", "9908"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("commit", [1, 2, 3])
def test_a_service_that_dies_around_a_commit(
    service: Service, stocked: str, store_of_receipt: str, after: bool, commit: int
) -> None:
    receipt = a_receipt(1, a_line(1, 2_000, 2), store_id=store_of_receipt)
    service.sell(receipt)
    kiosk = service.kiosk()
    message = kiosk.envelope(kiosk.registered(receipt, [(1, 1)]))
    who = Identity("9907", kiosk.enrolled.device_id, 1, 1)
    service.sessions.close()  # no connection may be shared with the child
    commits = 2 if store_of_receipt == "9907" else 3
    assert _dies(stocked, who, message, commit, after) == (_DIED if commit <= commits else 0)
    for _ in range(2):
        (answer,) = kiosk.send(message)
        assert answer.result in (Result.ACCEPTED, Result.DUPLICATE)
        assert answer.code == ""
    with service.sessions.read() as session:
        known = receipts.lookup(session, receipt.code)
        board = tickets.board(session, "9907", NOW)
    assert known is not None
    assert known.returned == (LineReturned(1, 1, 1_000),)
    assert [row.ticket_no for row in board] == [message.body.ticket_no]
    assert board[0].held is None


@on_both
@pytest.mark.parametrize("after", [False, True])
def test_a_bad_rating_and_a_guides_use_count_once_however_the_service_dies(
    service: Service, stocked: str, after: bool
) -> None:
    kiosk = service.kiosk()
    number = kiosk.ticket_no(TicketKind.COMPLAINT)
    sent = [
        kiosk.envelope(a_rating(1, complaint_no=number)),
        kiosk.envelope(usage(UnansweredWord("折耳根", 2))),
    ]
    who = Identity("9907", kiosk.enrolled.device_id, 1, 1)
    service.sessions.close()
    for message in sent:
        assert _dies(stocked, who, message, 1, after) == _DIED
    for _ in range(2):
        assert all(answer.result in (Result.ACCEPTED, Result.DUPLICATE) for answer in kiosk.send(*sent))
    with service.sessions.read() as session:
        assert [row.ticket_no for row in tickets.board(session, "9907", NOW)] == [number]
        assert session.scalars(select(RatingRow.complaint_no)).all() == [number]
        assert session.scalars(select(UnansweredRow.count)).all() == [2]
