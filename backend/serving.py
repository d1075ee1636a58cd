"""Putting the service on the network."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


@contextmanager
def starting() -> Iterator[None]:
    """What is loaded within stays till the end: looking through it for garbage takes a fifth of the start, and later
    would only hold requests up."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def served(app: FastAPI, host: str, port: int) -> None:
    """Until it is stopped."""
    import uvicorn

    # No access log: its lines would hold shoppers' tracking links.
    uvicorn.run(
        app, host=host, port=port, access_log=False, log_level="warning", server_header=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip
