"""A filled workbook becomes a Report: every cell found by its key, every label held against the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from converter.finding import Finding, Reading
from converter.form import FORM, Form, Ref, edition_2019
from converter.grid.cells import Position, RawCell, RawSheet, address
from converter.grid.labels import normal
from converter.grid.locate import Keys, keys_of
from converter.grid.values import is_blank
from converter.messages import finding
from converter.report import Place
from converter.workbook.contents import Contents, report_from
from converter.workbook.doors import open_sheets
from converter.workbook.layout import HIDDEN, layout
from converter.workbook.sheets import Cell, Sheet
from converter.workbook.unkeyed import LabelledTable, is_superseded, tables_by_labels


class Expected(NamedTuple):
    """What must stand on a sheet: inputs by the keys of their row and column, own labels likewise.

    `first`: the column key of the leftmost input that has its label on its left.
    """

    inputs: tuple[tuple[str, str, Cell], ...]
    row_labels: tuple[tuple[str, str], ...]
    column_labels: tuple[tuple[str, str], ...]
    first: str


def read_workbook(content: bytes, name: str, form: Form = FORM) -> Reading:
    """Read a filled workbook (bytes, in a format of `open_sheets`); `name` is how findings call the file.

    Never raises for a bad file: what is wrong comes as findings, and a file that is no workbook of
    ours gives no report.
    """
    whole = Place(name)
    sheets, opened = open_sheets(content, name, leave_out=HIDDEN)
    if not sheets:
        return Reading(None, opened)
    keyed = [(sheet, keys) for sheet in sheets if (keys := keys_of(sheet)) is not None]
    if is_superseded(sheets):
        return Reading(None, (finding("A-08", whole, found=edition_2019.NOTICE, expected=form.notice),))
    if not keyed and not any(
        tables_by_labels(table, sheets) for table in form.tables.values() if table.printed
    ):
        return Reading(None, (finding("F-03", whole),))
    findings: list[Finding] = [*opened]
    contents = Contents(name)
    for plan in layout(form):
        if not expected(plan).inputs:
            continue
        candidates = [pair for pair in keyed if pair[1].sheet == plan.key]
        if plan.hidden and not candidates:
            continue
        labelled = [] if candidates else _labelled(plan, sheets)
        chosen = _choose(plan, candidates, sheets, whole)
        if len(labelled) == 1:
            findings.append(_take_labelled(plan, *labelled[0], contents))
        elif isinstance(chosen, Finding):
            findings.append(chosen)
            _lose(plan, contents)
        else:
            findings.extend(_read_sheet(plan, *chosen, contents, form))
    report, more = report_from(contents, form)
    return Reading(report, (*findings, *more))


def _labelled(plan: Sheet, sheets: Sequence[RawSheet]) -> list[LabelledTable]:
    """Where a section's printed table stands on sheets that have lost their keys or never had any."""
    tables = [table for table in (plan.section.tables if plan.section else ()) if table.printed]
    return tables_by_labels(tables[0], sheets) if tables else []


def _take_labelled(
    plan: Sheet, sheet: RawSheet, figures: Mapping[Ref, Position], contents: Contents
) -> Finding:
    """Take a table's figures by its labels; nothing else of such a sheet can be told apart."""
    where = Place(contents.source, sheet.name)
    for cell in plan.inputs:
        if cell.kind == "figure" and cell.ref:
            position = figures[cell.ref]
            raw = sheet.cells.get(position)
            place = Place(contents.source, sheet.name, address(position))
            contents.take(cell, None if is_blank(raw) else raw, place)
        elif cell.kind == "state":
            contents.take(cell, None, where)
    return finding("F-05", where, variant="by_labels", expected=plan.name)


def _lose(plan: Sheet, contents: Contents) -> None:
    """Nothing of this sheet is taken: its tables are not known, and its texts say nothing by being empty."""
    if plan.section is not None:
        contents.lost.update(table.key for table in plan.section.tables)
        contents.unread.add(plan.section.key)


def _choose(
    plan: Sheet, candidates: list[tuple[RawSheet, Keys]], sheets: tuple[RawSheet, ...], whole: Place
) -> tuple[RawSheet, Keys] | Finding:
    """The sheet that fills a part of the form; a finding where there is none or more than one."""
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in candidates)
        return finding("F-04", whole, variant="two", found=names, expected=plan.name)
    names = "、".join(sheet.name for sheet in sheets)
    return finding("F-04", whole, variant="missing", found=names, expected=plan.name)


