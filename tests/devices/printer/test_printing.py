"""Slips on real cables to printers that fail at a byte. What the peer has on paper decides what may be said."""

from __future__ import annotations

import threading

import pytest

from devices.contracts import PrintConfirmed, Printer, PrinterStatus, PrintFailed, PrintUnknown
from devices.layout import Profile, find_profile, render
from devices.printer import EscPosPrinter, Limits, open_printer
from devices.printer.cables import NetworkCable
from domain.slip import Slip, Text, example
from tests.support.escpos import Paper, commands
from tests.support.printers import Fault, Kind, PtyPrinterPeer, TcpPrinterPeer

SLIP = render(example(), find_profile())
BREVE = render(Slip((Text("短"),)), find_profile())
BRISK = Limits(connect=0.5, answer=0.15, poll=0.05, silence=0.4, patience=0.4, stall=1.0, quiet=0.05)
"""Limits for peers that answer within a millisecond."""

PEERS = [
    pytest.param(TcpPrinterPeer, "", id="tcp"),
    pytest.param(TcpPrinterPeer, "profile=epson", id="tcp-epson"),
    pytest.param(PtyPrinterPeer, "", id="pty"),
    pytest.param(PtyPrinterPeer, "profile=epson", id="pty-epson"),
]
Peer = type[TcpPrinterPeer] | type[PtyPrinterPeer]


def printer_at(peer: TcpPrinterPeer | PtyPrinterPeer) -> Printer:
    return open_printer(peer.uri, limits=BRISK)


@pytest.mark.parametrize(("kind", "options"), PEERS)
def test_a_healthy_printer_confirms_every_slip(kind: Peer, options: str) -> None:
    with kind(options=options) as peer:
        printer = printer_at(peer)
        assert printer.status() is PrinterStatus.READY
        for _ in range(3):
            outcome = printer.print(SLIP)
            assert isinstance(outcome, PrintConfirmed)
            assert outcome.bytes_sent == len(SLIP)
        printer.close()
        assert peer.slips == [SLIP] * 3


@pytest.mark.parametrize(("kind", "options"), PEERS)
@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        ("paper_empty", PrinterStatus.PAPER_EMPTY),
        ("cover_open", PrinterStatus.COVER_OPEN),
        ("cutter_error", PrinterStatus.CUTTER_ERROR),
        ("overheated", PrinterStatus.OVERHEATED),
        ("offline", PrinterStatus.OFFLINE),
        ("silent", PrinterStatus.SILENT),
        ("garbage", PrinterStatus.UNREADABLE),
    ],
)
def test_trouble_in_the_middle_is_told_and_the_next_slip_is_whole(
    kind: Peer, options: str, trouble: Kind, status: PrinterStatus
) -> None:
    with kind(Fault(trouble, at=30_000), options=options) as peer:
        printer = printer_at(peer)
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintFailed)
        # Random bytes may look like any trouble, never like a printer that prints.
        assert outcome.status is status or (trouble == "garbage" and not outcome.status.can_print)
        assert peer.slips == []
        peer.mend()
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        printer.close()
        broken_off, whole = peer.slips
        assert whole == SLIP
        # The piece that broke off was ended with its mark and its own cut.
        assert broken_off != SLIP
        assert Paper(576).run(commands(broken_off)).picture().height > 0


@pytest.mark.parametrize("trouble", ["paper_empty", "cover_open", "offline", "silent", "garbage"])
def test_nothing_is_sent_to_a_printer_that_cannot_print(trouble: Kind) -> None:
    with TcpPrinterPeer(trouble) as peer:
        printer = printer_at(peer)
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintFailed)
        assert outcome.bytes_sent == 0
        assert SLIP[:10] not in peer.received
        peer.mend()
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        printer.close()
        assert peer.slips == [SLIP]


def test_paper_near_its_end_prints_and_is_told() -> None:
    with TcpPrinterPeer("paper_near_end") as peer:
        printer = printer_at(peer)
        assert printer.status() is PrinterStatus.PAPER_NEAR_END
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintConfirmed)
        assert outcome.status is PrinterStatus.PAPER_NEAR_END
        printer.close()


def test_a_printer_that_falls_silent_at_the_cut_is_unknown() -> None:
    with TcpPrinterPeer() as peer:
        printer = printer_at(peer)
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        # After the body and its questions; the cut itself is obeyed, its answer never comes.
        peer.suffer(Fault("silent", at=len(peer.received) - 20))
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintUnknown)
        assert outcome.status is PrinterStatus.SILENT
        printer.close()
        assert peer.slips == [SLIP, SLIP]


def test_a_cable_pulled_before_the_cut_is_failed_and_plugged_in_again_works() -> None:
    with TcpPrinterPeer(Fault("cut_line", at=30_000)) as peer:
        printer = printer_at(peer)
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintFailed)
        assert outcome.status is PrinterStatus.ABSENT
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        printer.close()
        assert peer.slips[-1] == SLIP
        assert len(peer.slips) == 2


@pytest.mark.parametrize(("kind", "options"), PEERS)
def test_a_printer_switched_off_and_on_is_never_believed(kind: Peer, options: str) -> None:
    with kind(Fault("reset", at=30_000, seconds=0.1), options=options) as peer:
        printer = printer_at(peer)
        assert isinstance(printer.print(SLIP), PrintFailed)
        assert SLIP not in peer.slips
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        printer.close()
        assert peer.slips[-1] == SLIP


