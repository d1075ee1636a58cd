"""A configuration file with mistakes tells them all at once, each with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from domain.receipt_code import CheckRule
from kiosk.config import ConfigError, load_config, parse_config

GOOD = """\
[kiosk]
name = "3 号机"
state_dir = "/var/lib/fuwutai"

[service]
url = "https://central.example/"

[printer]
uri = "network://192.0.2.7:9100?width=80"

[camera]
uri = "camera:0"

[[code_format]]
name = "old tills"
pattern = '(?P<store>[0-9]{3})(?P<till>[0-9]{2})(?P<date>[0-9]{8})(?P<seq>[0-9]{5})(?P<check>[0-9X])'
check = "iso7064-mod11-2"
length = 19
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    return caught.value.problems


def test_a_good_file_is_read() -> None:
    config = parse_config(GOOD)
    assert config.service.url == "https://central.example"
    assert [f.name for f in config.formats] == ["house", "old tills"]
    assert config.formats[1].check is CheckRule.MOD11_2
    assert config.screen.px_per_mm == 3.21


def test_every_mistake_is_told_with_its_line() -> None:
    bad = (
        GOOD.replace('name = "3 号机"\n', "")
        .replace('state_dir = "/var/lib/fuwutai"', 'stat_dir = "/var/lib/fuwutai"')
        .replace("https://central.example/", "central.example")
        .replace("network://192.0.2.7:9100?width=80", "network://?width=70")
        .replace('"camera:0"', '"webcam"')
        .replace("length = 19", 'length = "19 digits"')
    )
    told = problems(bad)
    lines = {p.split(":")[1] for p in told}
    assert {"2", "5", "8", "11"} <= lines
    joined = "\n".join(told)
    keys = ("kiosk.stat_dir", "kiosk.state_dir", "service.url", "printer.uri", "camera.uri", "code_format.0.length")
    for key in keys:
        assert key in joined
    assert len(told) == 6


@pytest.mark.parametrize("table", ["kiosk", "service", "printer"])
def test_each_needed_table_is_missed(table: str) -> None:
    data = tomllib.loads(GOOD)
    del data[table]
    text = "\n".join(part for part in GOOD.split("\n\n") if not part.startswith(f"[{table}]"))
    assert any(table in p and "missing" in p for p in problems(text))


def test_a_pattern_that_lacks_a_part_is_refused() -> None:
    lacking = GOOD.replace("(?P<till>[0-9]{2})", "[0-9]{2}")
    assert any("lacks the groups till" in p for p in problems(lacking))


def test_a_pattern_is_told_in_one_go_with_what_else_is_wrong_in_its_table() -> None:
    table = '[[code_format]]\nname = ""\npattern = "("\ncheck = "none"\nlength = 1\n'
    told = problems(f"{GOOD}\n{table}")
    assert [p.split(": ")[1] for p in told] == ["code_format.1.name", "code_format.1.pattern", "code_format.1.length"]
    assert "no regular expression" in told[1]


def test_a_format_may_stand_in_a_gs1_element_string_whose_identifier_is_known() -> None:
    assert parse_config(GOOD + 'gs1 = "253"\n').formats[1].gs1 == "253"
    (problem,) = problems(GOOD + 'gs1 = "(253)"\n')
    assert "code_format.0.gs1" in problem
    assert "application identifier" in problem


def test_no_password_stands_in_the_services_address_nor_in_what_is_said_of_any() -> None:
    wrong = GOOD.replace("https://central.example/", "https://kiosk:s3cret@central.example")
    wrong = wrong.replace('"camera:0"', '"rtps://kiosk:s3cret@10.0.0.5"')
    told = problems(wrong.replace('"network://', '"netwrk://kiosk:s3cret@'))
    assert [line.split(": ")[1] for line in told] == ["service.url", "printer.uri", "camera.uri"]
    assert "without name and password" in told[0]
    assert not [line for line in told if "s3cret" in line]


@pytest.mark.parametrize("folder", ["", "state", "./state"])
def test_a_state_folder_that_depends_on_where_the_program_was_started_is_refused(folder: str) -> None:
    (problem,) = problems(GOOD.replace("/var/lib/fuwutai", folder))
    assert problem.split(":")[1] == "3"
    assert "whole path" in problem


def test_what_is_no_toml_says_where() -> None:
    (problem,) = problems("[kiosk\nname = 1")
    assert "line 1" in problem


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")


def test_a_table_of_the_wrong_shape_is_told_without_the_programs_own_names() -> None:
    (told,) = problems(GOOD + '\n[[scanner]]\nuri = "hid:"\n')
    assert told.endswith("scanner: expected one table, [scanner]")


def test_what_the_camera_looks_for_can_be_narrowed_and_a_name_nobody_knows_is_told() -> None:
    named = GOOD.replace("[camera]", "[camera]\nsymbologies = ['code128', 'qr']")
    camera = parse_config(named).camera
    assert camera is not None
    assert camera.symbologies == {"code128", "qr"}
    with pytest.raises(ConfigError) as told:
        parse_config(GOOD.replace("[camera]", "[camera]\nsymbologies = ['code128', 'qrcode']"))
    (problem,) = told.value.problems
    assert "camera.symbologies: unknown symbology 'qrcode'" in problem


@pytest.mark.parametrize(
    "uri", ["serial:///dev/ttyACM0?baudrate=115200&suffix=%0D", "hid://05e0:1200", "hid:///dev/input/event3", "wedge:"]
)
def test_every_kind_of_scanner_has_an_address(uri: str) -> None:
    scanner = parse_config(f"{GOOD}\n[scanner]\nuri = '{uri}'\n").scanner
    assert scanner is not None
    assert scanner.uri == uri


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("usb:1", "is not a scanner's address; examples: serial:"),
        ("serial:///dev/ttyACM0?baudrate=fast", "baudrate=fast in"),
        ("wedge:?gap_ms=2000", "should be a number from 10 to 200"),
        ("wedge:?speed=fast", "unknown option 'speed'"),
    ],
)
def test_what_is_wrong_with_a_scanners_address_is_told_with_its_line(uri: str, said: str) -> None:
    (told,) = problems(f"{GOOD}\n[scanner]\nuri = '{uri}'\n")
    assert told.startswith("kiosk.toml:21: scanner.uri: ")
    assert said in told


def test_a_folder_of_recordings_has_to_be_there(tmp_path: Path) -> None:
    assert parse_config(GOOD).speech.recordings is None
    assert parse_config(f"{GOOD}\n[speech]\nrecordings = '{tmp_path}'\n").speech.recordings == tmp_path
    (told,) = problems(f"{GOOD}\n[speech]\nrecordings = '{tmp_path}/none'\n")
    assert told.startswith("kiosk.toml:21: speech.recordings: expected a folder of recordings, there is none at ")