@cache
def expected(plan: Sheet) -> Expected:
    """The inputs and labels of a sheet, by the keys that lead to them."""
    if not plan.inputs:
        return Expected((), (), (), "")
    inputs = tuple((*cell.at, cell) for cell in plan.inputs if cell.at)
    rows = {cell.row: cell.at[0] for cell in plan.inputs if cell.at}
    columns = {cell.column: cell.at[1] for cell in plan.inputs if cell.at}
    labels = [cell for cell in plan.cells if cell.kind in ("label", "name") and cell.text]
    figures = {cell.column for cell in plan.inputs if cell.kind == "figure"}
    heads = [c for c in plan.cells if c.kind == "head" and c.colspan == 1 and c.column in figures]
    return Expected(
        inputs,
        # of the labels that begin in a row, the last is the row's own
        tuple({rows[c.row]: c.text for c in labels if c.row in rows}.items()),
        tuple({columns[c.column]: c.text for c in heads if c.column in columns}.items()),
        min((cell.column, cell.at[1]) for cell in plan.inputs if cell.at and cell.kind != "remark_at")[1],
    )


def _read_sheet(
    plan: Sheet, sheet: RawSheet, keys: Keys, contents: Contents, form: Form
) -> Iterator[Finding]:
    """Take a sheet's inputs into `contents`; findings tell of structure, stray and doubled cells."""
    want = expected(plan)
    trouble = _structure(sheet, keys, want, Place(contents.source, sheet.name))
    if trouble is not None:
        yield trouble
        _lose(plan, contents)
        return
    taken: set[Position] = set()
    for row_name, column_name, cell in want.inputs:
        position = (keys.rows[row_name], keys.columns[column_name])
        taken.add(position)
        raw = sheet.cells.get(position)
        place = Place(contents.source, sheet.name, address(position))
        contents.take(cell, None if is_blank(raw) else raw, place)
    for position, raw in sheet.cells.items():
        if raw.twice:
            yield finding("F-07", Place(contents.source, sheet.name, address(position)))
    yield from _strays(plan, sheet, keys, taken, contents.source)


def _structure(sheet: RawSheet, keys: Keys, want: Expected, where: Place) -> Finding | None:
    """The first sign that rows or columns were cut, doubled or swapped; None where all is in place."""
    for row_name, column_name, _ in want.inputs:
        for key, known in ((row_name, keys.rows), (column_name, keys.columns)):
            if key not in known or key in keys.twice:
                return finding("F-05", where, variant="keys", expected=key)
    texts: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.type == "text":
            texts.setdefault(row, {})[column] = cell.raw
    first = keys.columns[want.first]
    for key, label in want.row_labels:
        if key in keys.rows:
            line = texts.get(keys.rows[key], {})
            beside = {c: t for c, t in line.items() if keys.corner[1] < c < first}
            if normal(label) not in map(normal, beside.values()):
                return _moved(where, (keys.rows[key], first - 1), label, beside)
    top = min((keys.rows[row] for row, _, cell in want.inputs if cell.ref), default=0)
    for key, label in want.column_labels:
        column = keys.columns[key]
        above = {r: texts[r][column] for r in texts if keys.corner[0] < r and column in texts[r]}
        if normal(label) not in map(normal, above.values()):
            return _moved(where, (max(top - 1, 0), column), label, above)
    return None


def _moved(where: Place, position: Position, label: str, seen: Mapping[int, str]) -> Finding:
    found = list(seen.values())[-1] if seen else "空白"
    place = Place(where.file, where.sheet, address(position))
    return finding("F-05", place, variant="label", expected=label, found=found)


def _strays(plan: Sheet, sheet: RawSheet, keys: Keys, taken: set[Position], source: str) -> Iterator[Finding]:
    """Content that is neither an input nor of the template: told, not taken.

    A formula outside the inputs computes something for the reader of the sheet; it reports nothing.
    """
    for position, raw in sheet.cells.items():
        if position in taken or position[0] == keys.corner[0] or position[1] == keys.corner[1]:
            continue
        if raw.formula or is_blank(raw) or (raw.type == "text" and normal(raw.raw) in plan.known):
            continue
        place = Place(source, sheet.name, address(position))
        yield finding("F-06", place, found=_short(raw))


def _short(raw: RawCell) -> str:
    text = " ".join(raw.raw.split())
    return text if len(text) <= 20 else f"{text[:20]}…"
