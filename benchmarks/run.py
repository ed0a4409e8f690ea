"""Every speed that the project promises, in one table: `python benchmarks/run.py [--quick]`.

CPU time of whole processes (user and system, children too), as the machine may be shared; ratios are of
figures from the same run, on the same workbooks and with the same template. `--other PYTHON`: an
environment with python-calamine and rust-docxtpl, for one more row. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from material import write_material, write_places

from converter.form import FORM
from converter.shipped.resources import word_template

HERE = Path(__file__).parent
COUNTY = 60


class Run(NamedTuple):
    """What a process took: seconds of CPU, and megabytes at its peak."""

    cpu: float
    peak: float


class Row(NamedTuple):
    """A line of the table. `reached`: None where nothing was promised."""

    what: str
    measured: str
    goal: str = ""
    reached: bool | None = None


def run(words: Sequence[str | Path], cache: Path) -> Run:
    """Run a command. `cache`: the folder where it may remember something."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its modules compiled
    command = [sys.executable, "-S", HERE / "launch.py", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}\n{done.stderr}")
    cpu, peak = done.stdout.split()
    return Run(float(cpu), int(peak) / 1024)


def median(taken: Iterable[Run]) -> Run:
    """The medians of several runs."""
    return Run(*map(statistics.median, zip(*taken, strict=True)))


def at_least(what: str, ratio: float, goal: float, note: str = "") -> Row:
    """A ratio that must not be less."""
    return Row(what, f"{ratio:.1f}x{note}", f">= {goal:g}x", ratio >= goal)


def at_most(what: str, value: float, goal: float, unit: str, note: str = "") -> Row:
    """A quantity that must not be more."""
    return Row(what, f"{value:.2f} {unit}{note}", f"<= {goal:g} {unit}", value <= goal)


