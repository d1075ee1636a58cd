"""Carries out what flows order, on worker threads; what comes of it is posted back to the session it was for.

What any flow may order is done here; the rest by the desk of the role that is being shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import structlog

from kiosk.flows import common as c
from kiosk.situation import Situation
from sync.drafts import AssistDraft
from sync.journal import Journal

log = structlog.get_logger()

HELPER_WATCH_S = 600.0
"""How long the answer to a call is asked for every few seconds."""

Post = Callable[[object, str | None], None]


class Camera(Protocol):
    def scan(self, on: bool) -> None: ...

    def forget(self) -> None: ...


class Desk(Protocol):
    """Carries out the effects of one role."""

    def carry_out(self, effect: Any, situation: Situation, visit: Any) -> None: ...

    def session_over(self, session_id: str) -> None: ...

    def close(self) -> None: ...


class Works:
    """Jobs beside the UI thread. A job's event goes to the session it was for; one that fails gives `on_error`.

    `finishes`: jobs that wait when the kiosk is stopped are done first; else nobody would hear of them any more.
    """

    def __init__(self, post: Post, workers: int, name: str, *, finishes: bool = False) -> None:
        self._post, self._finishes = post, finishes
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=name)

    def do(self, situation: Situation, job: Callable[[], object | None], on_error: object | None) -> None:
        def run() -> None:
            try:
                event = job()
            except Exception:
                log.exception("an effect failed")
                event = on_error
            if event is not None:
                self._post(event, situation.session_id)

        self._pool.submit(run)

    def later(self, job: Callable[[], None]) -> None:
        """Something nobody waits for, and nobody misses once the kiosk is being stopped."""
        with contextlib.suppress(RuntimeError):
            self._pool.submit(job)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=not self._finishes)


class Effects:
    """The whole kiosk's hands. `wipe` forgets what the eyes have seen of a session that is over; `give_back` is done
    after each, out of the screen's way."""

    def __init__(
        self,
        desks: Mapping[str, Desk],
        camera: Camera | None,
        journal: Journal,
        post: Post,
        *,
        helper_wanted: Callable[[float], None],
        wipe: Callable[[], None],
        give_back: Callable[[], None] = lambda: None,
    ) -> None:
        self._desks, self._camera, self._journal = desks, camera, journal
        self._helper_wanted, self._wipe = helper_wanted, wipe
        self._works = Works(post, 1, "calls")
        self._give_back = give_back

    def carry_out(self, effect: Any, situation: Situation, visit: Any) -> None:
        match effect:
            case c.StartScanner():
                self._look(True)
            case c.StopScanner():
                self._look(False)
            case c.CallPerson(step=step, ticket_no=ticket_no):
                self._works.do(situation, lambda: self._call(step, ticket_no, situation), None)
            case _:
                self._desks[situation.role].carry_out(effect, situation, visit)

    def session_over(self, session_id: str) -> None:
        self._look(False)
        if self._camera is not None:
            self._camera.forget()
        self._wipe()
        for desk in self._desks.values():
            desk.session_over(session_id)
        self._works.later(self._give_back)

    def close(self) -> None:
        self._works.close()
        for desk in self._desks.values():
            desk.close()

    def _look(self, on: bool) -> None:
        if self._camera is None:
            return
        if on:
            # What is still in view was seen in another situation: it has to be seen anew.
            self._camera.forget()
        self._camera.scan(on)

    def _call(self, step: str, ticket_no: str | None, situation: Situation) -> None:
        draft = AssistDraft(
            draft_id=f"{situation.session_id}:assist:{situation.now.isoformat()}",
            step=f"{situation.role}.{step}",
            stuck_s=situation.stuck_s,
            pace=situation.pace,
            language=situation.language,
            about_ticket=ticket_no,
        )
        self._journal.assist(draft)
        self._helper_wanted(HELPER_WATCH_S)
