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
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from january import MEMORY, January
from material import AGENCIES, write_material, write_places, write_roster
from measuring import HERE, Row, Run, at_least, at_most, median, run

from converter.form import FORM
from converter.shipped.resources import word_template

GROWTH = (500, 5_000)


class Bench:
    """The folders and commands of one run of the benchmarks."""

    def __init__(self, folder: Path, *, quick: bool, other: str) -> None:
        self.folder, self.quick, self.other = folder, quick, other
        self.cold, self.known = folder / "cold", folder / "known"
        self.template, self.places = folder / "template.docx", folder / "places.json"
        shutil.copy(word_template(FORM), self.template)
        write_places(self.places)
        self.sizes = (20, 200) if quick else (AGENCIES, *GROWTH, 1_000, 10_000)
        self.many = 200 if quick else 1_000
        self.few = 20 if quick else AGENCIES
        self.rounds = 1 if quick else 3
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

    def naive(self, workbooks: Path) -> Run:
        """Convert a folder with the usual script."""
        words = [sys.executable, HERE / "naive.py", workbooks, self.output(), self.template, self.places]
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
        start, each = self.of_many("naive", sys.executable)
        yield Row("the usual script, per workbook", f"{each * 1000:.0f} ms")
        self.convert(1)  # so that the template is known
        yield from January(self.folder, self.known, self.naive, self.rounds).rows(each)
        yield from self.batches(start, each)
        yield from self.growth()
        yield from self.start()
        yield from self.stages()

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
        words = [sys.executable, str(HERE / "stages.py"), str(self.material(AGENCIES))]
        found = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        slow, floor, read = found.pop("openpyxl reads"), found.pop("floor"), found.pop("read")
        note = f" ({read:.2f} ms; openpyxl {slow:.0f})"
        yield at_most("reading a workbook, in inflating and parsing it", read / floor, 2, "x", note)
        for stage, milliseconds in found.items():
            yield Row(f"stage {stage}", f"{milliseconds:.2f} ms")

    def batches(self, start: float, each: float) -> Iterator[Row]:
        """Whole batches against the usual script, of which its start and so many times one workbook count."""
        naive, note = start + each * self.many, f" of {self.many:,}"
        proved = self.convert(self.many, rounds=self.rounds).cpu
        yield at_least("batch, every check, proof (default)", [naive / proved], 22, note)
        checked = self.convert(self.many, "--no-proof", rounds=self.rounds).cpu
        yield Row("batch, every check, no proof", f"{naive / checked:.1f}x{note}")
        bare = self.bare(self.many, self.rounds)
        yield Row("batch, checks A and B, no proof", f"{naive / bare:.1f}x{note}")
        if self.other:
            start, each = self.of_many("parts", self.other)
            told = f"{each * 1000:.1f} ms, {(start + each * self.many) / bare:.1f}x"
            yield Row("calamine + rust-docxtpl, per workbook", told)

    def growth(self) -> Iterator[Row]:
        """Time and memory by the size of a county, with its roster."""
        runs = {size: self.convert(size, "--roster", self.roster(size)) for size in self.sizes}
        for size, took in runs.items():
            yield at_most(f"memory at {size:,} workbooks", took.peak, MEMORY, "MB")
        few, many = (20, self.many) if self.quick else GROWTH
        first, last = (runs[size].cpu / size * 1000 for size in (few, many))
        grown = last / first * 100 - 100
        yield Row(
            f"time per report, {few:,} to {many:,} workbooks",
            f"{first:.2f} to {last:.2f} ms ({grown:+.0f} %)", "<= +15 %", grown <= 15,
        )  # fmt: skip

    def roster(self, size: int) -> Path:
        """A roster of so many agencies."""
        path = self.folder / f"{size}.xlsx"
        if not path.exists():
            write_roster(path, size)
        return path


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
