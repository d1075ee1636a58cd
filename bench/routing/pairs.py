"""Random pairs of places on a plan, and what the router's ways between them are worth."""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass, field

from bench.routing.oracle import Judge
from domain.plan import Plan, UnitKind
from kiosk.routing import Change, NoWay, Route, Router, Spot, Stretch

STEPS = (UnitKind.STAIRS, UnitKind.ESCALATOR)


@dataclass
class Findings:
    """Of many pairs. Ratios are the router's length through the exact solver's, of ways on one level."""

    pairs: int = 0
    ratios: list[float] = field(default_factory=list)
    crossing: int = 0
    no_way: int = 0
    with_steps: int = 0
    between_levels: int = 0


def judged(plan: Plan, pairs: int, seed: int, *, one_level: float = 0.7) -> Findings:
    """`one_level` of the pairs are on one level and are measured against the solver; the others may change levels,
    every second one step-free, and are watched for shelves and steps."""
    chance = random.Random(seed)
    judges = {level.level_id: Judge(plan, level.level_id) for level in plan.levels}
    router = Router(plan)
    found = Findings()
    while found.pairs < pairs:
        level = chance.choice(plan.levels).level_id
        same = chance.random() < one_level
        start = free_spot(judges, plan, level, chance)
        end = free_spot(judges, plan, level if same else chance.choice(plan.levels).level_id, chance)
        step_free = not same and found.pairs % 2 == 0
        found.pairs += 1
        _note(found, judges, router.route(start, [end], step_free=step_free), start, end, step_free)
    return found


def timed(plan: Plan, pairs: int, seed: int, *, one_level: float = 0.7) -> tuple[list[float], list[float]]:
    """Seconds of such ways by the clock and of the processor, sorted; on a busy machine the second is what counts."""
    chance = random.Random(seed)
    judges = {level.level_id: Judge(plan, level.level_id) for level in plan.levels}
    router = Router(plan)
    clock, processor = [], []
    for _ in range(pairs):
        level = chance.choice(plan.levels).level_id
        start = free_spot(judges, plan, level, chance)
        there = level if chance.random() < one_level else chance.choice(plan.levels).level_id
        end = free_spot(judges, plan, there, chance)
        began, worked = time.perf_counter(), time.process_time()
        router.route(start, [end])
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return sorted(clock), sorted(processor)


def _note(
    found: Findings, judges: dict[str, Judge], route: Route | NoWay, start: Spot, end: Spot, step_free: bool
) -> None:
    if isinstance(route, NoWay):
        found.no_way += 1
        return
    walks = [leg for leg in route.legs if isinstance(leg, Stretch)]
    rides = [leg for leg in route.legs if isinstance(leg, Change)]
    found.crossing += any(judges[leg.level_id].crosses(leg.points) for leg in walks)
    found.with_steps += step_free and any(ride.kind in STEPS for ride in rides)
    found.between_levels += bool(rides)
    if start.level_id != end.level_id:
        return
    judge = judges[start.level_id]
    piece = judge.piece_of(start.point)
    if piece is None or piece != judge.piece_of(end.point) or math.dist(start.point, end.point) < 0.5:
        return
    found.ratios.append(route.metres / judge.shortest(start.point, end.point, piece))


def free_spot(judges: dict[str, Judge], plan: Plan, level_id: str, chance: random.Random) -> Spot:
    """Anywhere on the ground of a level."""
    level = plan.level(level_id)
    assert level is not None
    xs, ys = zip(*level.outline, strict=True)
    while True:
        point = (chance.uniform(min(xs), max(xs)), chance.uniform(min(ys), max(ys)))
        if judges[level_id].piece_of(point) is not None:
            return Spot(level_id, point)
