"""The central service's TOML file, checked whole: every mistake at once, with its line and what was expected.

    database, public_url, chain, hotline, replica_days, sweep_seconds
    [limits]          body_bytes, body_seconds, device_per_second, device_burst, store_per_second, store_burst,
                      enrolments_per_minute
    [[code_formats]]  name, pattern, check, length      (what receipts' codes look like; chains differ)
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from backend.settings import Settings
from domain.receipt_code import CheckRule, CodeFormat, pattern_fault


class ConfigError(Exception):
    """The file cannot be used. `problems` has a sentence for each mistake: file:line: key: what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class _CodeFormat(BaseModel):
    """A code format as it is written. The domain's own tells only the first thing that is wrong with it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    check: CheckRule
    pattern: str
    length: int = Field(ge=4, le=64)

    @field_validator("pattern")
    @classmethod
    def _fits(cls, value: str, info: ValidationInfo) -> str:
        fault = pattern_fault(value, info.data.get("check", CheckRule.NONE))
        if fault is not None:
            raise ValueError(fault)
        return value


class _Written(Settings):
    code_formats: tuple[_CodeFormat, ...] = ()  # type: ignore[assignment]

    def settings(self) -> Settings:
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "code_formats" in given:
            given["code_formats"] = tuple(
                CodeFormat(each.name, each.pattern, each.check, each.length) for each in self.code_formats
            )
        return Settings(**given)


def load_settings(path: Path) -> Settings:
    """Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: {error}"]) from None
    try:
        return _Written.model_validate(tomllib.loads(text)).settings()
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path.name}: {error}"]) from None
    except ValidationError as error:
        raise ConfigError([_problem(path.name, text, item) for item in error.errors()]) from None


def _problem(name: str, text: str, item: Any) -> str:
    place = tuple(item["loc"])
    told = str(item["msg"]).removeprefix("Value error, ")
    message = {"extra_forbidden": "no such setting", "unexpected_keyword_argument": "no such setting"}.get(
        item["type"], told
    )
    return f"{name}:{_line_of(text, place)}: {'.'.join(str(part) for part in place)}: {message}"


def _line_of(text: str, place: tuple[str | int, ...]) -> int:
    """Where the setting stands, from 1; its table's line where it is not written at all."""
    table, key = ("", str(place[0])) if len(place) == 1 else (str(place[0]), str(place[-1]))
    nth = next((part for part in place if isinstance(part, int)), 0)
    current, seen, header = "", -1, 1
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line)
        if heading is not None:
            current = heading[1]
            seen += current == table
            if current == table and seen == nth:
                header = number
            if current == key and not table:
                return number
        elif re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line) and current == table and (not table or seen == nth):
            return number
    return header
