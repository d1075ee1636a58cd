"""What a kiosk loads before its first screen. (How long it takes is told by `bench.kiosk`.)"""

from __future__ import annotations

import subprocess
import sys

import pytest

LATER = {"requests", "urllib3", "segno", "evdev", "serial", "usb", "shapely", "networkx", "pypinyin", "rjieba"}


@pytest.mark.parametrize("module", ["kiosk.__main__", "kiosk.compose"])
def test_what_only_some_kiosks_or_later_screens_need_is_not_loaded_with_it(module: str) -> None:
    loaded = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert LATER & set(done.stdout.split()) == set()
