"""What all tables share: names of constraints (so that migrations can name them) and times in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column


class Utc(TypeDecorator[datetime]):
    """A moment. SQLite has no zones, so it gets naive UTC there; a naive time from Python is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = Annotated[str, mapped_column(String(64), primary_key=True)]
"""A part of a key."""
Short = Annotated[str, mapped_column(String(64))]
Name = Annotated[str, mapped_column(String(200))]
Document = Annotated[str, mapped_column(Text)]
"""Canonical JSON (`domain.codec.canonical`) of a domain dataclass."""
Moment = Annotated[datetime, mapped_column(Utc)]
Money = Annotated[int, mapped_column(BigInteger)]
Count = Annotated[int, mapped_column(BigInteger)]
"""Anything counted by someone else's machine: what the wire lets through (64 bits) must fit."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
