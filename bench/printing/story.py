"""One peer's life: a run of prints with a fault each, and what may truthfully be said of every one of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from devices.contracts import PrintConfirmed, Printer, PrintFailed, PrintOutcome
from devices.layout import find_profile, render
from devices.printer import Limits, open_printer
from domain.slip import Banner, Slip, Text, example
from tests.support.printers import Fault, Kind, PtyPrinterPeer, TcpPrinterPeer

KINDS: tuple[Kind | None, ...] = (
    None,
    "paper_empty",
    "cover_open",
    "silent",
    "cut_line",
    "slow",
    "reset",
    "garbage",
    "late",
)
"""One in nine prints has no fault at all."""

HARMLESS = (None, "slow")
MUTED = ("silent", "garbage", "late", "cut_line", "reset")
"""Faults that take the printer's word away: after the last byte nothing can be known."""

LIMITS = Limits(connect=2.0, answer=1.2, write=5.0, poll=0.15, silence=2.0, patience=1.5, stall=4.0, quiet=0.15)
"""Shorter than the shop's, because the peers answer at once; long enough for a busy machine."""

PRINTS_A_PEER = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """One print: what was told, what was on paper, and whether the one may be said of the other."""

    cable: str
    confirm: str
    fault: str
    told: str
    whole: bool
    lie: str
    first_byte_ms: float | None
    seconds: float


@dataclass(slots=True)
class _Job:
    document: bytes
    outcome: PrintOutcome
    fault: Kind | None
    at: int
    told_whole: bool
    seconds: float
    lie: str = field(default="")


Opener = Callable[[str], Printer]


def documents(seed: int) -> list[bytes]:
    """Different documents for the prints of one peer: drawn and text, wide and narrow, long and short."""
    luck = random.Random(seed)
    made = []
    for number in range(PRINTS_A_PEER):
        profile = find_profile(luck.choice(("unknown", "epson-text")), luck.choice((58, 80)))
        mark = Banner(f"R3-{seed % 10_000:04d}-{number}", label="工单号")
        long = luck.random() < 0.4
        slip = replace(example(), elements=(mark, *example().elements)) if long else Slip((mark, Text("短")))
        made.append(render(slip, profile))
    return made


def live(seed: int, open_driver: Opener | None = None) -> list[Verdict]:
    """A peer's life. The same seed gives the same faults."""
    luck = random.Random(seed)
    confirm = luck.choice(("status", "process_id"))
    options = "profile=epson" if confirm == "process_id" else ""
    kind = TcpPrinterPeer if open_driver is not None or luck.random() < 0.5 else PtyPrinterPeer
    jobs: list[_Job] = []
    with kind(seed=seed, options=options) as peer:
        driver = open_driver(peer.uri) if open_driver else open_printer(peer.uri, limits=LIMITS)
        for document in documents(seed):
            fault = luck.choice(KINDS)
            at = _byte(luck, len(document))
            before = peer.slips.count(document)
            if fault is not None:
                seconds = luck.uniform(0.05, 6.0) if fault == "late" else luck.uniform(0.3, 1.0)
                peer.suffer(Fault(fault, at, seconds, rate=luck.randrange(30_000, 200_000)))
            began = time.monotonic()
            outcome = driver.print(document)
            seconds_taken = time.monotonic() - began
            told_whole = peer.slips.count(document) > before
            jobs.append(_Job(document, outcome, fault, at, told_whole, seconds_taken))
            if fault == "cut_line" and kind is PtyPrinterPeer:
                break  # nobody plugs a pty in again
            peer.mend()
        driver.close()
        # Whatever a mended printer still had in its buffer has come out by now.
        final = peer.slips
    return [_judge(job, kind is TcpPrinterPeer, confirm, job.document in final) for job in jobs]


def _byte(luck: random.Random, length: int) -> int:
    """Where the fault strikes: anywhere, and as often among the first questions or around the cut, where it is hard."""
    match luck.randrange(4):
        case 0:
            return luck.randrange(60)
        case 1:
            return max(0, length + luck.randrange(-60, 200))
        case _:
            return luck.randrange(length + 120)


def _judge(job: _Job, network: bool, confirm: str, whole: bool) -> Verdict:
    match job.outcome:
        case PrintConfirmed(first_byte_ms=first_byte):
            told, lie = "confirmed", "" if job.told_whole else "said printed, is not"
        case PrintFailed():
            first_byte = None
            told, lie = "failed", "said not printed, is" if whole else ""
            if job.fault in HARMLESS:
                lie = lie or "a healthy print was called failed"
        case _:
            first_byte = None
            told, lie = "unknown", ""
            # The cut and its questions are the last bytes; before them a printer that can speak can be asked.
            if job.fault not in MUTED and job.at < len(job.document) - 8:
                lie = "called unknown, could have been known"
    return Verdict("tcp" if network else "pty", confirm, job.fault or "none", told, whole, lie, first_byte, job.seconds)
