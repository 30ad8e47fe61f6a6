"""Ends with 0 if the site on this machine answers /healthz/ with 200: Docker's health check."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def problem(port: int, host: str) -> str | None:
    """Ask the server on `port` of this machine as `host`; return what is wrong, or None.

    The name matters: in production the site answers only to the names in ALLOWED_HOSTS.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz/", headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"no answer on port {port}: {error}"
    finally:
        connection.close()
    return None if status == 200 else f"/healthz/ answered {status}"


if __name__ == "__main__":
    names = os.environ.get("ALLOWED_HOSTS", "").split(",")
    # ".example.jp" allows every name below; its own name is one of them.
    sys.exit(
        problem(int(os.environ.get("PORT", "8000")), names[0].strip().lstrip(".") or "127.0.0.1")
    )
