"""Shoppers at a kiosk, one after another, each promise said aloud once it was given; run where it may be cut off.

`say` writes one line to standard output with a single unbuffered write: what stands there, a shopper was told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from sync.identity import Identity
from sync.journal import Journal
from sync.outbox import Acknowledged, Outbox
from sync.prints import SlipOutcome
from sync.schema import JOURNAL
from sync.store import Pragmas, Store, StoreError
from tests.sync.builders import Kiosk, TurnedClock, draft

Say = Callable[[str], None]


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def prepare(directory: Path, shoppers: int = 1) -> None:
    """An enrolled kiosk that has served some shoppers and was switched off properly."""
    kiosk = Kiosk.enrolled(directory)
    for n in range(shoppers):
        serve(kiosk.store, f"earlier/{n}", lambda _: None)
    kiosk.stores.close()


def serve(store: Store, draft_id: str, say: Say) -> None:
    """One shopper from the confirmation to the acknowledged message. Trouble with the store is said and survived."""
    clock = TurnedClock()
    journal = Journal(store, clock)
    outbox = Outbox(store, clock)
    try:
        accepted = journal.accept(draft(draft_id, f"R-{draft_id}"))
        say(f"accepted {draft_id} {accepted.ticket_no} {accepted.message_id}")
        journal.print_started(accepted.intent_id)
        journal.print_result(accepted.intent_id, SlipOutcome.CONFIRMED, "ready")
        say(f"printed {accepted.intent_id}")
        batch = outbox.take(10)
        outbox.settle([Acknowledged(m.message_id) for m in batch])
        for message in batch:
            say(f"sent {message.message_id}")
    except StoreError as error:
        say(f"trouble {draft_id} {type(error).__name__}")


def live(path: Path, shoppers: int, synchronous: str) -> None:
    """The life to be recorded. It ends as a power cut ends it: nothing is closed."""
    store = Store.open(path, JOURNAL, Pragmas(synchronous=synchronous))
    Identity(store, TurnedClock()).load()
    for n in range(shoppers):
        serve(store, f"{n}", say)
        if n % 5 == 4:
            store.checkpoint()
    os._exit(0)


if __name__ == "__main__":
    live(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
