"""A kiosk's configuration: one TOML file, checked whole. Every mistake is told at once, with its line.

    [kiosk]    name, role, also, state_dir, language, silver_day
    [service]  url, ca_file, enrolment_code
    [camera]   uri, symbologies    [printer] uri            [scanner] uri      (a guide or rating screen may have none)
    [screen]   width, height, fullscreen, px_per_mm, lower_edge_mm
    [speech]   recordings
    [idle]     normal_warn_s, normal_end_s, senior_warn_s, senior_end_s, done_s
    [[code_format]]  name, pattern, check, length, gs1      (further receipt codes; chains differ)
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from devices.camera import parse as parse_camera_uri
from devices.contracts import BadDeviceUri
from devices.printer import parse_uri as parse_printer_uri
from devices.scanners import parse as parse_scanner_uri
from domain.gs1 import is_identifier
from domain.receipt_code import HOUSE_FORMAT, CheckRule, CodeFormat, pattern_fault


class ConfigError(Exception):
    """The file cannot be used. `problems` has one line for each mistake: file:line: key: what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Role = Literal["returns", "guide", "rating"]


class KioskTable(_Table):
    name: str = Field("自助退货机", min_length=1, max_length=40)
    """As it stands on the store's plan, so that the kiosk finds itself there."""
    role: Role = "returns"
    also: tuple[Role, ...] = ("guide", "rating")
    """What else a shopper may do here, from the home screen or at the end of a return."""
    state_dir: Path
    language: Literal["zh_CN", "en", "zh_TW"] = "zh_CN"
    silver_day: int = Field(15, ge=0, le=28)
    """Day of the month on which the senior pace is the default; 0 for never."""


    @field_validator("state_dir")
    @classmethod
    def _whole(cls, value: Path) -> Path:
        # A folder relative to wherever the program was started would be another kiosk's after a restart.
        if not value.is_absolute():
            raise ValueError("expected a folder with its whole path, like /var/lib/fuwutai")
        return value


class ServiceTable(_Table):
    url: str
    ca_file: Path | None = None
    enrolment_code: str | None = None

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("expected an address like https://central.example")
        if "@" in value:
            # It would be sent in place of the kiosk's own credential, and stand in the links on slips.
            raise ValueError("expected an address without name and password: a kiosk signs in with its own credential")
        return value.rstrip("/")

    @field_validator("ca_file")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"expected a certificate file, there is none at {value}")
        return value


class CameraTable(_Table):
    uri: str = "camera:0"
    symbologies: frozenset[str] | None = None
    """What is looked for; all that can be read when not given. Fewer means faster and safer."""

    @field_validator("uri")
    @classmethod
    def _parses(cls, value: str) -> str:
        return _device_uri(value, parse_camera_uri)

    @field_validator("symbologies")
    @classmethod
    def _known(cls, value: frozenset[str] | None) -> frozenset[str] | None:
        if value is not None:
            # Loaded only where something is named: the decoders would hold up every start.
            from devices.decoding.symbologies import UnknownSymbology, resolve

            if not value:
                raise ValueError("expected at least one symbology, or leave it out for all")
            try:
                resolve(value)
            except UnknownSymbology as error:
                raise ValueError(str(error)) from None
        return value


class PrinterTable(_Table):
    uri: str

    @field_validator("uri")
    @classmethod
    def _parses(cls, value: str) -> str:
        return _device_uri(value, parse_printer_uri)


class ScannerTable(_Table):
    uri: str

    @field_validator("uri")
    @classmethod
    def _parses(cls, value: str) -> str:
        return _device_uri(value, parse_scanner_uri)


class SpeechTable(_Table):
    recordings: Path | None = None
    """A folder of recorded sentences by language, spoken in the machine voice's stead."""

    @field_validator("recordings")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"expected a folder of recordings, there is none at {value}")
        return value


class ScreenTable(_Table):
    width: int = Field(1080, ge=600, le=7680)
    height: int = Field(1920, ge=600, le=7680)
    fullscreen: bool = True
    px_per_mm: float = Field(3.21, gt=0.5, lt=20)
    lower_edge_mm: int = Field(760, ge=0, le=2000)


