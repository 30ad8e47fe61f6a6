#!/usr/bin/env bash
# Brings the database of `make run` up to date: tables, reference data, demo plans.
#
# With SQLite, stamps in var/ remember what was loaded: migrations and reference data run again when
# their files have changed, the demo is loaded once into each database and never over what somebody
# has written since. With DATABASE_URL all three run each time; they do nothing where nothing is new.
set -euo pipefail
cd "$(dirname "$0")/.."

var=${VAR_DIR:-var}
stamps=$var/stamps
database=$var/db.sqlite3
# WhiteNoise warns where the folder of collected static files is missing.
mkdir -p "$stamps" "$var/static"
if [ -n "${DATABASE_URL:-}" ] || ! [ -s "$database" ]; then
    rm -f "$stamps"/*
fi

checksum() {
    find "$@" -type f -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum
}
# once NAME CHECKSUM COMMAND...: runs the command unless it ended well with this checksum before.
once() {
    local stamp="$stamps/$1" sum="$2"
    shift 2
    if [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ]; then
        "$@"
        echo "$sum" >"$stamp"
    fi
}
load_demo() {
    .venv/bin/python manage.py load_demo | tee "$stamps/demo_accounts.part"
    mv "$stamps/demo_accounts.part" "$stamps/demo_accounts"
}

once migrated "$(checksum ./*/migrations requirements.lock)" \
    .venv/bin/python manage.py migrate --verbosity 1
once reference "$(checksum catalog documents fixtures)" .venv/bin/python manage.py load_reference
if [ -f "$stamps/demo_accounts" ]; then
    cat "$stamps/demo_accounts"
else
    load_demo
fi
# Files of published plans: made once, and again when what makes them has changed.
once rendered "$(checksum documents requirements.lock)" \
    .venv/bin/python manage.py render_editions
