"""python -m bench.search [--sizes 1500 50000] [--misses] [--without-words]

How well and how fast the guide's search finds: the first answer right (hit@1), a right one among five (hit@5), by
class, beside plain substring matching. Of the half nobody tunes on only totals are told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.search.demo import Stocked, demo
from bench.search.judging import Asked, Judge, asked
from bench.search.measuring import build, measured
from bench.search.plain import PlainFinder
from kiosk.search import Hit

Search = Callable[[str], Sequence[Hit]]
Counts = dict[str, tuple[int, int, int]]
"""By class: questions, right at once, right among five."""


def scores(questions: Sequence[Asked], judge: Judge, search: Search, misses: bool = False) -> Counts:
    counted: Counts = {}
    for question in questions:
        hits = search(question.text)
        place = judge.place(question, hits)
        asked_, first, five = counted.get(question.sort, (0, 0, 0))
        right = place is not None and place < 5
        counted[question.sort] = (asked_ + 1, first + (place == 0), five + right)
        if misses and place != 0:
            shown = "; ".join(f"{hit.kind} {hit.name} ({hit.why})" for hit in hits[:3])
            print(f"  {question.sort}: {question.text!r} at {place}: {shown or 'nothing'}")
    return counted


def table(name: str, ours: Counts, plain: Counts) -> list[str]:
    rows = [f"| {name} | questions | hit@1 | hit@5 | plain hit@1 | plain hit@5 |", "|---|---|---|---|---|---|"]
    total = (0, 0, 0, 0, 0)
    for sort, (count, first, five) in ours.items():
        _, plain_first, plain_five = plain[sort]
        line = (count, first, five, plain_first, plain_five)
        total = tuple(a + b for a, b in zip(total, line, strict=True))  # type: ignore[assignment]
        rows.append(_row(sort, line))
    return [*rows, _row("all", total)]


def _row(name: str, line: tuple[int, int, int, int, int]) -> str:
    count = line[0]
    return f"| {name} | {count} | " + " | ".join(f"{100 * part / count:.1f}%" for part in line[1:]) + " |"


def quality(data: Stocked, misses: bool) -> None:
    finder, plain = build(data), PlainFinder(data.products, data.departments)
    judge = Judge(data.products, data.promotions, data.plan)
    for name in ("tuning", "held-back"):
        questions = asked(name)
        ours = scores(questions, judge, finder.search, misses=misses and name == "tuning")
        print("\n".join(["", *table(name, ours, scores(questions, judge, plain.search))]))


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.search")
    options.add_argument("--sizes", type=int, nargs="*", default=[1_500, 50_000])
    options.add_argument("--misses", action="store_true", help="show the tuning half's wrong answers")
    options.add_argument("--without-words", action="store_true", help="as a store without synonyms of its own")
    chosen = options.parse_args()
    quality(replace(demo(), synonyms=()) if chosen.without_words else demo(), chosen.misses)
    if chosen.sizes:
        print("\n| products | build s | memory MB | p50 ms | p95 ms | worst | by letter p50 | p95 | first letter p95 |")
        print("|---|---|---|---|---|---|---|---|---|")
    for size in chosen.sizes:
        m = measured(size)
        print(
            f"| {m.products} | {m.build_s} | {m.memory_mb} | {m.p50} | {m.p95} | {m.worst} "
            f"| {m.keys_p50} | {m.keys_p95} | {m.first_letter} |"
        )


if __name__ == "__main__":
    main()
