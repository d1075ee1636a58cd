"""`fuwutai print`, as a technician types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.__main__ import app
from tests.support.printers import TcpPrinterPeer


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The sample document, as `--example` writes it."""
    path = tmp_path / "slip.json"
    path.write_text(_fuwutai("--example")[1], "utf-8")
    return path


@pytest.mark.parametrize("width", [58, 80])
def test_the_sample_document_comes_out_of_a_printer_and_is_confirmed(document: Path, width: int) -> None:
    with TcpPrinterPeer() as peer:
        status, said = _fuwutai(str(document), "--printer", f"{peer.uri}?width={width}")
        assert (status, len(peer.slips)) == (0, 1), said
    assert said.startswith("confirmed")


def test_the_sample_is_printed_straight_away_where_a_printer_is_named(document: Path) -> None:
    with TcpPrinterPeer() as peer:
        status, said = _fuwutai("--example", "--printer", peer.uri)
        assert (status, len(peer.slips)) == (0, 1), said
        status, said = _fuwutai(str(document), "--example", "--printer", peer.uri)
        assert (status, len(peer.slips)) == (2, 1), said
    assert _fuwutai("--printer", peer.uri)[0] == 2


def test_a_printer_out_of_paper_or_away_is_said_and_is_no_success(document: Path) -> None:
    with TcpPrinterPeer("paper_empty") as peer:
        status, said = _fuwutai(str(document), "--printer", peer.uri)
        assert status == 1
        assert "out of paper" in said
        uri = peer.uri
    status, said = _fuwutai(str(document), "--printer", uri)
    assert status == 1
    assert "cannot be reached" in said


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "\0"])
def test_a_broken_document_is_told_with_its_file_and_nothing_is_printed(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(text, "utf-8")
    with TcpPrinterPeer() as peer:
        status, said = _fuwutai(str(broken), "--printer", peer.uri)
        assert status == 2
        assert str(broken) in said
        assert not peer.slips


@pytest.mark.parametrize("uri", ["bogus://x", "network://", "simulated:///x?width=57"])
def test_a_wrong_address_is_told_before_anything_else(document: Path, uri: str) -> None:
    status, said = _fuwutai(str(document), "--printer", uri)
    assert status == 2
    assert uri in said


def _fuwutai(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["print", *arguments])
    return result.exit_code, result.output
