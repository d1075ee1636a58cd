"""Reserved and returned together never exceed what was bought, in pieces or in money, whoever asks how often."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from backend.services import ledger, receipts
from backend.services.ledger import Claimed, Full, NoSuchLine, Wanted
from domain.money import cumulative_share
from domain.receipt import Receipt
from domain.wire import Result
from tests.support.postgres import on_both
from tests.support.service import NOW, Service, a_line, a_receipt, open_service


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("ledger")
    opened = open_service(f"sqlite:///{folder}/central.db")
    yield opened
    opened.close()


_SEQUENCES = count(1)


def _on(service: Service, receipt: Receipt, claim_id: str, step: str, wanted: list[Wanted]) -> object:
    with service.sessions.write() as session:
        row = receipts.row_of(session, receipt.code)
        assert row is not None
        book = ledger.lock(session, row)
        match step:
            case "claim":
                return ledger.claim(session, book, claim_id, wanted, NOW)
            case "release":
                return ledger.release(session, book, claim_id, NOW)
            case _:
                return ledger.settle(session, book, claim_id)


@settings(max_examples=30)
@given(data=st.data())
def test_whatever_is_claimed_released_and_settled_the_ledger_holds(shared: Service, data: DataObject) -> None:
    sold = data.draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 999)), min_size=1, max_size=3), "lines")
    lines = [a_line(n, paid, quantity) for n, (quantity, paid) in enumerate(sold, start=1)]
    receipt = a_receipt(next(_SEQUENCES), *lines)
    shared.sell(receipt)
    run = receipt.code
    reserved: dict[str, dict[int, tuple[int, int]]] = {}
    final: dict[str, dict[int, tuple[int, int]]] = {}

    def gone(line_no: int) -> tuple[int, int]:
        parts = [t[line_no] for held in (reserved, final) for t in held.values() if line_no in t]
        return sum(q for q, _ in parts), sum(f for _, f in parts)

    for _ in range(data.draw(st.integers(1, 12), "steps")):
        step = data.draw(st.sampled_from(["claim", "claim", "release", "settle"]), "step")
        name = f"{run}-{data.draw(st.integers(1, 4), 'claim')}"
        wanted = data.draw(
            st.lists(
                st.builds(Wanted, st.integers(0, len(lines) + 1), st.integers(-1, 6), st.integers(-1, 1_100)),
                max_size=3,
            ),
            "wanted",
        )
        fair = data.draw(st.booleans(), "fair")
        if fair:
            wanted = [
                Wanted(w.line_no, max(0, w.quantity), _due(receipt, w, gone(w.line_no)))
                for w in {w.line_no: w for w in wanted}.values()
            ]
        result = _on(shared, receipt, name, step, wanted)
        match step, result:
            case "claim", Claimed() if name not in reserved and name not in final:
                merged: dict[int, tuple[int, int]] = {}
                for w in wanted:
                    q, f = merged.get(w.line_no, (0, 0))
                    merged[w.line_no] = (q + w.quantity, f + w.refund_fen)
                if merged:
                    reserved[name] = merged
            case "release", _:
                reserved.pop(name, None)
            case "settle", _ if name in reserved:
                final[name] = reserved.pop(name)
            case _, (Claimed() | Full() | NoSuchLine() | None):
                pass
        with shared.sessions.read() as session:
            known = receipts.lookup(session, receipt.code)
            assert known is not None
            held = {r.line_no: (r.quantity, r.refund_fen) for r in known.returned}
        for line in lines:
            pieces, fen = gone(line.line_no)
            assert held.get(line.line_no, (0, 0)) == (pieces, fen)
            assert pieces <= line.quantity
            assert fen <= cumulative_share(line.paid_fen, pieces, line.quantity)


def _due(receipt: Receipt, wanted: Wanted, gone: tuple[int, int]) -> int:
    found = [line for line in receipt.lines if line.line_no == wanted.line_no]
    if not found or gone[0] + wanted.quantity > found[0].quantity:
        return 0
    return cumulative_share(found[0].paid_fen, gone[0] + max(0, wanted.quantity), found[0].quantity) - gone[1]


@on_both
def test_many_kiosks_at_once_never_overdraw_a_line(service: Service) -> None:
    receipt = a_receipt(1, a_line(1, 5_000, 5), a_line(2, 700, 7))
    service.sell(receipt)
    kiosks = [service.kiosk() for _ in range(8)]
    outcomes: list[tuple[Result, str]] = []
    ready = threading.Barrier(len(kiosks))

    def claim(index: int) -> None:
        kiosk = kiosks[index]
        # Half of them name the lines the other way round.
        picks = [(1, 1), (2, 1)] if index % 2 else [(2, 1), (1, 1)]
        messages = [kiosk.envelope(kiosk.registered(receipt, picks)) for _ in range(3)]
        ready.wait()
        for message in messages:
            (answer,) = kiosk.send(message)
            while answer.result is Result.LATER:
                (answer,) = kiosk.send(message)
            outcomes.append((answer.result, answer.code))

    threads = [threading.Thread(target=claim, args=(i,)) for i in range(len(kiosks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 24
    assert outcomes.count((Result.ACCEPTED, "")) == 5
    assert outcomes.count((Result.ACCEPTED, "held")) == 19
    with service.sessions.read() as session:
        known = receipts.lookup(session, receipt.code)
    assert known is not None
    assert [(r.quantity, r.refund_fen) for r in known.returned] == [(5, 5_000), (5, 500)]


@on_both
def test_one_message_sent_by_many_threads_at_once_acts_once(service: Service) -> None:
    receipt = a_receipt(1, a_line(1, 5_000, 5))
    service.sell(receipt)
    kiosk = service.kiosk()
    message = kiosk.envelope(kiosk.registered(receipt, [(1, 1)]))
    results: list[Result] = []

    def send() -> None:
        (answer,) = kiosk.send(message)
        results.append(answer.result)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(Result.ACCEPTED) == 1
    assert set(results) <= {Result.ACCEPTED, Result.DUPLICATE, Result.LATER}
    with service.sessions.read() as session:
        known = receipts.lookup(session, receipt.code)
    assert known is not None
    assert [(r.quantity, r.refund_fen) for r in known.returned] == [(1, 1_000)]
