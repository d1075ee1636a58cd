"""A machine made of fakes for the set-up scripts: its packages, its rights, its Python, its installer.

The scripts see nothing but a PATH of symbolic links to the plain tools they use and of small fakes for everything
that would change a real machine. Each fake notes how it was called.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PLAIN_TOOLS = """awk bash cat chmod cp cut dirname env flock grep ln mkdir readlink
    rm sed sha256sum sleep tail touch tr true wc"""

# What this release calls each package: the last of the names in its line.
DEBIAN_12 = [
    *(
        line.split("|")[1].split()[-1]
        for line in (PROJECT / "setup/packages.txt").read_text().splitlines()
        if not line.startswith("#")
    ),
    f"python3.{sys.version_info.minor}-venv",
]

FAKES = {
    "dpkg-query": 'while read -r name; do echo "installed $name"; done <"$STATE/installed"',
    "dpkg": 'echo "dpkg $*" >>"$STATE/calls"',
    "apt-cache": """
        grep -qxF "$2" "$STATE/offered" && echo "  Candidate: 1.0" && exit
        grep -qxF "$2=snap" "$STATE/offered" && echo "  Candidate: 2:1snap1-0ubuntu2"
        exit 0""",
    "apt-get": """
        echo "apt-get $*" >>"$STATE/calls"
        case " $* " in
          *" update "*) cat "$STATE/archive" >"$STATE/offered" ;;
          *" install "*)
            case " $* " in *" chromium "*) ln -s "$(type -P true)" "${0%/*}/chromium" ;; esac
            [ ! -e "$STATE/apt-is-broken" ] || { echo "E: unmet dependencies"; exit 100; }
            for name in "$@"; do case $name in -*|install|*=*) ;; *) echo "$name" >>"$STATE/installed" ;; esac; done ;;
        esac""",
    "id": 'cat "$STATE/uid"',
    "sudo": """
        [ -e "$STATE/sudo-needs-no-password" ] || { echo "sudo: a password is required" >&2; exit 1; }
        shift; exec "$@" """,
    "uv": """
        echo "uv $*" >>"$STATE/calls"
        case "$*" in
          *"pip install"*--require-hashes*)
            [ ! -p "$STATE/hold" ] || { echo reached >"$STATE/hold"; sleep 30; }
            [ ! -e "$STATE/offline" ] || { echo "error: no route"; exit 2; }
            cp "$STATE/lint-imports" "$FOLDER/.venv/bin/" ;;
          *"pip install"*--editable*) cp "$STATE/fuwutai" "$FOLDER/.venv/bin/fuwutai" ;;
          venv*) mkdir -p "$FOLDER/.venv/bin"; cp "$STATE/python" "$FOLDER/.venv/bin/python" ;;
        esac""",
    "python3": """
        case "$*" in
          "-m venv"*) echo "python3 -m venv" >>"$STATE/calls"
            mkdir -p "$FOLDER/.venv/bin"; cp "$STATE/python" "$FOLDER/.venv/bin/python" ;;
          "-m pip --version") echo "pip 23.0" ;;
          "-m compileall"*) echo "python -m compileall" >>"$STATE/calls" ;;
          "-m pip"*) echo "${0##*/} $*" >>"$STATE/calls"
            case "$*" in *--editable*) cp "$STATE/fuwutai" "$FOLDER/.venv/bin/fuwutai" ;; esac ;;
          *"import ensurepip"*) [ ! -e "$STATE/no-ensurepip" ] ;;
          "-m ruff"* | "-m mypy"* | "-m pytest"*) echo "$*" >>"$STATE/calls"; exit "$(cat "$STATE/status of $2")" ;;
          *"(3, 11) <= "*) [ ! -e "$STATE/python-is-old" ] || exit 1; exec "$REAL_PYTHON" "$@" ;;
          *) exec "$REAL_PYTHON" "$@" ;;
        esac""",
}


@dataclass(frozen=True, slots=True)
class Machine:
    """One fake machine with a copy of the project's set-up in `folder`; `state` is what the fakes know."""

    folder: Path
    state: Path
    bin: Path

    def begin(self, command: str, *arguments: str, **env: str) -> subprocess.Popen[str]:
        """Starts `start` or `check` as a person would, from another folder, without standard input."""
        return subprocess.Popen(
            [str(self.folder / command), *arguments],
            cwd=self.state,
            env={
                "PATH": str(self.bin),
                "STATE": str(self.state),
                "FOLDER": str(self.folder),
                "REAL_PYTHON": sys.executable,
                "HOME": str(self.state),
                **env,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # A suite that runs in the background has Ctrl-C ignored, and so would all it starts; a person's shell not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def run(self, command: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """The same, to its end."""
        with self.begin(command, *arguments, **env) as process:
            out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def calls(self) -> list[str]:
        """What the fakes were asked since the last time this was looked at."""
        noted = self.state / "calls"
        lines = noted.read_text().splitlines() if noted.exists() else []
        noted.write_text("")
        return lines

    def set(self, fact: str, value: str = "") -> None:
        (self.state / fact).write_text(value)

    def unset(self, fact: str) -> None:
        (self.state / fact).unlink()

    def without(self, tool: str) -> None:
        (self.bin / tool).unlink()

    def installed(self) -> set[str]:
        return set((self.state / "installed").read_text().split())


def fresh_machine(where: Path) -> Machine:
    """A bare machine of root's with uv, Python and apt, lists of packages not fetched yet, nothing installed."""
    machine = Machine(where / "a folder with spaces" / "服务台", where / "state", where / "bin")
    for folder in (machine.folder, machine.state, machine.bin):
        folder.mkdir(parents=True)
    for name in ("start", "check", "pyproject.toml"):
        shutil.copy(PROJECT / name, machine.folder)
    for name in ("setup", "requirements"):
        shutil.copytree(PROJECT / name, machine.folder / name)
    for tool in PLAIN_TOOLS.split():
        found = shutil.which(tool)
        assert found, f"{tool} is needed by the set-up scripts and by this test"
        (machine.bin / tool).symlink_to(found)
    for name, body in FAKES.items():
        _script(machine.bin / name, body)
    _script(machine.state / "python", FAKES["python3"])
    _script(machine.state / "fuwutai", 'echo "fuwutai $*; video ${SDL_VIDEODRIVER:-as usual}"')
    _script(machine.state / "lint-imports", 'exit "$(cat "$STATE/status of lint-imports")"')
    for part in ("ruff", "mypy", "lint-imports", "pytest"):
        machine.set(f"status of {part}", "0")
    machine.set("uid", "0\n")
    machine.set("installed")
    machine.set("offered")
    machine.set("archive", "".join(f"{name}\n" for name in DEBIAN_12))
    return machine


def _script(path: Path, body: str) -> None:
    path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
    os.chmod(path, 0o755)
