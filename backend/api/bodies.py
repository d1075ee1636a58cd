"""Bodies in and out: small, timely, plain JSON; read and written by `domain.codec` alone."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from backend.api.errors import ApiError
from backend.settings import Limits
from domain import codec

T = TypeVar("T")

JSON_KIND = "application/json"
_WORTH_PACKING = 4_096


@dataclass(frozen=True, slots=True)
class Taken:
    """What a route takes: content types (the first where a body says none), bytes, seconds."""

    kinds: tuple[str, ...]
    largest: int
    seconds: float


def small_json(limits: Limits) -> Taken:
    return Taken((JSON_KIND,), limits.body_bytes, limits.body_seconds)


async def read_body(request: Request, taken: Taken) -> bytes:
    """The whole body. Raises ApiError 413 (too large), 415 (packed, or of another kind), 408 (too slow)."""
    kinds, largest = taken.kinds, taken.largest
    if request.headers.get("content-encoding", "identity") != "identity":
        raise ApiError(415, "encoding_unsupported", "send the body as it is, not packed")
    if kind_of(request, kinds[0]) not in kinds:
        code = "not_json" if kinds == (JSON_KIND,) else "kind_unsupported"
        raise ApiError(415, code, f"send {' or '.join(kinds)}")
    declared = request.headers.get("content-length", "0")
    too_large = ApiError(413, "too_large", f"at most {largest} bytes are taken")
    if declared.isdigit() and int(declared) > largest:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(taken.seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > largest:
                    raise too_large
    except TimeoutError:
        raise ApiError(408, "too_slow", f"the body took over {taken.seconds:g} s") from None
    except ClientDisconnect:
        raise ApiError(400, "cut_off", "the connection ended before the body did") from None
    return bytes(body)


def kind_of(request: Request, default: str = JSON_KIND) -> str:
    """What the body says it is, without its parameters."""
    return request.headers.get("content-type", default).partition(";")[0].strip().lower()


def plain(body: bytes) -> Any:
    """Raises ApiError 422 for what is not strict JSON."""
    try:
        return codec.loads(body)
    except codec.DecodeError as error:
        raise _misshapen(error) from None


def decoded(cls: type[T], body: bytes) -> T:
    """Raises ApiError 422 with every fault."""
    try:
        return codec.decode(cls, codec.loads(body))
    except codec.DecodeError as error:
        raise _misshapen(error) from None
    except RecursionError:
        raise ApiError(422, "shape", "nested too deeply") from None


def reply(request: Request, value: object) -> Response:
    """`value` (a dataclass, or already plain) as JSON; packed when large and the caller reads that."""
    body = json.dumps(codec.encode(value), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {}
    if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=4, mtime=0)
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(body, media_type="application/json", headers=headers)


def _misshapen(error: codec.DecodeError) -> ApiError:
    shown = "; ".join(ascii(fault)[1:-1] for fault in error.errors[:10])
    return ApiError(422, "shape", shown[:2_000])
