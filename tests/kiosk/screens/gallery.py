"""Renders every sample of a role to PNG, off screen: `python -m tests.kiosk.screens.gallery OUT [--role guide] ...`"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

import numpy as np

from domain.wire import Pace
from kiosk.flows.guide import states as g
from kiosk.flows.returns import states as r
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from tests.kiosk.screens import checks, guide_samples, rating_samples, samples

PANELS = {f"{panel.width}x{panel.height}": panel for panel in checks.PANELS.values()}
OUTLINE = ((360.0, 515.0), (600.0, 515.0), (600.0, 605.0), (360.0, 605.0))
