"""Sheets that stand as they were issued, as nearly all do: everything on them is in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from converter.form import Form
from converter.grid.cells import Position, RawSheet, address
from converter.grid.labels import normal
from converter.grid.locate import SHEET_MARK, Keys
from converter.workbook.cellvalues import Content
from converter.workbook.layout import layout
from converter.workbook.plain import Shape
from converter.workbook.plaincells import PlainCells
from converter.workbook.sheets import Cell, Sheet

_CORNER = (0, 0)


class Issued(NamedTuple):
    """A sheet of the template: its hidden keys, its printed texts by where they stand, its merged ranges."""

    keys: Keys
    texts: Mapping[Position, Content]
    merges: frozenset[str]


class Fit(NamedTuple):
    """How a sheet of the template lies in the shape of a filled one; all by the numbers of values.

    `printed`: what gives the values that the printed texts have; `others`: what must be a text that the
    template knows. `inputs`: each with its value's number, None where it is blank, and its address.
    """

    printed: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    others: tuple[int, ...]
    inputs: tuple[tuple[Cell, int | None, str], ...]


def issued_as(sheet: RawSheet, form: Form) -> Sheet | None:
    """The sheet of the template that stands here untouched; None where anything printed was moved or changed.

    All its keys and texts are where the template has them, and nothing else is on it but inputs, formulas and
    texts that the template knows. Only told of cells that needed no parser; any other sheet is for the
    reader to find its way on.
    """
    cells = sheet.cells
    if not isinstance(cells, PlainCells):
        return None
    corner = cells.shape.numbers.get(_CORNER)
    plan = None if corner is None else _plans(form).get(cells.strings.get(cells.values[corner]))
    fit = plan and fitting(plan, cells.shape)
    if plan is None or fit is None:
        return None
    template = issued(plan)
    texts = map(cells.strings.__getitem__, fit.printed(cells.values))
    if tuple(texts) != tuple(template.texts.values()) or not template.merges.issuperset(sheet.merges):
        return None
    others = (cells.strings[cells.values[number]] for number in fit.others)
    return plan if all(normal(text) in plan.known for _, text, _ in others) else None


@lru_cache(maxsize=64)
def fitting(plan: Sheet, shape: Shape) -> Fit | None:
    """How a sheet of the template lies in a shape; None where something is missing or too much."""
    template, numbers = issued(plan), shape.numbers
    printed = [numbers.get(position, -1) for position in template.texts]
    inputs = {(cell.row, cell.column): cell for cell in plan.inputs}
    rest = numbers.keys() - template.texts.keys() - inputs.keys()
    others = [numbers[position] for position in rest if not shape.heads[numbers[position]].formula]
    # what is not shared is no text of the template; among the hidden keys one of its texts may be a key twice
    if not all(number >= 0 and shape.shared[number] for number in (*printed, *others)):
        return None
    if not all(map(all, rest)):
        return None
    placed = tuple((cell, numbers.get(position), address(position)) for position, cell in inputs.items())
    return Fit(itemgetter(*printed), tuple(others), placed)


@cache
def _plans(form: Form) -> Mapping[Content | None, Sheet]:
    """The sheets of the template by what stands in their corner."""
    return {("text", SHEET_MARK + plan.key, False): plan for plan in layout(form)}


@cache
def issued(plan: Sheet) -> Issued:
    """What stands on a sheet of the template, and where."""
    texts = {(cell.row, cell.column): cell.text for cell in plan.cells if cell.text and cell.at is None}
    rows = {text: row for (row, column), text in texts.items() if column == 0 and row}
    columns = {text: column for (row, column), text in texts.items() if row == 0 and column}
    return Issued(
        Keys(plan.key, _CORNER, rows, columns, frozenset()),
        {position: ("text", text, False) for position, text in texts.items()},
        plan.merges,
    )
