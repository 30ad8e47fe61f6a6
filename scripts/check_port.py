"""Ends with 1 and a clear message unless a server may listen on 127.0.0.1 at the given port.

Runs before anything is installed, so it needs nothing but the standard library.
"""

import socket
import sys


def complaint(text: str) -> str | None:
    """Return what is wrong with the port written in `text`, in Japanese and English, or None."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        return (
            f"ポート番号は 1 から 65535 までの数字で指定してください: PORT={text}\n"
            "PORT must be a number from 1 to 65535."
        )
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As gunicorn does it: connections of a server that has just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            return (
                f"ポート {text} を使う権限がありません。例: make run PORT=8001\n"
                f"No permission to listen on port {text}."
            )
        except OSError:
            return (
                f"ポート {text} はほかのプログラムが使っています。例: make run PORT=8001\n"
                f"Port {text} is in use by another program."
            )
    return None


if __name__ == "__main__":
    problem = complaint(sys.argv[1])
    if problem:
        sys.exit(problem)
