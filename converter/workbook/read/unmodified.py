"""Sheets that a filled workbook has exactly as the template has them, as nearly all are.

All keys and printed texts are in their places, so nothing has to be searched for: the position of every input
is known, and whole numbers and blanks are taken all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from converter.form import Form, Ref
from converter.grid.cells import Position, RawSheet, address
from converter.grid.form_headings import heading_texts
from converter.grid.keys import SHEET_MARK, Keys
from converter.grid.labels import normal
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.cells.plain import Shape
from converter.workbook.read.cells.plain_cells import PlainCells
from converter.workbook.read.cells.stored import Content


class UnmodifiedSheet(NamedTuple):
    """A sheet of a filled workbook that is as in the template: which sheet, its cells, its inputs."""

    plan: Sheet
    cells: PlainCells
    inputs: SheetInputs


class SheetInputs(NamedTuple):
    """The inputs of a sheet that hold or mean something; those for figures also in groups.

    `counts`, `blanks` and `others` together are `all`.
    """

    all: tuple[InputValue, ...]
    counts: Counts
    blanks: Blanks
    others: tuple[InputValue, ...]


class InputValue(NamedTuple):
    """An input, the index of its value among those of the sheet (None: it is blank), and its address."""

    cell: Cell
    value_index: int | None
    address: str


class Counts(NamedTuple):
    """Inputs for whole numbers that hold a typed number: figures, indexes of their values, addresses.

    The three have the same order; an index is that of the value in `PlainCells.stored`. `styles`: all cell
    styles that occur among them.
    """

    refs: tuple[Ref, ...]
    indexes: tuple[int, ...]
    addresses: tuple[str, ...]
    styles: frozenset[str]


class Blanks(NamedTuple):
    """Inputs for figures that are blank: figures and addresses."""

    refs: tuple[Ref, ...]
    addresses: tuple[str, ...]


def unmodified_sheet(sheet: RawSheet, form: Form) -> UnmodifiedSheet | None:
    """The sheet as one of the template; None where anything printed was moved, changed or added.

    All keys and texts are where the template has them, and nothing else is on the sheet but inputs, formulas
    and texts that the template knows. Always None for a sheet that needed a parser.
    """
    cells = sheet.cells
    if not isinstance(cells, PlainCells):
        return None
    stored, strings = cells.stored, cells.strings
    corner = cells.shape.indexes.get(_CORNER)
    plan = None if corner is None else _plans(form).get(strings.get(stored[corner]))
    if plan is None:
        return None
    match = (_match if cells.shape.small else _match.__wrapped__)(plan, cells.shape, form)
    if match is None:
        return None
    template = template_sheet(plan)
    texts = tuple(map(strings.__getitem__, match.printed(stored)))
    if texts != template.texts or not template.merges.issuperset(sheet.merges):
        return None
    extra = (strings[stored[index]] for index in match.extra)
    if all(normal(text) in _harmless_texts(plan) for _, text, _ in extra):
        return UnmodifiedSheet(plan, cells, match.inputs)
    return None


@cache
def _harmless_texts(plan: Sheet) -> frozenset[str]:
    """Texts that may stand on a sheet once more: not a heading, which would say something of figures."""
    tables = plan.section.tables if plan.section else ()
    return plan.printed_texts.difference(*map(heading_texts, tables))


_CORNER = (0, 0)


@cache
def _plans(form: Form) -> Mapping[Content | None, Sheet]:
    """The sheets of the template by the content of their corner cell."""
    return {("text", SHEET_MARK + plan.key, False): plan for plan in layout(form)}


class TemplateSheet(NamedTuple):
    """A sheet of the template: hidden keys, printed texts and their positions, merged ranges."""

    keys: Keys
    texts: tuple[Content, ...]
    positions: tuple[Position, ...]
    merges: frozenset[str]


@cache
def template_sheet(plan: Sheet) -> TemplateSheet:
    """What the template prints on a sheet, and where."""
    texts = {(cell.row, cell.column): cell.text for cell in plan.cells if cell.text and cell.keys is None}
    rows = {text: row for (row, column), text in texts.items() if column == 0 and row}
    columns = {text: column for (row, column), text in texts.items() if row == 0 and column}
    return TemplateSheet(
        Keys(plan.key, _CORNER, rows, columns, frozenset()),
        tuple(("text", text, False) for text in texts.values()),
        tuple(texts),
        plan.merges,
    )


class _Match(NamedTuple):
    """The values of a shape that belong to a sheet of the template, by their indexes.

    `printed`: picks the values at the positions of the printed texts. `extra`: values that are neither
    printed nor input, and have to be texts that the template knows.
    """

    printed: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    extra: tuple[int, ...]
    inputs: SheetInputs


@lru_cache(maxsize=64)
def _match(plan: Sheet, shape: Shape, form: Form) -> _Match | None:
    """A sheet of the template matched with a shape; None where the shape has too few or too many values."""
    template, indexes = template_sheet(plan), shape.indexes
    printed = [indexes.get(position, -1) for position in template.positions]
    inputs = {(cell.row, cell.column): cell for cell in plan.inputs}
    rest = indexes.keys() - set(template.positions) - inputs.keys()
    extra = [indexes[position] for position in rest if not shape.heads[indexes[position]].formula]
    # a value that is no shared string is no text of the template; in the row or column of the hidden keys,
    # one of its texts may be a key again
    if not all(index >= 0 and shape.shared[index] for index in (*printed, *extra)):
        return None
    if not all(map(all, rest)):
        return None
    found = [InputValue(cell, indexes.get(position), address(position)) for position, cell in inputs.items()]
    return _Match(itemgetter(*printed), tuple(extra), _inputs(found, shape, form))


def _inputs(found: Sequence[InputValue], shape: Shape, form: Form) -> SheetInputs:
    inputs = tuple(_meaningful(found))
    counts = _counts(inputs, shape, form)
    blank = {ref: item.address for item in inputs if item.value_index is None and (ref := _figure(item.cell))}
    known = {*counts.refs, *blank}
    others = tuple(item for item in inputs if _figure(item.cell) not in known)
    return SheetInputs(inputs, counts, Blanks(tuple(blank), tuple(blank.values())), others)


def _figure(cell: Cell) -> Ref | None:
    return cell.ref if cell.kind == "figure" else None


_MEANINGLESS_IF_BLANK = ("last_year", "paragraph")
_MEANINGLESS_IN_BLANK_ROW = ("reason", "remark", "remark_at")


def _meaningful(inputs: Sequence[InputValue]) -> Iterator[InputValue]:
    """The inputs without those that mean nothing because they, or all of their row, are blank."""
    filled = {item.cell.keys[0] for item in inputs if item.cell.keys and item.value_index is not None}
    for item in inputs:
        cell = item.cell
        in_blank_row = cell.kind in _MEANINGLESS_IN_BLANK_ROW and cell.keys and cell.keys[0] not in filled
        if item.value_index is not None or not (cell.kind in _MEANINGLESS_IF_BLANK or in_blank_row):
            yield item


def _counts(inputs: Iterable[InputValue], shape: Shape, form: Form) -> Counts:
    found = [
        (ref, index, at, shape.heads[index].style)
        for (cell, index, at) in inputs
        if index is not None and not shape.heads[index].kind and not shape.heads[index].formula
        and (ref := _figure(cell)) is not None and form.column(ref).whole
    ]  # fmt: skip
    refs, indexes, addresses, styles = zip(*found, strict=True) if found else ((), (), (), ())
    return Counts(refs, indexes, addresses, frozenset(styles))
