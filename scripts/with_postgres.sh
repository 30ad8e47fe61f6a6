#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a private PostgreSQL that lives only as long as it does.
#
#   scripts/with_postgres.sh COMMAND...
#
# The server comes from the installed binaries, keeps its data in a new folder under /tmp, listens on
# a free port of 127.0.0.1 and runs as an unprivileged user (PostgreSQL refuses root).
set -euo pipefail
cd "$(dirname "$0")/.."

binaries=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
if [ -z "$binaries" ]; then
    echo "No PostgreSQL server was found in /usr/lib/postgresql." >&2
    exit 1
fi
binaries=$(dirname "$binaries")

as_user=()
if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    as_user=(runuser -u "$owner" --)
fi

folder=$(mktemp -d /tmp/planbuilder-postgres-XXXXXX)
# shellcheck disable=SC2317  # called by the trap
stop() {
    (cd "$folder" && "${as_user[@]}" "$binaries/pg_ctl" --pgdata="$folder/data" --mode=immediate \
        --silent stop 2>/dev/null) || true
    rm -rf "$folder"
}
trap stop EXIT
# A signal ends the script through the trap above, so that the server never outlives it.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >"$folder/password"
port=$(python3 -c '
import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    print(probe.getsockname()[1])
')
if [ "${#as_user[@]}" -gt 0 ]; then
    chown -R "$owner" "$folder"
fi
cd "$folder"
"${as_user[@]}" "$binaries/initdb" --pgdata="$folder/data" --username=planbuilder \
    --pwfile="$folder/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log"
# The data die with the server: nothing needs to reach the disk.
if ! "${as_user[@]}" "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" \
    --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
-c synchronous_commit=off -c full_page_writes=off" --wait --silent start; then
    cat "$folder/server.log" >&2
    exit 1
fi
cd "$OLDPWD"

export DATABASE_URL="postgresql://planbuilder:$password@127.0.0.1:$port/postgres"
"$@"
