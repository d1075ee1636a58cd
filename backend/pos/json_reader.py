"""Receipts as JSON, one by one from a file of any size: an array, or one object after another (JSON lines).

A broken value is told with its line. In JSON lines the next line is read on; in an array nothing after a broken value
can be trusted to begin where it seems to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from domain.codec import DecodeError, loads

LARGEST = 1 << 20
"""Characters of one receipt."""
_CHUNK = 1 << 16
_GAP = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Read:
    """A value and the line it begins on."""

    line: int
    value: object


@dataclass(frozen=True, slots=True)
class Broken:
    """`fatal`: the rest of the file was not read."""

    line: int
    reason: str
    fatal: bool


def read_json(file: TextIO) -> Iterator[Read | Broken]:
    """The file's values in order. Memory stays within one receipt."""
    source = _Source(file)
    source.fill(1)
    source.text = source.text.removeprefix("\ufeff")
    source.skip(re.compile(r"\s*"))
    in_array = source.text.startswith("[")
    if in_array:
        source.take(1)
    while True:
        source.skip(_GAP)
        if not source.text:
            if in_array:
                yield Broken(source.line, "the list does not end: the file is cut off", True)
            return
        if in_array and source.text[0] == "]":
            source.take(1)
            source.skip(re.compile(r"\s*"))
            if source.text:
                yield Broken(source.line, "something follows the list", True)
            return
        read = _next(source)
        if isinstance(read, Broken):
            yield Broken(read.line, read.reason, in_array)
            if in_array or not source.skip_line():
                return
        else:
            yield read


class _Source:
    """What is read and not yet used, and the line it begins on."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.text = ""
        self.line = 1
        self.ended = False

    def fill(self, wanted: int) -> None:
        while len(self.text) < wanted and not self.ended:
            chunk = self._file.read(_CHUNK)
            self.ended = not chunk
            self.text += chunk

    def take(self, count: int) -> str:
        taken, self.text = self.text[:count], self.text[count:]
        self.line += taken.count("\n")
        return taken

    def skip(self, gap: re.Pattern[str]) -> None:
        while True:
            self.fill(1)
            match = gap.match(self.text)
            end = match.end() if match is not None else 0
            whole = end == len(self.text) and not self.ended
            self.take(end)
            if not whole:
                return

    def skip_line(self) -> bool:
        """Go on behind the next line end; False at the end of the file."""
        while "\n" not in self.text:
            self.take(len(self.text))
            self.fill(1)
            if not self.text:
                return False
        self.take(self.text.index("\n") + 1)
        return True


def _next(source: _Source) -> Read | Broken:
    decoder = json.JSONDecoder()
    source.fill(_CHUNK)
    while True:
        try:
            _, end = decoder.raw_decode(source.text)
        except RecursionError:
            return Broken(source.line, "nested too deeply", False)
        except json.JSONDecodeError as error:
            if _may_be_cut(error, source):
                if len(source.text) > LARGEST:
                    return Broken(source.line, f"longer than {LARGEST} characters", False)
                source.fill(len(source.text) + _CHUNK)
                continue
            return Broken(source.line + error.lineno - 1, f"not JSON: {error.msg}", False)
        except ValueError as error:  # a number of thousands of digits
            return Broken(source.line, f"not JSON: {error}", False)
        if end > LARGEST:
            return Broken(source.line, f"longer than {LARGEST} characters", False)
        line = source.line
        try:
            return Read(line, loads(source.text[:end]))  # again, strictly: no NaN, no key twice
        except DecodeError as fault:
            return Broken(line, str(fault), False)
        finally:
            source.take(end)


def _may_be_cut(error: json.JSONDecodeError, source: _Source) -> bool:
    """Whether the value may only be incomplete: the fault is at the very end, or a text has not ended yet."""
    at_end = error.pos >= len(source.text) - 12 or error.msg.startswith("Unterminated string")
    return at_end and not source.ended
