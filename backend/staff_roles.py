"""What people of the store's staff do, as the console and the command line name it."""

from __future__ import annotations

from enum import Enum


class StaffRole(Enum):
    CLERK = "clerk"
    ROAMER = "roamer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    IT = "it"
