"""What the fleet page says of a device."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.console import troubles
from backend.console.words import LANGUAGES, words_of
from backend.services.read_model import AlarmRow, DeviceRow, DeviceTrouble
from domain.device_words import CameraStatus, PrinterStatus, ScannerStatus
from tests.backend.console.shop import NOON

ZONE = ZoneInfo("Asia/Shanghai")
ZH = words_of("zh_CN")


def a_device(kiosk_no: int = 4, *found: DeviceTrouble, **values: object) -> DeviceRow:
    known: dict[str, object] = {
        "device_id": f"d{kiosk_no}", "kiosk_no": kiosk_no, "name": "服务台旁", "role": "returns", "troubles": found,
        "enrolled_at": NOON - timedelta(days=3), "last_seen_at": NOON, "health_since": NOON - timedelta(minutes=26),
        "printer": "ready", "camera": "ready", "scanner": "", "slips_left": None, "version": "0.1.0",
        "clock_offset_ms": 0, "outbox_pending": 0, "outbox_parked": 0, "replica_cursor": 10, "newest_cursor": 10,
        "missing_seqs": 0, "epoch": 1, "revoked_at": None, "quarantined_at": None, "alarms": (),
    }  # fmt: skip
    return DeviceRow(**(known | values))  # type: ignore[arg-type]


def told(device: DeviceRow, *others: DeviceRow) -> troubles.Tile:
    return troubles.tile(device, (device, *others), NOON, ZONE, ZH)


def test_a_paper_roll_that_ends() -> None:
    tile = told(a_device(4, DeviceTrouble.PRINTER, printer="paper_near_end"))
    assert (tile.look, tile.name) == ("mandarin", "纸快用完")
    assert tile.facts == (("多久了", "26 分，09:58 起"), ("还能做", "都照常"), ("怎么办", "换一卷纸"))


def test_a_roll_that_will_not_last_is_told_before_it_ends() -> None:
    tile = told(a_device(4, DeviceTrouble.PAPER_LOW, slips_left=12))
    assert (tile.look, tile.name, tile.facts[-1][1]) == ("mandarin", "纸约够 12 张回执", "换一卷纸")
    assert troubles.paper(a_device(slips_left=280), ZH) == "约够 280 张"


def test_offline_alone_is_its_own_cable_all_together_the_stores_line() -> None:
    away = {"last_seen_at": NOON - timedelta(minutes=28)}
    lost, other = a_device(2, DeviceTrouble.OFFLINE, **away), a_device(3)
    assert told(lost, other).name == "离线 28 分"
    assert told(lost, other).facts[-1][1] == "只有这台断，先看它的网线和电源"
    two_of_three = told(lost, other, a_device(5, DeviceTrouble.OFFLINE, **away)).facts[-1][1]
    assert two_of_three == "先看网线和电源，还不通找信息员"
    assert "线路" in told(lost, a_device(3, DeviceTrouble.OFFLINE, **away)).facts[-1][1]


def test_a_dead_part_is_told_whole_the_others_by_name() -> None:
    tile = told(a_device(4, DeviceTrouble.PARKED, DeviceTrouble.CAMERA, outbox_parked=2, camera="black"))
    assert (tile.look, tile.name) == ("tomato", "画面全黑")
    assert ("还有", "2 条消息中心不收") in tile.facts


def test_a_quarantined_device_says_why() -> None:
    alarm = AlarmRow("a1", NOON, "d4", "seq_reused", {})
    tile = told(a_device(4, DeviceTrouble.QUARANTINED, quarantined_at=NOON, alarms=(alarm,)))
    assert tile.name == "停用待查"
    assert ("为什么", "同一个消息编号用了两次，像是硬盘复制过") in tile.facts


@pytest.mark.parametrize("status", [s for s in PrinterStatus if s is not PrinterStatus.READY])
def test_every_printer_trouble_has_its_words(status: PrinterStatus) -> None:
    tile = told(a_device(4, DeviceTrouble.PRINTER, printer=status.value))
    assert tile.name != troubles.ODD.name
    assert tile.look == "tomato" if status is PrinterStatus.ABSENT else tile.look


@pytest.mark.parametrize("status", [s for s in CameraStatus if s is not CameraStatus.READY])
def test_every_camera_trouble_has_its_words(status: CameraStatus) -> None:
    assert told(a_device(4, DeviceTrouble.CAMERA, camera=status.value)).name != troubles.ODD.name


@pytest.mark.parametrize("status", [s for s in ScannerStatus if s is not ScannerStatus.READY])
def test_every_scanner_trouble_has_its_words(status: ScannerStatus) -> None:
    tile = told(a_device(4, DeviceTrouble.SCANNER, scanner=status.value))
    assert tile.name != troubles.ODD.name
    assert tile.facts[0] == ("多久了", "26 分，09:58 起")


@given(
    st.lists(st.sampled_from(DeviceTrouble), min_size=1, max_size=8, unique=True),
    st.text(max_size=20),
    st.none() | st.integers(-(2**40), 2**40),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_any_device_can_be_told(found: list[DeviceTrouble], word: str, offset: int | None, language: str) -> None:
    device = a_device(
        4, *found, printer=word, camera=word, scanner=word, clock_offset_ms=offset, role=word, last_seen_at=None,
        health_since=None,
    )  # fmt: skip
    tile = troubles.tile(device, (device,), NOON, ZONE, words_of(language))
    assert tile.name
    assert all(label and text for label, text in tile.facts)
