"""Form -> where everything lies in the workbook: computed, never stored.

The writer places by it; the reader uses its keys. Each sheet begins with a hidden row and a hidden
column of keys (`grid.locate`), so that a figure is found after rows or columns were inserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from converter.form import Form, Narrative, Ref, Section, Table, numbered, printed
from converter.grid.cells import Position, address
from converter.grid.locate import SHEET_MARK
from converter.workbook.sheets import Cell, CellKind, Sheet, lines

HOME = "首页"
GUIDE = "说明"
STATE = "状态"
FILL = "填写"
PARAGRAPHS = 10
"""Paragraph rows per narrative; a line break inside a cell begins a further paragraph."""


TEXT_WIDTHS = (2.0, 26.0, 84.0, 44.0)
"""Column widths of a sheet of narratives."""


def row_key(ref: Ref, table: Table) -> str:
    """The key in the hidden column of the row that holds a figure."""
    return ref.row if table.printed else ref.key


def paragraph_key(narrative: str, number: int) -> str:
    """The key of the row that holds a narrative's paragraph (from 1)."""
    return f"{narrative}.{number:02d}"


@cache
def layout(form: Form) -> tuple[Sheet, ...]:
    """All sheets of the workbook in order: the first page, one per section, the guide."""
    return (
        _home(form),
        *(
            _table_sheet(section, section.tables[0], form)
            if any(table.printed for table in section.tables)
            else _text_sheet(section)
            for section in form.sections
        ),
        _guide(form),
    )


@cache
def figure_addresses(form: Form) -> Mapping[Ref, tuple[str, Position]]:
    """Sheet name and position of every figure in the untouched template."""
    return {
        cell.ref: (sheet.name, (cell.row, cell.column))
        for sheet in layout(form)
        for cell in sheet.cells
        if cell.ref is not None
    }


def total_formula(form: Form, ref: Ref) -> str:
    """The formula of a total: the sum of its parts as ranges of neighbours."""
    parts = [figure_addresses(form)[part][1] for part in form.totals[ref].left]
    return f"=SUM({address(parts[0])}:{address(parts[-1])})"


def _keys(key: str) -> Iterator[Cell]:
    yield Cell(0, 0, "key", SHEET_MARK + key)


def _home(form: Form) -> Sheet:
    cells = [
        *_keys(HOME),
        Cell(0, 2, "key", FILL),
        Cell(1, 1, "title", "政府信息公开工作年度报告填报表", colspan=3),
        Cell(
            2,
            1,
            "note",
            f"依据{form.notice}。浅黄色格由填报单位填写，其余内容已锁定；填完各表后保存，原样报送，请勿改名工作表。",
            colspan=3,
        ),
        *(Cell(3, place + 1, "head", text) for place, text in enumerate(("项目", "填写", "说明"))),
    ]
    for row, item in enumerate(form.fields, start=4):
        kind: CellKind = "choice" if item.choices else "entry"
        mark = "（必填）" if item.demand == "required" else ""
        cells += [
            Cell(row, 0, "key", item.key),
            Cell(row, 1, "name", item.key),
            Cell(row, 2, kind, key=item.key),
            Cell(row, 3, "help", f"{mark}{item.help}"),
        ]
    heights = {1: 36.0, 2: 34.0, **dict.fromkeys(range(3, 4 + len(form.fields)), 26.0)}
    return Sheet(HOME, "填报首页", tuple(cells), (2, 16, 52, 58), heights, landscape=True)


def _table_sheet(section: Section, table: Table, form: Form) -> Sheet:
    """A sheet with a printed table: note, 填报状态, then the grid exactly as the form prints it."""
    grid = printed(table)
    left = 1 if grid.label_columns else 2  # a table without row labels leaves column B to 填报状态
    first = left + grid.label_columns
    width = left + grid.columns - 1
    units = dict.fromkeys(column.unit for block in table.blocks for column in block.columns)
    top = 5
    normally, zero = form.states
    cells = [
        *_keys(section.key),
        Cell(1, 1, "title", f"{section.key}、{section.title}", colspan=width),
        Cell(
            2,
            1,
            "note",
            f"单位：{'、'.join(units)}。浅黄色格填数，空白按 0 计；灰色格为总计，自动计算。",
            colspan=width,
        ),
        Cell(3, 0, "key", STATE),
        Cell(3, 1, "name", "填报状态", colspan=first - 1),
        Cell(3, first, "state", key=table.key, colspan=1 if width < 6 else 2),
        Cell(
            3,
            first + (1 if width < 6 else 2),
            "help",
            f"填了数的选“{normally}”；全年没有发生、全部为 0 的选“{zero}”。",
            colspan=width - first + 1 - (1 if width < 6 else 2),
        ),
    ]
    cells += [
        Cell(0, cell.column + left, "key", cell.ref.column)
        for cell in {c.ref.column: c for c in grid.cells if c.ref}.values()
        if cell.ref
    ]
    rows = {cell.row: cell.ref.row for cell in grid.cells if cell.ref}
    cells += [Cell(top + row, 0, "key", key) for row, key in rows.items()]
    kinds: Mapping[str, CellKind] = {
        "heading": "heading", "corner": "head", "head": "head", "label": "label", "figure": "figure",
    }  # fmt: skip
    cells += [
        Cell(top + c.row, left + c.column, kinds[c.kind], c.text, c.rowspan, c.colspan, c.ref)
        for c in grid.cells
    ]
    heights = {1: 30.0, 2: 20.0, 3: 24.0, 4: 6.0}
    widths = _table_widths(grid.label_columns, grid.columns - grid.label_columns)
    heights |= {top + row: 30.0 if row == grid.head_rows - 1 else 21.0 for row in range(grid.rows)}
    heights |= {cell.row: 34.0 for cell in cells if cell.kind == "label" and not _fits(cell, widths)}
    return Sheet(
        section.key,
        f"{section.key}、{section.tab}",
        tuple(cells),
        widths,
        heights,
        landscape=grid.columns > 10,
        heads=(top, top + grid.head_rows - 1) if grid.head_rows else None,
        section=section,
    )


