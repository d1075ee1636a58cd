"""The kiosk's side of the central service's HTTP contract.

ServiceError
├── ServiceTransient         ask again later
│   ├── ServiceUnreachable   no connection, or no answer in time
│   ├── ServiceBusy          it said so itself (429, 503); `retry_after_s` when it said when
│   ├── ServiceFailed        it broke over this request (500)
│   └── ServiceGarbled       an answer that is not our service's: a captive portal, a proxy, half a body
├── ServiceUnauthorised      our service knows the credential no more, or has revoked it; `code` says which
└── ServiceRefused           our request is wrong for good; `code` says why
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from domain import codec
from domain.money import Fen
from domain.reference import (
    Enrolled,
    Heartbeat,
    HeartbeatAnswer,
    ReceiptAnswer,
    ReceiptsAnswer,
    ReplicaPage,
    UrgentAnswer,
)
from domain.wire import BatchAnswer
from sync.line import OfflineReason

if TYPE_CHECKING:
    # Loaded with the first request, which the worker makes: the first screen needs no answer from the service.
    import requests

T = TypeVar("T")

REVOKED = "revoked"
_NOT_LET_IN = frozenset({REVOKED, "unauthorised"})
"""What our service says with a 401. A proxy on the way that wants a sign-in of its own says something else."""


class ServiceError(Exception):
    pass


class ServiceTransient(ServiceError):
    pass


class ServiceUnreachable(ServiceTransient):
    pass


class ServiceBusy(ServiceTransient):
    def __init__(self, code: str, retry_after_s: float | None) -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s


class ServiceFailed(ServiceTransient):
    pass


class ServiceGarbled(ServiceTransient):
    pass


class ServiceUnauthorised(ServiceError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def revoked(self) -> bool:
        return self.code == REVOKED


class ServiceRefused(ServiceError):
    def __init__(self, status: int, code: str, detail: str = "") -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail


def offline_reason(error: ServiceError) -> OfflineReason:
    """Why the line counts as down after that error."""
    match error:
        case ServiceUnauthorised():
            return OfflineReason.UNAUTHORISED
        case ServiceGarbled():
            return OfflineReason.GARBLED
        case ServiceBusy() | ServiceFailed():
            return OfflineReason.BUSY
        case _:
            return OfflineReason.UNREACHABLE


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """`base_url` without the API's path. `ca_file`: the chain's own CA; None: the system's.

    `total_s` bounds a whole exchange, since a read time limit alone lets a trickling peer go on for ever.
    """

    base_url: str
    ca_file: Path | None = None
    connect_s: float = 1.5
    read_s: float = 3.0
    bulk_read_s: float = 15.0
    total_s: float = 60.0
    max_bytes: int = 16_000_000
    user_agent: str = "fuwutai-kiosk"


class ServiceClient:
    """Safe to use from several threads. `token` is asked for at every request and stands in no log or error."""

    def __init__(self, settings: ServiceSettings, token: Callable[[], str]) -> None:
        self._settings = settings
        self._token = token
        self._opened: requests.Session | None = None
        self._opening = threading.Lock()

    def enrol(self, code: str, name: str) -> Enrolled:
        """Raises ServiceError; ServiceRefused("enrolment_code_invalid") for a spent, wrong or late code."""
        body = codec.canonical({"code": code, "name": name})
        return self._ask(Enrolled, "POST", "devices/enrol", body=body, authorised=False)

    def receipt(self, code: str) -> ReceiptAnswer | None:
        """None when no such receipt exists. Raises ServiceError."""
        try:
            return self._ask(ReceiptAnswer, "GET", f"receipts/{quote(code, safe='')}")
        except ServiceRefused as refused:
            if refused.status == 404 and refused.code == "receipt_unknown":
                return None
            raise

    def find(self, day: date, till: str, amount_fen: Fen) -> ReceiptsAnswer:
        params = {"date": day.isoformat(), "till": till, "amount_fen": str(amount_fen)}
        return self._ask(ReceiptsAnswer, "GET", "receipts", params=params)

    def replica_page(self, cursor: int, limit: int) -> ReplicaPage:
        params = {"cursor": str(cursor), "limit": str(limit)}
        return self._ask(ReplicaPage, "GET", "replica", params=params, read_s=self._settings.bulk_read_s)

    def urgent(self, after: int) -> UrgentAnswer:
        return self._ask(UrgentAnswer, "GET", "urgent", params={"after": str(after)})

    def submit(self, chain_head: str, envelopes: Sequence[str]) -> BatchAnswer:
        """Envelopes travel exactly as they were written down: an older program's message keeps its own shape."""
        head = codec.canonical(chain_head).decode()
        body = f'{{"chain_head":{head},"messages":[{",".join(envelopes)}]}}'.encode()
        return self._ask(BatchAnswer, "POST", "messages", body=body, read_s=self._settings.bulk_read_s)

    def heartbeat(self, beat: Heartbeat) -> HeartbeatAnswer:
        return self._ask(HeartbeatAnswer, "POST", "devices/heartbeat", body=codec.canonical(beat))

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _session(self) -> requests.Session:
        with self._opening:
            if self._opened is None:
                self._opened = _open(self._settings)
            return self._opened

    def _ask(
        self,
        cls: type[T],
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        body: bytes | None = None,
        read_s: float | None = None,
        authorised: bool = True,
    ) -> T:
        import requests
        import urllib3

        headers = {"Content-Type": "application/json"} if body is not None else {}
        if authorised:
            headers["Authorization"] = f"Bearer {self._token()}"
        url = f"{self._settings.base_url.rstrip('/')}/api/v1/{path}"
        timeout = (self._settings.connect_s, read_s or self._settings.read_s)
        deadline = time.monotonic() + self._settings.total_s
        try:
            with self._session().request(
                method,
                url,
                params=params,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                return _read_answer(cls, response, _read_body(response, self._settings.max_bytes, deadline))
        except urllib3.exceptions.DecodeError as error:
            raise ServiceGarbled("a body that cannot be unpacked") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            # The class only: its text may hold the address with what was asked for.
            raise ServiceUnreachable(f"no answer ({type(error).__name__})") from error


def _open(settings: ServiceSettings) -> requests.Session:
    import requests

    session = requests.Session()
    # Neither proxies nor .netrc of the machine: a .netrc would replace our Authorization header.
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.verify = str(settings.ca_file) if settings.ca_file else True
    session.headers.update({"Accept": "application/json", "User-Agent": settings.user_agent})
    return session


def _read_body(response: requests.Response, max_bytes: int, deadline: float) -> bytes:
    body = bytearray()
    # read1 hands over what is there; iter_content would wait for a whole chunk, and a trickle never fills one.
    while chunk := response.raw.read1(65536, decode_content=True):
        body += chunk
        if len(body) > max_bytes:
            raise ServiceGarbled(f"a body over {max_bytes} bytes")
        if time.monotonic() > deadline:
            raise ServiceUnreachable("the answer trickles")
    return bytes(body)


def _read_answer(cls: type[T], response: requests.Response, body: bytes) -> T:
    status = response.status_code
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if 300 <= status < 400:
        raise ServiceGarbled(f"a redirect ({status}): not our service")
    if kind != "application/json":
        raise ServiceGarbled(f"{status} with {kind[:40] or 'no content type'}: not our service")
    try:
        data = codec.loads(body)
        if 200 <= status < 300:
            return codec.decode(cls, data)
    except codec.DecodeError as error:
        raise ServiceGarbled(f"{status} with another shape: {error.errors[0][:200]}") from error
    raise _refusal(status, data, response.headers.get("Retry-After", ""))


def _refusal(status: int, data: Any, retry_after: str) -> ServiceError:
    code = data.get("code") if isinstance(data, dict) else None
    if not isinstance(code, str):
        return ServiceGarbled(f"{status} without a code: not our service")
    if status == 401:
        return ServiceUnauthorised(code) if code in _NOT_LET_IN else ServiceGarbled(f"401 {code[:40]}: not our service")
    if status in (429, 503):
        return ServiceBusy(code, float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None)
    if status >= 500:
        return ServiceFailed(code)
    return ServiceRefused(status, code, str(data.get("detail", ""))[:500])
