"""Published reports of a district looked at together, as a board: for who audits what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from converter.checks import Context, assess
from converter.county.check import check_county
from converter.desk.agency_lines import board
from converter.desk.book import board_book
from converter.desk.importing import read_file, write_workbook
from converter.desk.page import board_page
from converter.form import Form
from converter.report.earlier import LastReport, as_last_report
from converter.report.matching import match
from converter.report.roster import Roster
from converter.results.outcome import Batch, Outcome
from converter.results.paths import BOARD, PAGE, RESULT
from converter.results.result import json_pieces
from converter.results.spool import Spool
from converter.system.files import write_whole
from converter.system.texts import name_key

WORKBOOKS = "读回的表"
"""The folder of the workbooks in which findings say their cells."""


def read_outcomes(files: Iterable[Path], folder: Path, form: Form) -> Iterator[Outcome]:
    """An outcome of each file as it was read, not yet checked. OutputError: a workbook is not written."""
    taken: set[str] = set()
    for path in files:
        imported, digest = read_file(path, form)
        if imported.workbook:
            write_workbook(imported, path, folder / WORKBOOKS, taken)
        yield Outcome(path.name, imported.reading.report, imported.reading.findings, digest=digest)


def observed(
    outcomes: Sequence[Outcome], form: Form, roster: Roster | None = None, year: int | None = None
) -> Batch:
    """The reports of one year checked alone, against the year before, and together.

    `year`: None for the latest of which there are as many reports as of any other, at least half.
    """
    year = year or _usual_year(outcomes)
    earlier: dict[tuple[str, int | None], LastReport] = {
        (name_key(report.agency), report.year): as_last_report(report)
        for outcome in outcomes
        if (report := outcome.report) is not None and report.agency and report.year
    }
    checked = Spool(_checked(outcome, roster, earlier) for outcome in outcomes)
    county = check_county(checked, form, roster, year=year)
    return Batch(
        county.outcomes,
        (),
        year,
        roster=roster,
        missing=county.missing,
        findings=county.findings,
        form=form,
    )


def _usual_year(outcomes: Iterable[Outcome]) -> int | None:
    """The latest year with at least half as many reports as the year that has most."""
    years = Counter(outcome.report.year for outcome in outcomes if outcome.report and outcome.report.year)
    most = max(years.values(), default=0)
    return max((year for year, number in years.items() if year and 2 * number >= most), default=None)


def _checked(
    outcome: Outcome, roster: Roster | None, earlier: Mapping[tuple[str, int | None], LastReport]
) -> Outcome:
    """A report checked alone and against the agency's report of the year before, where that was published."""
    report = outcome.report
    if report is None:
        return outcome
    matched = match(roster, report.agency, "") if roster is not None else None
    before = report.year - 1 if report.year else None
    last = earlier.get((name_key(report.agency), before))
    context = Context(last=last, entry=matched.entry if matched else None, has_roster=roster is not None)
    assessment = assess(report, context, outcome.findings)
    return replace(
        outcome, findings=assessment.findings, verdicts=assessment.verdicts, match=matched, last=last
    )


def write_observed(batch: Batch, folder: Path) -> None:
    """Write the board as page and workbook, and result.json. OutputError: one cannot be written."""
    shown = board(batch)
    write_whole(folder / BOARD, board_book(shown))
    write_whole(folder / PAGE, board_page(shown))
    write_whole(folder / RESULT, json_pieces(batch, imported=True))
