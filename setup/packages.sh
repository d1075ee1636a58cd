# System packages: which are missing, and installing just those. Sourced by prepare.sh; uses say.sh.
# A package line is "wanted by | name, or names that differ between releases | what it is for", as in packages.txt.

# missing_packages LEVEL [LINE...]: of the level's package lines and the further ones, those not installed.
missing_packages() {
  local levels installed
  case $1 in
    start) levels='start' ;;
    check) levels='start|check' ;;
    whole) levels='start|check|whole' ;;
  esac
  shift
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  { grep -E "^($levels) " "$root/setup/packages.txt"; [ $# -eq 0 ] || printf '%s\n' "$@"; } |
    while IFS='|' read -r level names why; do
      case $names in *chromium*) if browser >/dev/null; then continue; fi ;; esac
      for name in $names; do
        if grep -qxF "$name" <<<"$installed"; then continue 2; fi
      done
      printf '%s|%s|%s\n' "$level" "$names" "$why"
    done
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

# offered_name NAME...: the first of these names that apt can install as a real package.
# Ubuntu's "chromium-browser" is an empty package that asks for a snap; it does not count.
offered_name() {
  local name candidate
  for name in "$@"; do
    candidate=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    case $candidate in '' | '(none)' | *snap*) ;; *) printf '%s\n' "$name" && return ;; esac
  done
  return 1
}

# all_offered: reads package lines; succeeds if apt knows a package for each of them.
all_offered() {
  while IFS='|' read -r _ names _; do
    # shellcheck disable=SC2086  # several names in one string
    offered_name $names >/dev/null || return 1
  done
}

# find_rights: sets `with_rights` to the words to put before a command of root's; fails where there is no such right.
find_rights() {
  with_rights=()
  [ "$(id -u)" = 0 ] && return
  with_rights=(sudo -n)
  sudo -n true 2>/dev/null
}

apt() {
  "${with_rights[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a \
    apt-get --yes --quiet --option DPkg::Lock::Timeout=300 "$@"
}

# A set-up that was stopped while dpkg was at work leaves packages half installed; dpkg finishes them first.
# Lists of packages that are too old name files which are gone: they are fetched anew once.
install_packages() {
  "${with_rights[@]}" dpkg --configure -a || return
  apt install --no-install-recommends "$@" && return
  apt update && apt install --no-install-recommends "$@"
}

# prepare_packages LEVEL [LINE...]: installs what is missing of the level's packages and of the further lines.
prepare_packages() {
  local missing rights=yes install=() names name why
  [ "${FUWUTAI_PACKAGES:-}" != skip ] || return 0
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    die "This set-up installs system packages with apt (Debian, Ubuntu), and apt is not here." \
      "Please install what corresponds to setup/packages.txt, then run this again with FUWUTAI_PACKAGES=skip before it."
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0

  find_rights || rights=no
  if [ "$rights" = yes ] && ! all_offered <<<"$missing"; then
    step "fetching the list of system packages" apt update ||
      die "The list of system packages could not be fetched: is this machine on the network?"
  fi
  say "System packages that are missing here:"
  while IFS='|' read -r _ names why; do
    # shellcheck disable=SC2086
    name=$(offered_name $names) || name=$(awk '{ print $NF }' <<<"$names")
    say "  $name:$why"
    if [ "$name" = chromium ] && [ "$rights" = yes ] && ! offered_name chromium >/dev/null; then
      say "    apt has no Chromium here (Ubuntu has it as a snap): 'sudo snap install chromium', or './check --quick' without"
    else
      install+=("$name")
    fi
  done <<<"$missing"
  [ "${#install[@]}" -gt 0 ] || return 0
  if [ "$rights" = no ]; then
    die "They cannot be installed from here: that takes root, and sudo is absent or would ask for a password." \
      "Please have this run once by someone who may, then run the same command again:" "" \
      "  sudo apt-get update && sudo apt-get install --no-install-recommends ${install[*]}"
  fi
  step "installing ${#install[@]} of them" install_packages "${install[@]}" ||
    die "They could not be installed; what apt said is above."
}
