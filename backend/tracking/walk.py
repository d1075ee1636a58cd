"""GET /w/{store_id}?p=...: a way through the store on a phone. All of the way is in the link; nothing is kept of it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from backend.console.words import LANGUAGES, Words, language_for, words_of
from backend.database import Sessions
from backend.services import guide_data, reference
from backend.settings import Clock, Settings
from backend.tracking.rendering import Renderer, chain_head, store_head
from backend.tracking.walk_goals import Goal, goals_of
from backend.tracking.walk_map import drawing
from backend.tracking.walk_steps import Step, level_name, long, metres, minutes, steps
from domain.plan import Fixture, Plan
from domain.plan.walk import LONGEST_LINK_TEXT, BadWalk, Walk, decode
from domain.reference import Store


@dataclass(frozen=True, slots=True)
class Floor:
    """A level on the way: its drawing, and what one does there."""

    name: str
    picture: Markup
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class WalkView:
    """The page. `note` says that the drawing is not quite what the way was made on."""

    title: str
    where: str
    far: str
    soon: str
    floors: tuple[Floor, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    walk: Walk
    store: Store
    plan: Plan | None
    exact: bool
    goals: tuple[Goal, ...]


def router(sessions: Sessions, clock: Clock, settings: Settings, render: Renderer) -> APIRouter:
    """A link that cannot be read answers 400, a store that is not there 404; both with one same plain page."""
    routes = APIRouter()

    @routes.get("/w/{store_id:anything}", response_class=HTMLResponse, summary="A way through a store, for a phone")
    def show(
        store_id: str,
        p: str | None = Query(None, description="The way itself, see domain.plan.walk"),
        lang: str | None = Query(None, description="zh_CN, en or zh_TW; the kiosk's language when left out"),
        accept_language: str | None = Header(None),
    ) -> HTMLResponse:
        now = clock()

        def lost(status: int) -> HTMLResponse:
            with sessions.read() as session:
                stores = reference.stores(session)
            w = words_of(language_for(lang, accept_language))
            return render.answer("walk_lost.html", w, chain_head(settings, stores, now, w), status)

        try:
            walk = decode((p or "")[: LONGEST_LINK_TEXT + 1])
        except BadWalk:
            return lost(400)
        found = _find(sessions, store_id, walk)
        if found is None:
            return lost(404)
        w = words_of(lang if lang in LANGUAGES else walk.language)
        return render.answer(
            "walk.html", w, store_head(found.store, now, w), 200, keep=f"p={p}&", view=view(found, w)
        )

    return routes


def view(found: Found, w: Words) -> WalkView:
    walk, goals = found.walk, found.goals
    every = steps(walk, found.plan, goals, w)
    levels = list(dict.fromkeys(leg.level_id for leg in walk.legs))
    first = goals[0] if len(goals) == 1 else Goal()
    name = first.name.in_(w.language)
    title = w("{n} 样东西，一趟走完", n=len(goals)) if len(goals) > 1 else name or w("这样走过去")
    return WalkView(
        title,
        first.where.in_(w.language),
        w("{n} 米", n=max(1, round(long(walk)))),
        w.many("走路约 {n} 分钟", minutes(walk, found.plan)) + (w("，不用走台阶") if walk.step_free else ""),
        tuple(_floor(found, level_id, every, len(levels) > 1, w) for level_id in levels),
        _note(found, w),
    )


def _floor(found: Found, level_id: str, every: tuple[Step, ...], named: bool, w: Words) -> Floor:
    walk = found.walk
    here = tuple(step for step in every if step.level_id == level_id)
    filled: list[Fixture] = [goal.fixture for goal in found.goals if goal.fixture is not None]
    name = level_name(found.plan, level_id, w)
    picture = drawing(
        found.plan,
        level_id,
        [metres(leg) for leg in walk.legs if leg.level_id == level_id],
        here,
        filled,
        w("{level}的图，路线在下面一步步写着", level=name),
        w.language,
        metres(walk.legs[0])[0] if walk.legs[0].level_id == level_id else None,
        w("从这里走"),
    )
    return Floor(name if named else "", picture, here)


def _note(found: Found, w: Words) -> str:
    if found.plan is None:
        return w("这家店的图现在没有，照下面的步子走。")
    known = {level.level_id for level in found.plan.levels}
    if not found.exact or any(leg.level_id not in known for leg in found.walk.legs):
        return w("店里的图后来改过，货架可能挪了地方。")
    return ""


def _find(sessions: Sessions, store_id: str, walk: Walk) -> Found | None:
    if store_id != walk.store_id:
        return None
    with sessions.read() as session:
        try:
            store = reference.store(session, store_id)
        except reference.StoreUnknown:
            return None
        plan = guide_data.plan(session, store_id, walk.plan_version)
        exact = plan is not None
        plan = plan if plan is not None else guide_data.plan(session, store_id)
        return Found(walk, store, plan, exact, goals_of(session, walk, plan))
