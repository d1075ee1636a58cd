"""The fleet as staff see it: every device with what troubles it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.models import Alarm, ChangeCounter, Device, DeviceEpoch
from backend.services.read_model import AlarmRow, DeviceRow, DeviceTrouble
from domain.device_words import FEW_SLIPS

OFFLINE_AFTER = timedelta(minutes=3)
"""Three heartbeats missed."""
CLOCK_MAY_DIFFER_MS = 120_000


def devices(session: Session, store_id: str, now: datetime) -> tuple[DeviceRow, ...]:
    """All devices of a store: those needing a person first, then by kiosk number; revoked ones last."""
    counter = session.get(ChangeCounter, store_id)
    newest = counter.last if counter is not None else 0
    missing: dict[str, int] = defaultdict(int)
    for epoch in session.scalars(select(DeviceEpoch).where(DeviceEpoch.store_id == store_id)):
        missing[epoch.device_id] += epoch.highest_seq - epoch.contiguous_seq - epoch.seen_ahead
    alarms: dict[str, list[AlarmRow]] = defaultdict(list)
    for alarm in session.scalars(
        select(Alarm).where(Alarm.store_id == store_id, Alarm.cleared_at.is_(None)).order_by(Alarm.at)
    ):
        alarms[alarm.device_id].append(
            AlarmRow(alarm.alarm_id, alarm.at, alarm.device_id, alarm.code, json.loads(alarm.params))
        )
    rows = [
        _row(device, now, newest, missing[device.device_id], tuple(alarms[device.device_id]))
        for device in session.scalars(select(Device).where(Device.store_id == store_id))
    ]
    return tuple(sorted(rows, key=lambda row: (row.revoked_at is not None, not row.troubles, row.kiosk_no)))


def _row(device: Device, now: datetime, newest: int, missing: int, alarms: tuple[AlarmRow, ...]) -> DeviceRow:
    return DeviceRow(
        device_id=device.device_id,
        kiosk_no=device.kiosk_no,
        name=device.name,
        role=device.role,
        troubles=_troubles(device, now, missing),
        enrolled_at=device.enrolled_at,
        last_seen_at=device.last_seen_at,
        health_since=device.health_since,
        printer=device.printer,
        camera=device.camera,
        scanner=device.scanner,
        slips_left=device.slips_left,
        version=device.version,
        clock_offset_ms=device.clock_offset_ms,
        outbox_pending=device.outbox_pending,
        outbox_parked=device.outbox_parked,
        replica_cursor=device.replica_cursor,
        newest_cursor=newest,
        missing_seqs=missing,
        epoch=device.epoch,
        revoked_at=device.revoked_at,
        quarantined_at=device.quarantined_at,
        alarms=alarms,
    )


def _troubles(device: Device, now: datetime, missing: int) -> tuple[DeviceTrouble, ...]:
    if device.revoked_at is not None:
        return (DeviceTrouble.REVOKED,)
    seen = device.last_seen_at or device.enrolled_at
    found = {
        DeviceTrouble.QUARANTINED: device.quarantined_at is not None,
        DeviceTrouble.OFFLINE: now - seen > OFFLINE_AFTER,
        DeviceTrouble.PARKED: device.outbox_parked > 0,
        DeviceTrouble.PRINTER: device.printer not in ("", "ready"),
        DeviceTrouble.PAPER_LOW: device.printer == "ready" and _few(device.slips_left),
        DeviceTrouble.CAMERA: device.camera not in ("", "ready"),
        DeviceTrouble.SCANNER: device.scanner not in ("", "ready"),
        DeviceTrouble.CLOCK: abs(device.clock_offset_ms or 0) > CLOCK_MAY_DIFFER_MS,
        DeviceTrouble.GAP: missing > 0 and device.outbox_pending == 0,
    }
    return tuple(trouble for trouble, is_so in found.items() if is_so)


def _few(slips_left: int | None) -> bool:
    return slips_left is not None and slips_left <= FEW_SLIPS
