#!/usr/bin/env bash
# Makes .venv and installs the pinned packages into it, each file checked against its hash.
#
#   scripts/python_env.sh run    what the product needs (requirements.lock)
#   scripts/python_env.sh dev    also the tools and tests (requirements-dev.lock)
#
# A stamp in .venv remembers the checksum of the lock file, so nothing is done a second time.
# pip's own settings are honoured: PIP_NO_INDEX=1 PIP_FIND_LINKS=wheelhouse installs offline.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *)
        echo "usage: scripts/python_env.sh run|dev" >&2
        exit 2
        ;;
esac

# A stamp counts for one checkout in one place: programs in .venv/bin hold its absolute path.
wanted="$PWD $(sha256sum "$lock")"
stamp=".venv/installed-${1}"
works() { .venv/bin/python -c 'import sys, pip; assert sys.version_info >= (3, 11)' 2>/dev/null; }

if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x .venv/bin/python ]; then
    exit 0
fi
if ! works; then
    python=$(scripts/find_python.sh)
    echo "Making .venv with $python"
    "$python" -m venv --clear .venv
fi
echo "Installing $lock into .venv"
# Wheels only: building from source would need a compiler and run code that no hash covers.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary=:all: -r "$lock"
if [ "$1" = dev ]; then
    # The development set holds the whole runtime set (`make lock` sees to it).
    echo "$PWD $(sha256sum requirements.lock)" >.venv/installed-run
fi
echo "$wanted" >"$stamp"
