"""Set-up as people meet it: a bare machine, no rights, no network, half done, moved, twice at once."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.setup.machine import DEBIAN_12, Machine, fresh_machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return fresh_machine(tmp_path)


def changes(calls: list[str]) -> list[str]:
    """The calls that change the machine or reach for the network."""
    return [call for call in calls if call != "uv --version"]


def test_a_bare_machine_gets_what_it_misses_and_is_told_why(machine: Machine) -> None:
    told = machine.run("start")

    assert told.returncode == 0, told.stdout + told.stderr
    assert "libzbar0: second barcode engine" in told.stdout
    assert {"libzbar0", "libgl1", "tzdata"} <= machine.installed()
    assert not {"chromium", "postgresql", "xvfb"} & machine.installed(), "a kiosk needs no browser or server"
    calls = changes(machine.calls())
    assert "update" in calls[0], "no list of packages was there yet"
    assert any("pip install" in c and "--require-hashes" in c and "run.txt" in c for c in calls)
    assert calls[-1] == "python -m compileall", "once all of it is there"
    assert told.stdout.endswith("fuwutai demo --headless; video offscreen\n")


def test_the_second_run_changes_nothing_and_says_nothing_of_set_up(machine: Machine) -> None:
    machine.run("start", "--headless")
    machine.calls()

    told = machine.run("start", "--headless", "--role", "guide", "--out", "some where")

    assert changes(machine.calls()) == []
    assert told.stdout == "fuwutai demo --headless --role guide --out some where; video offscreen\n"


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.set("offered", "\n".join(DEBIAN_12))
    machine.set("installed", "".join(f"{n}\n" for n in DEBIAN_12 if n != "libusb-1.0-0"))

    machine.run("start")

    [install] = [c for c in machine.calls() if " install " in c and c.startswith("apt-get")]
    assert install.endswith("--no-install-recommends libusb-1.0-0")


def test_a_package_removed_later_comes_back(machine: Machine) -> None:
    machine.run("start")
    machine.set("installed", "".join(f"{n}\n" for n in DEBIAN_12 if n != "tzdata"))
    machine.calls()

    machine.run("start")

    assert [c.split()[-1] for c in machine.calls() if c.startswith("apt-get")] == ["tzdata"]


def test_ubuntu_names_are_taken_where_the_release_has_them(machine: Machine) -> None:
    names = [{"libzbar0": "libzbar0t64", "libglib2.0-0": "libglib2.0-0t64"}.get(n, n) for n in DEBIAN_12]
    machine.set("archive", "\n".join(names))

    machine.run("start")
    assert {"libzbar0t64", "libglib2.0-0t64"} <= machine.installed()

    machine.calls()
    machine.run("start")
    assert changes(machine.calls()) == []


def test_where_chromium_is_only_a_snap_it_is_said_and_the_rest_is_installed(machine: Machine) -> None:
    machine.set("archive", "\n".join(n for n in DEBIAN_12 if n != "chromium") + "\nchromium-browser=snap\n")

    told = machine.run("check")

    assert "snap install chromium" in told.stdout
    assert "postgresql" in machine.installed()
    assert not {"chromium", "chromium-browser"} & machine.installed()
    assert "tests in a browser         FAILED" in told.stdout, "left out, but not silently"
    assert told.returncode == 1


def test_without_rights_the_command_for_someone_who_has_them_is_shown(machine: Machine) -> None:
    machine.set("uid", "1000\n")

    told = machine.run("start")

    assert told.returncode == 1
    assert changes(machine.calls()) == []
    [command] = [line for line in told.stderr.splitlines() if "apt-get install" in line]
    assert command.strip().startswith("sudo apt-get update && sudo apt-get install --no-install-recommends libzbar0 ")

    machine.without("sudo")
    assert machine.run("start").returncode == 1


def test_without_rights_but_with_everything_there_set_up_goes_through(machine: Machine) -> None:
    machine.set("uid", "1000\n")
    machine.set("installed", "\n".join(DEBIAN_12) + "\n")

    assert machine.run("start").returncode == 0


def test_sudo_without_a_password_is_used(machine: Machine) -> None:
    machine.set("uid", "1000\n")
    machine.set("sudo-needs-no-password")

    assert machine.run("start").returncode == 0
    assert "libgl1" in machine.installed()


def test_on_another_kind_of_linux_the_way_on_is_said(machine: Machine) -> None:
    machine.without("apt-get")

    told = machine.run("start")
    assert told.returncode == 1
    assert "FUWUTAI_PACKAGES=skip" in told.stderr

    assert machine.run("start", FUWUTAI_PACKAGES="skip").returncode == 0


def test_packages_that_cannot_be_installed_end_set_up_with_what_apt_said(machine: Machine) -> None:
    machine.set("apt-is-broken")

    told = machine.run("start")

    assert told.returncode == 1
    assert "E: unmet dependencies" in told.stderr
    assert "fuwutai demo" not in told.stdout


def test_without_uv_pip_installs_the_same_list(machine: Machine) -> None:
    machine.without("uv")

    told = machine.run("start")

    assert told.returncode == 0, told.stdout + told.stderr
    calls = machine.calls()
    assert "python3 -m venv" in calls
    assert any("pip install" in c and "--require-hashes" in c and "run.txt" in c for c in calls)


def test_debians_python_without_venv_gets_it(machine: Machine) -> None:
    machine.without("uv")
    machine.set("no-ensurepip")

    machine.run("start")

    assert f"python3.{sys.version_info.minor}-venv" in machine.installed()


def test_an_old_python_is_refused_in_a_sentence(machine: Machine) -> None:
    machine.set("python-is-old")

    told = machine.run("start")

    assert told.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in told.stderr
    assert changes(machine.calls()) == []


def test_a_set_up_cut_off_by_the_network_starts_over_when_it_is_back(machine: Machine) -> None:
    machine.set("offline")
    told = machine.run("start")
    assert told.returncode == 1
    assert "Is this machine on the network?" in told.stderr

    machine.unset("offline")
    machine.calls()
    assert machine.run("start").returncode == 0
    assert any(c.startswith("uv venv") for c in machine.calls()), "half an environment is not trusted"


def test_a_set_up_stopped_by_hand_goes_on_when_started_again(machine: Machine) -> None:
    hold = machine.state / "hold"
    os.mkfifo(hold)
    with machine.begin("start") as process:
        assert hold.read_text() == "reached\n"
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "the same command goes on from here" in out

    hold.unlink()
    assert machine.run("start").returncode == 0


def test_two_at_once_set_up_once(machine: Machine) -> None:
    with machine.begin("start") as first, machine.begin("start") as second:
        out = [process.communicate(timeout=60)[0] for process in (first, second)]

    assert [first.returncode, second.returncode] == [0, 0]
    assert all("fuwutai demo" in told for told in out)
    assert len([c for c in machine.calls() if c.startswith("uv venv")]) == 1


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.run("start")
    python = machine.folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/no/longer/there")
    (machine.folder / ".venv/leftover").touch()

    assert machine.run("start").returncode == 0
    assert not (machine.folder / ".venv/leftover").exists()


def test_a_moved_folder_gets_an_environment_of_its_own(machine: Machine) -> None:
    machine.run("start")
    moved = machine.folder.with_name("moved")
    shutil.move(machine.folder, moved)
    machine.calls()

    told = Machine(moved, machine.state, machine.bin).run("start")

    assert told.returncode == 0, told.stdout + told.stderr
    assert any(c.startswith("uv venv") for c in machine.calls())


def test_changed_requirements_are_installed_into_what_is_there(machine: Machine) -> None:
    machine.run("start")
    with (machine.folder / "requirements/run.txt").open("a") as pins:
        pins.write("# another pin\n")
    machine.calls()

    machine.run("start")

    calls = changes(machine.calls())
    assert not any(c.startswith("uv venv") for c in calls)
    assert any("--require-hashes" in c for c in calls)


def test_what_check_has_set_up_serves_start_too(machine: Machine) -> None:
    machine.run("check")
    machine.calls()

    machine.run("start")

    assert changes(machine.calls()) == []


def test_help_needs_no_set_up(machine: Machine) -> None:
    for command in ("start", "check"):
        told = machine.run(command, "--help")
        assert told.returncode == 0
        assert f"./{command} [--" in told.stdout
    assert machine.calls() == []


def test_a_display_is_used_unless_told_otherwise(machine: Machine) -> None:
    machine.run("start")

    assert machine.run("start", DISPLAY=":0").stdout == "fuwutai demo; video as usual\n"
    assert machine.run("start", "--headless", DISPLAY=":0").stdout == "fuwutai demo --headless; video offscreen\n"
