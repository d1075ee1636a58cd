"""From a receipt's code to the receipt, in a replica as large as a big store's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.journal.figures import line, timed
from domain.reference import ReceiptChanged, ReceiptKnown, ReplicaPage, StoreChanged
from tests.sync.builders import NOON, STORE_INFO, Kiosk, draft, receipt, sale_line

PAGE = 200


def report(directory: Path, receipts: int, lookups: int) -> Iterator[str]:
    kiosk = Kiosk.enrolled(directory)
    for number in range(300):
        kiosk.journal.accept(draft(f"{number}", code(number)))
    random = Random(1)
    kiosk.replica.apply(ReplicaPage(1, (StoreChanged(STORE_INFO),), True, NOON), acks=0)
    began = time.perf_counter()
    pages = []
    for start in range(0, receipts, PAGE):
        changes = tuple(ReceiptChanged(known(number, random)) for number in range(start, min(receipts, start + PAGE)))
        page = ReplicaPage(start + PAGE, changes, start + PAGE < receipts, NOON)
        pages += timed(lambda _, page=page: kiosk.replica.apply(page, acks=0), [0])  # type: ignore[misc]
    yield line(f"a page of {PAGE} receipts written", sorted(pages))
    yield f"{receipts} receipts in {time.perf_counter() - began:.1f} s, made and written"
    yield f"replica on the disk: {(directory / 'replica.sqlite').stat().st_size / 1e6:.0f} MB"

    began = time.perf_counter()
    kiosk.restart()
    yield f"both files opened and checked in {(time.perf_counter() - began) * 1000:.0f} ms"

    replica = kiosk.replica
    codes = [code(random.randrange(receipts)) for _ in range(lookups)]
    yield line("receipt by code", timed(lambda n: replica.receipt(codes[n]), range(lookups)), "goal: under 5")
    days = [NOON - timedelta(days=random.randrange(30)) for _ in range(lookups)]
    found = timed(lambda n: replica.find(days[n].date(), "02", random.randrange(5, 30) * 1000), range(lookups))
    yield line("receipts by day, till and amount", found)
    rules = timed(lambda _: (replica.policy(), replica.store_info()), range(lookups))
    yield line("policy and store of a new session", rules)
    kiosk.stores.close()


def code(number: int) -> str:
    return f"0001{number:012d}"


def known(number: int, random: Random) -> ReceiptKnown:
    """A believable basket: 1 to 25 lines."""
    lines = tuple(sale_line(n, 1, 1000) for n in range(1, random.randrange(2, 26)))
    sold_at = NOON - timedelta(minutes=number % 43_200)
    return ReceiptKnown(replace(receipt(code(number), *lines), sold_at=sold_at, till=f"{number % 12:02d}"))
