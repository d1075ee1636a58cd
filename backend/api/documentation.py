"""The API's own description (OpenAPI): schemas and examples of the very types that travel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend.api.schema import Schemas
from backend.api.shapes import Problem, Unfit
from domain import codec

_WORDS = {
    401: "`unauthorised`: the token is unknown; `revoked`: this kiosk is let in no more",
    403: "`enrolment_code_invalid`: wrong, used, or older than 10 minutes",
    404: "`receipt_unknown`",
    408: "`too_slow`",
    413: "`too_large`",
    415: "`kind_unsupported`: another content type is needed",
    422: "`shape`: `detail` names every fault",
    429: "`rate`: ask again after Retry-After seconds",
    503: "`unavailable`: transient, ask again",
}


class Documentation:
    """Collects what the routes take and answer."""

    def __init__(self) -> None:
        self._schemas = Schemas()

    def answers(
        self,
        cls: type,
        example: object,
        *errors: int,
        because: Mapping[int, str] | None = None,
        unfit: bool = False,
    ) -> dict[int | str, dict[str, Any]]:
        """`because` says why one of the errors in this route's own words; `unfit`: 422 lists all that is wrong."""
        problem = {"application/json": {"schema": self._schemas.of(Problem)}}
        words = _WORDS | dict(because or {})
        found: dict[int | str, dict[str, Any]] = {
            status: {"description": words[status], "content": problem} for status in (*errors, 429, 503)
        }
        if unfit:
            faults = {"application/json": {"schema": self._schemas.of(Unfit)}}
            found[422] = {"description": "`unfit`: nothing was taken; `faults` names every fault", "content": faults}
        return {200: {"description": "Answered", "content": self._content(cls, example)}, **found}

    def takes(self, hint: Any, example: object, **others: str) -> dict[str, Any]:
        """`others`: further content types by name (`text_csv`), each with an example as text."""
        content = self._content(hint, example)
        for name, text in others.items():
            content[name.replace("_", "/", 1)] = {"schema": {"type": "string"}, "example": text}
        return {"requestBody": {"required": True, "content": content}}

    def takes_bytes(self, kind: str) -> dict[str, Any]:
        schema = {"type": "string", "format": "binary"}
        return {"requestBody": {"required": True, "content": {kind: {"schema": schema}}}}

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

    def _content(self, hint: Any, example: object) -> dict[str, Any]:
        return {"application/json": {"schema": self._schemas.of(hint), "example": codec.encode(example)}}
