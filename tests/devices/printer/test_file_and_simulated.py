"""Printers without paper: a file that is its own word, and the simulator that misbehaves on command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from devices.contracts import PrintConfirmed, PrinterStatus, PrintFailed, PrintUnknown
from devices.layout import find_profile, picture, render
from devices.printer import Limits, open_printer
from domain.slip import example
from tests.support.printers import PtyPrinterPeer

SLIP = render(example(), find_profile())
BRISK = Limits(answer=0.1, poll=0.05, silence=0.2, patience=0.2, stall=1.0, quiet=0.02)


def test_a_file_is_confirmed_once_it_is_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "slip.bin"
    printer = open_printer(f"file://{path}")
    assert printer.status() is PrinterStatus.READY
    outcome = printer.print(SLIP)
    assert isinstance(outcome, PrintConfirmed)
    assert outcome.bytes_sent == len(SLIP)
    printer.print(SLIP)
    assert path.read_bytes() == SLIP * 2
    printer.close()


def test_a_file_that_cannot_be_is_absent(tmp_path: Path) -> None:
    printer = open_printer(f"file://{tmp_path}/no/such/folder/slip.bin")
    assert printer.status() is PrinterStatus.ABSENT
    outcome = printer.print(SLIP)
    assert isinstance(outcome, PrintFailed)
    assert outcome.bytes_sent == 0


def test_a_device_node_has_to_answer_like_any_printer() -> None:
    for node in ("/dev/null", "/dev/full"):
        printer = open_printer(f"file://{node}", limits=BRISK)
        assert printer.status() in (PrinterStatus.SILENT, PrinterStatus.ABSENT)
        assert isinstance(printer.print(SLIP), PrintFailed)
        printer.close()
    never = open_printer("file:///dev/usb/no-such-printer", limits=BRISK)
    assert never.status() is PrinterStatus.ABSENT
    assert not Path("/dev/usb/no-such-printer").exists()


def test_a_device_node_that_answers_confirms() -> None:
    with PtyPrinterPeer() as peer:
        printer = open_printer(f"file://{peer.path}", limits=BRISK)
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        assert peer.slips == [SLIP]
        peer.suffer("cover_open")
        assert printer.status() is PrinterStatus.COVER_OPEN
        printer.close()


def test_a_model_that_never_answers_is_named_so_and_never_called_printed() -> None:
    mute = open_printer("file:///dev/null?profile=mute", limits=BRISK)
    assert mute.status() is PrinterStatus.SILENT
    assert isinstance(mute.print(SLIP), PrintUnknown)
    mute.close()


def test_a_pipe_nobody_reads_does_not_hold_the_kiosk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert isinstance(open_printer(f"file://{tmp_path}/pipe").print(SLIP), PrintFailed)


def test_the_simulator_leaves_bytes_and_a_picture(tmp_path: Path) -> None:
    printer = open_printer(f"simulated://{tmp_path}/slips")
    assert isinstance(printer.print(SLIP), PrintConfirmed)
    assert isinstance(printer.print(SLIP), PrintConfirmed)
    assert (tmp_path / "slips/slip-0002.bin").read_bytes() == SLIP
    with Image.open(tmp_path / "slips/slip-0001.png") as seen:
        assert seen.tobytes() == picture(example(), find_profile()).tobytes()
    printer.close()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("paper_empty", PrinterStatus.PAPER_EMPTY),
        ("cover_open", PrinterStatus.COVER_OPEN),
        ("cutter_error", PrinterStatus.CUTTER_ERROR),
        ("overheated", PrinterStatus.OVERHEATED),
        ("offline", PrinterStatus.OFFLINE),
        ("silent", PrinterStatus.SILENT),
        ("garbage", PrinterStatus.UNREADABLE),
        ("cut_line", PrinterStatus.ABSENT),
        ("reset", PrinterStatus.ABSENT),
        ("absent", PrinterStatus.ABSENT),
        ("claimed", PrinterStatus.CLAIMED),
    ],
)
def test_the_simulator_misbehaves_as_its_address_says(tmp_path: Path, fault: str, status: PrinterStatus) -> None:
    printer = open_printer(f"simulated://{tmp_path}/slips?fault={fault}&at=20000", limits=BRISK)
    outcome = printer.print(SLIP)
    assert isinstance(outcome, PrintFailed)
    assert outcome.status in (status, PrinterStatus.ABSENT)
    assert not (tmp_path / "slips").exists()


def test_paper_runs_out_and_is_refilled_while_the_kiosk_runs(tmp_path: Path) -> None:
    printer = open_printer(f"simulated://{tmp_path}", limits=BRISK)
    (tmp_path / "fault").write_text("paper_empty")
    assert printer.status() is PrinterStatus.PAPER_EMPTY
    assert isinstance(printer.print(SLIP), PrintFailed)
    (tmp_path / "fault").write_text("")
    assert isinstance(printer.print(SLIP), PrintConfirmed)
    (tmp_path / "fault").write_text("paper_near_end")
    assert printer.status() is PrinterStatus.PAPER_NEAR_END
    (tmp_path / "fault").unlink()
    assert printer.status() is PrinterStatus.READY
    assert (tmp_path / "slip-0001.bin").read_bytes() == SLIP