def _fits(cell: Cell, widths: tuple[float, ...]) -> bool:
    """True where a label that is not merged downwards stands on one line."""
    return cell.rowspan > 1 or lines(cell.text, sum(widths[cell.column : cell.column + cell.colspan])) == 1


def _table_widths(labels: int, figures: int) -> tuple[float, ...]:
    """Column widths: the key column, labels by depth, then equal figure columns."""
    by_depth: Mapping[int, tuple[float, ...]] = {0: (10,), 1: (30,), 3: (10, 14, 44)}
    return (2, *by_depth[labels], *(18.0 if figures < 5 else 9.5,) * figures)


def _text_sheet(section: Section) -> Sheet:
    """A sheet of narratives: ten paragraph rows each, and supporting figures as single lines."""
    cells = [
        *_keys(section.key),
        Cell(0, 2, "key", FILL),
        Cell(1, 1, "title", f"{section.key}、{section.title}", colspan=3),
        Cell(
            2,
            1,
            "note",
            "一格写一段，段首不必空格；写不下时可拉高行距。自拟小标题单独写一格，如“（一）公开渠道”。",
            colspan=3,
        ),
        *(
            Cell(3, place + 1, "head", text)
            for place, text in enumerate(("段落", "填写", "示例（不会印出）"))
        ),
    ]
    heights = {1: 30.0, 2: 20.0, 3: 20.0}
    row, item = 4, 0
    for part in section.parts:
        if isinstance(part, Narrative):
            item += bool(part.heading)
            title = f"{numbered(item)}{part.heading}" if part.heading else part.label
            passage = list(_narrative(part, title, row))
            cells += passage
            heights[row] = max(
                24.0, *(6 + 14.0 * lines(c.text, TEXT_WIDTHS[c.column]) for c in passage if c.row == row)
            )
            row += 1 + PARAGRAPHS
        else:
            figures = list(_figure_lines(part, row))
            cells += figures
            row = max(cell.row for cell in figures) + 1
    return Sheet(
        section.key,
        f"{section.key}、{section.tab}",
        tuple(cells),
        TEXT_WIDTHS,
        heights,
        landscape=True,
        heads=(3, 3),
        section=section,
    )


def _narrative(part: Narrative, title: str, row: int) -> Iterator[Cell]:
    yield Cell(row, 1, "heading", title, colspan=2)
    if part.help.official:
        yield Cell(row, 3, "official", f"（格式原文）{part.help.text}")
    else:
        yield Cell(row, 3, "help", part.help.text)
    # merged, so that its length does not keep the rows beside it from growing with their text
    yield Cell(row + 1, 3, "example", part.example, rowspan=PARAGRAPHS)
    for place in range(1, PARAGRAPHS + 1):
        yield Cell(row + place, 0, "key", paragraph_key(part.key, place))
        yield Cell(row + place, 1, "name", f"第{place}段")
        yield Cell(row + place, 2, "paragraph", key=part.key, number=place)


def _figure_lines(table: Table, row: int) -> Iterator[Cell]:
    yield Cell(row, 1, "heading", table.title, colspan=2)
    yield Cell(row, 3, "help", "填了才采用；没有这类事项可以不填。")
    many = len(table.blocks[0].rows) > 1
    for block in table.blocks:
        for line in block.rows:
            for column in block.columns:
                row += 1
                ref = Ref(table.key, line.key, column.key)
                yield Cell(row, 0, "key", ref.key)
                yield Cell(row, 1, "name", f"{line.label}{column.label}" if many else column.label)
                yield Cell(row, 2, "figure", ref=ref)


def _guide(form: Form) -> Sheet:
    """The sheet 填报说明: how to fill in, and every rule with its clause, from the form."""
    zero = form.states[1]
    advice = (
        "1. 先填“填报首页”，再依次填写一至六各表。浅黄色格是要填的，其余已锁定，不能改动。",
        f"2. 表二、表三、表四必须填数，或在“填报状态”中选“{zero}”；填了数的表，空白格按 0 计。",
        "3. 只填阿拉伯数字，不写单位、不写“无”或“—”，没有请填 0 或留空。",
        "4. 灰色总计自动计算，不要改写。",
        "5. 文字一格一段。填完保存为 .xlsx，原样报送；不要增删行列，不要改工作表名称。",
    )
    cells = [*_keys(GUIDE), Cell(1, 1, "title", "填报说明", colspan=2)]
    row = 2
    for text in advice:
        cells.append(Cell(row, 1, "note", text, colspan=2))
        row += 1
    cells += [Cell(row + 1, 1, "head", "必须成立的关系"), Cell(row + 1, 2, "head", "依据")]
    row += 2
    for rule in dict.fromkeys((e.code, e.names, e.clause) for e in form.equalities):
        _, (left_side, right_side), clause = rule
        cells += [Cell(row, 1, "name", f"{left_side}＝{right_side}"), Cell(row, 2, "help", clause)]
        row += 1
    heights = {1: 30.0, **dict.fromkeys(range(2, row), 24.0)}
    return Sheet(GUIDE, "填报说明", tuple(cells), (2, 44, 82), heights, landscape=True)
