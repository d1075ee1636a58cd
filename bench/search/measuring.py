"""How long a search takes, and how much memory the index: run in a process of its own, which holds nothing else."""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.search.demo import Stocked, demo, grown
from bench.search.judging import asked
from kiosk.search import Finder


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time. `keys_*` are searches letter by letter, each longer beginning of a question."""

    products: int
    build_s: float
    memory_mb: float
    p50: float
    p95: float
    worst: float
    keys_p50: float
    keys_p95: float
    first_letter: float


def measured(products: int) -> Speed:
    """In a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.search.measuring", str(products)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    return Speed(**json.loads(done.stdout))


def build(data: Stocked) -> Finder:
    return Finder.build(
        data.products, data.placements, data.stocks, data.promotions, data.departments, data.plan, data.synonyms
    )


def _times(finder: Finder, texts: list[str]) -> list[float]:
    found = []
    for text in texts:
        start = time.process_time()
        finder.search(text)
        found.append(1000 * (time.process_time() - start))
    return sorted(found)


def _at(times: list[float], part: float) -> float:
    return round(times[min(int(len(times) * part), len(times) - 1)], 2)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def _measure(products: int) -> dict[str, float]:
    data = demo() if products <= len(demo().products) else grown(products)
    gc.collect()
    before, start = _resident_mb(), time.process_time()
    finder = build(data)
    build_s = time.process_time() - start
    texts = [question.text for name in ("tuning", "held-back") for question in asked(name)]
    _times(finder, [*texts[:40], "shampooo"])
    memory = _resident_mb() - before
    times = _times(finder, texts)
    keys = sorted({text[:n] for text in texts for n in range(1, min(len(text), 12) + 1)})
    typed = _times(finder, keys)
    first = _times(finder, [key for key in keys if len(key) == 1])
    return {
        "products": len(data.products), "build_s": round(build_s, 2), "memory_mb": round(memory, 1),
        "p50": _at(times, 0.5), "p95": _at(times, 0.95), "worst": _at(times, 1.0),
        "keys_p50": _at(typed, 0.5), "keys_p95": _at(typed, 0.95), "first_letter": _at(first, 0.95),
    }  # fmt: skip


def command(times: int) -> tuple[float, float]:
    """Median milliseconds of `fuwutai guide search`: processor time and time by the clock."""
    used, took = [], []
    for text in (["酱油", "jiangyou", "soy sauce", "哪里有卖酱油"] * times)[: times + 1]:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        line = [sys.executable, "-m", "kiosk", "guide", "search", text, "--json"]
        subprocess.run(line, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(1000 * (time.monotonic() - start))
        used.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    # The first one may have made the index.
    return statistics.median(used[1:]), statistics.median(took[1:])


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
