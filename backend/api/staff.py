"""Staff sign in to the API as to the console: same numbers, same passwords, same waiting after wrong ones."""

# Annotations stay evaluated here: FastAPI reads those made inside `router`, which close over its parts.

import math
from datetime import timedelta
from typing import Annotated, assert_never

from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials
from starlette.responses import Response

from backend.api import guide_examples as examples
from backend.api.bodies import decoded, read_body, reply, small_json
from backend.api.documentation import Documentation
from backend.api.errors import ApiError
from backend.api.guards import BEARER
from backend.api.rates import Buckets, Rate
from backend.api.shapes import Done, SignInAnswer, SignInRequest
from backend.database import Sessions
from backend.services import staff
from backend.services.documents import text_faults
from backend.services.staff import IDLE, LONGEST_SESSION, Locked, MustWait, SignedIn, Wrong
from backend.settings import Clock, Settings

_BECAUSE = {
    403: "`sign_in_wrong`: number or password; `sign_in_locked`: after fifteen wrong tries",
    429: "`sign_in_wait`, `rate`: ask again after Retry-After seconds",
}


def router(settings: Settings, sessions: Sessions, clock: Clock, docs: Documentation) -> APIRouter:
    limits = settings.limits
    of_address = Buckets(Rate(limits.enrolments_per_minute / 60, math.ceil(limits.enrolments_per_minute)))
    api = APIRouter(prefix="/api/v1/staff", tags=["staff"])

    async def body(request: Request) -> bytes:
        return await read_body(request, small_json(limits))

    @api.post(
        "/sign-in",
        summary="A staff number and password for a token; after five wrong tries there is waiting",
        responses=docs.answers(SignInAnswer, examples.SIGN_IN_ANSWER, 403, 413, 422, because=_BECAUSE),
        openapi_extra=docs.takes(SignInRequest, examples.SIGN_IN_REQUEST),
    )
    def sign_in(request: Request, sent: Annotated[bytes, Depends(body)]) -> Response:
        wait = of_address.take(request.client.host if request.client else "")
        if wait:
            raise ApiError(429, "rate", "too many requests", retry_after=math.ceil(wait))
        asked = decoded(SignInRequest, sent)
        if text_faults([asked.number, asked.password], longest=1_024):
            raise ApiError(422, "shape", "number or password hold what no text should")
        now = clock()
        result = staff.sign_in(sessions, asked.number, asked.password, now)
        match result:
            case SignedIn(staff=who, token=token):
                idle_s = int(IDLE.total_seconds())
                answer = SignInAnswer(token, who.store_id, who.name, who.role.value, idle_s, now + LONGEST_SESSION)
                return reply(request, answer)
            case Wrong():
                raise ApiError(403, "sign_in_wrong", "number or password are wrong")
            case MustWait(until=until):
                seconds = max(1, math.ceil((until - now) / timedelta(seconds=1)))
                raise ApiError(429, "sign_in_wait", "too many wrong tries", retry_after=seconds)
            case Locked():
                raise ApiError(403, "sign_in_locked", "this number is locked: see the manager on duty")
            case _:
                assert_never(result)

    @api.post("/sign-out", summary="End the token", responses=docs.answers(Done, examples.DONE, 401))
    def sign_out(
        request: Request, token: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
    ) -> Response:
        if token is None:
            raise ApiError(401, "unauthorised", "there is no token to end")
        staff.sign_out(sessions, token.credentials)
        return reply(request, Done(True))

    return api
