#!/usr/bin/env bash
# Serves the site with gunicorn on $HOST:$PORT (127.0.0.1:8000 where unset) by $WEB_PROCESSES
# processes of four threads each. Used by `make run` and by the container.
set -euo pipefail
cd "$(dirname "$0")/.."

# The heartbeat file of gunicorn blocks a worker where /tmp is on a slow disk; /dev/shm never is.
heartbeat=/dev/shm
[ -w "$heartbeat" ] || heartbeat=/tmp

exec .venv/bin/python -m gunicorn planbuilder.wsgi:application \
    --bind "${HOST:-127.0.0.1}:${PORT:-8000}" \
    --workers "${WEB_PROCESSES:-1}" --worker-class gthread --threads 4 \
    --worker-tmp-dir "$heartbeat" --no-control-socket \
    --timeout 120 --graceful-timeout 30 --log-level warning \
    ${ACCESS_LOG:+--access-logfile "$ACCESS_LOG"}
