"""`fuwutai print`."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import typer

from devices.contracts import BadDeviceUri, PrintConfirmed, PrintFailed, PrintUnknown
from devices.layout import render
from devices.printer import open_printer, parse_uri
from domain.slip import BadSlipDocument, example, from_json, to_json
from kiosk.commands.devices import PRINTER_WORDS


def run(document: Path | None, printer_uri: str | None, want_example: bool) -> int:
    """0 only when the printer itself confirmed; 1 failed, 2 unusable arguments, 3 nobody can tell."""
    if want_example and printer_uri is None:
        typer.echo(to_json(example()))
        return 0
    if printer_uri is None or (document is None) is not want_example:
        typer.echo("say what to print and where: fuwutai print DOCUMENT.json|--example --printer URI", err=True)
        return 2
    try:
        slip = from_json(document.read_text("utf-8")) if document is not None else example()
        address = parse_uri(printer_uri)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{document}: cannot be read: {error}", err=True)
        return 2
    except BadSlipDocument as error:
        for problem in error.problems:
            typer.echo(f"{document}: {problem}", err=True)
        return 2
    except BadDeviceUri as error:
        typer.echo(str(error), err=True)
        return 2
    printer = open_printer(printer_uri)
    try:
        outcome = printer.print(render(slip, address.profile))
    finally:
        printer.close()
    match outcome:
        case PrintConfirmed(total_ms=ms, bytes_sent=sent):
            typer.echo(f"confirmed: the printer says the slip is out ({sent} bytes, {ms:.0f} ms)")
            return 0
        case PrintFailed(status=status, detail=detail):
            typer.echo(f"failed: {PRINTER_WORDS[status]} {detail}".rstrip(), err=True)
            return 1
        case PrintUnknown(status=status, bytes_sent=sent):
            typer.echo(f"unknown: {sent} bytes went out, and then: {PRINTER_WORDS[status]} Look at the slot.", err=True)
            return 3
    assert_never(outcome)
