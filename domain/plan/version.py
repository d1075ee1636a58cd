"""A plan's version is what stands in it: nobody has to remember to count it up."""

from __future__ import annotations

from dataclasses import replace

from domain import codec
from domain.plan.model import Plan


def versioned(plan: Plan) -> Plan:
    """The plan with its version: twelve hex digits of the digest of everything else."""
    bare = replace(plan, version="")
    return replace(bare, version=codec.digest(bare)[:12])
