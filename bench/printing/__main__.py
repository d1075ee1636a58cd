"""python -m bench.printing [--count 10000] [--seed 1] [--out docs/printing.md]"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from bench.printing.control import TrustingPrinter
from bench.printing.fuzz import fuzz
from bench.printing.pictures import draw, shown
from bench.printing.render_time import render_times
from bench.printing.story import PRINTS_A_PEER, Verdict, live

THREADS = 8
"""Peers at a time in one process: they mostly wait."""


def _lives(seeds: list[int]) -> list[Verdict]:
    with ThreadPoolExecutor(THREADS) as pool:
        return [verdict for verdicts in pool.map(live, seeds) for verdict in verdicts]


def _control_lives(seeds: list[int]) -> list[Verdict]:
    with ThreadPoolExecutor(THREADS) as pool:
        return [
            verdict for verdicts in pool.map(lambda seed: live(seed, TrustingPrinter), seeds) for verdict in verdicts
        ]


def prints(count: int, seed: int, processes: int) -> list[Verdict]:
    """At least `count` prints, in lives of a peer each."""
    found: list[Verdict] = []
    batch = THREADS * 4
    with ProcessPoolExecutor(processes) as pool:
        # A peer on a pty may die early, so lives are added until the prints are there.
        first = seed * 1_000_000
        while len(found) < count:
            lives = max(batch, (count - len(found)) // PRINTS_A_PEER)
            chunks = [list(range(at, min(at + batch, first + lives))) for at in range(first, first + lives, batch)]
            for verdicts in pool.map(_lives, chunks):
                found.extend(verdicts)
                print(f"  {len(found)} prints", flush=True)
            first += lives
    return found[:count]


def table(verdicts: Iterable[Verdict]) -> list[str]:
    """Rows of Markdown: by fault, what was told."""
    told = Counter((verdict.fault, verdict.told) for verdict in verdicts)
    lies = Counter(verdict.fault for verdict in verdicts if verdict.lie)
    rows = ["| fault | prints | confirmed | failed | unknown | told wrongly |", "|---|---|---|---|---|---|"]
    for fault in sorted({fault for fault, _ in told}):
        counts = [told[fault, what] for what in ("confirmed", "failed", "unknown")]
        rows.append(f"| {fault} | {sum(counts)} | {counts[0]} | {counts[1]} | {counts[2]} | {lies[fault]} |")
    return rows


HOW = """\
A slip goes out in pieces, each followed by a question that the printer answers in order (`GS r`, or `GS ( H` with an id
where the model has it), with only 8 kB (4 kB on a serial line) under way. The cut is held back until the printer has
worked off the body, and is followed by two questions of its own.

| told | when |
|---|---|
| confirmed | the answers to the questions after the cut came |
| failed | the cut was never sent: no complete slip can have come out |
| unknown | anything else; the screen says 可能已打出，请看出纸口 |

What broke off is ended before the next slip: white filling for a half-sent picture, 作废, a cut.
"""

def report(count: int, seed: int, processes: int, hostile: int) -> str:
    began = time.monotonic()
    print(f"printing {count} slips with a fault at a random byte", flush=True)
    verdicts = prints(count, seed, processes)
    print("control: python-escpos taken at its word", flush=True)
    control = _control_lives(list(range(seed * 1_000_000, seed * 1_000_000 + max(8, count // 100))))
    print(f"fuzzing the layout with {hostile} hostile documents", flush=True)
    strange = fuzz(hostile, seed, processes)
    lies = [verdict for verdict in verdicts if verdict.lie]
    for lie in lies[:20]:
        print("  LIE", lie, flush=True)
    control_lies = sum(1 for verdict in control if verdict.lie)
    healthy = [verdict for verdict in verdicts if verdict.fault == "none"]
    first = sorted(verdict.first_byte_ms for verdict in healthy if verdict.first_byte_ms is not None)
    lines = [
        "# Printing, measured",
        "",
        HOW,
        f"`python -m bench.printing --count {count} --seed {seed}`: {len(verdicts)} prints over TCP and a serial line",
        "(a pty), each with a fault at a random byte of what the printer receives. What the peer had on paper is the",
        "truth.",
        "",
        *table(verdicts),
        "",
        f"- told as confirmed or failed, and not so on paper: **{len(lies)}** of {len(verdicts)}",
        f"- healthy prints told as confirmed: {sum(v.told == 'confirmed' for v in healthy)} of {len(healthy)}",
        f"- control (python-escpos, believed): {control_lies} wrong of {len(control)}, so the harness can catch a lie",
        f"- print call to first byte on the wire, healthy: median {statistics.median(first):.1f} ms,"
        f" p95 {first[int(len(first) * 0.95)]:.1f} ms ({THREADS * processes} printers at a time; the slow ones had the"
        " late answers of a slip that broke off before them to let pass)",
        f"- hostile documents through an interpreter that shares no code with the layout: {hostile};"
        f" with anything but the template's commands: **{strange}**",
        "",
        "Rendering, fonts warm, one slip of the example (milliseconds):",
        "",
        *render_times(),
        "",
        *shown(),
        "",
        f"Took {time.monotonic() - began:.0f} s.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.printing", description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--hostile", type=int, default=2000, help="hostile documents for the layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    text = report(chosen.count, chosen.seed, chosen.processes, chosen.hostile)
    print(text)
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
        draw(chosen.out.parent / "pictures")


if __name__ == "__main__":
    main()
