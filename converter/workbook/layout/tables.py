"""A sheet with a printed table: 填报状态, the grid exactly as the form prints it, checks beside and below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from converter.workbook.layout.sheets import Cell, CellKind, Sheet, lines, with_keys

TOP = 5
"""The row in which the printed table begins."""

REMARKS = 4
"""Rows for remarks that are printed behind a figure."""

STATE, FOOTNOTE, REMARK, WHERE, LAST = "状态", "表下注", "说明", "位置", "上年"


def table_sheet(section: Section, table: Table, form: Form) -> Sheet:
    """The sheet of a section that is a table."""
    grid = printed(table)
    left = 1 if grid.label_columns else 2  # a table without row labels leaves column B to what is beside it
    first = left + grid.label_columns
    last = left + grid.columns - 1
    below, heights_below = _below(table, form, TOP + grid.rows + 1, first, last)
    cells = [
        *_above(section, table, first, last),
        *_grid(table, grid, left),
        *_beside(table, form, grid, last + 1),
        *below,
    ]
    widths = (*_widths(grid.label_columns, grid.columns - grid.label_columns), 40.0)
    heights = {1: 30.0, 2: 20.0, 3: 24.0, 4: 6.0, **heights_below}
    heights |= {TOP + row: 30.0 if row == grid.head_rows - 1 else 21.0 for row in range(grid.rows)}
    heights |= {cell.row: 34.0 for cell in cells if cell.kind == "label" and not _fits(cell, widths)}
    heights |= {c.row: 44.0 for c in cells if c.kind == "row_message" and names_figures(form, c.key)}
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
    )


def _above(section: Section, table: Table, first: int, last: int) -> Iterator[Cell]:
    units = dict.fromkeys(column.unit for block in table.blocks for column in block.columns)
    note = f"单位：{'、'.join(units)}。浅黄色格填数，空白按 0 计；灰色格为总计，自动计算。"
    state = 2 if last - first > 3 else 1
    yield Cell(1, 1, "title", f"{section.key}、{section.title}", colspan=last)
    yield Cell(2, 1, "note", note, colspan=last)
    yield Cell(3, 1, "name", "填报状态", colspan=first - 1)
    column = next(table.refs()).column
    yield Cell(3, first, "state", key=table.key, colspan=state, at=(STATE, column))
    yield Cell(3, first + state, "table_state", key=table.key, colspan=last - first + 1 - state)


def _grid(table: Table, grid: PrintedTable, left: int) -> Iterator[Cell]:
    kinds: Mapping[str, CellKind] = {
        "heading": "heading", "corner": "head", "head": "head", "label": "label", "figure": "figure",
    }  # fmt: skip
    for c in grid.cells:
        at = (c.ref.row, c.ref.column) if c.ref else None
        yield Cell(TOP + c.row, left + c.column, kinds[c.kind], c.text, c.rowspan, c.colspan, c.ref, at=at)


def _beside(table: Table, form: Form, grid: PrintedTable, column: int) -> Iterator[Cell]:
    """A message beside each row that a rule is about."""
    rows = {cell.ref.row: TOP + cell.row for cell in grid.cells if cell.ref}
    for key in dict.fromkeys(key for rule in figure_rules(form) if (key := row_of(rule, table.key))):
        yield Cell(rows[key], column, "row_message", key=f"{table.key}.{key}")


def rules_of_row(form: Form, key: str) -> list[FigureRule]:
    """What the figures of a row are held against, by the key of the row's message."""
    table, row = key.split(".")
    return [rule for rule in figure_rules(form) if row_of(rule, table) == row]


def checked_figure(rule: FigureRule) -> Ref | None:
    """The single figure that a rule of a row finds wrong; None where it is about several."""
    match rule:
        case Equality(total=Ref() as total):
            return total
        case CarryOver(this=this):
            return this
    return None


def names_figures(form: Form, key: str) -> bool:
    """True for a row of which several figures may be wrong: its message names each of them."""
    return len({checked_figure(rule) for rule in rules_of_row(form, key)} - {None}) > 1


def row_of(rule: object, table: str) -> str:
    """The row of a table that a rule is about, "" where it is about a column or another table."""
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


def column_of(rule: object, table: str) -> str:
    """The column of a table that a rule is about, likewise."""
    if isinstance(rule, Equality) and rule.left[0].table == table and not row_of(rule, table):
        return rule.left[0].column
    return ""


def _below(table: Table, form: Form, row: int, first: int, last: int) -> tuple[list[Cell], dict[int, float]]:
    """Messages by column, the note under the table, remarks behind figures, last year's figures."""
    cells: list[Cell] = []
    label, room = first - 1, last - first + 1
    start = next(table.refs()).column
    for key in dict.fromkeys(key for rule in independent_rules(form) if (key := column_of(rule, table.key))):
        cells.append(Cell(row, 1, "column_message", key=f"{table.key}.{key}", colspan=last))
        row += 1
    row += bool(cells)
    cells += [
        Cell(row, 1, "name", "表下注", colspan=label),
        Cell(row, first, "footnote", key=table.key, colspan=room, at=(FOOTNOTE, start)),
        Cell(row, last + 1, "help", "没有可不填；填了印在表格下面，如“注：含上年度结转数量”。"),
        Cell(row + 1, 1, "head", "数字说明：单元格", colspan=label),
        Cell(row + 1, first, "head", "印在该数字后面的文字", colspan=room),
        Cell(row + 1, last + 1, "help", "没有可不填；单元格如 C9，文字如“其中修订16件”。"),
    ]
    for number in range(1, REMARKS + 1):
        line, key = row + 1 + number, f"{REMARK}.{number}"
        cells += [
            Cell(line, 1, "remark_at", key=table.key, number=number, colspan=label, at=(key, WHERE)),
            Cell(line, first, "remark", key=table.key, number=number, colspan=room, at=(key, start)),
        ]
    row += REMARKS + 3
    carried = [rule for rule in form.carry_overs if rule.this.table == table.key]
    if carried:
        cells.append(Cell(row, 1, "heading", "上年数（由县级主管部门下发时填入）", colspan=last))
    for place, rule in enumerate(carried, start=row + 1):
        words = f"{form.row_label(rule.last)} {form.column_label(rule.last)}"
        cells += [
            Cell(place, 1, "name", f"上年数：{words}", colspan=label),
            Cell(
                place, first, "last_year", ref=rule.last, colspan=room, at=(f"{LAST}.{rule.last.key}", start)
            ),
        ]
    heights = {cell.row: 20.0 for cell in cells}
    return cells, heights | {cell.row: 34.0 for cell in cells if cell.kind == "help"}


def _fits(cell: Cell, widths: tuple[float, ...]) -> bool:
    """True where a label that is not merged downwards stands on one line."""
    return cell.rowspan > 1 or lines(cell.text, sum(widths[cell.column : cell.column + cell.colspan])) == 1


def _widths(labels: int, figures: int) -> tuple[float, ...]:
    """Column widths: the key column, labels by depth, then equal figure columns."""
    by_depth: Mapping[int, tuple[float, ...]] = {0: (22,), 1: (36,), 3: (10, 14, 44)}
    return (2, *by_depth[labels], *(18.0 if figures < 5 else 9.5,) * figures)
