"""Staff and their signing in: argon2id, waiting after five failed tries, locked after fifteen."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.database import Sessions
from backend.models.staff import SignInTry, StaffRow, StaffSession
from backend.services import reference
from backend.staff_roles import StaffRole as StaffRole

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LOCKED_AT = 15
IDLE = timedelta(minutes=10)
LONGEST_SESSION = timedelta(hours=12)
TRIES_KEPT = timedelta(days=7)

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's parameters for argon2id: 19 MiB and one lane, so that several at once do not starve the kiosks."""
_NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$E9Nr+bm4amkMEtrmiCaQEw$F70piwvzbi58PIOKQDEKUr7+hG0T9Q8+q2dRAY05ya8"
)
"""Checked where there is no such number, so that the answer takes as long; it is no password's hash."""


@dataclass(frozen=True, slots=True)
class Staff:
    store_id: str
    staff_no: str
    name: str
    role: StaffRole


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` goes into the person's cookie and is not kept."""

    staff: Staff
    token: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Number or password; never said which. `left` tries before waiting begins."""

    left: int


@dataclass(frozen=True, slots=True)
class MustWait:
    until: datetime


@dataclass(frozen=True, slots=True)
class Locked:
    """Until `set_password`."""


SignIn = SignedIn | Wrong | MustWait | Locked


class StaffExists(Exception):
    """The number is somebody's."""


class StaffUnknown(LookupError):
    """Nobody has that number."""


class PasswordTooShort(ValueError):
    def __init__(self) -> None:
        super().__init__(f"a password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")


def add(
    sessions: Sessions, store_id: str, staff_no: str, name: str, role: StaffRole, password: str, now: datetime
) -> Staff:
    """Raises StaffExists, PasswordTooShort, reference.StoreUnknown, ValueError for an unusable number or name."""
    staff_no, name = staff_no.strip(), name.strip()
    if not (staff_no.isascii() and staff_no.isalnum() and len(staff_no) <= 32):
        raise ValueError("a staff number is up to 32 letters and digits")
    if not (name.isprintable() and 0 < len(name) <= 60):
        raise ValueError("a name is 1 to 60 printable characters")
    hashed = _hashed(password)
    with sessions.write() as session:
        reference.store(session, store_id)
        if _row(session, staff_no) is not None:
            raise StaffExists(staff_no)
        row = StaffRow(
            store_id=store_id, staff_no=staff_no, name=name, role=role.value, password_hash=hashed, added_at=now
        )
        session.add(row)
        return _staff(row)


def set_password(sessions: Sessions, staff_no: str, password: str) -> Staff:
    """A new password unlocks the number and ends every session of it. Raises StaffUnknown, PasswordTooShort."""
    hashed = _hashed(password)
    with sessions.write() as session:
        row = _row(session, staff_no)
        if row is None:
            raise StaffUnknown(staff_no)
        row.password_hash = hashed
        session.execute(delete(SignInTry).where(SignInTry.staff_no == staff_no))
        session.execute(
            delete(StaffSession).where(StaffSession.store_id == row.store_id, StaffSession.staff_no == staff_no)
        )
        return _staff(row)


def sign_in(sessions: Sessions, staff_no: str, password: str, now: datetime) -> SignIn:
    """A try counts before the password is looked at, so that many at once gain nothing."""
    number = staff_no.strip()[:64]
    with sessions.write() as session:
        counted = _count_try(session, number, now)
        if not isinstance(counted, Wrong):
            return counted
        row = _row(session, number)
        known, hashed = (None, _NOBODYS_HASH) if row is None else (_staff(row), row.password_hash)
    # Outside the transaction: this takes as long as it is meant to, and others may write meanwhile.
    if not _matches(hashed, password) or known is None:
        return counted
    fresh = _hashed(password) if _HASHER.check_needs_rehash(hashed) else None
    token = secrets.token_urlsafe(32)
    with sessions.write() as session:
        session.execute(delete(SignInTry).where(SignInTry.staff_no == number))
        session.execute(delete(StaffSession).where(StaffSession.active_at < now - LONGEST_SESSION))
        row = _row(session, number)
        if row is None or row.password_hash != hashed:
            return counted  # changed this very moment
        if fresh is not None:
            row.password_hash = fresh
        session.add(
            StaffSession(
                store_id=row.store_id, token_hash=token_hash(token), staff_no=number, began_at=now, active_at=now
            )
        )
    return SignedIn(known, token)


def sign_out(sessions: Sessions, token: str) -> None:
    with sessions.write() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def signed_in(session: Session, token: str, now: datetime) -> Staff | None:
    """Whose session it is; None when there is none, or it has been idle or open for too long."""
    if not 20 <= len(token) <= 64:
        return None
    found = session.execute(
        select(StaffRow, StaffSession)
        .join(StaffSession, (StaffSession.store_id == StaffRow.store_id) & (StaffSession.staff_no == StaffRow.staff_no))
        .where(StaffSession.token_hash == token_hash(token))
    ).first()
    return _staff(found[0]) if found is not None and _is_live(found[1], now) else None


def active(sessions: Sessions, token: str, now: datetime) -> None:
    """The person did something: the idle time starts again. A session that is over stays over."""
    with sessions.write() as session:
        row = session.scalars(select(StaffSession).where(StaffSession.token_hash == token_hash(token))).first()
        if row is not None and _is_live(row, now):
            row.active_at = now


def on_shift(session: Session, store_id: str, now: datetime) -> tuple[Staff, ...]:
    """Who is signed in, those who came first first."""
    rows = session.execute(
        select(StaffRow, StaffSession)
        .join(StaffSession, (StaffSession.store_id == StaffRow.store_id) & (StaffSession.staff_no == StaffRow.staff_no))
        .where(StaffRow.store_id == store_id, StaffSession.active_at > now - IDLE)
        .order_by(StaffSession.began_at, StaffRow.staff_no)
    )
    return tuple(dict.fromkeys(_staff(row) for row, open_session in rows if _is_live(open_session, now)))


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _count_try(session: Session, number: str, now: datetime) -> Wrong | MustWait | Locked:
    session.execute(
        delete(SignInTry).where(SignInTry.last_at < now - TRIES_KEPT, SignInTry.failures < LOCKED_AT)
    )
    tried = session.get(SignInTry, number, with_for_update=True)
    if tried is None:
        tried = SignInTry(staff_no=number, failures=0, not_before=None, last_at=now)
        session.add(tried)
    if tried.failures >= LOCKED_AT:
        return Locked()
    if tried.not_before is not None and now < tried.not_before:
        return MustWait(tried.not_before)
    tried.failures += 1
    tried.last_at = now
    beyond = tried.failures - FREE_TRIES
    tried.not_before = None if beyond < 0 else now + FIRST_WAIT * (1 << beyond)
    return Wrong(max(0, -beyond))


def _is_live(row: StaffSession, now: datetime) -> bool:
    return now - row.active_at < IDLE and now - row.began_at < LONGEST_SESSION


def _row(session: Session, staff_no: str) -> StaffRow | None:
    return session.scalars(select(StaffRow).where(StaffRow.staff_no == staff_no)).first()


def _staff(row: StaffRow) -> Staff:
    return Staff(row.store_id, row.staff_no, row.name, StaffRole(row.role))


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordTooShort
    return _HASHER.hash(_plain(password))


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, _plain(password[:LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """One form for what different keyboards send for the same characters."""
    return unicodedata.normalize("NFKC", password)
