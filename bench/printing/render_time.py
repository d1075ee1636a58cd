"""How long a slip takes to become bytes."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from devices.layout import find_profile, render, warm_up
from domain.slip import example


def render_times(rounds: int = 40) -> list[str]:
    """Rows of Markdown: median, 95th percentile and bytes, by profile and paper."""
    rows = ["| profile | paper | type | median | p95 | bytes |", "|---|---|---|---|---|---|"]
    for name in ("unknown", "epson-text"):
        for width in (80, 58):
            profile = find_profile(name, width)
            warm_up(profile)
            for large in (False, True):
                slip = replace(example(), large_type=large)
                times = []
                for _ in range(rounds):
                    began = time.perf_counter()
                    data = render(slip, profile)
                    times.append((time.perf_counter() - began) * 1000)
                times.sort()
                kind = "large" if large else "normal"
                rows.append(
                    f"| {name} | {width} mm | {kind} | {statistics.median(times):.1f} | {times[int(rounds * 0.95)]:.1f}"
                    f" | {len(data)} |"
                )
    return rows
