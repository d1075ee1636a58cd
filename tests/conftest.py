"""What every test shares: how hypothesis looks for examples, and that ./check lets no test go by unseen.

A busy machine is not a defect, so single examples have no deadline (pytest's own timeout ends what hangs). In CI the
same examples are tried each time, so that a red run is red because of the change at hand; elsewhere new ones are.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ./check every tool is there, so a test that skips itself is one that nobody would miss: an error."""
    report = yield
    if report.skipped and os.environ.get("FUWUTAI_NO_SKIPS") and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{why}. Under ./check no test is skipped: setup/packages.txt brings the tools"
    return report
