#!/usr/bin/env bash
# Fails when a model differs from its migrations. Runs beside an empty folder in place of var/, so
# that the database of `make run` is neither read nor made.
set -euo pipefail
cd "$(dirname "$0")/.."

VAR_DIR=$(mktemp -d)
trap 'rm -rf "$VAR_DIR"' EXIT
export VAR_DIR
export PLANBUILDER_MODE=test
export DATABASE_URL=

.venv/bin/python manage.py makemigrations --check --dry-run
