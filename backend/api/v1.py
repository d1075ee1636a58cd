"""The API kiosks speak, version 1. Bodies are the dataclasses of domain.reference and domain.wire."""

# Annotations stay evaluated here: FastAPI reads those made inside `router`, which close over its parts.

import math
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import Response

from backend.api import examples
from backend.api.bodies import decoded, plain, read_body, reply, small_json
from backend.api.documentation import Documentation
from backend.api.errors import ApiError
from backend.api.rates import Buckets, Rate
from backend.api.shapes import EnrolRequest
from backend.database import Sessions
from backend.services import fleet, messages, receipts, reference
from backend.services.documents import text_faults
from backend.services.fleet import Identity, NotLetIn
from backend.settings import Clock, Settings
from domain.reference import (
    Enrolled,
    Heartbeat,
    HeartbeatAnswer,
    ReceiptAnswer,
    ReceiptsAnswer,
    ReplicaPage,
    UrgentAnswer,
)
from domain.wire import Batch, BatchAnswer

_BEARER = HTTPBearer(auto_error=False, description="The token of devices/enrol.")
_NOT_LET_IN = {
    NotLetIn.UNKNOWN: "this token is not known",
    NotLetIn.REVOKED: "this kiosk was revoked: a person has to release it, or enrol it again",
}

def router(settings: Settings, sessions: Sessions, clock: Clock, docs: Documentation) -> APIRouter:
    limits = settings.limits
    of_device = Buckets(Rate(limits.device_per_second, limits.device_burst))
    of_store = Buckets(Rate(limits.store_per_second, limits.store_burst))
    of_enrolling = Buckets(Rate(limits.enrolments_per_minute / 60, math.ceil(limits.enrolments_per_minute)))
    api = APIRouter(prefix="/api/v1")

    def device(token: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Identity:
        with sessions.read() as session:
            who = fleet.authenticate(session, token.credentials) if token is not None else NotLetIn.UNKNOWN
        if isinstance(who, NotLetIn):
            raise ApiError(401, who.value, _NOT_LET_IN[who])
        _pass(of_device, who.device_id)
        _pass(of_store, who.store_id)
        return who

    async def body(request: Request) -> bytes:
        return await read_body(request, small_json(limits))

    Device = Annotated[Identity, Depends(device)]
    Body = Annotated[bytes, Depends(body)]

    @api.post(
        "/devices/enrol",
        summary="Exchange a one-time code for a device credential",
        responses=docs.answers(Enrolled, examples.ENROLLED, 403, 413, 422),
        openapi_extra=docs.takes(EnrolRequest, examples.ENROL_REQUEST),
        tags=["devices"],
    )
    def enrol(request: Request, sent: Body) -> Response:
        _pass(of_enrolling, request.client.host if request.client else "")
        asked = decoded(EnrolRequest, sent)
        if text_faults([asked.code, asked.name], longest=200):
            raise ApiError(422, "shape", "code or name hold what no text should")
        enrolled = fleet.enrol(sessions, asked.code, asked.name, clock())
        if enrolled is None:
            raise ApiError(403, "enrolment_code_invalid", "the code is wrong, used, or older than 10 minutes")
        return reply(request, enrolled)

    @api.post(
        "/devices/heartbeat",
        summary="How the device is, about once a minute",
        responses=docs.answers(HeartbeatAnswer, examples.HEARTBEAT_ANSWER, 401, 413, 422),
        openapi_extra=docs.takes(Heartbeat, examples.HEARTBEAT),
        tags=["devices"],
    )
    def heartbeat(request: Request, who: Device, sent: Body) -> Response:
        raw = plain(sent)
        if text_faults(raw, longest=200):
            raise ApiError(422, "shape", "a text holds what no text should")
        return reply(request, fleet.heartbeat(sessions, who, decoded(Heartbeat, sent), clock()))

    @api.get(
        "/receipts/{code}",
        summary="One receipt, of any store of the chain, with what is returned already",
        responses=docs.answers(ReceiptAnswer, examples.RECEIPT_ANSWER, 401, 404),
        tags=["receipts"],
    )
    def receipt(
        request: Request, who: Device, code: Annotated[str, Path(examples=[examples.RECEIPT.code])]
    ) -> Response:
        with sessions.read() as session:
            known = receipts.lookup(session, code, settings.code_formats)
        if known is None:
            raise ApiError(404, "receipt_unknown", "no receipt has this code")
        return reply(request, ReceiptAnswer(known, clock()))

    @api.get(
        "/receipts",
        summary="Receipts of this store by day, till and sum, for a damaged one; at most 5",
        responses=docs.answers(ReceiptsAnswer, examples.RECEIPTS_ANSWER, 401, 422),
        tags=["receipts"],
    )
    def find(
        request: Request,
        who: Device,
        day: Annotated[date, Query(alias="date")],
        till: Annotated[str, Query(max_length=16, pattern=r"^[0-9A-Za-z]+$")],
        amount_fen: Annotated[int, Query(ge=0, le=receipts.MOST_FEN)],
    ) -> Response:
        with sessions.read() as session:
            found = receipts.find(session, who.store_id, day, till, amount_fen)
        return reply(request, ReceiptsAnswer(found, clock()))

    @api.get(
        "/replica",
        summary="What changed of this store's reference data and recent receipts since a cursor",
        responses=docs.answers(ReplicaPage, examples.REPLICA_PAGE, 401, 422),
        tags=["replica"],
    )
    def replica(
        request: Request,
        who: Device,
        cursor: Annotated[int, Query(ge=0, lt=2**63)] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 500,
    ) -> Response:
        kept = timedelta(days=settings.replica_days)
        with sessions.read() as session:
            page = reference.replica_page(session, who.store_id, cursor, limit, clock(), kept)
        return reply(request, page)

    @api.get(
        "/urgent",
        summary="Whether a notice has changed: asked every second or two, so that an emergency shows at once",
        responses=docs.answers(UrgentAnswer, examples.URGENT_ANSWER, 401, 422),
        tags=["replica"],
    )
    def urgent(
        request: Request, who: Device, after: Annotated[int, Query(ge=0, lt=2**63)] = 0
    ) -> Response:
        with sessions.read() as session:
            return reply(request, reference.urgent(session, who.store_id, after))

    @api.post(
        "/messages",
        summary="What happened at the kiosk, in batches; each message is answered on its own",
        responses=docs.answers(BatchAnswer, examples.BATCH_ANSWER, 401, 413, 422),
        openapi_extra=docs.takes(Batch, examples.BATCH),
        tags=["messages"],
    )
    def take(request: Request, who: Device, sent: Body) -> Response:
        batch = plain(sent)
        # The messages are decoded one by one: one that cannot be read must not stand in the way of the others.
        match batch:
            case {"chain_head": str(head), "messages": list(listed), **rest} if not rest and not text_faults(head):
                pass
            case _:
                raise ApiError(422, "shape", "expected chain_head and a list of messages")
        if len(listed) > messages.MOST_MESSAGES:
            raise ApiError(413, "too_large", f"at most {messages.MOST_MESSAGES} messages at once")
        return reply(request, messages.receive(sessions, who, head, listed, settings.code_formats, clock()))

    return api


def _pass(buckets: Buckets, key: str) -> None:
    wait = buckets.take(key)
    if wait:
        raise ApiError(429, "rate", "too many requests", retry_after=math.ceil(wait))
