"""Looks candidates up beside the UI thread: by the best engine there is, for the letters that stand there now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

import structlog

from kiosk.typing.engine import Candidates, EngineBroken, fit_to_show
from kiosk.typing.state import CandidatesFound

log = structlog.get_logger()

Post = Callable[[object, str | None], None]


class _Wanted(NamedTuple):
    letters: str
    language: str
    session_id: str | None


class Typist:
    """`ask` from the UI thread; `CandidatesFound` is posted to the session that asked. `start` before, `stop` after.

    `best` is opened on the typist's own thread. Where it cannot be, or fails once, `spare` is used from then on, and
    the log says so once.
    """

    def __init__(self, best: Callable[[], Candidates], spare: Callable[[], Candidates], post: Post) -> None:
        self._best, self._spare, self._post = best, spare, post
        self._changed = threading.Condition()
        self._wanted: _Wanted | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="typist", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def ask(self, letters: str, language: str, session_id: str | None) -> None:
        """Takes the place of whatever is still waiting: what was typed before matters to nobody any more."""
        self._put(_Wanted(letters, language, session_id))

    def forget(self) -> None:
        """A session is over: the engine too lets go of the letters it was shown last."""
        self._put(_Wanted("", "zh_CN", None))

    def _put(self, wanted: _Wanted) -> None:
        with self._changed:
            self._wanted = wanted
            self._changed.notify()

    def _work(self) -> None:
        engine = self._open()
        try:
            while (wanted := self._next()) is not None:
                engine = self._answer(engine, wanted)
        finally:
            engine.close()

    def _next(self) -> _Wanted | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._wanted is not None)
            wanted, self._wanted = self._wanted, None
            return None if self._stopping else wanted

    def _open(self) -> Candidates:
        try:
            return self._best()
        except EngineBroken as error:
            log.warning("Chinese is typed by the kiosk's own table of words", why=str(error))
            return self._spare()

    def _answer(self, engine: Candidates, wanted: _Wanted) -> Candidates:
        try:
            found = engine.of(wanted.letters, wanted.language)
        except Exception:
            log.exception("Chinese is typed by the kiosk's own table of words: the engine failed")
            engine.close()
            engine = self._spare()
            found = engine.of(wanted.letters, wanted.language)
        if wanted.letters:
            self._post(CandidatesFound(wanted.letters, fit_to_show(found)), wanted.session_id)
        return engine
