"""Last year's reports, read from a folder of workbooks or from a result.json."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from converter.batch.folder import Job, convert_folder
from converter.batch.keeping import keep_reports, kept_reports
from converter.batch.published_reports import (
    corrected_workbooks,
    earlier_reports,
    holds_workbooks,
    published_files,
)
from converter.catalogue.messages import describe
from converter.form import Form, Ref
from converter.form.editions import EDITIONS, edition, edition_of_year
from converter.report.earlier import (
    EarlierReport,
    LastReport,
    LastYear,
    as_last_report,
    in_form,
    lasting_entries,
    pack_earlier,
)
from converter.report.report import AGENCY_CODE, Report, Value
from converter.report.roster import Roster
from converter.results.kept import Kept
from converter.results.outcome import Batch, Outcome
from converter.results.paths import RESULT
from converter.results.recorded import read_outcomes, read_summary
from converter.results.result_file import Spoilt
from converter.results.spool import Spool
from converter.system.errors import UsageError
from converter.system.files import NotAFileError, is_file, unopened
from converter.system.lines import require_file
from converter.system.sharing import open_file

_WITHOUT_REPORT = ("missing", "superseded", "other_year", "unreadable")


def _form_of_last_year(form: Form, year: int | None) -> Form:
    """The form of last year's workbooks that do not say theirs: the edition of that year."""
    first, last = form.years
    return form if year is None or first < year <= last + 1 else edition_of_year(year - 1)


@cache
def _refs(form: Form) -> Mapping[str, Ref]:
    """The figures of a form by their keys."""
    return {ref.key: ref for ref in form.refs}


def last_year_from(
    given: Path | Sequence[Path],
    form: Form,
    year: int | None = None,
    roster: Roster | None = None,
    jobs: int | None = 1,
    scheduler: str | None = None,
    kept: Kept | None = None,
    *,
    flawed: bool = True,
) -> LastYear:
    """The reports in folders of workbooks, in result.json or in folders that contain one, and published ones.

    A file that is no JSON is read as a workbook or an archive of workbooks, by its name as a published one.
    Of an import, workbooks that were corrected count instead of what was read. `form`: this year's. `year`:
    keep only reports of the year before it. `jobs`, `scheduler`: as in `convert_folder`, for reading
    workbooks. `kept`: what earlier runs kept of these; it gets what this one adds. `flawed`: find out which
    reports had errors; without it all read from workbooks count as flawed. UsageError: neither workbooks nor
    a result.json, or no report of that year in them.
    """
    paths = [given] if isinstance(given, Path) else list(given)
    results = {path: result for path in paths if (result := _result_at(path)) is not None}
    workbooks = [path for path in paths if path not in results]
    published = published_files(workbooks)
    workbooks = [path for path in workbooks if path not in published and holds_workbooks(path)]
    corrected = [path for result in results.values() for path in corrected_workbooks(result)]
    reports: list[Iterator[EarlierReport]] = []
    unread: list[Path | Outcome] = []
    newer: set[str] = set()
    for paths_of_kind in (corrected, workbooks):
        if paths_of_kind:
            job = Job(
                None, year - 1 if year else None, roster=roster, form=_form_of_last_year(form, year),
                compares_texts=False,  # their findings are warnings, which nobody is told of last year's
                assesses=flawed,
            )  # fmt: skip
            own = kept if paths_of_kind is workbooks else None
            found = kept_reports(paths_of_kind, job, form, own) if own is not None else None
            if found is None:
                batch = _converted(paths_of_kind, job, jobs, scheduler)
                found = Spool(_of_batch(batch, form))
                unread += (outcome for outcome in batch.outcomes if outcome.report is None)
                if own is not None:
                    keep_reports(found, batch, job, form, own)
                if paths_of_kind is corrected:
                    newer.update(outcome.agency for outcome in batch.outcomes)
            reports.append(iter(found))
    reports += (_of_result(result, form, newer) for result in results.values())
    reports.append(iter([*earlier_reports(published, form, unread.append)]))
    unread_files = len(unread)
    last_year = LastYear(
        (report for report in chain(*reports) if report.year and (year is None or report.year == year - 1)),
        unread_files,
    )
    if not last_year:
        wanted = f" {year - 1} 年度" if year else ""
        names = "、".join(f"“{path}”" for path in paths)
        raise UsageError(f"{names}里没有{wanted}的数，请检查路径和年度。")
    return last_year