@pytest.mark.parametrize(("kind", "options"), PEERS)
def test_late_answers_are_not_taken_for_those_of_the_next_slip(kind: Peer, options: str) -> None:
    with kind(Fault("late", at=10_000, seconds=0.7), options=options) as peer:
        printer = printer_at(peer)
        assert not isinstance(printer.print(SLIP), PrintConfirmed)
        peer.mend()
        peer.suffer(Fault("paper_empty", at=20_000))
        outcome = printer.print(SLIP)
        assert isinstance(outcome, PrintFailed)
        assert SLIP not in peer.slips
        printer.close()


def test_a_slow_printer_is_waited_for() -> None:
    with TcpPrinterPeer(Fault("slow", rate=150_000)) as peer:
        printer = printer_at(peer)
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        printer.close()
        assert peer.slips == [SLIP]


def test_noise_that_passes_costs_nothing() -> None:
    with TcpPrinterPeer(Fault("garbage", at=30_000)) as peer:
        printer = open_printer(peer.uri, limits=Limits(answer=0.2, poll=0.05, silence=5.0, quiet=0.05))
        outcomes: list[object] = []
        printing = threading.Thread(target=lambda: outcomes.append(printer.print(SLIP)))
        printing.start()
        while len(peer.received) < 30_100:
            printing.join(0.01)
        peer.mend()
        printing.join(10)
        assert isinstance(outcomes[0], PrintConfirmed)
        assert peer.slips == [SLIP]
        printer.close()


def test_a_printer_that_never_answers_is_never_called_printed() -> None:
    mute = Profile("mute", 80, confirm="none", status=False)
    with TcpPrinterPeer("silent") as peer:
        printer = EscPosPrinter(NetworkCable("127.0.0.1", peer.port), mute, BRISK)
        outcome = printer.print(BREVE)
        assert isinstance(outcome, PrintUnknown)
        printer.close()


def test_absence_is_a_status() -> None:
    printer = open_printer("network://127.0.0.1:9", limits=BRISK)
    assert printer.status() is PrinterStatus.ABSENT
    assert printer.print(SLIP) == PrintFailed(PrinterStatus.ABSENT, 0, "not begun")
    missing = open_printer("serial:///dev/no-such-printer", limits=BRISK)
    assert missing.status() is PrinterStatus.ABSENT
    for one in (printer, missing):
        one.close()


def test_a_serial_line_held_by_another_is_claimed() -> None:
    with PtyPrinterPeer() as peer:
        first, second = printer_at(peer), printer_at(peer)
        assert first.status() is PrinterStatus.READY
        assert second.status() is PrinterStatus.CLAIMED
        first.close()
        assert second.status() is PrinterStatus.READY
        second.close()


def test_a_slip_left_by_an_earlier_process_is_ended_first() -> None:
    with TcpPrinterPeer() as peer:
        printer = open_printer(peer.uri, limits=BRISK)
        peer.suffer(Fault("cut_line", at=20_000))
        assert isinstance(printer.print(SLIP), PrintFailed)
        again = open_printer(peer.uri, limits=BRISK, broken_off=True)
        assert isinstance(again.print(SLIP), PrintConfirmed)
        again.close()
        assert len(peer.slips) == 2
        assert peer.slips[-1] == SLIP


def test_asking_while_printing_does_not_wait() -> None:
    with TcpPrinterPeer(Fault("slow", rate=60_000)) as peer:
        printer = printer_at(peer)
        printing = threading.Thread(target=printer.print, args=(SLIP,))
        printing.start()
        while len(peer.received) < 5000:
            printing.join(0.005)
        assert printer.status() is PrinterStatus.READY
        assert printing.is_alive()
        printing.join(10)
        assert peer.slips == [SLIP]
        printer.close()


def test_a_connection_that_died_meanwhile_is_opened_again() -> None:
    with TcpPrinterPeer() as peer:
        printer = printer_at(peer)
        assert isinstance(printer.print(BREVE), PrintConfirmed)
        peer.suffer(Fault("cut_line", at=1))
        assert printer.status() is PrinterStatus.READY
        assert isinstance(printer.print(BREVE), PrintConfirmed)
        assert peer.connections == 2
        printer.close()


@pytest.mark.parametrize("options", ["", "profile=epson"])
def test_a_cable_pulled_inside_a_question_spoils_nothing(options: str) -> None:
    with TcpPrinterPeer(options=options) as peer:
        printer = printer_at(peer)
        for at in range(1, 60, 4):
            before = peer.slips.count(BREVE)
            peer.suffer(Fault("cut_line", at=at))
            outcome = printer.print(BREVE)
            assert isinstance(outcome, PrintConfirmed) == (peer.slips.count(BREVE) > before)
            peer.mend()
            assert isinstance(printer.print(BREVE), PrintConfirmed)
            assert peer.slips[-1] == BREVE
        printer.close()


@pytest.mark.parametrize("at", [100, 4000, 5000, 8000, 30_000])
def test_what_breaks_off_while_an_earlier_piece_is_being_ended_is_ended_too(at: int) -> None:
    with TcpPrinterPeer(Fault("cut_line", at=30_000)) as peer:
        printer = printer_at(peer)
        assert isinstance(printer.print(SLIP), PrintFailed)
        peer.suffer(Fault("cut_line", at=at))
        assert isinstance(printer.print(SLIP), PrintFailed)
        assert SLIP not in peer.slips
        assert isinstance(printer.print(SLIP), PrintConfirmed)
        assert peer.slips[-1] == SLIP
        assert peer.slips.count(SLIP) == 1
        printer.close()
