"""One agency's form as the clerk knows it: tables and paragraphs, each wrong cell with its problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any, NamedTuple

from converter.batch.input_files import list_inputs
from converter.form import Equality, Form, PrintedCell, Ref, Section, Table, printed
from converter.grid.cells import address
from converter.page.problems import Problem
from converter.page.state import Unit
from converter.report.ranges import cells_of
from converter.report.report import Report, Value, plain
from converter.report.sums import add
from converter.system.errors import UsageError
from converter.workbook.layout.workbook_layout import figure_addresses, layout
from converter.workbook.read.reader import read_workbook
from converter.year.folder import YearFolder

HOME = "填报首页"
YEARS = ("今年", "上年", "并排")


class Marked(NamedTuple):
    """A text with the problems at its cell. `cell`: sheet and address, "" where it has none."""

    text: str
    problems: tuple[Problem, ...] = ()
    cell: str = ""

    @property
    def look(self) -> str:
        """error, warning or ""."""
        severities = {problem.severity for problem in self.problems if problem.is_open}
        return "error" if "error" in severities else "warning" if severities else ""


class TableCell(NamedTuple):
    """A cell of a printed table. `last`: last year's value where both years are shown. `key`: of a sum."""

    kind: str
    text: str
    rowspan: int
    colspan: int
    marked: Marked | None = None
    last: str = ""
    is_total: bool = False
    scope: str = ""
    key: str = ""


class CheckCell(NamedTuple):
    """The two sides of a sum under a column of figures."""

    text: str
    holds: bool


class SheetTable(NamedTuple):
    """A table of a sheet. `checks`: the line under it, and how many columns its label takes."""

    rows: tuple[tuple[TableCell, ...], ...]
    labels: int
    check_label: str
    checks: tuple[CheckCell, ...]


class SheetView(NamedTuple):
    """A sheet. `fields`: of the first page, by name; `texts`: heading and paragraphs of each narrative."""

    name: str
    tab: str
    errors: int
    warnings: int
    fields: tuple[tuple[str, Marked], ...] = ()
    texts: tuple[tuple[str, tuple[Marked, ...]], ...] = ()
    tables: tuple[SheetTable, ...] = ()


def report_of(year: YearFolder, item: Mapping[str, Any]) -> Report | None:
    """The report of a workbook in 收件, read again; None where the file is gone or another one by now."""
    content = content_of(year, item)
    return read_workbook(content, str(item["source"]), year.form).report if content is not None else None


def content_of(year: YearFolder, item: Mapping[str, Any]) -> bytes | None:
    """The bytes of a workbook as it was checked; None where it is gone or another one by now."""
    (content,) = contents_of(year, [item])
    return content


def contents_of(year: YearFolder, items: Sequence[Mapping[str, Any]]) -> Iterator[bytes | None]:
    """The same of several workbooks, each read when it is asked for."""
    try:
        files = {file.name: file for file in list_inputs(year.intake)[0]}
    except (OSError, UsageError):
        files = {}
    for item in items:
        file, content = files.get(item["source"]), None
        with suppress(OSError):
            content = file.read() if file else None
        same = content is not None and hashlib.sha256(content).hexdigest() == item.get("digest")
        yield content if same else None


def tabs(unit: Unit, form: Form) -> list[tuple[str, str, int, int]]:
    """Name, short name, errors and warnings of each sheet."""
    names = [(HOME, "首页"), *((section.sheet, section.sheet) for section in form.sections)]
    return [(name, tab, *_counts(unit.open_problems, name)) for name, tab in names]


def _counts(problems: Iterable[Problem], sheet: str) -> tuple[int, int]:
    own = [problem.severity for problem in problems if problem.sheet == sheet]
    return own.count("error"), own.count("warning")


def sheet_view(unit: Unit, report: Report | None, sheet: str, years: str, form: Form) -> SheetView:
    """What a sheet of an agency's workbook shows; of one that cannot be read again, what was recorded."""
    item = unit.item or {}
    marks = _marks(unit.problems, sheet)
    errors, warnings = _counts(unit.open_problems, sheet)
    section = next((each for each in form.sections if each.sheet == sheet), None)
    if section is None:
        return SheetView(HOME, "首页", errors, warnings, fields=tuple(_fields(report, item, marks, form)))
    return SheetView(
        sheet,
        section.sheet,
        errors,
        warnings,
        texts=tuple(_texts(section, report, item, marks)),
        tables=tuple(_table(table, report, item, marks, years, form) for table in section.tables),
    )


def first_sheet(unit: Unit, form: Form) -> str:
    """The sheet to show first: that of the first problem."""
    names = {HOME, *(section.sheet for section in form.sections)}
    found = (problem.sheet for problem in unit.open_problems if problem.sheet in names)
    return next(found, form.section_of(next(iter(form.tables))).sheet)