class IdleTable(_Table):
    normal_warn_s: int = Field(30, ge=5, le=600)
    normal_end_s: int = Field(15, ge=5, le=600)
    senior_warn_s: int = Field(90, ge=5, le=600)
    senior_end_s: int = Field(30, ge=5, le=600)
    done_s: int = Field(25, ge=5, le=600)


class CodeFormatTable(_Table):
    name: str = Field(min_length=1)
    check: CheckRule
    pattern: str
    length: int = Field(ge=4, le=64)
    gs1: str = ""

    @field_validator("pattern")
    @classmethod
    def _fits(cls, value: str, info: ValidationInfo) -> str:
        # Judged here rather than with the whole table, so that it is told in one go with what else is wrong in it.
        fault = pattern_fault(value, info.data.get("check", CheckRule.NONE))
        if fault is not None:
            raise ValueError(fault)
        return value

    @field_validator("gs1")
    @classmethod
    def _known(cls, value: str) -> str:
        if value and not is_identifier(value):
            raise ValueError("is no GS1 application identifier known here")
        return value

    def domain(self) -> CodeFormat:
        return CodeFormat(self.name, self.pattern, self.check, self.length, self.gs1)


class KioskConfig(_Table):
    kiosk: KioskTable
    service: ServiceTable
    printer: PrinterTable | None = None
    camera: CameraTable | None = None
    scanner: ScannerTable | None = None
    speech: SpeechTable = SpeechTable()
    screen: ScreenTable = ScreenTable()
    idle: IdleTable = IdleTable()
    code_format: tuple[CodeFormatTable, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _returns_need_devices(cls, data: Any) -> Any:
        """A returns kiosk prints and looks; a screen that has no printer or camera names none."""
        if isinstance(data, dict):
            kiosk = data.get("kiosk")
            role = kiosk.get("role", "returns") if isinstance(kiosk, dict) else "returns"
            if role == "returns":
                return {"printer": {}, "camera": {}} | data
        return data

    @property
    def roles(self) -> tuple[Role, ...]:
        """Its own first. Returns are taken only where that is what the kiosk is for: it has the tray and the paper."""
        own = self.kiosk.role
        return (own, *(role for role in self.kiosk.also if role not in (own, "returns")))

    @property
    def formats(self) -> tuple[CodeFormat, ...]:
        return (HOUSE_FORMAT, *(table.domain() for table in self.code_format))


def load_config(path: Path) -> KioskConfig:
    """Raises ConfigError with every mistake in the file."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read: {error}"]) from None
    return parse_config(text, str(path))


def parse_config(text: str, name: str = "kiosk.toml") -> KioskConfig:
    """As `load_config`, from text; `name` is what problems are prefixed with."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{name}: {error}"]) from None
    try:
        return KioskConfig.model_validate(data)
    except ValidationError as error:
        raise ConfigError([_problem(text, name, dict(item)) for item in error.errors()]) from None


def _device_uri(value: str, parse: Any) -> str:
    try:
        parse(value)
    except BadDeviceUri as error:
        raise ValueError(str(error)) from None
    return value


def _problem(text: str, name: str, item: dict[str, Any]) -> str:
    loc = tuple(item["loc"])
    key = ".".join(str(part) for part in loc)
    message = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] == "missing":
        message = "missing, and there is no default"
    elif item["type"] == "extra_forbidden":
        message = "no such setting"
    elif item["type"] in ("model_type", "dict_type"):  # pydantic names the class, which nobody has seen
        message = f"expected one table, [{key}]"
    return f"{name}:{line_of(text, loc)}: {key}: {message}"


def line_of(text: str, loc: tuple[str | int, ...]) -> int:
    """The line a setting stands on (from 1); of its table where the setting is not written; 1 where neither is."""
    table, index, header, key = str(loc[0]), 0, 0, None
    rest = list(loc[1:])
    if rest and isinstance(rest[0], int):
        index, rest = rest[0], rest[1:]
    if rest:
        key = str(rest[0])
    seen = -1
    current = None
    for number, line in enumerate(text.splitlines(), start=1):
        match = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line)
        if match:
            current = match[1]
            if current == table:
                seen += 1
                if seen == index:
                    header = number
            continue
        top = current is None and re.match(rf"\s*{re.escape(table)}\s*(\.|=)", line)
        if top:
            header = header or number
        if current == table and seen == index and key and re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]", line):
            return number
    return header or 1
