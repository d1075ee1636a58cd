"""`fuwutai scan`."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path

import typer

from devices.decoding.files import scan_path


def run(paths: list[Path], json: bool) -> int:
    """One line a code, one a file that gave none. 0 when everything was read, 1 when something was not."""
    complete = True
    for path in paths:
        for result in scan_path(path):
            complete = complete and result.text is not None
            ms = round(result.ms, 2)
            if json:
                line = {"file": str(result.file), "text": result.text, "symbology": result.symbology, "ms": ms}
                if result.error:
                    line["error"] = result.error
                typer.echo(jsonlib.dumps(line, ensure_ascii=False))
            elif result.error:
                typer.echo(f"{shown(str(result.file))}: {result.error}", err=True)
            else:
                read = f"{shown(result.text)}  ({result.symbology})" if result.text is not None else "nothing read"
                typer.echo(f"{shown(str(result.file))}: {read}  {ms:.0f} ms")
    return 0 if complete else 1


def shown(text: str) -> str:
    """A code's text or a file's name for a terminal: control characters would be the terminal's commands."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
