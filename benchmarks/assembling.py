"""What it costs to assemble a plan, as JSON: `python -m benchmarks.assembling MEASURES`."""

import json
import sys
import time

from benchmarks import plans
from documents.assemble import assemble

_TIMES = 20  # once is too short to be measured


def assembling(measures: int) -> float:
    """Return the CPU seconds of assembling the plan with so many measures once, warm."""
    content, record = plans.plan(measures), plans.record()
    assemble(content, record)
    start = time.process_time()
    for _ in range(_TIMES):
        assemble(content, record)
    return (time.process_time() - start) / _TIMES


if __name__ == "__main__":
    print(json.dumps({"cpu": assembling(int(sys.argv[1]))}))
