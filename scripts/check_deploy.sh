#!/usr/bin/env bash
# Django's own deployment check on the settings of production, with made-up values in place of the
# secrets. Any warning fails.
set -euo pipefail
cd "$(dirname "$0")/.."

VAR_DIR=$(mktemp -d)
trap 'rm -rf "$VAR_DIR"' EXIT
export VAR_DIR
export PLANBUILDER_MODE=production
export SECRET_KEY=no-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ
export ALLOWED_HOSTS=plan.example.jp
export BASE_URL=https://plan.example.jp
export DATABASE_URL=

.venv/bin/python manage.py check --deploy --fail-level WARNING
