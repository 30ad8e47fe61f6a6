"""One process, measured: its CPU time and its peak memory, children included."""

import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system), peak memory in MB, and what the process printed."""

    cpu: float
    memory: float
    output: str = ""


def _tree(root: int) -> set[int]:
    """Return the process and all below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = set(), [root]
    while waiting:
        process = waiting.pop()
        found.add(process)
        waiting.extend(parents.get(process, []))
    return found


def _kilobytes(path: Path, name: str) -> int:
    """Return the figure that stands after `name` in a file of /proc; 0 where it does not."""
    lines = (line.split() for line in path.read_text().splitlines())
    return sum(int(words[1]) for words in lines if words and words[0] == name)


class _Watch:
    """Looks at a tree of processes every now and then.

    Processes that nobody waits for (Chromium's) are missing in the kernel's account of children.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak = 0.0  # MB; what several processes share is counted once (PSS)
        self.ticks: dict[int, int] = {}

    def look(self) -> None:
        """Take in what the processes of now have used so far."""
        shared = 0
        for process in _tree(self.root):
            folder = Path(f"/proc/{process}")
            try:
                now = _kilobytes(folder / "smaps_rollup", "Pss:")
                highest = _kilobytes(folder / "status", "VmHWM:")
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            shared += now
            # What one process alone once had may have come and gone between two looks.
            self.peak = max(self.peak, highest / 1024)
            self.ticks[process] = int(stat[11]) + int(stat[12])
        self.peak = max(self.peak, shared / 1024)

    @property
    def cpu(self) -> float:
        """The CPU seconds of every process that was seen, as far as it was seen."""
        return sum(self.ticks.values()) / os.sysconf("SC_CLK_TCK")


def run(command: Sequence[str], *, folder: Path) -> Cost:
    """Run a command to its end and return what it cost; raise CalledProcessError if it fails."""
    log = folder / "stderr"
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
    done = threading.Event()
    seen = _Watch(process.pid)

    def watch() -> None:
        while not done.wait(_INTERVAL):
            seen.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stdout is not None
    output = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    done.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, command, output, log.read_bytes()[-2000:]
        )
    return Cost(
        cpu=max(usage.ru_utime + usage.ru_stime, seen.cpu),
        memory=seen.peak,
        output=output.decode(),
    )
