#!/usr/bin/env bash
# Renews requirements.lock and requirements-dev.lock from pyproject.toml. Versions that still satisfy
# it stay as they are; `scripts/lock.sh --upgrade` takes the newest ones.
#
# The pip settings of this machine are set aside, so that nothing but the public index is asked and
# the hashes are those of the files of all platforms.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_NO_INDEX PIP_CONSTRAINT
export PIP_CONFIG_FILE=/dev/null
export CUSTOM_COMPILE_COMMAND="make lock"

.venv/bin/python -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'pip-tools>=7.5,<8'

compile() {
    "$tools/venv/bin/pip-compile" --quiet --strip-extras --generate-hashes --allow-unsafe \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --resolver=backtracking "$@" pyproject.toml
}

compile --output-file requirements.lock "${@}"
# The development set holds the whole runtime set, in the same versions.
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock "${@}"
