"""Names of messages and of tracking links."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.wire import Envelope, SlipReported, new_message_id, new_tracking_token
from tests.support.strategies import shaped

UNIX_MS = st.integers(0, 2**48 - 1)


@given(UNIX_MS)
def test_a_message_id_is_a_uuid_of_version_7_that_tells_its_time(unix_ms: int) -> None:
    name = uuid.UUID(new_message_id(unix_ms))
    assert (name.version, name.variant) == (7, uuid.RFC_4122)
    assert name.int >> 80 == unix_ms


@given(UNIX_MS, UNIX_MS)
def test_ids_sort_as_they_were_made(a: int, b: int) -> None:
    if a < b:
        assert new_message_id(a) < new_message_id(b)


def test_names_are_never_made_twice() -> None:
    assert len({new_message_id(0) for _ in range(2_000)}) == 2_000
    assert len({new_tracking_token() for _ in range(2_000)}) == 2_000


def test_a_tracking_token_is_128_bits_fit_for_a_link() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", new_tracking_token())


@given(shaped(SlipReported), UNIX_MS, st.integers(1, 9), st.integers(1, 9))
def test_the_hash_is_of_what_is_told_not_of_how_it_was_sent(body: SlipReported, ms: int, seq: int, epoch: int) -> None:
    first = Envelope("a", "d1", epoch, seq, datetime(2026, 11, 21, tzinfo=UTC), body)
    again = Envelope(new_message_id(ms), "d2", 1, 1, datetime(2027, 1, 1, tzinfo=UTC), body)
    assert first.body_hash == again.body_hash
    other = SlipReported(body.ticket_no + "x", body.outcome, body.status, body.reprint)
    assert Envelope("a", "d1", epoch, seq, first.created_at, other).body_hash != first.body_hash
