"""`fuwutai plan check`."""

from __future__ import annotations

import json as jsonlib
import stat
from collections.abc import Iterable
from pathlib import Path

import typer

from domain.plan.archive import FEATURE_FILES, MOST_BYTES
from domain.plan.checking import faults
from domain.plan.fault import Fault, NotAPlan, Severity, error
from domain.plan.imdf import Reading, read, read_zip


def run(path: Path, json: bool) -> int:
    """Every fault of a plan on standard output. 0 without an error, 1 with one, 2 when it cannot be read as a plan."""
    try:
        found = load(path)
    except NotAPlan as broken:
        _say(path, broken.faults, json)
        return 2
    everything = (*found.faults, *faults(found.plan, unread=found.unread))
    everything = tuple(sorted(everything, key=lambda fault: fault.severity is Severity.WARNING))
    _say(path, everything, json)
    errors = sum(fault.severity is Severity.ERROR for fault in everything)
    if not json:
        plan = found.plan
        typer.echo(
            f"{path}: {_many(errors, 'error')}, {_many(len(everything) - errors, 'warning')}; "
            f"{_many(len(plan.levels), 'level')}, {_many(len(plan.fixtures), 'fixture')}, version {plan.version}"
        )
    return 1 if errors else 0


def load(path: Path) -> Reading:
    """A zip archive or a folder of its files. Raises NotAPlan, also for what cannot be opened."""
    try:
        if path.is_dir():
            return read(_folder(path))
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAPlan([error("not_a_file", "", "is neither a file nor a folder")])
        return read_zip(_content(path))
    except OSError as trouble:
        raise NotAPlan([error("unreadable", "", f"cannot be opened: {trouble.strerror or trouble}")]) from None


def _folder(path: Path) -> dict[str, bytes]:
    wanted = {"manifest.json", *(f"{kind}{ending}" for kind in FEATURE_FILES for ending in (".geojson", ".json"))}
    return {file.name: _content(file) for file in sorted(path.iterdir()) if file.name.lower() in wanted}


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAPlan([error("too_big", "", f"is larger than {MOST_BYTES // 2**20} MB", path.name)])
    return content


def _say(path: Path, found: Iterable[Fault], json: bool) -> None:
    for fault in found:
        if json:
            line = {
                "severity": fault.severity.value,
                "code": fault.code,
                "file": fault.file,
                "feature_id": fault.feature_id,
                "text": fault.text,
            }
            typer.echo(jsonlib.dumps(line, ensure_ascii=False))
        else:
            where = " ".join(word for word in (fault.file, fault.feature_id) if word) or str(path)
            typer.echo(f"{fault.severity.value:7}  {where}: {fault.text}  [{fault.code}]")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
