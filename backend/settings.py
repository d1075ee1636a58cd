"""What a central service is told when it starts. Everything has a default that serves one shop on one machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from backend.defaults import DEFAULT_DATABASE
from domain.receipt_code import HOUSE_FORMAT, CodeFormat

Clock = Callable[[], datetime]
"""The time now, with a zone."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Limits(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    body_bytes: int = Field(1 << 20, ge=1024)
    import_bytes: int = Field(32 << 20, ge=1024)
    """Of a plan or a table of the guide's data."""
    import_seconds: float = Field(default=60, gt=0)
    body_seconds: float = Field(default=10, gt=0)
    """A body must have arrived by then."""
    device_per_second: float = Field(default=10, gt=0)
    device_burst: int = Field(default=60, ge=1)
    store_per_second: float = Field(default=50, gt=0)
    store_burst: int = Field(default=300, ge=1)
    enrolments_per_minute: float = Field(default=10, gt=0)
    """From one address: codes cannot be guessed by trying."""


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    database: str = DEFAULT_DATABASE
    public_url: str = "http://127.0.0.1:8000"
    """Where shoppers' phones reach this service; no slash at the end."""
    chain: str = "服务台"
    hotline: str = ""
    """Both stand on pages that know nothing else, such as a tracking link that leads nowhere."""
    code_formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)
    replica_days: int = Field(default=35, ge=1, le=400)
    """How far back a kiosk's replica knows receipts."""
    sweep_seconds: float = Field(default=60, gt=0)
    """How often returns nobody came for are let go."""
    limits: Limits = Limits()
