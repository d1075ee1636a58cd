"""A central service on the loopback interface that keeps the contract, and misbehaves on command."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from domain import codec
from domain.reference import (
    Change,
    Enrolled,
    HeartbeatAnswer,
    NoticeChanged,
    ReceiptAnswer,
    ReceiptKnown,
    ReceiptsAnswer,
    Removed,
    ReplicaPage,
    UrgentAnswer,
)
from domain.wire import Answer, BatchAnswer, Result
from tests.sync.builders import ENROLLED, NOON


@dataclass(frozen=True, slots=True)
class Say:
    """Answer with exactly this, doing nothing."""

    status: int = 200
    body: bytes = b"{}"
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HangUp:
    """Reset the connection: before doing anything, or after all is done and only the answer gets lost."""

    after_doing: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Do nothing and say nothing until the story is over."""


@dataclass(frozen=True, slots=True)
class CutShort:
    """Do it, announce the whole answer, send half."""


@dataclass(frozen=True, slots=True)
class Trickle:
    """Announce an answer and send a byte now and then, without end."""


Misbehaviour = Say | HangUp | Hold | CutShort | Trickle

REDIRECT = Say(302, b"", "text/html", (("Location", "http://portal.example/login"),))
PORTAL = Say(200, b"<html>Welcome to our free Wi-Fi</html>", "text/html; charset=utf-8")


def error(status: int, code: str, *headers: tuple[str, str]) -> Say:
    return Say(status, json.dumps({"code": code, "detail": "a story"}).encode(), "application/json", headers)


@dataclass
class FakeService:
    url: str = ""
    token: str = ENROLLED.token
    now: datetime = NOON
    receipts: dict[str, ReceiptKnown] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    codes: dict[str, Enrolled] = field(default_factory=dict)
    verdicts: dict[str, tuple[Result, str]] = field(default_factory=dict)
    """By kind of message or message id: answer so instead of accepting."""
    garble_hashes: bool = False
    """Answer with another hash than the message has."""
    poison: set[str] = field(default_factory=set)
    """Message ids this service breaks over, with everything sent along."""
    effects: dict[str, str] = field(default_factory=dict)
    """message id -> body hash: what was done, once each."""
    order: list[str] = field(default_factory=list)
    helper: str = ""
    desk_waiting: int | None = None
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    plans: dict[str, deque[Misbehaviour]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Misbehaviour] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, route: str, *misbehaviours: Misbehaviour) -> None:
        """The next requests of that route (receipts, replica, messages, heartbeat, enrol) go so."""
        self.plans[route].extend(misbehaviours)

    def take_plan(self, route: str) -> Misbehaviour | None:
        with self.lock:
            if self.plans[route]:
                return self.plans[route].popleft()
            return self.always.get(route)

    def asked(self, route: str) -> int:
        return sum(1 for _, path, _ in self.requests if _route(path) == route)

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, object]:
        match method, path.removeprefix("/api/v1/").split("/"):
            case "POST", ["devices", "enrol"]:
                enrolled = self.codes.pop(body["code"], None)
                return (200, enrolled) if enrolled else (403, {"code": "enrolment_code_invalid", "detail": ""})
            case "GET", ["receipts", code]:
                known = self.receipts.get(unquote(code))
                if known is None:
                    return 404, {"code": "receipt_unknown", "detail": ""}
                return 200, ReceiptAnswer(known, self.now)
            case "GET", ["receipts"]:
                return 200, ReceiptsAnswer(tuple(self._found(query)), self.now)
            case "GET", ["replica"]:
                start, limit = int(query["cursor"]), int(query["limit"])
                page = tuple(self.changes[start : start + limit])
                end = min(start + limit, len(self.changes)) if start <= len(self.changes) else len(self.changes)
                return 200, ReplicaPage(end, page, end < len(self.changes), self.now)
            case "GET", ["urgent"]:
                notices = [(n, c) for n, c in enumerate(self.changes, start=1) if _is_notice(c)]
                fresh = tuple(change for n, change in notices if n > int(query["after"]))
                return 200, UrgentAnswer(max((n for n, _ in notices), default=0), fresh)
            case "POST", ["messages"]:
                if any(m["message_id"] in self.poison for m in body["messages"]):
                    return 500, {"code": "internal", "detail": ""}
                answers = tuple(self._take(m) for m in body["messages"])
                if self.garble_hashes:
                    answers = tuple(replace(a, body_hash="0" * 64) for a in answers)
                return 200, BatchAnswer(answers, self.now)
            case "POST", ["devices", "heartbeat"]:
                return 200, HeartbeatAnswer(self.now, self.helper, self.desk_waiting)
        return 404, {"code": "not_found", "detail": path}

    def _found(self, query: dict[str, str]) -> Iterator[ReceiptKnown]:
        for known in self.receipts.values():
            day = (known.receipt.sold_at + timedelta(hours=8)).date().isoformat()
            if (day, known.receipt.till, str(known.receipt.paid_fen)) == (
                query["date"],
                query["till"],
                query["amount_fen"],
            ):
                yield known

    def _take(self, message: dict[str, Any]) -> Answer:
        message_id, body_hash = message["message_id"], codec.digest(message["body"])
        seen = self.effects.get(message_id)
        if seen is not None:
            result = (Result.DUPLICATE, "") if seen == body_hash else (Result.REFUSED, "hash_mismatch")
            return Answer(message_id, body_hash, *result)
        said = self.verdicts.get(message_id) or self.verdicts.get(message["body"]["kind"]) or (Result.ACCEPTED, "")
        if said[0] is Result.ACCEPTED:
            self.effects[message_id] = body_hash
            self.order.append(message_id)
        return Answer(message_id, body_hash, *said)


def _is_notice(change: Change) -> bool:
    return isinstance(change, NoticeChanged) or (isinstance(change, Removed) and change.what == "notice")


def _route(path: str) -> str:
    parts = path.removeprefix("/api/v1/").split("/")
    return parts[-1] if parts[0] == "devices" else parts[0]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A peer that breaks off is part of the stories, not worth a traceback."""


@contextmanager
def fake_service(tls: ssl.SSLContext | None = None) -> Iterator[FakeService]:
    service = FakeService()
    server = _Server(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    service.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._serve("GET")

        def do_POST(self) -> None:
            self._serve("POST")

        def log_message(self, format: str, *args: object) -> None:
            pass

        def _serve(self, method: str) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            service.requests.append((method, parts.path, dict(self.headers)))
            plan = service.take_plan(_route(parts.path))
            match plan:
                case Say():
                    self._send(plan.status, plan.body, plan.content_type, plan.headers)
                    return
                case Hold():
                    service.over.wait()
                    self.close_connection = True
                    return
                case HangUp(after_doing=False):
                    self._reset()
                    return
                case Trickle():
                    self._announce(200, 1_000_000, "application/json", ())
                    self._trickle()
                    return
            status, body = self._answer(method, parts.path, parts.query, raw)
            match plan:
                case HangUp():
                    self._reset()
                case CutShort():
                    self._announce(status, len(body), "application/json", ())
                    self.wfile.write(body[: len(body) // 2])
                    self.close_connection = True
                case _:
                    self._send(status, body, "application/json", ())

        def _answer(self, method: str, path: str, query: str, raw: bytes) -> tuple[int, bytes]:
            wanted = f"Bearer {service.token}"
            if not path.endswith("/enrol") and self.headers.get("Authorization") != wanted:
                return 401, b'{"code": "unauthorised", "detail": ""}'
            with service.lock:
                flat = {k: v[0] for k, v in parse_qs(query).items()}
                status, value = service.answer(method, path, flat, json.loads(raw) if raw else None)
            return status, codec.canonical(value)

        def _announce(self, status: int, length: int, kind: str, headers: tuple[tuple[str, str], ...]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def _send(self, status: int, body: bytes, kind: str, headers: tuple[tuple[str, str], ...]) -> None:
            self._announce(status, len(body), kind, headers)
            self.wfile.write(body)

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def _trickle(self) -> None:
            try:
                while not service.over.wait(0.05):
                    self.wfile.write(b" ")
                    self.wfile.flush()
            except OSError:
                pass
            self.close_connection = True

    return Handler
