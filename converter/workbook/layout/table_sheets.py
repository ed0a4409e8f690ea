"""A sheet with a printed table: 填报状态, the grid as the form prints it, messages of the rules, the note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from converter.form import (
    Barred,
    CarryOver,
    Equality,
    Form,
    Inflow,
    PrintedTable,
    Ref,
    Section,
    Stock,
    Table,
    printed,
)
from converter.workbook.layout.checklist import FigureRule, figure_rules, independent_rules
from converter.workbook.layout.sheets import Cell, CellKind, Sheet, line_count, with_keys

TOP = 5
"""The row in which the printed table begins."""

REMARKS = 4
"""Rows for 数字说明: remarks that are printed after a figure."""

MESSAGE_WIDTH = 30.0
"""Characters: the column of the row messages."""

_COLUMN_MESSAGE = 46
"""Characters of what the checks say of a column, as a rule."""

STATE, NOTE, REMARK, WHERE, LAST = "状态", "表下注", "说明", "位置", "上年"
"""Keys of the rows and columns of inputs outside of the printed table."""


def table_sheet(section: Section, table: Table, form: Form) -> Sheet:
    """The sheet of a section that is a table."""
    grid = printed(table)
    left = 1 if grid.label_columns else 2  # without row labels, column B takes the labels of notes and state
    first = left + grid.label_columns
    last = left + grid.columns - 1
    cells = [
        *_title_rows(section, table, first, last),
        *_grid(table, grid, left),
        *_row_messages(table, form, grid, last + 1),
    ]
    widths = (*_widths(table, grid.columns - grid.label_columns), MESSAGE_WIDTH)
    message = TOP + grid.rows
    heights = {1: 30.0, 2: 20.0, 3: 24.0, 4: 6.0, message: 8.0}
    columns = column_keys(form, table.key)
    if columns:
        cells.append(Cell(message, 1, "column_message", key=table.key, colspan=last))
        lines = -(-len(columns) * _COLUMN_MESSAGE // sum(widths[1 : last + 1]))
        heights[message] = 6 + 14.0 * max(2, lines)
    below = list(_notes(table, message + 1, first, last))
    carried = list(_last_year(table, form, below[-1].row + 2, first, last))
    cells += [*below, *carried]
    heights |= {cell.row: 20.0 for cell in (*below, *carried)}
    heights |= {
        cell.row: 6 + 14.0 * max(2, line_count(cell.text, MESSAGE_WIDTH))
        for cell in below
        if cell.kind == "help"
    }
    heights |= {TOP + row: 30.0 if row == grid.head_rows - 1 else 21.0 for row in range(grid.rows)}
    heights |= {c.row: max(21.0, 4 + 15.0 * _lines(c, widths)) for c in cells if c.kind == "label"}
    heights |= {c.row: 46.0 for c in cells if c.kind == "row_message" and names_figures(form, c.key)}
    return Sheet(
        section.key,
        section.sheet,
        with_keys(section.key, cells),
        widths,
        heights,
        printed_columns=last + 1,
        landscape=grid.columns > 10,
        pages=1,
        heads=(TOP, TOP + grid.head_rows - 1) if grid.head_rows else None,
        frozen=TOP + grid.head_rows,
        section=section,
        unseen=frozenset(cell.row for cell in carried),
    )


def _title_rows(section: Section, table: Table, first: int, last: int) -> Iterator[Cell]:
    """The title, the instruction with the units, and 填报状态 with the state of the table's checks."""
    units = dict.fromkeys(column.unit for block in table.blocks for column in block.columns)
    instruction = f"单位：{'、'.join(units)}。浅黄色格填数，空白按 0 计；灰色格为总计，自动计算。"
    state = 2 if last - first > 3 else 1
    yield Cell(1, 1, "title", section.heading, colspan=last)
    yield Cell(2, 1, "instruction", instruction, colspan=last)
    yield Cell(3, 1, "name", "填报状态", colspan=first - 1)
    yield Cell(3, first, "state", key=table.key, colspan=state, keys=(STATE, _first_column(table)))
    yield Cell(3, first + state, "table_state", key=table.key, colspan=last - first + 1 - state)


def _first_column(table: Table) -> str:
    """The column key of a table's first figure, which inputs below and above the grid share."""
    return next(table.refs()).column


def _grid(table: Table, grid: PrintedTable, left: int) -> Iterator[Cell]:
    """The printed table, its first column in the sheet's column `left`."""
    kinds: Mapping[str, CellKind] = {
        "heading": "heading", "corner": "head", "head": "head", "label": "label", "figure": "figure",
    }  # fmt: skip
    for c in grid.cells:
        keys = (c.ref.row, c.ref.column) if c.ref else None
        yield Cell(
            TOP + c.row, left + c.column, kinds[c.kind], c.text, c.rowspan, c.colspan, c.ref, keys=keys
        )


def _row_messages(table: Table, form: Form, grid: PrintedTable, column: int) -> Iterator[Cell]:
    """A message cell in `column` for each row that a rule is about."""
    rows = {cell.ref.row: TOP + cell.row for cell in grid.cells if cell.ref}
    for key in dict.fromkeys(key for rule in figure_rules(form) if (key := row_of(rule, table.key))):
        yield Cell(rows[key], column, "row_message", key=f"{table.key}.{key}")


