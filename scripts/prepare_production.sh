#!/usr/bin/env bash
# Brings a production installation up to date: tables, reference data, static files. To be run after
# each upgrade, by one process at a time, before the web processes start.
set -euo pipefail
cd "$(dirname "$0")/.."

export PLANBUILDER_MODE=production
.venv/bin/python manage.py migrate --no-input
.venv/bin/python manage.py load_reference
.venv/bin/python manage.py collectstatic --no-input --clear --verbosity 0
# Files of published plans, where what makes them has changed.
.venv/bin/python manage.py render_editions
