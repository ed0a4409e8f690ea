"""What can be compared from a year's folder: its own reports, those in 上年, those of the years beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from converter.compare.reading import YearReport, last_years_of, year_reports
from converter.report.roster import Roster
from converter.results.paths import RESULT
from converter.system.errors import ConverterError
from converter.system.files import is_file
from converter.system.texts import name_key
from converter.year.folder import SETTINGS, YearFolder, read_year
from converter.year.inputs import roster_of


class YearsReports(NamedTuple):
    """The reports of all agencies and years, those of the body itself among them.

    `own`: that body's name. `unread`: in Chinese, what could not be read.
    """

    reports: tuple[YearReport, ...]
    own: str
    unread: tuple[str, ...]

    @property
    def agencies(self) -> tuple[YearReport, ...]:
        """The reports that may be added up: without those of the body that the agencies report to."""
        return tuple(report for report in self.reports if report.key[0] != name_key(self.own))


def reports_around(year: YearFolder) -> YearsReports:
    """The reports that a year's folder and those beside it know, by the names on its roster.

    Read again only where a file has changed. UsageError: the roster or the county's additions are wrong.
    """
    results = (year.output / RESULT, year.last_year / RESULT, *_beside(year))
    there = tuple(path for path in results if is_file(path))
    files = (*there, *sorted(year.last_year.glob("*.xlsx")), year.roster, year.local)
    return _read(year, there, tuple(map(_version, files)))


def _beside(year: YearFolder) -> Iterator[Path]:
    """The results of other years of the same body, in the folders beside this one, the latest first."""
    found = []
    for settings in sorted(year.path.absolute().parent.glob(f"*/{SETTINGS}")):
        try:
            other = read_year(settings.parent)
        except ConverterError:
            continue
        if other.year != year.year and name_key(other.name) == name_key(year.name):
            found.append(other)
    yield from (other.output / RESULT for other in sorted(found, key=lambda other: -other.year))


Version = tuple[str, int, int]
"""A file as far as it tells whether it changed: its path, time and size."""


def _version(path: Path) -> Version:
    try:
        state = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=2)
def _read(year: YearFolder, results: tuple[Path, ...], versions: tuple[Version, ...]) -> YearsReports:
    form, roster, own = year.form, roster_of(year).roster, year.output / RESULT
    found: dict[tuple[str, int], YearReport] = {}
    unread: list[str] = []
    last: list[YearReport] = []
    for path in results:
        try:
            known = year_reports([path], form)
            last += last_years_of(path, form) if path == own else ()
        except ConverterError as error:
            unread.append(str(error))
            continue
        unread += (f"{name}：{why}" for name, why in known.unread)
        for report in _named(known.reports, roster):
            found.setdefault(report.key, report)
    for report in _named(last, roster):  # figures without texts, where nothing says more
        found.setdefault(report.key, report)
    reports = tuple(sorted(found.values(), key=lambda report: report.key))
    return YearsReports(reports, year.name, tuple(unread))


def _named(reports: Iterable[YearReport], roster: Roster | None) -> Iterator[YearReport]:
    """The reports by the names that their agencies have on the roster now."""
    for report in reports:
        entry = roster.find(report.agency) if roster is not None else None
        category = (entry and entry.category) or report.category
        yield report._replace(agency=entry.name, category=category) if entry else report
