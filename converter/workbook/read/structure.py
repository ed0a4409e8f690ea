"""The structure of a sheet with keys: whether rows or columns were cut, doubled, swapped, merged or added."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Form, Table
from converter.grid.cells import Position, RawCell, address
from converter.grid.form_headings import heading_texts
from converter.grid.headings import Contradiction, contradiction
from converter.grid.labels import normal
from converter.grid.merges import discarded
from converter.grid.values import is_blank
from converter.report.finding import Finding
from converter.report.report import Place
from converter.system.texts import line
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.sheet_choice import SheetChoice, printed_table
from converter.workbook.read.unmodified import template_sheet


def structure_error(plan: Sheet, choice: SheetChoice, where: Place, form: Form) -> Finding | None:
    """The first sign (F-05) that rows or columns were cut, doubled or swapped; None for none."""
    keys, sheet, labels = choice.keys, choice.sheet, _labels(plan)
    if keys is None:
        return None if choice.contradiction is None else _contradicted(where, choice.contradiction)
    for cell in plan.inputs:
        for key, known in zip(cell.keys or (), (keys.rows, keys.columns), strict=False):
            if key in keys.duplicates or (key not in known and not _may_be_gone(cell, plan, form)):
                variant = "doubled" if key in keys.duplicates else "keys"
                return finding("F-05", where, variant=variant, expected=_in_words(cell, key, form))
    texts: dict[int, dict[int, str]] = {}
    for (row, column), raw in sheet.cells.items():
        if raw.type == "text":
            texts.setdefault(row, {})[column] = raw.raw
    first = keys.columns.get(labels.first, 0)
    for key, label, distance in labels.rows:
        if key in keys.rows:
            across = texts.get(keys.rows[key], {})
            left = {c: t for c, t in across.items() if keys.corner[1] < c < first}
            if not any(normal(text) in labels.spellings[label] for text in left.values()):
                at = max(first - distance, keys.corner[1] + 1)
                found = left.get(at) or (left[max(left)] if left else "")
                return _misplaced(where, (keys.rows[key], at), label, found)
    top = min(
        (keys.rows[cell.keys[0]] for cell in plan.inputs if cell.kind == "figure" and cell.keys), default=0
    )
    for key, label, distance in labels.columns:
        column = keys.columns[key]
        above = {r: texts[r][column] for r in texts if keys.corner[0] < r and column in texts[r]}
        if not any(normal(text) in labels.spellings[label] for text in above.values()):
            at = max(top - distance, keys.corner[0] + 1)
            return _misplaced(where, (at, column), label, above.get(at, ""))
    return _heading_error(plan, choice, where)


def _heading_error(plan: Sheet, choice: SheetChoice, where: Place) -> Finding | None:
    """A heading of the printed table (F-05) that says something else of figures than keys and labels do.

    A group's heading that is blank says nothing else: the keys say what each figure is, and its label agrees.
    """
    table = printed_table(plan)
    if table is None:
        return _text_heading_error(plan, choice, where)
    at = {cell.ref: choice.position_of(cell) for cell in plan.inputs if cell.kind == "figure"}
    figures = {ref: position for ref, position in at.items() if ref is not None and position is not None}
    found = contradiction(
        table, figures, _beside_inputs(plan, table, choice), choice.sheet.merges, complete=False
    )
    return None if found is None else _contradicted(where, found)


def _text_heading_error(plan: Sheet, choice: SheetChoice, where: Place) -> Finding | None:
    """A heading of a sheet of texts (F-05) that stands over the paragraphs of another."""
    headings = [cell for cell in plan.cells if cell.kind == "heading"]
    own = {normal(cell.text): number for number, cell in enumerate(headings)}
    inputs = [(at, cell) for cell in plan.inputs if (at := choice.position_of(cell)) is not None]
    left = min((column for (_, column), _ in inputs), default=0)
    texts = choice.sheet.cells
    corner = choice.keys.corner[1] if choice.keys else -1
    places = sorted(at for at in texts if corner < at[1] < left and normal(texts[at].raw) in own)
    if not plan.section:
        return None
    seen = {own[normal(texts[at].raw)] for at in places}
    for (row, _), cell in sorted(inputs):
        expected = max(n for n, heading in enumerate(headings) if heading.row < cell.row)
        above = bisect_left(places, (row, 0))
        found = own[normal(texts[places[above - 1]].raw)] if above else expected
        # where its own heading is gone, the one before it stands above as well
        if found != expected and (expected in seen or found > expected):
            place = Place(where.file, where.sheet, address(places[above - 1]))
            facts = {"found": headings[found].text, "expected": headings[expected].text}
            return finding("F-05", place, variant="heading_of_texts", **facts)
    return None


def _beside_inputs(plan: Sheet, table: Table, choice: SheetChoice) -> dict[Position, str]:
    """What stands on a sheet besides inputs, hidden keys, and what the template prints outside the grid."""
    headings = heading_texts(table)
    others = {normal(c.text) for c in plan.cells if c.text and c.kind not in ("heading", "head", "label")}
    inputs = {choice.position_of(cell) for cell in plan.inputs}
    corner = choice.keys.corner if choice.keys else (-1, -1)
    return {
        position: raw.raw
        for position, raw in choice.sheet.cells.items()
        if position not in inputs and position[0] != corner[0] and position[1] > corner[1]
        # a formula shows what a rule says of the table, unless it shows a heading
        if normal(raw.raw) in headings or not (raw.formula or normal(raw.raw) in others)
    }


def _contradicted(where: Place, wrong: Contradiction) -> Finding:
    place = Place(where.file, where.sheet, address(wrong.position))
    if wrong.expected == wrong.label:
        found = line(wrong.found) or "空白"
        return finding("F-05", place, variant="label", expected=wrong.expected, found=found)
    variant = "heading" if wrong.found else "unheaded"
    facts = {"expected": wrong.expected, "found": line(wrong.found), "subject": wrong.label}
    return finding("F-05", place, variant=variant, **facts)


class _Labels(NamedTuple):
    """The labels of a sheet's rows and columns, each with the key of its row or column.

    Each is followed by how far on the left of the leftmost input, or above the topmost figure, it stands.
    `first`: the column key of the leftmost input that has its label on its left.
    `spellings`: of each label, normalised.
    """

    rows: tuple[tuple[str, str, int], ...]
    columns: tuple[tuple[str, str, int], ...]
    first: str
    spellings: Mapping[str, frozenset[str]]


@cache
def _labels(plan: Sheet) -> _Labels:
    rows = {cell.row: cell.keys[0] for cell in plan.inputs if cell.keys}
    columns = {cell.column: cell.keys[1] for cell in plan.inputs if cell.keys}
    labels = [cell for cell in plan.cells if cell.kind in ("label", "name") and cell.text]
    figures = {cell.column for cell in plan.inputs if cell.kind == "figure"}
    heads = [c for c in plan.cells if c.kind == "head" and c.colspan == 1 and c.column in figures]
    table = plan.section.tables[0] if plan.section and plan.section.tables else None
    first, key = min(
        (cell.column, cell.keys[1]) for cell in plan.inputs if cell.keys and cell.kind != "remark_at"
    )
    top = min((cell.row for cell in plan.inputs if cell.kind == "figure" and cell.keys), default=0)
    # of the labels that begin in a row, the last is the row's own
    own = {rows[c.row]: c for c in labels if c.row in rows}
    above = {columns[c.column]: c for c in heads if c.column in columns}
    return _Labels(
        tuple((key, c.text, first - c.column) for key, c in own.items()),
        tuple((key, c.text, top - c.row) for key, c in above.items()),
        key,
        {
            c.text: frozenset(map(normal, table.spellings(c.text) if table else (c.text,)))
            for c in (*labels, *heads)
        },
    )


def _may_be_gone(cell: Cell, plan: Sheet, form: Form) -> bool:
    """True for an input that a report can do without: its row may have been deleted."""
    if cell.kind == "paragraph":
        return cell.number > 1
    if cell.kind in ("entry", "choice"):
        return form.field(cell.key).demand == "optional"
    return plan.optional or cell.kind in ("remark", "remark_at", "note", "last_year")


def _in_words(cell: Cell, key: str, form: Form) -> str:
    """The row or column of a hidden key as the sheet labels it."""
    if cell.ref is not None and cell.kind == "figure":
        return form.column_label(cell.ref) if key == cell.ref.column else form.row_label(cell.ref) or key
    return f"{cell.key} 第{cell.number}段" if cell.kind == "paragraph" else cell.key or key


def _misplaced(where: Place, position: Position, label: str, found: str) -> Finding:
    place = Place(where.file, where.sheet, address(position))
    return finding("F-05", place, variant="label", expected=label, found=line(found) or "空白")


def damaged_cell_findings(plan: Sheet, choice: SheetChoice, where: Place) -> Iterator[Finding]:
    """Cells that the file stores more than once (F-07), and inputs discarded by a merged range (F-05)."""
    for position, raw in choice.sheet.cells.items():
        if raw.duplicate:
            yield finding("F-07", where._replace(cell=address(position)))
    merges = set(choice.sheet.merges) - template_sheet(plan).merges
    if merges:
        inputs = {at for cell in plan.inputs if (at := choice.position_of(cell)) is not None}
        for number, (text, lost) in enumerate(discarded(sorted(merges), inputs)):
            if number == _MOST:
                yield finding("F-05", where, variant="merged_more", found=str(len(merges)))
                break
            places = tuple(where._replace(cell=address(position)) for position in lost)
            yield finding("F-05", places, variant="merged", found=text)


def stray_findings(plan: Sheet, choice: SheetChoice, taken: set[Position], source: str) -> Iterator[Finding]:
    """Content (F-06) that is neither an input nor printed by the template: it is not read.

    A formula outside the inputs computes something for the reader of the sheet and is no stray content.
    """
    sheet, corner = choice.sheet, choice.keys.corner if choice.keys else (-1, -1)
    more = 0
    for position, raw in sheet.cells.items():
        if position in taken or position[0] == corner[0] or position[1] == corner[1]:
            continue
        if raw.formula or (raw.type == "text" and normal(raw.raw) in plan.printed_texts) or is_blank(raw):
            continue
        more += 1
        if more <= _MOST:
            yield finding("F-06", Place(source, sheet.name, address(position)), found=_short(raw))
    if more > _MOST:
        yield finding("F-06", Place(source, sheet.name), variant="more", found=str(more - _MOST))


_MOST = 20
"""Findings of a kind about cells of a sheet that are given one by one."""


def _short(raw: RawCell) -> str:
    text = " ".join(raw.raw.split())
    return text if len(text) <= 20 else f"{text[:20]}…"
