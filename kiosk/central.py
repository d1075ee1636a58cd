"""An embedded central service with the demo store, as a process of its own: the kiosk reaches it over HTTP only."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

START_S = 60.0


class CentralFailed(Exception):
    """The service did not start; the text says what it said last."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo store tells about itself. `stories` maps names to receipt codes."""

    url: str
    store_id: str
    enrolment_code: str
    stories: Mapping[str, str]
    staff_number: str
    staff_password: str


class EmbeddedCentral:
    """Runs from entering to leaving. Its log goes to `directory`/central.log."""

    def __init__(self, directory: Path, port: int | None = None) -> None:
        self._directory = directory
        self.database = f"sqlite:///{directory / 'central.sqlite'}"
        self._port = port or _free_port()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory / "central.log").open("w") as log:
            self._process = subprocess.Popen(
                [*_fuwutai(), "backend", "serve-demo", "--database", self.database, "--port", str(self._port)],
                stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def ready(self) -> Demo:
        """Wait until it answers. Raises CentralFailed."""
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        try:
            told = json.loads(line)
            demo = Demo(
                url=told["url"],
                store_id=told["store_id"],
                enrolment_code=told["enrolment_code"],
                stories=told["stories"],
                staff_number=told["staff"]["number"],
                staff_password=told["staff"]["password"],
            )
        except (ValueError, KeyError, TypeError):
            raise CentralFailed(self._last_words()) from None
        end = time.monotonic() + START_S
        while not _healthy(demo.url):
            if self._process.poll() is not None or time.monotonic() > end:
                raise CentralFailed(self._last_words())
        return demo

    def photo(self, code: str, path: Path) -> Path:
        """A photo of that receipt in a hand, as the kiosk's camera sees it. Raises CentralFailed."""
        return photo(code, path, self.database)

    def _last_words(self) -> str:
        try:
            lines = (self._directory / "central.log").read_text("utf-8", "replace").strip().splitlines()
        except OSError:
            lines = []
        if not lines:  # as on a full disk, where nobody can write why
            log = self._directory / "central.log"
            return f"the central service did not start, and {log} does not say why: is its disk full?"
        return "\n".join(["the central service did not start:", *lines[-5:]])


def photo(code: str, path: Path, database: str | None = None) -> Path:
    """A photo of a receipt in a hand. The demo store's stories, by name or number, need no database; other receipts
    are looked for in `database` (when not given, wherever `fuwutai backend` looks). Raises CentralFailed."""
    command = ["backend", "receipt-picture", code, "--photo", "--out", str(path)]
    where = ["--database", database] if database is not None else []
    done = subprocess.run([*_fuwutai(), *command, *where], capture_output=True, text=True)
    if done.returncode != 0:
        raise CentralFailed(done.stderr.strip() or f"no picture of receipt {code}")
    return path


def _fuwutai() -> list[str]:
    return [sys.executable, "-m", "kiosk"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
