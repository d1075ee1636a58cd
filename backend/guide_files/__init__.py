"""The guide's data as store staff write it down: tables (CSV or JSON) and plan archives, every fault with its line."""

from backend.guide_files.plans import PlanFaults, PlanTaken, take_plan
from backend.guide_files.tables import FileFaults, Kind, Table, read_table
from backend.guide_files.taking import Taken, take

__all__ = [
    "FileFaults", "Kind", "PlanFaults", "PlanTaken", "Table", "Taken", "read_table", "take", "take_plan",
]  # fmt: skip
