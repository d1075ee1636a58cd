"""What a person must look at in a device, and its quarantine until somebody has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from backend.models import Alarm, Device


def raise_alarm(
    session: Session, device: Device, code: str, params: Mapping[str, str | int], now: datetime
) -> None:
    """Tell a person, and quarantine: from now on this device's returns are held.

    The same thing again is no second alarm, and once a person has looked at it, no alarm at all.
    """
    told = json.dumps(dict(params), ensure_ascii=False, sort_keys=True)
    alarm_id = hashlib.sha256(f"{device.device_id} {code} {told}".encode()).hexdigest()
    if session.get(Alarm, (device.store_id, alarm_id)) is not None:
        return
    session.add(
        Alarm(
            store_id=device.store_id,
            alarm_id=alarm_id,
            at=now,
            device_id=device.device_id,
            code=code,
            params=told,
        )
    )
    device.quarantined_at = device.quarantined_at or now
