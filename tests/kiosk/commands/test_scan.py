"""`fuwutai scan`, as a technician types it. What it reads is told in tests/devices/decoding; here, how it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.video import receipt_video

CODE = "990703261120184249"


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return receipt_video(tmp_path_factory.mktemp("video") / "good.mp4", CODE, empty=0.1, seconds=0.8)


def scan(*arguments: object) -> tuple[int, list[str], list[str]]:
    """Exit status and lines: a process of its own, since what writes past Python to standard error is looked for."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "scan", *map(str, arguments)], capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def test_broken_videos_are_one_line_each_and_nothing_else_is_heard_of_them(video: Path, tmp_path: Path) -> None:
    whole = video.read_bytes()
    cut, torn = tmp_path / "cut.mp4", tmp_path / "torn.mp4"
    cut.write_bytes(whole[: len(whole) // 3])
    damaged = bytearray(whole)
    for at in range(3000, len(damaged) - 3000, 997):
        damaged[at] ^= 0x5A
    torn.write_bytes(damaged)
    status, told, complained = scan(cut, torn)
    assert status == 1
    assert complained == [f"{cut}: not a readable video"]
    assert len(told) == 1
    assert told[0].startswith(f"{torn}: ")


def test_one_json_object_a_line(video: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").write_bytes(b"")
    status, told, complained = scan("--json", video, tmp_path)
    read, empty = map(json.loads, told)
    assert (status, complained) == (1, [])
    assert {name: read[name] for name in ("file", "text", "symbology")} == {
        "file": str(video), "text": CODE, "symbology": "code128",
    }  # fmt: skip
    assert read["ms"] > 0
    assert (empty["text"], empty["error"]) == (None, "the file is empty")
    assert scan(video)[0] == 0


def test_a_files_name_gives_the_terminal_no_commands(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred\n.png").write_text("no picture")
    status, told, complained = scan(tmp_path)
    assert (status, told) == (1, [])
    assert len(complained) == 1
    assert "\x1b" not in complained[0]
    assert "\\x1b[31mred\\x0a.png" in complained[0]
