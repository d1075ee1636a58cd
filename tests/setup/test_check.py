"""What ./check runs, and what it answers when parts of it fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.machine import PROJECT, Machine, fresh_machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return fresh_machine(tmp_path)


def test_everything_is_run_and_a_table_closes(machine: Machine) -> None:
    told = machine.run("check")

    assert told.returncode == 0, told.stdout + told.stderr
    table = told.stdout.split("== summary\n")[1].splitlines()
    assert [line[:26].strip() for line in table] == [
        "lint",
        "types",
        "import contracts",
        "tests",
        "tests with real windows",
    ]
    assert all(" ok " in line for line in table)


@pytest.mark.parametrize("broken", ["ruff", "mypy", "lint-imports", "pytest"])
def test_one_failing_part_fails_the_whole_but_stops_nothing(machine: Machine, broken: str) -> None:
    machine.set(f"status of {broken}", "1")

    told = machine.run("check")

    assert told.returncode == 1
    assert told.stdout.count(" FAILED ") == (2 if broken == "pytest" else 1)
    assert any("-m pytest" in call for call in machine.calls())


def test_quick_needs_and_runs_nothing_of_windows_browsers_or_postgres(machine: Machine) -> None:
    told = machine.run("check", "--quick")

    assert told.returncode == 0
    assert not {"xvfb", "chromium", "postgresql"} & machine.installed()
    [tests] = [call for call in machine.calls() if call.startswith("-m pytest")]
    assert tests.endswith("-m not (window or browser or postgres)")


def test_arguments_choose_among_the_tests(machine: Machine) -> None:
    machine.run("check", "tests/domain", "-k", "receipt code")

    runs = [call for call in machine.calls() if call.startswith("-m pytest")]
    assert all(call.endswith("tests/domain -k receipt code") for call in runs)


def test_a_run_without_any_test_is_no_success(machine: Machine) -> None:
    nothing_chosen = "5"
    machine.set("status of pytest", nothing_chosen)

    assert machine.run("check").returncode == 1
    assert machine.run("check", "-k", "no such test").returncode == 1


# Not this suite's own skips: the text of a test file that skips itself, to be seen to fail.
SKIPS_ITSELF = """
import pytest

@pytest.mark.skipif(True, reason="the tool is not installed")
def test_by_mark(): pass

def test_by_hand(): pytest.skip("the tool is not installed")

@pytest.mark.xfail
def test_known_to_fail(): assert False
"""


@pytest.mark.parametrize(("no_skips", "ending"), [("1", "1 failed, 1 xfailed, 1 error"), ("", "2 skipped, 1 xfailed")])
def test_under_check_a_test_that_skips_itself_has_failed(tmp_path: Path, no_skips: str, ending: str) -> None:
    shutil.copy(PROJECT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_one.py").write_text(SKIPS_ITSELF)

    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path],
        env={**os.environ, "FUWUTAI_NO_SKIPS": no_skips},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.stdout.splitlines()[-1].startswith(ending), told.stdout