def column_keys(form: Form, table: str) -> tuple[str, ...]:
    """The columns of a table that a rule is about: what is wrong with them stands below it."""
    rules = independent_rules(form)
    return tuple(dict.fromkeys(key for rule in rules if (key := column_of(rule, table))))


def _notes(table: Table, row: int, first: int, last: int) -> Iterator[Cell]:
    """表下注, the note under the table, and 数字说明, remarks printed after a figure, from `row` on."""
    label, room, start = first - 1, last - first + 1, _first_column(table)
    yield Cell(row, 1, "name", "表下注", colspan=label)
    yield Cell(row, first, "note", key=table.key, colspan=room, keys=(NOTE, start))
    yield Cell(row, last + 1, "help", "没有可不填；填了印在表格下面，如“注：含上年度结转数量”。")
    yield Cell(row + 1, 1, "head", "数字说明：单元格", colspan=label)
    yield Cell(row + 1, first, "head", "印在该数字后面的文字", colspan=room)
    yield Cell(row + 1, last + 1, "help", "没有可不填；单元格如 C9，文字如“其中修订16件”。")
    for number in range(1, REMARKS + 1):
        at, key = row + 1 + number, f"{REMARK}.{number}"
        yield Cell(at, 1, "remark_at", key=table.key, number=number, colspan=label, keys=(key, WHERE))
        yield Cell(at, first, "remark", key=table.key, number=number, colspan=room, keys=(key, start))


def _last_year(table: Table, form: Form, row: int, first: int, last: int) -> Iterator[Cell]:
    """Last year's figures that the table continues, as `issue` fills them in, from `row` on.

    These rows are hidden: formulas show the figures beside the rows that continue them.
    """
    carried = [rule for rule in form.carry_overs if rule.this.table == table.key]
    if carried:
        yield Cell(row, 1, "heading", "上年数（由县级主管部门下发时填入）", colspan=last)
    for at, ref in enumerate((rule.last for rule in carried), start=row + 1):
        name = f"上年数：{form.row_label(ref)} {form.column_label(ref)}"
        yield Cell(at, 1, "name", name, colspan=first - 1)
        keys = (f"{LAST}.{ref.key}", _first_column(table))
        yield Cell(at, first, "last_year", ref=ref, colspan=last - first + 1, keys=keys)


@cache
def rules_of_row(form: Form, key: str) -> tuple[FigureRule, ...]:
    """The rules about the figures of a row. `key`: that of the row's message (三.r01)."""
    table, row = key.split(".")
    return tuple(rule for rule in figure_rules(form) if row_of(rule, table) == row)


def named_column(form: Form, ref: Ref) -> str:
    """How a message begins that is about one column."""
    return f"列“{form.column_label(ref)}”："


def checked_figure(rule: FigureRule) -> Ref | None:
    """The one figure that a rule about a row finds wrong; None where it may be any of several."""
    match rule:
        case Equality(total=Ref() as total):
            return total
        case CarryOver(this=this):
            return this
    return None


def names_figures(form: Form, key: str) -> bool:
    """True for a row of which several figures may be wrong, so that its message names each of them."""
    return len({checked_figure(rule) for rule in rules_of_row(form, key)} - {None}) > 1


def row_of(rule: FigureRule, table: str) -> str:
    """The key of the row that a rule is about, "" if it is about a column or another table."""
    match rule:
        case CarryOver(this=this) if this.table == table:
            return this.row
        case Inflow(incoming=incoming) if incoming[0].table == table:
            return incoming[0].row
        case Equality(left=left, total=total) if total and total.table == table and left[0].row == total.row:
            return total.row
        case Stock(valid=valid) if valid.table == table:
            return valid.row
        case Barred(refs=refs) if refs[0].table == table:
            return refs[0].row
    return ""


def column_of(rule: FigureRule, table: str) -> str:
    """The key of the column that a rule is about, "" if it is about a row or another table."""
    if isinstance(rule, Equality) and rule.left[0].table == table and not row_of(rule, table):
        return rule.left[0].column
    return ""


def carried_in_row(form: Form, key: str) -> tuple[CarryOver, ...]:
    """The rules by which figures of a row continue last year's. `key`: as of `rules_of_row`."""
    return tuple(rule for rule in rules_of_row(form, key) if isinstance(rule, CarryOver))


def last_year_label(form: Form, rule: CarryOver) -> str:
    """What last year's report calls the figure that one of this year continues: its row, or its column."""
    same_row = (rule.last.table, rule.last.row) == (rule.this.table, rule.this.row)
    return form.column_label(rule.last) if same_row else form.row_label(rule.last)


def _lines(cell: Cell, widths: tuple[float, ...]) -> int:
    """The lines of a label in its width; 1 for one that is merged over several rows."""
    if cell.rowspan > 1:
        return 1
    return line_count(cell.text, sum(widths[cell.column : cell.column + cell.colspan]))


def _widths(table: Table, figures: int) -> tuple[float, ...]:
    """Column widths in characters: the key column, the label columns, `figures` equal figure columns."""
    assert table.looks is not None, "the form refuses a printed table without looks"
    return (2, *table.looks.sheet_labels, *(table.looks.sheet_figure,) * figures)
