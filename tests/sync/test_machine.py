"""Confirming, printing, sending, lost answers, refusals, restarts, clock jumps: in any order, promises are kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from domain import codec
from domain.receipt import LineReturned
from domain.ticket_number import parse_ticket_number
from domain.wire import Envelope
from sync.drafts import Accepted
from sync.outbox import Acknowledged, MessageState, NotNow, Outgoing, Refused, Verdict
from sync.prints import SlipOutcome, SlipState
from tests.sync.builders import ENROLLED, Kiosk, call, draft

VERDICTS: dict[str, Callable[[Outgoing], Verdict]] = {
    "accept": lambda m: Acknowledged(m.message_id),
    "refuse": lambda m: Refused(m.message_id, "refused"),
    "later": lambda m: NotNow(m.message_id, "busy", 30),
}


class AKiosksLife(RuleBasedStateMachine):
    tickets = Bundle("tickets")
    under_way = Bundle("under_way")
    """Batches somebody has taken: their answers may come late, twice, or never."""

    @initialize()
    def enrol(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="kiosk-"))
        self.kiosk = Kiosk.enrolled(self.directory / "data")
        self.epoch = 1
        self.accepted: dict[str, Accepted] = {}
        self.messages: set[str] = set()
        self.sent: set[str] = set()
        self.seen_numbers: list[int] = []
        self.confirmed: set[int] = set()

    def teardown(self) -> None:
        self.kiosk.stores.close()
        shutil.rmtree(self.directory)

    def _learn_new_messages(self) -> None:
        with self.kiosk.store.read() as connection:
            self.messages |= set(connection.exec_driver_sql("SELECT message_id FROM messages").scalars())

    @rule(target=tickets, number=st.integers(0, 12), quantity=st.integers(1, 2))
    def confirm(self, number: int, quantity: int) -> object:
        draft_id = f"{number}/{quantity}"
        accepted = self.kiosk.journal.accept(draft(draft_id, f"R-{number}", quantity=quantity))
        before = self.accepted.get(draft_id)
        assert accepted.repeated is (before is not None)
        if before is not None:
            assert replace(accepted, repeated=False) == before
            return multiple()
        self.accepted[draft_id] = accepted
        self._number_is_new(accepted.ticket_no)
        return accepted

    @rule(number=st.integers(0, 3))
    def ask_for_a_person(self, number: int) -> None:
        called = self.kiosk.journal.assist(call(f"call/{number}"))
        if not called.repeated:
            self._number_is_new(called.ticket_no)

    def _number_is_new(self, ticket_no: str) -> None:
        number = parse_ticket_number(ticket_no)
        assert number is not None
        assert number.sequence > max(self.seen_numbers, default=1846)
        self.seen_numbers.append(number.sequence)

    @rule(ticket=tickets, outcome=st.sampled_from(SlipOutcome))
    def a_slip_comes_out_or_not(self, ticket: Accepted, outcome: SlipOutcome) -> None:
        self.kiosk.journal.print_started(ticket.intent_id)
        self.kiosk.journal.print_result(ticket.intent_id, outcome, "ready")

    @rule(ticket=tickets)
    def a_reprint_begins(self, ticket: Accepted) -> None:
        self.kiosk.journal.print_started(self.kiosk.journal.print_intent(ticket.ticket_no, reprint=True))

    @rule(target=under_way, limit=st.integers(1, 5))
    def take(self, limit: int) -> object:
        batch = self.kiosk.outbox.take(limit)
        assert not {m.message_id for m in batch} & self.sent
        return batch

    @rule(batch=under_way, verdict=st.sampled_from(sorted(VERDICTS)))
    def an_answer_comes(self, batch: tuple[Outgoing, ...], verdict: str) -> None:
        self.kiosk.outbox.settle([VERDICTS[verdict](m) for m in batch])
        if verdict == "accept":
            waiting = {p.message_id for p in self.kiosk.outbox.parked()}
            self.sent |= {m.message_id for m in batch} - waiting

    @rule(batch=consumes(under_way))
    def an_answer_is_lost(self, batch: tuple[Outgoing, ...]) -> None:
        pass

    @rule()
    def a_person_sends_parked_ones_again(self) -> None:
        for parked in self.kiosk.outbox.parked():
            assert self.kiosk.outbox.requeue(parked.message_id)

    @rule()
    def the_power_goes(self) -> None:
        self.kiosk.restart()
        self.kiosk.journal.settle_unfinished_prints()

    @rule(seconds=st.integers(-100_000, 100_000))
    def the_clock_is_set(self, seconds: int) -> None:
        self.kiosk.clock.set_wall(self.kiosk.clock.now() + timedelta(seconds=seconds))

    @rule(seconds=st.floats(0, 2000))
    def time_passes(self, seconds: float) -> None:
        self.kiosk.clock.turn(seconds)

    @rule(first=st.integers(1, 3000))
    def it_is_enrolled_anew(self, first: int) -> None:
        self.epoch += 1
        self.kiosk.identity.keep(replace(ENROLLED, epoch=self.epoch, first_sequence=first))

    @invariant()
    def every_accepted_return_has_exactly_one_message_saying_what_was_promised(self) -> None:
        with self.kiosk.store.read() as connection:
            texts = connection.exec_driver_sql("SELECT envelope FROM messages WHERE kind = 'return.registered'")
            envelopes = [codec.decode(Envelope, codec.loads(text)) for text in texts.scalars()]
        assert {e.message_id: e for e in envelopes} == {a.message_id: a.envelope for a in self.accepted.values()}
        assert len(envelopes) == len(self.accepted)

    @invariant()
    def no_message_is_lost(self) -> None:
        before = set(self.messages)
        self._learn_new_messages()
        assert before <= self.messages
        for message_id in self.sent:
            delivery = self.kiosk.outbox.delivery(message_id)
            assert delivery is not None
            assert delivery.state is MessageState.SENT
        waiting = self.kiosk.outbox.waiting()
        assert waiting.pending + waiting.parked + len(self.sent) == len(self.messages)

    @invariant()
    def the_chain_holds(self) -> None:
        assert self.kiosk.journal.verify_chain() == ()

    @invariant()
    def a_confirmed_slip_stays_confirmed(self) -> None:
        for accepted in self.accepted.values():
            states = {p.intent_id: p.state for p in self.kiosk.journal.prints_of(accepted.ticket_no)}
            assert all(states[i] is SlipState.CONFIRMED for i in self.confirmed & states.keys())
            self.confirmed |= {i for i, state in states.items() if state is SlipState.CONFIRMED}

    @invariant()
    def what_is_unsent_counts_against_its_receipt(self) -> None:
        expected: dict[str, int] = {}
        for accepted in self.accepted.values():
            body = accepted.envelope.body
            if accepted.message_id not in self.sent:
                code = body.receipt_code
                expected[code] = expected.get(code, 0) + body.lines[0].quantity
        for number in range(13):
            code = f"R-{number}"
            (line,) = self.kiosk.journal.reserved(code, self.kiosk.journal.acknowledged()) or (LineReturned(1, 0, 0),)
            assert line.quantity == expected.get(code, 0)


TestAKiosksLife = AKiosksLife.TestCase
TestAKiosksLife.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
