"""The scripts read by bash and by shellcheck; the lists they install from; what no tracked file may name."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[2]
SCRIPTS = ["start", "check", ".ci/run", "requirements/remake"]
PARTS = sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "setup").glob("*.sh"))


def pins(name: str) -> dict[str, Requirement]:
    """One requirement a line, hashes left out; where a package has several for several Pythons, the last."""
    lines = (PROJECT / "requirements" / name).read_text().splitlines()
    found = (Requirement(line.removesuffix("\\").strip()) for line in lines if line and not line.startswith(" "))
    return {requirement.name: requirement for requirement in found}


def wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    texts = [*project["dependencies"], *(text for extra in extras for text in project["optional-dependencies"][extra])]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("script", SCRIPTS + PARTS)
def test_bash_understands_each_script(script: str) -> None:
    subprocess.run(["bash", "-n", PROJECT / script], check=True)


def test_shellcheck_finds_nothing() -> None:
    told = subprocess.run(["shellcheck", "-x", *SCRIPTS], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("name", "extras"), [("run.txt", ("kiosk", "backend")), ("check.txt", ("kiosk", "backend", "dev"))]
)
def test_the_pins_answer_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    pinned = pins(name)
    for requirement in wanted(*extras):
        assert requirement.name in pinned, f"{requirement} is new: requirements/remake"
        [exact] = pinned[requirement.name].specifier
        assert requirement.specifier.contains(exact.version), f"{requirement} changed: requirements/remake"


def test_every_pin_has_hashes() -> None:
    for name in ("run.txt", "check.txt"):
        for entry in re.split(r"\n(?=\S)", (PROJECT / "requirements" / name).read_text()):
            assert "--hash=sha256:" in entry, entry


def test_both_lists_pin_the_same_versions() -> None:
    everything = pins("check.txt")
    for name, requirement in pins("run.txt").items():
        assert everything[name].specifier == requirement.specifier


def test_no_tracked_file_names_where_packages_come_from() -> None:
    """A mirror is the machine's to choose, in the settings of pip, uv and apt."""
    hosts = ["py" + "pi.org", "python" + "hosted", "deb" + "ian.org/", "npm" + "js.", "--index" + "-url"]
    git = ["git", "-c", f"safe.directory={PROJECT}"]
    words = [part for host in hosts for part in ("-e", host)]

    told = subprocess.run([*git, "grep", "-InF", *words], cwd=PROJECT, capture_output=True, text=True, check=False)

    nothing_found = 1
    assert (told.returncode, told.stdout + told.stderr) == (nothing_found, "")