def _converted(paths: Sequence[Path], job: Job, jobs: int | None, scheduler: str | None) -> Batch:
    """Last year's workbooks read, and checked where that decides which of several counts."""
    batch = convert_folder(paths, None, job, jobs=jobs, scheduler=scheduler)
    several = any(found.code == "G-01" for outcome in batch.outcomes for found in outcome.findings)
    if several and not job.assesses:
        batch = convert_folder(paths, None, replace(job, assesses=True), jobs=jobs, scheduler=scheduler)
    _require_opened(batch)
    return batch


def _require_opened(batch: Batch) -> None:
    """Refuse to compare with a part of last year's workbooks, because another program has one open."""
    held = [notice for notice in batch.notices if notice.code == "F-02"]
    if held:
        raise UsageError(
            f"上年的填报表“{held[0].places[0].file}”{f'等 {len(held)} 份' if len(held) > 1 else ''}没能读出，"
            f"没有核对：{describe(held[0])}"
        )


def _result_at(path: Path) -> Path | None:
    """The result.json that a path names or that lies there; None for workbooks.

    A path that does not exist counts as a result, so that the message names both that it may be. UsageError:
    it cannot be looked at.
    """
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            return path / RESULT if is_file(path / RESULT) else None
        require_file(path)
        with open_file(path) as file:
            return path if path.suffix.lower() == ".json" or file.read(1) == b"{" else None
    except (FileNotFoundError, NotADirectoryError, NotAFileError, ValueError):
        return path
    except OSError as error:
        raise UsageError(unopened("上年数", path, error)) from error


def _of_batch(batch: Batch, form: Form) -> Iterator[EarlierReport]:
    """The reports of a batch that count."""
    for outcome in batch.outcomes:
        if outcome.report is not None and outcome.counts:
            yield _of_outcome(outcome, outcome.report, form)


def _of_outcome(outcome: Outcome, report: Report, form: Form) -> EarlierReport:
    return pack_earlier(
        report.agency,
        report.identity.get(AGENCY_CODE, ""),
        in_form(as_last_report(report), form),
        flawed=outcome.status == "returned" or not outcome.verdicts,
    )


def _of_result(path: Path, form: Form, newer: Collection[str]) -> Iterator[EarlierReport]:
    """The reports in a result.json that count; `newer`: agencies whose corrected workbooks are read."""
    message = f"上年数“{path}”不是填报表文件夹，也不是 {RESULT}，请检查路径。"
    try:
        require_file(path)
        key = read_summary(path).get("edition", form.edition)
        if key != form.edition and key not in EDITIONS:
            raise UsageError(f"上年数“{path}”用的是另一种格式（{key}），无法对照。")
        own = form if key == form.edition else edition(key)
        for outcome in read_outcomes(path):
            counts = outcome["agency"] and outcome["status"] not in _WITHOUT_REPORT
            if counts and outcome["agency"] not in newer:
                yield _of_record(outcome, own, form)
    except Spoilt as error:
        raise UsageError(
            f"上年数“{path}”不是填报表文件夹，也不是完好的 {RESULT}（{error}），请检查路径。"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise UsageError(message) from error


def _of_record(outcome: dict[str, Any], own: Form, form: Form) -> EarlierReport:
    """A report of a result.json; `own`: the form that it was filled in, `form`: this year's."""
    figures: dict[Ref, Value] = {}
    for key, text in outcome["figures"].items():
        ref = _refs(own)[key]
        figures[ref] = int(text) if own.column(ref).whole else Decimal(text)
    told = outcome.get("texts", {})
    texts = {key: text for key, text in told.items() if key in own.narratives}
    source, entries = outcome.get("source") or "", lasting_entries(told, own)
    last = LastReport(figures, texts, outcome["year"], source, entries=entries, form=own)
    return pack_earlier(
        outcome["agency"],
        outcome.get("code") or "",
        in_form(last, form),
        flawed=outcome["status"] == "returned",
    )
