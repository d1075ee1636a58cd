# Set-up, shared by start and check: system packages, then .venv. Sourced; the caller has set `root`.
# Asks nothing; a second run does nothing and needs no network; run twice at once, the second waits for the first.

log="$root/var/setup.log"
notes="$root/.venv/.fuwutai"
unset PYTHONHOME PYTHONPATH # another program's Python must not lend us its packages

# shellcheck source=setup/say.sh
. "$root/setup/say.sh"
# shellcheck source=setup/packages.sh
. "$root/setup/packages.sh"
# shellcheck source=setup/environment.sh
. "$root/setup/environment.sh"

# prepare LIST LEVEL: LIST is the list of requirements (run, check), LEVEL the packages.txt level (start, check, whole).
prepare() {
  local list=$1 level=$2 python=
  exec 9<"$root/pyproject.toml"
  flock --nonblock 9 || { say "Another set-up of this folder is under way; waiting for it."; flock 9; }
  trap 'stop_progress' EXIT
  trap 'say "Stopped half way; the same command goes on from here."; exit 130' INT TERM

  if environment_ready "$list"; then
    prepare_packages "$level"
  else
    [ -w "$root" ] || die "Set-up writes .venv and var into $root, which belongs to someone else: please use a copy of your own."
    if ! environment_sound || ! has_installer; then python=$(find_python) || exit; fi
    local wanted=()
    [ -z "$python" ] || mapfile -t wanted < <(environment_wants "$python")
    prepare_packages "$level" "${wanted[@]}"
    prepare_environment "$list" "$python"
  fi
  trap - EXIT INT TERM
  exec 9<&-
}
