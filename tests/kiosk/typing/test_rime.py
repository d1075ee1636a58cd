"""librime is opened, used by one at a time, and missed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.typing.engine import EngineBroken
from kiosk.typing.rime import DATA, RimeCandidates

HERE = (DATA / "build").is_dir()
installed = pytest.mark.skipif(not HERE, reason="librime is not installed")  # a failure under ./check
NEEDED = ("luna_pinyin.table.bin", "luna_pinyin_simp.prism.bin")


def broken(folder: Path) -> Path:
    (folder / "build").mkdir()
    for name in NEEDED:
        (folder / "build" / name).write_bytes(b"not a table")
    return folder


def test_a_machine_without_its_tables_or_its_library_says_which(tmp_path: Path) -> None:
    with pytest.raises(EngineBroken, match=r"luna_pinyin\.table\.bin"):
        RimeCandidates(data=tmp_path)
    with pytest.raises(EngineBroken, match=r"no-such-library"):
        RimeCandidates("no-such-library.so.1", broken(tmp_path))


@installed
def test_broken_tables_are_noticed_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(EngineBroken, match="its own tables"):
        RimeCandidates(data=broken(tmp_path))


@installed
def test_one_at_a_time_and_again_after_it_was_closed() -> None:
    for _ in range(2):
        engine = RimeCandidates()
        with pytest.raises(EngineBroken, match="in use"):
            RimeCandidates()
        assert engine.of("nihao", "zh_CN")[0].text == "你好"
        engine.close()
