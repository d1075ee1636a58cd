"""A file of receipts into the central service: streaming, each whole or not at all, every fault with its line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backend.database import Sessions
from backend.pos.csv_reader import read_csv
from backend.pos.json_reader import Broken, Read, read_json
from backend.services.documents import printable
from backend.services.receipts import Imported, NotImported, import_receipts
from backend.settings import Clock
from domain.codec import DecodeError, decode
from domain.receipt import Receipt
from domain.receipt_code import HOUSE_FORMAT, CodeFormat

_BATCH = 200
_MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Refused:
    """A receipt left out: the line of the file it begins on (or is broken at), and all that is wrong with it."""

    line: int
    reason: str


@dataclass(slots=True)
class Report:
    """How an import went. `refused` keeps the first thousand; `refused_count` counts all.

    `stopped` says why the rest of the file was not read, if it was not; `hint` what may be wrong with all of it.
    """

    bytes_read: int = 0
    read: int = 0
    new: int = 0
    unchanged: int = 0
    refused_count: int = 0
    refused: list[Refused] = field(default_factory=list)
    stopped: str | None = None
    hint: str | None = None

    @property
    def clean(self) -> bool:
        return not self.refused_count and self.stopped is None

    def refuse(self, line: int, reason: str) -> None:
        self.refused_count += 1
        if len(self.refused) < _MOST_KEPT:
            self.refused.append(Refused(line, printable(reason)))


def import_file(
    sessions: Sessions,
    path: Path,
    clock: Clock,
    *,
    formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,),
    encoding: str = "utf-8",
    progress: Callable[[Report], None] = lambda _report: None,
) -> Report:
    """Import a .csv, .json or .jsonl file (known by its name, else by its first character).

    Done twice, the second time changes nothing. Raises OSError when the file cannot be read, LookupError for an
    encoding nobody knows.
    """
    report = Report()
    # Bytes that are not of the encoding come through as half characters: only their receipt is refused.
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, "surrogateescape", newline="") as file:
        reader = read_csv if _is_csv(path, encoding) else read_json
        batch: list[tuple[int, Receipt]] = []
        for line, receipt in _receipts(reader(file), report):
            batch.append((line, receipt))
            if len(batch) == _BATCH:
                _take(sessions, batch, report, clock, formats)
                batch = []
                report.bytes_read = raw.tell()
                progress(report)
        _take(sessions, batch, report, clock, formats)
        report.bytes_read = raw.tell()
    if not report.read and report.stopped is None and _blank(path):
        # An empty list, or columns without rows, is a day without sales. Nothing at all is a file that went missing.
        report.stopped = "the file is empty"
    if not report.clean and codecs.lookup(encoding).name == "utf-8":
        report.hint = other_encoding(path)
    progress(report)
    return report


def other_encoding(path: Path) -> str | None:
    """What to try where a file is not the UTF-8 it was taken for; None where it is."""
    at = _first_fault(path, "utf-8")
    if at is None:
        return None
    told = f"this file is not UTF-8 (line {at})"
    if _first_fault(path, "gb18030") is None:
        return f"{told}, but it can be read as GB18030, which many tills write: try again with --encoding gb18030"
    return f"{told}, nor GB18030: ask the till's maker for its encoding, and give that with --encoding"


def _first_fault(path: Path, encoding: str) -> int | None:
    """The line of the first bytes that are not of the encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as raw:
        # Line by line: in both encodings the byte of a line's end stands for nothing else. (A line of any length is
        # read in pieces.)
        while piece := raw.readline(1 << 16):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return line
            line += piece.endswith(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return line
    return None


def _blank(path: Path) -> bool:
    with path.open("rb") as raw:
        return not any(piece.strip(b"\xef\xbb\xbf \t\r\n") for piece in iter(lambda: raw.read(1 << 16), b""))


def _is_csv(path: Path, encoding: str) -> bool:
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".csv"):
        return path.suffix.lower() == ".csv"
    with path.open(encoding=encoding, errors="surrogateescape") as file:
        return file.read(4096).lstrip("\ufeff \t\r\n")[:1] not in ("[", "{")


def _receipts(values: Iterator[Read | Broken], report: Report) -> Iterator[tuple[int, Receipt]]:
    for value in values:
        match value:
            case Broken(line=line, reason=reason, fatal=True):
                report.stopped = printable(f"line {line}: {reason}; the rest was not read")
                return
            case Broken(line=line, reason=reason):
                report.read += 1
                report.refuse(line, reason)
            case Read(line=line, value=plain):
                report.read += 1
                try:
                    yield line, decode(Receipt, plain)
                except DecodeError as error:
                    report.refuse(line, "; ".join(error.errors[:10]))


def _take(
    sessions: Sessions,
    batch: list[tuple[int, Receipt]],
    report: Report,
    clock: Clock,
    formats: tuple[CodeFormat, ...],
) -> None:
    if not batch:
        return
    outcomes = import_receipts(sessions, [receipt for _, receipt in batch], clock(), formats=formats)
    for (line, _), outcome in zip(batch, outcomes, strict=True):
        match outcome:
            case Imported.NEW:
                report.new += 1
            case Imported.UNCHANGED:
                report.unchanged += 1
            case NotImported(reasons=reasons):
                report.refuse(line, "; ".join(reasons))
