"""Batches out of the outbox, and what their answers mean for each message in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol, assert_never

import structlog

from domain.wire import Answer, BatchAnswer, Result
from sync.client import ServiceBusy, ServiceError, ServiceRefused, ServiceTransient, ServiceUnauthorised
from sync.events import Delivered, MessageParked, SyncEvent, WorkerSettings
from sync.journal import Journal
from sync.outbox import Acknowledged, NotNow, Outbox, Outgoing, Refused, Verdict

_log = structlog.get_logger(__name__)

_ABOUT_THE_MESSAGE = frozenset({400, 409, 413, 422})
"""Refusals that say something of what was sent; others (403, 404, ...) may end when somebody corrects a setting."""


class Submitting(Protocol):
    def submit(self, chain_head: str, envelopes: Sequence[str]) -> BatchAnswer: ...


class Sender:
    """`probe` raises ServiceError when not even a heartbeat gets through."""

    def __init__(
        self,
        client: Submitting,
        journal: Journal,
        outbox: Outbox,
        probe: Callable[[], None],
        listener: Callable[[SyncEvent], None],
        settings: WorkerSettings,
        random: Random,
    ) -> None:
        self._client = client
        self._journal = journal
        self._outbox = outbox
        self._probe = probe
        self._listener = listener
        self._settings = settings
        self._random = random
        self._limit = settings.batch

    def send_some(self) -> bool:
        """One batch. True when there may be more to send at once.

        Raises ServiceError and NotEnrolled when the line is to blame, StoreError.
        """
        batch = self._outbox.take(self._limit)
        if not batch:
            return False
        try:
            answer = self._client.submit(self._journal.chain_head(), [m.text for m in batch])
        except (ServiceUnauthorised, ServiceBusy):
            raise
        except (ServiceTransient, ServiceRefused) as error:
            self._blame(batch, error)
            return True
        self._limit = min(self._settings.batch, self._limit * 2)
        self._settle(batch, answer)
        return True

    def _blame(self, batch: tuple[Outgoing, ...], error: ServiceError) -> None:
        """A batch failed. When a heartbeat gets through, the line is not to blame: halve, down to the one message."""
        if isinstance(error, ServiceTransient):
            self._probe()
        self._limit = max(1, len(batch) // 2)
        if len(batch) > 1:
            return
        (message,) = batch
        if isinstance(error, ServiceRefused) and error.status in _ABOUT_THE_MESSAGE:
            self._conclude([(message, Refused(message.message_id, error.code))])
        else:
            self._conclude([(message, self._not_now(message, str(error)))])

    def _settle(self, batch: tuple[Outgoing, ...], answer: BatchAnswer) -> None:
        answers = {a.message_id: a for a in answer.answers}
        self._conclude([(m, self._verdict(m, answers.get(m.message_id))) for m in batch])

    def _verdict(self, message: Outgoing, answer: Answer | None) -> Verdict:
        if answer is None:
            return self._not_now(message, "no_answer")
        match answer.result:
            case Result.ACCEPTED | Result.DUPLICATE:
                if answer.body_hash != message.body_hash:
                    return self._not_now(message, "another_hash")
                return Acknowledged(message.message_id, answer.code)
            case Result.REFUSED:
                return Refused(message.message_id, answer.code)
            case Result.LATER:
                return self._not_now(message, answer.code)
            case _:
                assert_never(answer.result)

    def _not_now(self, message: Outgoing, why: str) -> NotNow:
        wait = self._settings.message.wait_s(message.attempts + 1, self._random)
        return NotNow(message.message_id, why, wait)

    def _conclude(self, outcomes: list[tuple[Outgoing, Verdict]]) -> None:
        self._outbox.settle([verdict for _, verdict in outcomes])
        for message, verdict in outcomes:
            match verdict:
                case Acknowledged(code=code):
                    self._listener(Delivered(message.message_id, message.ticket_no, message.kind, code))
                case Refused(why=why):
                    _log.warning("message parked", message_id=message.message_id, why=why)
                    self._listener(MessageParked(message.message_id, message.ticket_no, message.kind, why))
                case NotNow():
                    pass
                case _:
                    assert_never(verdict)
