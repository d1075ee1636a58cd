"""python -m bench.journal [--accepts 400] [--receipts 50000] [--cuts 300] [--only accepting|looking_up|losing_power]"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.journal import accepting, looking_up, losing_power

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.journal")
    parser.add_argument("--accepts", type=int, default=400)
    parser.add_argument("--receipts", type=int, default=50_000)
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--only", choices=["accepting", "looking_up", "losing_power"])
    parser.add_argument("--dir", type=Path, default=None, help="where the kiosk's disk is; a new directory inside it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-journal-", dir=given.dir) as made:
        directory = Path(made)
        parts: dict[str, Iterator[str]] = {
            "accepting": accepting.report(directory / "accepting", given.accepts),
            "looking_up": looking_up.report(directory / "looking_up", given.receipts, given.accepts),
            "losing_power": losing_power.report(directory / "losing_power", given.cuts),
        }
        for name, lines in parts.items():
            if given.only in (None, name):
                for text in lines:
                    print(text, flush=True)
