"""What a file costs: `python -m tests.corpus.measure` prints seconds and memory of every bomb.

Each file is read by a process of its own, as a conversion would read it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.corpus.build import KINDS
from tests.corpus.kind import Kind

_CHILD = """
import json, re, resource, sys, time
from pathlib import Path
from converter.batch.inputs import InputFile
from converter.workbook.read.reader import read_workbook
start = time.process_time()
reading = read_workbook(InputFile("a.xlsx", sys.argv[1]).read(), "a.xlsx")
used = time.process_time() - start
codes = [f"{f.code} {f.variant}".strip() for f in reading.findings]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
status = Path("/proc/self/status")
if status.exists():  # there ru_maxrss counts the parent before this program began, too
    peak = int(re.search("VmHWM:[^0-9]*([0-9]+)", status.read_text())[1]) / 1024
print(json.dumps([used, peak, reading.report is not None, codes]))
"""


def measured(kind: Kind, folder: Path) -> tuple[float, float, bool, list[str]]:
    """Processor seconds and peak MB of reading a kind's file, whether it gave a report, and its codes."""
    path = folder / "a.xlsx"
    path.write_bytes(kind.make())
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, check=True, timeout=120
    )
    seconds, peak, report, codes = json.loads(done.stdout)
    return seconds, peak, report, codes


def main() -> None:
    """Print a line per bomb."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in (kind for kind in KINDS if kind.big):
            seconds, peak, _, codes = measured(kind, Path(folder))
            print(f"{kind.name:26} {seconds:6.2f} s {peak:6.0f} MB  {', '.join(codes) or '-'}", flush=True)


if __name__ == "__main__":
    main()
