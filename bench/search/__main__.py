"""python -m bench.search [--sizes 1500 50000] [--misses] [--without-words] [--bare] [--seed 1] [--write]

How well and how fast the guide's search finds: the first answer right (hit@1), a right one among five (hit@5), by
class, beside plain substring matching. Of the half nobody tunes on only totals are told. Then questions made by rule
from every name in the store, anew for every seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bench.search import generated
from bench.search.demo import Stocked, demo
from bench.search.judging import Asked, Judge, asked
from bench.search.measuring import build, command, measured
from bench.search.plain import PlainFinder
from kiosk.search import Hit

Search = Callable[[str], Sequence[Hit]]
HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs" / "search.md"
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


def quality(data: Stocked, misses: bool) -> list[str]:
    finder, plain = build(data), PlainFinder(data.products, data.departments)
    judge = Judge(data.products, data.promotions, data.plan)
    rows: list[str] = []
    for name in ("held-back", "tuning"):
        questions = asked(name)
        ours = scores(questions, judge, finder.search, misses=misses and name == "tuning")
        rows += ["", *table(name, ours, scores(questions, judge, plain.search))]
    return rows


def rules(data: Stocked, seed: int) -> list[str]:
    finder = build(data)
    products = {product.product_id: product for product in demo().products}
    counted: Counts = {}
    for sort, text, name, group in generated.questions(demo().products, seed):
        at = generated.place(products, finder.search(text, limit=5), name, group)
        count, first, five = counted.get(sort, (0, 0, 0))
        counted[sort] = (count + 1, first + (at == 0), five + (at is not None))
    rows = (
        f"| {sort} | {count} | {100 * first / count:.1f}% | {100 * five / count:.1f}% |"
        for sort, (count, first, five) in counted.items()
    )
    return [
        "", "| made by rule from every name | questions | hit@1 | hit@5 |", "|---|---|---|---|",
        *rows,
    ]  # fmt: skip


def bare(data: Stocked) -> Stocked:
    """As a chain's data often are: a name, a barcode, a department, a price."""
    poor = [replace(p, brand="", name_en="", group="", popularity=0, content=None) for p in data.products]
    return replace(data, products=poor, synonyms=())


def totals(data: Stocked) -> str:
    """hit@1 and hit@5 of the held-back half in one cell."""
    judge, finder = Judge(data.products, data.promotions, data.plan), build(data)
    counted = scores(asked("held-back"), judge, finder.search)
    count, first, five = (sum(line[n] for line in counted.values()) for n in range(3))
    return f"{100 * first / count:.1f}% | {100 * five / count:.1f}%"


def poorer() -> list[str]:
    return [
        "", "| held-back half, where the store knows | hit@1 | hit@5 |", "|---|---|---|",
        f"| all of it | {totals(demo())} |",
        f"| no synonyms of its own | {totals(replace(demo(), synonyms=()))} |",
        f"| names, departments and prices only | {totals(bare(demo()))} |",
    ]  # fmt: skip


def times(sizes: Sequence[int]) -> list[str]:
    rows = [
        "", "| products | build s | memory MB | p50 ms | p95 ms | worst | by letter p50 | p95 | first letter p95 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for size in sizes:
        m = measured(size)
        rows.append(
            f"| {m.products} | {m.build_s} | {m.memory_mb} | {m.p50} | {m.p95} | {m.worst} "
            f"| {m.keys_p50} | {m.keys_p95} | {m.first_letter} |"
        )
    used, took = command(12)
    told = f"`fuwutai guide search`: {used:.0f} ms of processor time, {took:.0f} ms by the clock (medians)."
    return [*rows, "", told]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.search")
    options.add_argument("--sizes", type=int, nargs="*", default=[1_500, 50_000])
    options.add_argument("--misses", action="store_true", help="show the tuning half's wrong answers")
    options.add_argument("--without-words", action="store_true", help="as a store without synonyms of its own")
    options.add_argument("--bare", action="store_true", help="as a store that knows names and prices, and no more")
    options.add_argument("--seed", type=int, default=1, help="of the questions made by rule")
    options.add_argument("--write", action="store_true", help="write docs/search.md")
    chosen = options.parse_args()
    data = replace(demo(), synonyms=()) if chosen.without_words else bare(demo()) if chosen.bare else demo()
    found = [*quality(data, chosen.misses), *rules(data, chosen.seed)]
    fast = times(chosen.sizes) if chosen.sizes else []
    if chosen.write:
        how, how_fast = ((HERE / name).read_text("utf-8").rstrip() for name in ("how.md", "how_fast.md"))
        DOCUMENT.write_text("\n".join([how, *found, *poorer(), "", how_fast, *fast]) + "\n", "utf-8")
    print("\n".join([*found, *fast]))


if __name__ == "__main__":
    main()
