"""A county's January against the usual script, which only makes its Word files.

Each row is a ratio of CPU times of the same round, the median of the rounds: what else the machine does
takes from both.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from material import AGENCIES, RETURNED, YEAR, County, write_county, write_renewed
from measuring import HERE, Row, Run, at_least, at_most, run

MEMORY = 70


class January:
    """The folders of a county and what is done with them, each time into a new output folder.

    `naive`: what runs the usual script on a folder of workbooks.
    """

    def __init__(self, folder: Path, cache: Path, naive: Callable[[Path], Run], rounds: int) -> None:
        self.folder, self.cache, self.naive, self.rounds = folder / "january", cache, naive, rounds
        self.county: County = write_county(self.folder)
        self._outputs = count()
        self.peaks: dict[str, float] = {}

    def output(self) -> Path:
        """A new place for documents."""
        return self.folder / f"out-{next(self._outputs)}"

    def convert(self, *words: str | Path, output: Path, workbooks: Path | None = None) -> Run:
        """Convert the county's workbooks as it does."""
        options = ("--roster", self.county.roster, "--year", str(YEAR), "--jobs", "1", "-o", output)
        command = (sys.executable, "-m", "converter", "convert", workbooks or self.county.workbooks)
        return run((*command, *options, *words), self.cache)

    def rows(self, script: float) -> Iterator[Row]:
        """Measure all; `script`: seconds of the usual script for a report."""
        yield from self.runs()
        yield self.copies(script)
        yield from self.rollup()
        yield from self.old_formats()
        yield self.pdf()
        yield at_most("memory of these, the most", max(self.peaks.values()), MEMORY, "MB")

    def runs(self) -> Iterator[Row]:
        """First, again, again with one new, and without last year and pages."""
        everything = ("--last-year", self.county.last_year, "--html")
        ratios: dict[str, list[float]] = {}
        for _ in range(self.rounds):
            naive, output = self.naive(self.county.workbooks), self.output()
            took = {
                "a county's January, first run": self.convert(*everything, output=output),
                "the same again, nothing changed": self.convert(*everything, output=output),
            }
            with_new = self._with_one_new()
            took |= {
                "the same again, one workbook new": self.convert(
                    *everything, output=output, workbooks=with_new
                ),
                "without last year and HTML": self.convert(output=self.output()),
            }
            for what, each in took.items():
                ratios.setdefault(what, []).append(naive.cpu / each.cpu)
                self.peaks[what] = max(each.peak, self.peaks.get(what, 0))
        for (what, found), goal in zip(ratios.items(), (5, 15, 12, 6), strict=True):
            yield at_least(what, found, goal)

    def _with_one_new(self) -> Path:
        """A folder with the same workbooks, of which one was changed by its agency."""
        folder = self.folder / "one-new" / self.county.workbooks.name
        if not folder.exists():
            shutil.copytree(self.county.workbooks, folder)
            write_renewed(folder / "00000.xlsx")
        return folder

    def copies(self, script: float) -> Row:
        """A marked copy against a report of the usual script, in seconds."""
        taken = [float(self._told("copies.py", self.county.workbooks)) for _ in range(self.rounds)]
        part = script / statistics.median(taken)
        note = f" ({statistics.median(taken) * 1000:.0f} ms)"
        return Row("one marked copy", f"1/{part:.1f} of a report{note}", "<= 1/8", part >= 8)

    def rollup(self) -> Iterator[Row]:
        """Adding the county up, with its books and charts, against reading it."""
        ratios = []
        words = ("--year", str(YEAR), "--roster", self.county.roster)
        for _ in range(self.rounds):
            command = (sys.executable, "-m", "converter")
            reading = run((*command, "check", self.county.workbooks, *words, "--jobs", "1"), self.cache)
            name = ("--name", "青禾县人民政府", "-o", self.output())
            adding = run((*command, "rollup", self.county.workbooks, *words, *name), self.cache)
            ratios.append(adding.cpu / reading.cpu)
            self.peaks["rollup"] = adding.peak
        yield at_most(f"rollup of {AGENCIES}, in readings of them", statistics.median(ratios), 1.5, "x")

    def old_formats(self) -> Iterator[Row]:
        """Workbooks of other formats, as LibreOffice saves them."""
        for kind, filter_name in (("xls", "xls:MS Excel 97"), ("ods", "ods")):
            folder = self.folder / kind
            profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
            words = ("soffice", profile, "--headless", "--convert-to", filter_name, "--outdir", folder)
            subprocess.run(
                [*words, *sorted(self.county.workbooks.iterdir())], check=True, capture_output=True
            )
            command = (sys.executable, "-m", "converter", "check", folder, "--jobs", "1")
            each = statistics.median(run(command, self.cache).cpu for _ in range(self.rounds)) / AGENCIES
            yield at_most(f"{AGENCIES} .{kind} workbooks, each", each, 0.06, "s")

    def pdf(self) -> Row:
        """What a PDF adds, in CPU of all processes."""
        taken = []
        for _ in range(self.rounds):
            without, with_pdf = (
                self.convert(output=self.output()),
                self.convert("--pdf", output=self.output()),
            )
            taken.append((with_pdf.cpu - without.cpu) / (AGENCIES - RETURNED))
        return at_most(f"{AGENCIES - RETURNED} PDFs, each", statistics.median(taken), 0.35, "s")

    def _told(self, script: str, *words: str | Path) -> str:
        """What one of the other scripts prints."""
        command = [sys.executable, HERE / script, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
