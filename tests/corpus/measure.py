"""What a file costs: `python -m tests.corpus.measure` prints seconds and memory of every bomb.

Each file is read by a process of its own, as a conversion would read it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.corpus.build import KINDS
from tests.corpus.kind import Kind

_READER = """
import json, os, re, resource, sys, time
from pathlib import Path
from converter.batch.input_files import InputFile
from converter.workbook.read.reader import read_workbook

STATUS = Path("/proc/self/status")

def kilobytes(name):
    return int(re.search(name + ":[^0-9]*([0-9]+)", STATUS.read_text())[1]) if STATUS.exists() else 0

def measure(path, parent):
    lent = parent - kilobytes("VmRSS")  # pages of libraries that count for this process once it uses them
    start = time.process_time()
    reading = read_workbook(InputFile("a.xlsx", path).read(), "a.xlsx")
    used = time.process_time() - start
    codes = [f"{f.code} {f.variant}".strip() for f in reading.findings]
    peak = kilobytes("VmHWM") + lent or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([used, peak / 1024, reading.report is not None, codes]), flush=True)

for line in sys.stdin:  # one process for each file, which finds all that it needs imported
    size = kilobytes("VmRSS")
    child = os.fork()
    if not child:
        measure(line.strip(), size)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print("null", flush=True)
"""


class Cost(NamedTuple):
    """Processor seconds and peak MB of reading a file, whether it gave a report, and its codes."""

    seconds: float
    peak: float
    report: bool
    codes: list[str]


class Meter:
    """Reads files, each in a new process; for systems that can fork."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def measured(self, kind: Kind, folder: Path) -> Cost:
        """What it costs to read the file of a kind; RuntimeError: its process died."""
        path = folder / "a.xlsx"
        path.write_bytes(kind.make())
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(path, file=self._process.stdin, flush=True)
        cost = json.loads(self._process.stdout.readline())
        if cost is None:
            raise RuntimeError(f"the process that read {kind.name} died")
        return Cost(*cost)


@contextmanager
def meter() -> Iterator[Meter]:
    """The process that starts those which read."""
    command = [sys.executable, "-c", _READER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Meter(process)
        if process.stdin is not None:
            process.stdin.close()  # it ends with its input


def main() -> None:
    """Print a line per bomb."""
    with tempfile.TemporaryDirectory() as folder, meter() as scales:
        for kind in (kind for kind in KINDS if kind.big):
            seconds, peak, _, codes = scales.measured(kind, Path(folder))
            print(f"{kind.name:26} {seconds:6.2f} s {peak:6.0f} MB  {', '.join(codes) or '-'}", flush=True)


if __name__ == "__main__":
    main()
