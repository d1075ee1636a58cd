"""The API's own description (OpenAPI): schemas and examples of the very types that travel."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend.api.schema import Schemas
from backend.api.shapes import Problem
from domain import codec

_WORDS = {
    401: "`unauthorised`: the token is unknown, or was revoked",
    403: "`enrolment_code_invalid`: wrong, used, or older than 10 minutes",
    404: "`receipt_unknown`",
    413: "`too_large`",
    422: "`shape`: `detail` names every fault",
    429: "`rate`: ask again after Retry-After seconds",
    503: "`unavailable`: transient, ask again",
}


class Documentation:
    """Collects what the routes take and answer."""

    def __init__(self) -> None:
        self._schemas = Schemas()

    def answers(self, cls: type, example: object, *errors: int) -> dict[int | str, dict[str, Any]]:
        problem = {"application/json": {"schema": self._schemas.of(Problem)}}
        found: dict[int | str, dict[str, Any]] = {
            status: {"description": _WORDS[status], "content": problem} for status in (*errors, 429, 503)
        }
        return {200: {"description": "Answered", "content": self._content(cls, example)}, **found}

    def takes(self, cls: type, example: object) -> dict[str, Any]:
        return {"requestBody": {"required": True, "content": self._content(cls, example)}}

    def install(self, app: FastAPI, public_url: str) -> None:
        def document() -> dict[str, Any]:
            if app.openapi_schema is None:
                made = get_openapi(
                    title=app.title,
                    version=app.version,
                    description=app.description,
                    routes=app.routes,
                    servers=[{"url": public_url}],
                )
                schemas = made.setdefault("components", {}).setdefault("schemas", {})
                schemas.update(self._schemas.definitions)
                app.openapi_schema = made
            return app.openapi_schema

        app.openapi = document  # type: ignore[method-assign]

    def _content(self, cls: type, example: object) -> dict[str, Any]:
        return {"application/json": {"schema": self._schemas.of(cls), "example": codec.encode(example)}}
