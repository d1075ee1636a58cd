"""What the worker tells the kiosk, and what the kiosk tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.pace import Backoff

LINE_BACKOFF = Backoff(1.0, 30.0)
MESSAGE_BACKOFF = Backoff(5.0, 900.0)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Acknowledged by the central service; `code` is its remark, such as `held`."""

    message_id: str
    ticket_no: str
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class MessageParked:
    message_id: str
    ticket_no: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class HelperNamed:
    """Who is on the way for this kiosk's open call; empty: nobody any more."""

    name: str


@dataclass(frozen=True, slots=True)
class ClockJudged:
    trusted: bool
    offset: timedelta | None


@dataclass(frozen=True, slots=True)
class ReplicaRefreshed:
    """Up to date again; `changes` is how many came with it, often none."""

    as_of: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class NoticesHeard:
    """Notices or offers came, or were taken back, ahead of everything else; they stand in the replica already."""

    changes: int


@dataclass(frozen=True, slots=True)
class StoreTrouble:
    detail: str


@dataclass(frozen=True, slots=True)
class DeskHeard:
    """How many wait at the service desk; None where nobody knows. Told when it changes."""

    waiting: int | None


SyncEvent = (
    Delivered | MessageParked | HelperNamed | DeskHeard | ClockJudged | ReplicaRefreshed | NoticesHeard | StoreTrouble
)


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """How the device is, for the heartbeat."""

    version: str
    printer: str
    camera: str
    role: str = "returns"
    slips_left: int | None = None
    scanner: str = ""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Revocation must show within 60 s, hence the heartbeat; `helper_every_s` while a call for a person is open."""

    heartbeat_every_s: float = 30.0
    helper_every_s: float = 3.0
    pull_every_s: float = 20.0
    watch_every_s: float = 1.5
    """How often it is asked whether a notice has changed: an emergency shows within two seconds."""
    watch_again_s: float = 300.0
    """After an older service that does not know the question."""
    batch: int = 50
    page: int = 200
    line: Backoff = LINE_BACKOFF
    message: Backoff = MESSAGE_BACKOFF
    """For a single message the service cannot deal with now."""
    hurry_s: float = 2.0
    """New work may cut a pause short, but not more often than this."""
    busy_most_s: float = 300.0
    keep: timedelta = timedelta(days=90)
    """How long tickets stay here after their last word was sent."""
    keep_receipts: timedelta = timedelta(days=120)
    """Older than any window; the central service takes them back before, as a rule."""
    tidy_every_s: float = 3600.0
