"""One reading in a process of its own: ``python -m bench.measuring.reading FILE`` prints its figures as JSON.

Processor seconds (one core) and seconds of the clock of the reading alone, the file already decoded; the same of what no
reader can do without: fetching the bytes, decoding them and seeking every number once; and the peak of the process.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.measuring.processes import peak_mb
from binhyen.reader import read

WARM = 50_000
"""Characters read before: patterns are compiled at their first use, which is part of the start and not of reading."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Processor seconds, seconds of the clock and the result."""
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return time.process_time() - processor, time.perf_counter() - wall, result


def main(path: Path) -> None:
    """Read the file once."""
    _, fetching, data = timed(path.read_bytes)
    plain, _, numbers = timed(lambda: sum(1 for _ in NUMBER.finditer(data.decode())))
    text = data.decode()
    read(text[:WARM])
    processor, wall, reading = timed(lambda: read(text))
    print(
        json.dumps(
            {
                "mb": len(data) / 1e6,
                "processor_s": processor,
                "wall_s": wall,
                "bytes_s": fetching,
                "numbers_s": plain,
                "peak_mb": peak_mb(),
                "numbers": numbers,
                "figures": len(reading.figures),
                "references": len(reading.references),
                "tasks": len(reading.tasks),
                "contradictions": len(reading.inconsistencies),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
