#!/usr/bin/env bash
# Prints the path of a Python that the product can run on: 3.11 or newer and able to make virtual
# environments. The variable PYTHON names one to try first. Ends with 1 where there is none.
set -euo pipefail

for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c '
import sys
assert sys.version_info >= (3, 11)
import ensurepip, sqlite3, ssl, venv
print(sys.executable)
' 2>/dev/null; then
        exit 0
    fi
done
{
    echo "Python 3.11 以上（venv を含む）が見つかりません。"
    echo "No Python 3.11 or newer with the venv module was found (Debian: python3 and python3-venv)."
} >&2
exit 1
