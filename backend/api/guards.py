"""Who may do what through the API with a staff sign-in: roles deny by default, and nobody reaches another store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.api.errors import ApiError
from backend.database import Sessions
from backend.services import staff
from backend.services.staff import Staff
from backend.settings import Clock
from backend.staff_roles import StaffRole

BEARER = HTTPBearer(auto_error=False, description="The token of staff/sign-in.", scheme_name="Staff")

READS = frozenset(StaffRole)
WRITES = frozenset({StaffRole.SUPERVISOR, StaffRole.MANAGER, StaffRole.IT})
"""Offers, notices, words: what changes from day to day."""
BUILDS = frozenset({StaffRole.MANAGER, StaffRole.IT})
"""The plan, places and stocks: what everything else stands on."""

StoreId = Annotated[str, Path(max_length=64, description="The store's number", examples=["9907"])]
Guard = Callable[[str, HTTPAuthorizationCredentials | None], Staff]


def guard(sessions: Sessions, clock: Clock, roles: frozenset[StaffRole]) -> Guard:
    """A dependency: the person, whose idle time begins again. Answers 401 or 403 for anybody else."""

    def allowed(
        store_id: StoreId, token: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
    ) -> Staff:
        now = clock()
        with sessions.read() as session:
            who = staff.signed_in(session, token.credentials, now) if token is not None else None
        if who is None or token is None:
            raise ApiError(401, "unauthorised", "sign in first: this token is not known, or its time is over")
        if who.store_id != store_id or who.role not in roles:
            raise ApiError(403, "not_allowed", "your role does not allow this here")
        staff.active(sessions, token.credentials, now)
        return who

    return allowed