def _marks(problems: Sequence[Problem], sheet: str) -> Mapping[str, tuple[Problem, ...]]:
    """The problems of a sheet by cell."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.sheet == sheet:
            for row, column in cells_of(problem.cell) or ():
                found.setdefault(address((row - 1, column - 1)), []).append(problem)
    return {cell: tuple(each) for cell, each in found.items()}


def _fields(
    report: Report | None, item: Mapping[str, Any], marks: Mapping[str, tuple[Problem, ...]], form: Form
) -> Iterator[tuple[str, Marked]]:
    for field in form.fields:
        entry = report.entries[field.key] if report else None
        cell = entry.place.cell if entry and entry.place else ""
        text = entry.text if entry else str(item.get("texts", {}).get(field.key, ""))
        yield field.key, Marked(text, marks.get(cell, ()), cell)


def _texts(
    section: Section, report: Report | None, item: Mapping[str, Any], marks: Mapping[str, tuple[Problem, ...]]
) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    for narrative in section.narratives:
        if report is None:
            text = str(item.get("texts", {}).get(narrative.key, ""))
            yield narrative.label, tuple(map(Marked, filter(None, text.split("\n"))))
            continue
        shown = []
        for paragraph in report.passages[narrative.key]:
            cell = paragraph.place.cell if paragraph.place else ""
            shown.append(Marked(paragraph.text, marks.get(cell, ()), cell))
        yield narrative.label, tuple(shown)


def _table(
    table: Table,
    report: Report | None,
    item: Mapping[str, Any],
    marks: Mapping[str, tuple[Problem, ...]],
    years: str,
    form: Form,
) -> SheetTable:
    grid = printed(table)
    now = _values(report, item, form)
    last = {key: Decimal(value) for key, value in item.get("last_year", {}).items()}
    cells_at = figure_addresses(form)
    rows: dict[int, list[TableCell]] = {row: [] for row in range(grid.rows)}
    for cell in grid.cells:
        if cell.ref is None:
            rows[cell.row].append(_head(cell))
            continue
        figure = report.figures[cell.ref] if report else None
        at = figure.place.cell if figure and figure.place else address(cells_at[cell.ref][1])
        before = last.get(cell.ref.key)
        value = before if years == YEARS[1] else now.get(cell.ref.key)
        text = "" if value is None else plain(value)
        rows[cell.row].append(
            TableCell(
                "figure", text, 1, cell.colspan,
                Marked(text, marks.get(at, ()) if years != YEARS[1] else (), at),
                ("·" if before is None else plain(before)) if years == YEARS[2] else "",
                cell.ref in form.totals,
            )
        )  # fmt: skip
    label, checks = _checks(table, last if years == YEARS[1] else now, form)
    return SheetTable(tuple(map(tuple, rows.values())), grid.label_columns, label, checks)


def figures_table(
    table: Table, now: Mapping[str, Value], last: Mapping[str, Value], years: str, form: Form
) -> SheetTable:
    """A printed table of figures that stand in no workbook: sums of several."""
    rows: dict[int, list[TableCell]] = {row: [] for row in range(printed(table).rows)}
    for cell in printed(table).cells:
        if cell.ref is None:
            rows[cell.row].append(_head(cell))
            continue
        key = cell.ref.key
        value, before = (last if years == YEARS[1] else now).get(key), last.get(key)
        shown = ("·" if before is None else plain(before)) if years == YEARS[2] else ""
        text = "" if value is None else plain(value)
        is_total = cell.ref in form.totals
        rows[cell.row].append(TableCell("figure", text, 1, cell.colspan, None, shown, is_total, key=key))
    label, checks = _checks(table, last if years == YEARS[1] else now, form)
    return SheetTable(tuple(map(tuple, rows.values())), printed(table).label_columns, label, checks)


def _head(cell: PrintedCell) -> TableCell:
    scope = "col" if cell.kind in ("head", "corner") else "row"
    return TableCell(cell.kind, cell.text, cell.rowspan, cell.colspan, scope=scope)


def _values(report: Report | None, item: Mapping[str, Any], form: Form) -> Mapping[str, Value]:
    if report is not None:
        return {ref.key: value for ref in form.refs if (value := report.value(ref)) is not None}
    return {key: Decimal(value) for key, value in item.get("figures", {}).items()}


def _checks(table: Table, values: Mapping[str, Value], form: Form) -> tuple[str, tuple[CheckCell, ...]]:
    """The sum of a table that joins several rows on both sides, column by column."""
    rules = [rule for rule in form.equalities if rule.total is None and rule.left[0].table == table.key]
    by_column: dict[str, Equality] = {rule.left[0].column: rule for rule in rules}
    if not rules or len(table.blocks) != 1:
        return "", ()
    (block,) = table.blocks
    if any(column.key not in by_column for column in block.columns):
        return "", ()
    checked = tuple(_sides(by_column[column.key], values) for column in block.columns)
    return "核对：" + " 与 ".join(rules[0].names), checked


def _sides(rule: Equality, values: Mapping[str, Value]) -> CheckCell:
    left, right = _sum(rule.left, values), _sum(rule.right, values)
    if left is None or right is None:
        return CheckCell("", True)
    return (
        CheckCell(f"✓ {plain(left)}", True)
        if left == right
        else CheckCell(f"{plain(left)}≠{plain(right)}", False)
    )


def _sum(refs: Sequence[Ref], values: Mapping[str, Value]) -> Value | None:
    known = [values[ref.key] for ref in refs if ref.key in values]
    return add(known) if len(known) == len(refs) else None


def sheet_names(form: Form) -> tuple[str, ...]:
    """The names of all sheets of the form."""
    return tuple(sheet.name for sheet in layout(form))