class Bench:
    """The folders and commands of one run of the benchmarks."""

    def __init__(self, folder: Path, *, quick: bool, other: str) -> None:
        self.folder, self.quick, self.other = folder, quick, other
        self.cold, self.known = folder / "cold", folder / "known"
        self.template, self.places = folder / "template.docx", folder / "places.json"
        shutil.copy(word_template(FORM), self.template)
        write_places(self.places)
        self.sizes = (COUNTY, 200) if quick else (COUNTY, 1_000, 10_000)
        self.many = self.sizes[1]
        self.few = 20 if quick else COUNTY
        self._outputs = count()

    def material(self, size: int) -> Path:
        """A folder of so many workbooks."""
        folder = self.folder / f"in-{size}"
        if not folder.exists():
            write_material(folder, size)
        return folder

    def output(self) -> Path:
        """A new place for documents: what stands there is not made anew.

        All are deleted at the end, since a file system is slow for seconds after it lost a thousand files.
        """
        return self.folder / f"out-{next(self._outputs)}"

    def convert(self, size: int, *words: str | Path, cache: Path | None = None, rounds: int = 1) -> Run:
        """Convert so many workbooks as a user does."""
        command = [sys.executable, "-m", "converter", "convert", self.material(size), "--jobs", "1", *words]
        return median(run([*command, "-o", self.output()], cache or self.known) for _ in range(rounds))

    def script(self, python: str, name: str, size: int) -> Run:
        """Convert so many workbooks with one of the other scripts."""
        words = [python, HERE / f"{name}.py", self.material(size), self.output(), self.template, self.places]
        return run(words, self.known)

    def bare(self, size: int, rounds: int) -> float:
        """Seconds for so many workbooks with checks A and B alone."""
        words = [sys.executable, HERE / "bare.py", self.material(size)]
        return median(run([*words, self.output()], self.known) for _ in range(rounds)).cpu

    def of_many(self, name: str, python: str) -> tuple[float, float]:
        """Seconds that a script takes to start, and for a workbook, from a small and a larger folder."""
        one, few = self.script(python, name, 1).cpu, self.script(python, name, self.few).cpu
        each = (few - one) / (self.few - 1)
        return one - each, each

    def rows(self) -> Iterator[Row]:
        """Measure all."""
        yield from self.start()
        yield from self.stages()
        yield from self.batches()
        yield from self.growth()

    def start(self) -> Iterator[Row]:
        """Start-up, and one report."""
        rounds = 3 if self.quick else 7
        for option in ("--help", "--version"):
            command = [sys.executable, "-m", "converter", option]
            took = median(run(command, self.known) for _ in range(rounds))
            yield at_most(f"xxgk {option}", took.cpu, 0.15, "s")
        colds = [self.convert(1, cache=self.folder / f"cold-{number}").cpu for number in range(rounds)]
        yield at_most("one report, template never seen", statistics.median(colds), 0.45, "s")
        yield at_most("one report, template verified", self.convert(1, rounds=rounds).cpu, 0.25, "s")

    def stages(self) -> Iterator[Row]:
        """Each stage by itself."""
        words = [sys.executable, str(HERE / "stages.py"), str(self.material(COUNTY))]
        found = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        slow = found.pop("openpyxl reads")
        yield at_most("reading one workbook", found.pop("read"), 1.3, "ms", f" (openpyxl {slow:.0f})")
        for stage, milliseconds in found.items():
            yield Row(f"stage {stage}", f"{milliseconds:.2f} ms")

    def batches(self) -> Iterator[Row]:
        """Whole batches against the usual script, and against the fastest parts."""
        start, each = self.of_many("naive", sys.executable)
        yield Row("the usual script, per workbook", f"{each * 1000:.0f} ms")
        naive = start + each * self.many
        note = f" of {self.many}"
        self.convert(1)  # so that the template is known
        rounds = 3
        bare = self.bare(self.many, rounds)
        yield at_least("batch, checks A and B, no proof", naive / bare, 45, note)
        checked = self.convert(self.many, "--no-proof", rounds=rounds).cpu
        yield at_least("batch, every check, no proof", naive / checked, 30, note)
        proved = self.convert(self.many, rounds=rounds).cpu
        yield at_least("batch, every check, proof (default)", naive / proved, 20, note)
        county = self.convert(COUNTY, cache=self.cold).cpu
        yield at_least(f"county of {COUNTY}, cold, default", (start + each * COUNTY) / county, 12)
        if self.other:
            start, each = self.of_many("parts", self.other)
            yield Row("calamine + rust-docxtpl, per workbook", f"{each * 1000:.1f} ms")
            yield at_least("against them, same work as the first batch", (start + each * self.many) / bare, 4)

    def growth(self) -> Iterator[Row]:
        """Time and memory by the size of a batch."""
        runs = {size: self.convert(size) for size in self.sizes}
        for size, took in runs.items():
            yield at_most(f"memory at {size:,} workbooks", took.peak, 60, "MB")
        first, last = (runs[size].cpu / size * 1000 for size in self.sizes[-2:])
        grown = last / first * 100 - 100
        yield Row(
            f"time per report, {self.sizes[-2]:,} to {self.sizes[-1]:,} workbooks",
            f"{first:.2f} to {last:.2f} ms ({grown:+.0f} %)", "<= +10 %", grown <= 10,
        )  # fmt: skip


def main() -> None:
    """Measure, print the table, write results.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small folders: a minute instead of many")
    parser.add_argument("--other", default="", metavar="PYTHON", help="with python-calamine and rust-docxtpl")
    options = parser.parse_args()
    machine = {
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "quick": options.quick,
    }
    print(", ".join(f"{key} {value}" for key, value in machine.items()))
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for row in Bench(Path(name), quick=options.quick, other=options.other).rows():
            rows.append(row)
            mark = {None: "", True: "reached", False: "NOT REACHED"}[row.reached]
            print(f"{row.what:52}{row.measured:28}{row.goal:12}{mark}", flush=True)
    result = {**machine, "rows": [row._asdict() for row in rows]}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
