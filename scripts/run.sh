#!/usr/bin/env bash
# `make run`: from a bare machine to the demo site on http://127.0.0.1:$PORT.
set -euo pipefail
cd "$(dirname "$0")/.."

export PORT=${PORT:-8000}
export HOST=127.0.0.1
export PLANBUILDER_MODE=development
export BASE_URL="http://127.0.0.1:$PORT"

python3 scripts/check_port.py "$PORT"
scripts/system_packages.sh run
scripts/python_env.sh run
scripts/prepare_demo.sh

cat <<END

  官民データ活用推進計画 作成システム（デモ）
  $BASE_URL

  止めるときは Ctrl-C。データは ${VAR_DIR:-var}/ に残ります。

END
exec scripts/serve.sh
