"""What a shopper feels, in figures: start, verdict, taps, commit, first byte, and memory over many sessions.

    .venv/bin/python -m bench.kiosk [--returns 20] [--sessions 1000]

The real app off screen with software rendering, the real service in a process of its own, a simulated printer.
Memory is told as a ratio to a bare window of the same toolkit with the decoders loaded, measured in the same run.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from devices.scanners import Scan
from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import Demo, EmbeddedCentral
from kiosk.commands.stands import configuration
from kiosk.config import parse_config
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.journeys.returns import Result, walk
from kiosk.shell_events import Open

GOALS = {
    "code_to_verdict": 100.0, "confirm_to_commit": 30.0, "confirm_to_first_byte": 150.0, "tap_to_next_p95": 100.0,
}  # fmt: skip
BARE = """
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Panel
import cv2, zxingcpp, pyzbar.pyzbar
window = KioskWindow(Panel(), headless=True)
for _ in range(10):
    window.draw()
print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0])
"""
FIRST_SCREEN = """
import gc, sys, time
gc.disable()  # as `fuwutai kiosk` does
from pathlib import Path
from kiosk import logs
from kiosk.app import KioskApp
from kiosk.config import load_config
logs.quiet()
app = KioskApp(load_config(Path(sys.argv[1])), headless=True)
app.turn()
print(time.time() - float(sys.argv[2]))
app.close()
"""


def rss_mb() -> float:
    """Resident memory now, in MB."""
    gc.collect()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def run_python(code: str, *arguments: str) -> float:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1])


def first_screen_s(config: Path) -> float:
    """From before the process is there to its first picture."""
    return run_python(FIRST_SCREEN, str(config), str(time.time()))


def returns(app: KioskApp, codes: list[str]) -> list[Result]:
    """Whole returns by the scripted shopper, typed in, each on a receipt of its own."""
    results = []
    for code in codes:
        app.terminal.trace.clear()
        results.append(walk(app, typed=code))
        app.terminal.session.post(e.GoHome())
        app.until(lambda: isinstance(app.terminal.session.state, s.Home), 10)
    return results


def sessions(app: KioskApp, code: str, count: int, look: Callable[[int], None]) -> None:
    """Visits that look at a receipt's goods and leave: scan, choose, reason, home; every screen drawn."""
    session = app.terminal.session
    for n in range(count):
        session.post(Open())
        app.until(lambda: isinstance(session.state, s.Scanning), 10)
        app.terminal.eyes.scanned(Scan(code))
        app.until(lambda: isinstance(session.state, s.ChoosingItems), 10)
        assert isinstance(session.state, s.ChoosingItems)
        first = session.state.offer.choosable[0].line.line_no
        session.post(e.LineToggled(first))
        session.post(e.ItemsChosen())
        app.until(lambda: isinstance(session.state, s.GivingReason), 10)
        app.turn()
        session.post(e.GoHome())
        app.until(lambda: isinstance(session.state, s.Home), 10)
        look(n + 1)


def tell(name: str, values: list[float], unit: str = "ms") -> None:
    if not values:
        print(f"  {name:<34} not measured")
        return
    p95 = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    goal = GOALS.get(name)
    against = f"  {p95 / goal:5.2f} of the goal of {goal:.0f} {unit}" if goal else ""
    print(f"  {name:<34} median {median(values):8.1f} {unit}   p95 {p95:8.1f} {unit}{against}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=1000)
    wanted = parser.parse_args()
    logs.quiet()
    bare = run_python(BARE) / 1024
    with tempfile.TemporaryDirectory(prefix="fuwutai-bench-") as name, EmbeddedCentral(Path(name)) as central:
        demo = central.ready()
        measure(Path(name), demo, central, bare, wanted.returns, wanted.sessions)


def measure(
    directory: Path, demo: Demo, central: EmbeddedCentral, bare: float, count: int, visits: int
) -> None:
    text = configuration("returns", directory, demo.url, demo.enrolment_code, camera="file:///nowhere.png")
    config = directory / "kiosk.toml"
    config.write_text(text)
    first_screen_s(config)  # enrols, makes caches: a kiosk's very first start
    starts = [first_screen_s(config) * 1000 for _ in range(10)]
    print(f"start to first screen (10 starts, goal 2500 ms): median {median(starts):.0f} ms, most {max(starts):.0f} ms")
    app = KioskApp(parse_config(text), headless=True)
    app.start()
    try:
        replica = app.terminal.replica
        app.until(lambda: replica.policy() is not None and replica.receipt_count() > 1000, 60)
        codes = [code for name, code in demo.stories.items() if name not in SKIPPED][:count]
        results = returns(app, codes)
        done = [r for r in results if r.ticket_no]
        print(f"returns with the line: {len(done)} of {len(results)} with a ticket")
        for step in ("code_to_verdict", "confirm_to_commit", "confirm_to_first_byte", "commit_to_central"):
            tell(step, [r.steps_ms[step] for r in results if step in r.steps_ms])
        tell("tap_to_next_p95", [r.steps_ms["tap_to_next_p95"] for r in results if "tap_to_next_p95" in r.steps_ms])
        central.__exit__(None, None, None)
        memory(app, demo.stories["mixed"], bare, visits)
    finally:
        app.close()


SKIPPED = {"other_store"}


def memory(app: KioskApp, code: str, bare: float, visits: int) -> None:
    """Sessions without the line: the verdict comes from the replica."""
    verdicts: list[float] = []
    trace = app.terminal.trace
    marks: list[tuple[int, float]] = []

    def look(n: int) -> None:
        took = trace.between("code", "drawn ChoosingItems")
        if took is not None:
            verdicts.append(took)
        trace.clear()
        if n in (10, visits // 2, visits):
            marks.append((n, rss_mb()))

    trace.clear()
    began = time.monotonic()
    sessions(app, code, visits, look)
    print(f"{visits} sessions from the replica in {time.monotonic() - began:.0f} s")
    tell("code_to_verdict", verdicts)
    print(f"memory: bare window with decoders {bare:.0f} MB (goal of the kiosk: under 400 MB)")
    for n, used in marks:
        print(f"  after {n:>5} sessions {used:7.0f} MB   {used / bare:4.2f} of the bare window")


if __name__ == "__main__":
    main()
