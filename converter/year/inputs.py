"""What a conversion of a year's folder is given: roster, last year, rules, record, templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from converter.system.files import is_file
from converter.year.folder import YearFolder

if TYPE_CHECKING:
    from converter.batch.conversion import Job
    from converter.report.finding import Finding
    from converter.report.roster import Roster
    from converter.results.kept import Kept


class YearRoster(NamedTuple):
    """The roster of a year: None where the file is missing, empty or has errors; `findings` about it."""

    roster: Roster | None
    findings: tuple[Finding, ...] = ()


def roster_of(year: YearFolder) -> YearRoster:
    """The roster of a year's folder. UsageError: its file cannot be opened."""
    from converter.workbook.roster.reading import load_roster

    if not is_file(year.roster):
        return YearRoster(None)
    roster, findings = load_roster(year.roster, year.form, year.name)
    if roster is None and {found.code for found in findings} == {_EMPTY}:
        return YearRoster(None)
    return YearRoster(roster, findings)


_EMPTY = "R-05"
"""The finding of a roster that lists nobody: one that was made and not filled in yet."""


def roster_file(year: YearFolder) -> Path | None:
    """The roster's file, None as long as it lists nobody."""
    found = roster_of(year)
    return year.roster if found.roster is not None or found.findings else None


def rules_file(year: YearFolder) -> Path | None:
    """The rules file, None where there is none."""
    return year.rules if is_file(year.rules) else None


def local_file(year: YearFolder) -> Path | None:
    """The county's 地方要求, None where there is none."""
    return year.local if is_file(year.local) else None


def record_file(year: YearFolder) -> Path | None:
    """The office's record, None where nothing was decided yet."""
    return year.record if is_file(year.record) else None


def last_year_folder(year: YearFolder) -> Path | None:
    """上年, None as long as nothing is in it."""
    return year.last_year if _has_files(year.last_year) else None


def template_folder(year: YearFolder) -> Path | None:
    """模板, None as long as there is no Word template in it."""
    return year.templates if any(True for _ in _listed(year.templates, "*.docx")) else None


def year_job(year: YearFolder, kept: Kept | None = None) -> Job:
    """The job of a conversion of a year's folder. UsageError: one of its files cannot be used.

    `kept`: as for `last_year_from`.
    """
    from converter.batch.conversion import Job
    from converter.batch.last_year import last_year_from
    from converter.catalogue.messages import describe
    from converter.checks.acceptances import NOTHING_ACCEPTED
    from converter.checks.record_file import read_record
    from converter.checks.rules_file import read_rules
    from converter.checks.settings import DEFAULT
    from converter.shipped.office_templates import office_templates
    from converter.system.errors import UsageError

    roster, findings = roster_of(year)
    if roster is None and findings:
        told = "".join(f"\n  {describe(found)}" for found in findings)
        raise UsageError(f"名单有错误，没有核对。请改正后重新核对：{told}")
    rules, record, templates = rules_file(year), record_file(year), template_folder(year)
    last = last_year_folder(year)
    return Job(
        office_templates(str(templates) if templates else None, year.form),
        year.year,
        settings=read_rules(rules, year.form) if rules else DEFAULT,
        roster=roster,
        last_year=(
            last_year_from(last, year.form, year.year, roster, None, None, kept, flawed=False)
            if last
            else None
        ),
        record=read_record(record) if record else NOTHING_ACCEPTED,
        form=year.form,
    )


def _listed(folder: Path, pattern: str = "*") -> list[Path]:
    """The files in a folder but hidden ones and those by which Office locks others."""
    try:
        return [each for each in folder.glob(pattern) if not each.name.startswith(("~$", "."))]
    except OSError:
        return []


def _has_files(folder: Path) -> bool:
    return bool(_listed(folder))
