"""Sheets that stand as they were issued, as nearly all do: everything on them is in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from converter.form import Form
from converter.grid.cells import Position, RawSheet, address
from converter.grid.labels import normal
from converter.grid.locate import SHEET_MARK, Keys
from converter.workbook.cellvalues import Content
from converter.workbook.layout import layout
from converter.workbook.plaincells import PlainCells
from converter.workbook.sheets import Cell, Sheet

_CORNER = (0, 0)


class Issued(NamedTuple):
    """A sheet of the template: its hidden keys, its printed texts and where they stand, its inputs.

    `merges`: its merged ranges. `inputs`: each with its position and address.
    """

    keys: Keys
    fixed: Callable[[Mapping[Position, Content | bytes]], tuple[Content | bytes, ...]]
    texts: tuple[Content, ...]
    places: frozenset[Position]
    merges: frozenset[str]
    inputs: tuple[tuple[Cell, Position, str], ...]


def issued_as(sheet: RawSheet, form: Form) -> Sheet | None:
    """The sheet of the template that stands here untouched; None where anything printed was moved or changed.

    All its keys and texts are where the template has them, and nothing else is on it but inputs, formulas and
    texts that the template knows. Only told of cells that needed no parser; any other sheet is for the
    reader to find its way on.
    """
    cells = sheet.cells
    if not isinstance(cells, PlainCells):
        return None
    plan = _plans(form).get(cells.contents.get(_CORNER, b""))
    if plan is None:
        return None
    template = issued(plan)
    try:
        if template.fixed(cells.contents) != template.texts or not template.merges.issuperset(sheet.merges):
            return None
    except KeyError:
        return None
    others = cells.contents.keys() - template.places
    return plan if all(_is_ours(cells, other, plan) for other in others) else None


def _is_ours(cells: PlainCells, position: Position, plan: Sheet) -> bool:
    """True for a formula or a text of the template, but among the hidden keys, where it may be one twice."""
    if not all(position):
        return False
    content = cells.contents[position]
    return cells.heads[position].formula or (
        not isinstance(content, bytes) and normal(content[1]) in plan.known
    )


@cache
def _plans(form: Form) -> Mapping[Content | bytes, Sheet]:
    """The sheets of the template by what stands in their corner."""
    return {("text", SHEET_MARK + plan.key, False): plan for plan in layout(form)}


@cache
def issued(plan: Sheet) -> Issued:
    """What stands on a sheet of the template, and where."""
    texts = {(cell.row, cell.column): cell.text for cell in plan.cells if cell.text and cell.at is None}
    inputs = tuple((cell, (cell.row, cell.column), address((cell.row, cell.column))) for cell in plan.inputs)
    rows = {text: row for (row, column), text in texts.items() if column == 0 and row}
    columns = {text: column for (row, column), text in texts.items() if row == 0 and column}
    return Issued(
        Keys(plan.key, _CORNER, rows, columns, frozenset()),
        itemgetter(*texts),
        tuple(("text", text, False) for text in texts.values()),
        frozenset(texts) | {position for _, position, _ in inputs},
        plan.merges,
        inputs,
    )
