"""python -m bench.routing [--pairs 10000] [--seed 1] [--times-only]

Ways between random places of the demo store and of a big one (3 levels, 400 fixtures): how long they take to find, how
long they are against an independent exact solver, and whether any of them crosses a shelf.
"""

from __future__ import annotations

import argparse
import time

from backend.demo.plan import demo_plan
from bench.routing.pairs import Findings, judged, timed
from domain.plan import Plan
from kiosk.routing import Router
from tests.support.plans import big_plan


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.routing", description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times-only", action="store_true", help="leave out the solver, which takes most of an hour")
    options = parser.parse_args()
    Router(demo_plan())  # loads the libraries once, so that no plan's time holds it
    for name, plan in (("demo store", demo_plan()), ("big store", big_plan())):
        print(f"{name}: {len(plan.levels)} levels, {len(plan.fixtures)} fixtures, {options.pairs} pairs", flush=True)
        print(f"  build      {built(plan) * 1000:.0f} ms")
        for what, took in zip(("clock", "processor"), timed(plan, options.pairs, options.seed), strict=True):
            print(f"  {what:10} {spread(took)}", flush=True)
        if not options.times_only:
            for line in told(judged(plan, options.pairs, options.seed)):
                print(f"  {line}", flush=True)


def built(plan: Plan) -> float:
    """Seconds, the best of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        Router(plan)
        times.append(time.perf_counter() - began)
    return min(times)


def told(found: Findings) -> list[str]:
    """Lines to print."""
    ratios = sorted(found.ratios)
    middle, high = at(ratios, 0.5), at(ratios, 0.99)
    return [
        f"length     {len(ratios)} ways, through the exact solver's: "
        f"p50 {middle:.5f}, p99 {high:.5f}, least {ratios[0]:.5f}, most {ratios[-1]:.5f}",
        f"crossing   {found.crossing} of {found.pairs} ways enter a shelf or a room",
        f"levels     {found.between_levels} ways change levels; {found.with_steps} step-free ways have steps",
        f"no way     {found.no_way}",
    ]


def spread(seconds: list[float]) -> str:
    p50, p99 = at(seconds, 0.5) * 1000, at(seconds, 0.99) * 1000
    return f"a route: p50 {p50:.2f} ms, p99 {p99:.2f} ms, longest {seconds[-1] * 1000:.1f} ms"


def at(values: list[float], part: float) -> float:
    return values[min(len(values) - 1, int(len(values) * part))]


if __name__ == "__main__":
    main()
