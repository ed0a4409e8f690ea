"""The reports in files and folders of any kind, for comparing: whose, of which year, figures with cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from converter.batch.folder import Job, convert_folder
from converter.batch.published_reports import corrected_workbooks, holds_workbooks, published_files
from converter.form import Form, Ref
from converter.form.editions import EDITIONS, edition
from converter.published.reader import read_published
from converter.report.earlier import LastReport, as_last_report, in_form
from converter.report.report import Report, Value
from converter.results.outcome import Outcome
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes, read_summary
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.files import failure_reason, is_file, is_folder
from converter.system.sharing import content_of
from converter.system.texts import name_key


class YearReport(NamedTuple):
    """A report of one agency for one year.

    `figures`: the known ones, in the form that is compared in. `cells`: where each stands, "" where the
    source has no cells. `texts`: narratives by key, paragraphs separated by line breaks.
    """

    agency: str
    year: int
    category: str
    source: str
    figures: Mapping[Ref, Value]
    cells: Mapping[Ref, str]
    texts: Mapping[str, str]

    @property
    def key(self) -> tuple[str, int]:
        """The agency as names are compared, and the year."""
        return name_key(self.agency), self.year


class Found(NamedTuple):
    """The reports in what was given, and the files that hold none, with why in Chinese."""

    reports: tuple[YearReport, ...]
    unread: tuple[tuple[str, str], ...]


def year_reports(paths: Sequence[Path], form: Form) -> Found:
    """The reports in workbooks, result.json, published files and folders of them, each agency and year once.

    Of several reports of an agency and year the first counts; of an import, a corrected workbook before what
    was read.
    UsageError: a path does not exist, or a file cannot be opened.
    """
    reports: dict[tuple[str, int], YearReport] = {}
    unread: list[tuple[str, str]] = []
    for path in paths:
        for report in _reports_at(path, form, unread):
            reports.setdefault(report.key, report)
    return Found(tuple(sorted(reports.values(), key=lambda report: report.key)), tuple(unread))


def _reports_at(path: Path, form: Form, unread: list[tuple[str, str]]) -> Iterator[YearReport]:
    result = path / RESULT if is_folder(path) and is_file(path / RESULT) else path
    if result.suffix.lower() == ".json":
        for workbook in corrected_workbooks(result):
            yield from _of_workbooks(workbook, form, unread)
        yield from _of_result(result, form)
    else:
        published = published_files([path])
        if path not in published and holds_workbooks(path):
            yield from _of_workbooks(path, form, unread)
        yield from _of_published(published, form, unread)


def _of_workbooks(path: Path, form: Form, unread: list[tuple[str, str]]) -> Iterator[YearReport]:
    outcomes: Iterable[Outcome] = convert_folder(path, None, Job(None, form=form)).outcomes
    for outcome in outcomes:
        report = outcome.report
        if report is None or not report.agency or report.year is None:
            unread.append((outcome.source, "读不出，或没有写机关名称、年度"))
        elif not outcome.superseded_by:
            yield _of_report(report, outcome.source, form)


def _of_report(report: Report, source: str, form: Form) -> YearReport:
    last = in_form(as_last_report(report), form)
    cells = {
        ref: f"{figure.place.sheet}!{figure.place.cell}"
        for ref, figure in report.figures.items()
        if figure.place is not None and ref in last.figures
    }
    return YearReport(
        report.agency, report.year or 0, report.category, source, last.figures, cells, last.texts
    )


def _of_published(files: Sequence[Path], form: Form, unread: list[tuple[str, str]]) -> Iterator[YearReport]:
    for path in files:
        try:
            content = content_of(path)
        except OSError as error:
            raise UsageError(f"“{path}”没能打开（{failure_reason(error)}）。") from error
        report = read_published(content, path.name, form).reading.report
        if report is None or not report.agency or report.year is None:
            unread.append((path.name, "不是能读出机关名称和年度的年度报告"))
        else:
            yield _of_report(report, path.name, form)


def _of_result(path: Path, form: Form) -> Iterator[YearReport]:
    for outcome, own in _recorded(path, form):
        if outcome.get("year") and outcome["status"] not in ("superseded", "missing"):
            texts = {name: text for name, text in outcome.get("texts", {}).items() if name in own.narratives}
            figures = _typed(outcome["figures"], own)
            last = in_form(LastReport(figures, texts, outcome["year"], form=own), form)
            yield _recorded_report(outcome, last.year or 0, outcome["source"] or path.name, last)


def last_years_of(path: Path, form: Form) -> Iterator[YearReport]:
    """What a result.json says of the year before its own: the figures of last year's reports, without texts.

    UsageError: it cannot be read.
    """
    for outcome, own in _recorded(path, form):
        if outcome.get("year") and outcome.get("last_year"):
            last = in_form(LastReport(_typed(outcome["last_year"], own), form=own), form)
            yield _recorded_report(outcome, outcome["year"] - 1, path.name, last)


def _recorded_report(outcome: Item, year: int, source: str, last: LastReport) -> YearReport:
    category = outcome.get("category") or ""
    return YearReport(outcome["agency"], year, category, source, last.figures, {}, last.texts)


def _recorded(path: Path, form: Form) -> Iterator[tuple[Item, Form]]:
    """The outcomes of agencies in a result.json, each with the form of its figures. UsageError: no good."""
    try:
        key = read_summary(path).get("edition", form.edition)
        own = form if key == form.edition else edition(key) if key in EDITIONS else None
        if own is None:
            raise UsageError(f"“{path}”用的是另一种格式（{key}），无法对照。")
        yield from ((outcome, own) for outcome in read_outcomes(path) if outcome["agency"])
    except (Spoilt, ValueError) as error:
        raise UsageError(f"“{path}”不是完好的 {RESULT}（{error}），请检查路径。") from error
    except OSError as error:
        raise UsageError(f"“{path}”没能打开（{failure_reason(error)}）。") from error


def _typed(figures: Mapping[str, str], form: Form) -> dict[Ref, Value]:
    """Recorded figures as values: counts are whole numbers."""
    known = {ref.key: ref for ref in form.refs}
    return {
        (ref := known[name]): int(text) if form.column(ref).whole else Decimal(text)
        for name, text in figures.items()
        if name in known
    }
