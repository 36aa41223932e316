#!/usr/bin/env bash
# Builds the virtual environment: install.sh DIRECTORY LOCKFILE
# uv does it in seconds; where uv is not to be had, pip does the same work more slowly.
# Both read whatever package index this machine is set up for, and both check hashes.
set -euo pipefail
venv=$1
lock=$2
python=${PYTHON:-python3}
say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf '\033[31m%s\033[0m\n' "$*" >&2; exit 1; }

command -v "$python" >/dev/null || fail "No $python here. On Debian: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "$("$python" --version) is too old: Python 3.11 or newer is needed (PYTHON=/path/to/python3 make venv)"

make_venv() {
  if "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    return # it is there and works: packages are brought up to date in place
  elif "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv --clear "$venv"
  elif command -v uv >/dev/null; then
    uv venv --clear --quiet --python "$python" "$venv"
  elif "$python" -c 'import virtualenv' 2>/dev/null; then
    "$python" -m virtualenv --clear --quiet "$venv"
  elif "$python" -c 'import pip' 2>/dev/null; then
    # A pip outside can install into a venv that has none of its own.
    "$python" -m venv --clear --without-pip "$venv"
    "$python" -m pip --python "$venv/bin/python" install --quiet pip
  else
    fail "Python here cannot make virtual environments. On Debian: apt-get install python3-venv"
  fi
}

# uv is in the lock too: it is fetched by the same hashes as everything else.
fetch_uv() {
  local wanted
  wanted=$(mktemp)
  awk '/^uv==/ {inside = 1; print; next} /^[^ ]/ {inside = 0} inside' "$lock" >"$wanted"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: -r "$wanted"
  local outcome=$?
  rm -f "$wanted"
  return $outcome
}

with_uv() {
  local uv
  if fetch_uv; then uv=$venv/bin/uv
  elif command -v uv >/dev/null; then uv=$(command -v uv)
  else return 1
  fi
  "$uv" pip install --quiet --python "$venv/bin/python" \
    --require-hashes --only-binary :all: -r "$lock"
}

with_pip() {
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: -r "$lock"
}

started=$SECONDS
say "Preparing $venv with $("$python" --version) (only when requirements change)"
make_venv
if ! with_uv; then
  say 'uv did not manage, pip takes over (slower)'
  with_pip || fail 'The packages could not be installed: is the package index reachable?'
fi
say "Packages installed and checked by hash in $((SECONDS - started)) s"
