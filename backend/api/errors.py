"""Errors as a device reads them: `{"code", "detail"}`, never a trace."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

log = structlog.get_logger(__name__)

_CODES = {404: "not_found", 405: "method_not_allowed"}


class ApiError(Exception):
    """Answered with `status` and `{"code", "detail"}`."""

    def __init__(self, status: int, code: str, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.retry_after = status, code, detail, retry_after


def answer(error: ApiError) -> JSONResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse({"code": error.code, "detail": error.detail}, error.status, headers)


def install(app: FastAPI) -> None:
    @app.exception_handler(ApiError)
    async def told(_request: Request, error: ApiError) -> Response:
        return answer(error)

    @app.exception_handler(RequestValidationError)
    async def misshapen(_request: Request, error: RequestValidationError) -> Response:
        # Only where and what: FastAPI's own answer echoes the input back.
        faults = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()[:10]]
        return answer(ApiError(422, "shape", "; ".join(faults)))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if not request.url.path.startswith("/api/"):
            return PlainTextResponse(str(error.detail), error.status_code, error.headers)
        code = _CODES.get(error.status_code, "request")
        return answer(ApiError(error.status_code, code, str(error.detail)))

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeout)
    async def database_away(request: Request, error: Exception) -> Response:
        log.error("database_unavailable", path=_route(request), error=type(error).__name__)
        return answer(ApiError(503, "unavailable", "the central database does not answer", retry_after=5))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        log.error("request_failed", path=_route(request), exc_info=error)
        return answer(ApiError(500, "internal", "something went wrong here; it has been written down"))


def _route(request: Request) -> str:
    """The route's pattern: a real path may hold a tracking token."""
    return str(getattr(request.scope.get("route"), "path", "?"))
