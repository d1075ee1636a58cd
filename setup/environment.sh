# The project's own Python environment, .venv, with exactly the pinned requirements. Sourced by prepare.sh; uses say.sh.
#
# What is done is remembered inside .venv: `home` is the folder it was made for (its scripts name that folder),
# `run` and `check` hold a fingerprint of what each list of requirements last installed, and `unfinished` stands
# there only while something is being installed. An environment that cannot be trusted is made anew: downloads
# come from the installer's cache, and only packages that are wholly there count.

pythons_that_work='(3, 11) <= sys.version_info[:2] <= (3, 13)' # Kivy comes ready built for these

works() { "$1" -c "import sys; sys.exit(not $pythons_that_work)" 2>/dev/null; }

# find_python: the first Python on the PATH (or named by FUWUTAI_PYTHON) that will do. .venv itself may be on the
# PATH, but it may be about to go.
find_python() {
  local name path
  for name in ${FUWUTAI_PYTHON:+"$FUWUTAI_PYTHON"} python3 python3.13 python3.12 python3.11; do
    while IFS= read -r path; do
      case $path in "$root"/.venv/*) continue ;; esac
      if works "$path"; then printf '%s\n' "$path" && return; fi
    done < <(type -aP "$name")
  done
  die "Python 3.11, 3.12 or 3.13 is needed, and this machine has $(python3 --version 2>/dev/null || echo none)." \
    "On Debian 12 and Ubuntu 24.04 'sudo apt-get install python3' brings one;" \
    "one that stands elsewhere can be named: FUWUTAI_PYTHON=/path/to/python3.12 $0"
}

has_uv() { uv --version >/dev/null 2>&1; }
has_installer() { has_uv || "$root/.venv/bin/python" -m pip --version >/dev/null 2>&1; }

# fingerprint LIST: of everything that decides what is installed, and where.
fingerprint() {
  { printf '%s\n' "$root" && cat "$root/requirements/$1.txt" "$root/pyproject.toml"; } | sha256sum | cut -d' ' -f1
}

# environment_ready LIST: nothing to do.
environment_ready() {
  environment_sound && [ -x "$root/.venv/bin/fuwutai" ] &&
    [ "$(cat "$notes/$1" 2>/dev/null)" = "$(fingerprint "$1")" ]
}

# environment_sound: what there is can be used, and added to.
environment_sound() {
  works "$root/.venv/bin/python" && [ ! -e "$notes/unfinished" ] &&
    { [ ! -e "$notes/home" ] || [ "$(cat "$notes/home")" = "$root" ]; }
}

# environment_wants PYTHON: the package line of what is missing to make an environment, if anything is.
environment_wants() {
  if ! has_uv && ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
    "$1" -c 'import sys; print("start | python%d.%d-venv | the Python environment" % sys.version_info[:2])'
  fi
}

make_environment() {
  rm -rf "$root/.venv"
  if has_uv; then
    uv venv --quiet --python "$1" "$root/.venv"
  else
    "$1" -m venv "$root/.venv"
  fi
}

install() {
  if has_uv; then
    uv pip install --python "$root/.venv/bin/python" "$@"
  else
    "$root/.venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@"
  fi
}

# The pinned packages come ready built; the project itself is linked, not copied, and needs no network for it.
install_requirements() {
  install --require-hashes --only-binary :all: -r "$root/requirements/$1.txt"
}

install_project() {
  install --no-deps --no-build-isolation --editable "$root"
}

# Halves the time every program takes to start. Python would do so by itself at first use, but not where it may not
# write or was told not to (PYTHONDONTWRITEBYTECODE); templates among the packages that are no Python are passed over.
compile_sources() {
  local python="$root/.venv/bin/python"
  (cd "$root" && "$python" -m compileall -q -j 0 .venv/lib domain devices sync kiosk backend) || true
}

# 'fuwutai guide search' keeps an index of the demo store; made here, even its first answer takes no second.
index_demo_store() {
  "$root/.venv/bin/fuwutai" guide search 酱油 >/dev/null 2>&1 || true
}

# prepare_environment LIST PYTHON: brings .venv to the list; PYTHON makes it where there is none that can be used.
prepare_environment() {
  local list=$1 python=$2 network="Is this machine on the network? Set-up needs it the first time; what was fetched is kept."
  if [ -n "$python" ]; then
    step "making the Python environment .venv with $("$python" --version)" make_environment "$python" ||
      die "The Python environment could not be made."
    mkdir -p "$notes"
    printf '%s\n' "$root" >"$notes/home"
  fi
  mkdir -p "$notes"
  : >"$notes/unfinished"
  step "installing the pinned Python packages with $(has_uv && echo uv || echo pip)" install_requirements "$list" ||
    die "The Python packages could not be installed. $network"
  step "linking fuwutai into .venv" install_project ||
    die "The project could not be linked into its environment."
  step "compiling, so that programs start sooner" compile_sources
  step "indexing the demo store, so that it is searched at once" index_demo_store
  fingerprint "$list" >"$notes/$list"
  if [ "$list" = check ]; then fingerprint run >"$notes/run"; fi
  rm "$notes/unfinished"
}
