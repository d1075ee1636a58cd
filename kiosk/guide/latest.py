"""Only the latest counts: a job put in takes the place of the one that still waits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()

Job = Callable[[], None]


class Latest:
    """One thread. Whoever types faster than answers come is answered for what stands there at the end."""

    def __init__(self, name: str) -> None:
        self._changed = threading.Condition()
        self._job: Job | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        with self._changed:
            self._job = job
            self._changed.notify()

    def clear(self) -> None:
        with self._changed:
            self._job = None

    def stop(self, timeout: float = 5.0) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._job is not None or self._stopping)
                if self._stopping:
                    return
                job, self._job = self._job, None
            try:
                assert job is not None
                job()
            except Exception:
                log.exception("a job failed")
