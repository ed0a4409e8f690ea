"""The sheets without a printed table: 填报首页, texts, 情况说明, 填报说明, and the hidden 标识."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import Form, Narrative, Ref, Section, Table, numbered
from converter.report.report import AGENCY_CODE, DUE, ISSUED_TO, SEND_TO
from converter.workbook.layout.checklist import checklist
from converter.workbook.layout.sheets import Cell, CellKind, Sheet, line_count, with_keys

FILL = "填写"

PARAGRAPHS = 10
"""Rows per narrative, one paragraph each; a line break in a cell also begins a paragraph."""

PREVIEW = 4
"""The column that shows a paragraph as it will be printed, with its quoted figures filled in."""

TEXT_WIDTHS = (2.0, 20.0, 70.0, 30.0, 40.0)
"""Column widths of a text sheet, in characters."""

REASONS = 15
"""Rows for reasons on 情况说明."""

REASON_COLUMNS = ("编号", "工作表", "单元格", "理由")

VERSION = "2026.2"
"""The version of the workbook, raised when its sheets change."""

IDENTITY = "标识"
"""Name and key of the hidden sheet that says what a workbook is."""

EDITION, TEMPLATE, LOCAL = "格式", "模板版本", "地方要求"
"""Names on the sheet 标识: the edition of the form, the version of the workbook, what the county added."""


def home_sheet(form: Form) -> Sheet:
    """填报首页: what to do until when, the traffic light, the fields of the opening, the checklist."""
    title = "政府信息公开工作年度报告填报表"
    cells = [
        Cell(1, 1, "title", title, colspan=3),
        Cell(2, 1, "steps_head", "怎么填报"),
        Cell(2, 2, "steps", _steps(form)),
        Cell(2, 3, "send_to"),
        Cell(3, 1, "light", colspan=3),
        *(Cell(4, place + 1, "head", text) for place, text in enumerate(("项目", "填写", "说明"))),
    ]
    row = 5
    for item in form.fields:
        kind: CellKind = "choice" if item.choices else "entry"
        mark = "（必填）" if item.demand == "required" else ""
        cells += [
            Cell(row, 1, "name", item.key),
            Cell(row, 2, kind, key=item.key, keys=(item.key, FILL)),
            Cell(row, 3, "help", f"{mark}{item.help}"),
        ]
        row += 1
    cells.append(Cell(row + 1, 1, "heading", "核对清单（随填随算，点击事项可跳到要填的位置）", colspan=3))
    cells += [Cell(row + 2, place + 1, "head", t) for place, t in enumerate(("状态", "事项", "差在哪里"))]
    first = row + 3
    for row, line in enumerate(checklist(form), start=first):
        cells += [
            Cell(row, 1, "check_state", key=line.key),
            Cell(row, 2, "check_label", line.label, key=line.key),
            Cell(row, 3, "check_message", key=line.key),
        ]
    widths = (2.0, 16.0, 54.0, 58.0)
    heights = {1: 30.0, 2: 50.0, 3: 32.0, 4: 20.0, **dict.fromkeys(range(5, first - 3), 22.0)}
    heights |= dict.fromkeys(range(first - 2, first), 19.0)
    heights |= {
        c.row: 4 + 15.0 * line_count(c.text, widths[c.column]) for c in cells if c.kind == "check_label"
    }
    return Sheet(
        "首页",
        "填报首页",
        with_keys("首页", cells),
        widths,
        heights,
        4,
        pages=1,
        heads=(4, 4),
        earlier_texts=(
            f"依据{form.notice}。浅黄色格由填报单位填写，其余已锁定；填完保存后原样报送，请勿改名工作表。",
        ),
    )


def _steps(form: Form) -> str:
    """What an agency does with the workbook, step by step."""
    return (
        f"1. 填下面的浅黄色格，再填{form.sections[0].numeral}至{form.sections[-1].numeral}各表。\n"
        "2. 看下面的核对结果，待填、要改的点事项过去。\n"
        "3. 改好后保存，原样报送，不改工作表名称。"
    )


def text_sheet(section: Section) -> Sheet:
    """The sheet of a section without a printed table: its narratives, and the figures of their sentences."""
    instruction = "一格写一段，段首不必空格，写不下时可拉高行距。自拟小标题单独写一格，如“（一）公开渠道”。"
    heads = ("段落", "填写", "示例（不会印出）", "印出效果（用了【#名称】时）")
    cells = [
        Cell(1, 1, "title", section.heading, colspan=3),
        Cell(2, 1, "instruction", instruction, colspan=3),
        *(Cell(3, place + 1, "head", text) for place, text in enumerate(heads)),
    ]
    heights = {1: 30.0, 2: 20.0, 3: 20.0}
    row, item = 4, 0
    for part in section.parts:
        if isinstance(part, Narrative):
            item += bool(part.heading)
            title = f"{numbered(item)}{part.heading}" if part.heading else part.label
            passage = list(_narrative(part, title, row))
            heads_here = [cell for cell in passage if cell.row == row]
            heights[row] = max(24.0, *(6 + 14.0 * line_count(c.text, _width(c)) for c in heads_here))
            cells += passage
            row += 1 + PARAGRAPHS
        else:
            figures = list(_figure_rows(part, row))
            cells += figures
            heights |= {
                cell.row: 6 + 15.0 * line_count(cell.text, _width(cell))
                for cell in figures
                if cell.kind in ("help", "name")
            }
            row = max(cell.row for cell in figures) + 1
    return Sheet(
        section.key,
        section.sheet,
        with_keys(section.key, cells),
        TEXT_WIDTHS,
        heights,
        printed_columns=PREVIEW,
        landscape=True,
        heads=(3, 3),
        section=section,
    )


def _width(cell: Cell) -> float:
    """The width of a cell of a text sheet, in characters."""
    return sum(TEXT_WIDTHS[cell.column : cell.column + cell.colspan])


def _narrative(part: Narrative, title: str, row: int) -> Iterator[Cell]:
    """Heading, help and example of a narrative, then its paragraphs, each with its preview."""
    yield Cell(row, 1, "heading", title, colspan=2)
    if part.help.official:
        yield Cell(row, 3, "official", f"（格式原文）{part.help.text}")
    else:
        yield Cell(row, 3, "help", part.help.text)
    # merged over all rows, so that it does not set the height of the first one
    yield Cell(row + 1, 3, "example", part.example, rowspan=PARAGRAPHS)
    for place in range(1, PARAGRAPHS + 1):
        keys = (f"{part.key}.{place:02d}", FILL)
        yield Cell(row + place, 1, "name", f"第{place}段")
        yield Cell(row + place, 2, "paragraph", key=part.key, number=place, keys=keys)
        yield Cell(row + place, PREVIEW, "preview", key=part.key, number=place)


def _figure_rows(table: Table, row: int) -> Iterator[Cell]:
    """The figures of a supporting table, one below the other."""
    yield Cell(row, 1, "heading", table.title, colspan=2)
    yield Cell(row, 3, "help", "填了才采用；没有这类事项可以不填。")
    many = len(table.blocks[0].rows) > 1
    for block in table.blocks:
        for line in block.rows:
            for column in block.columns:
                row += 1
                ref = Ref(table.key, line.key, column.key)
                yield Cell(row, 1, "name", f"{line.label}{column.label}" if many else column.label)
                yield Cell(row, 2, "figure", ref=ref, keys=(ref.key, FILL))


def reasons_sheet() -> Sheet:
    """情况说明: code, sheet, cell, and the reason in words why a warning is a true exception."""
    instruction = (
        "县级主管部门退回并要求核实的提醒，如情况属实（机构合并、上年数更正等），在这里逐条说明；"
        "一行说明一条提醒，编号、单元格照提醒里写的填。错误不能用说明代替更正。"
    )
    widths = (2.0, 12.0, 24.0, 18.0, 86.0)
    cells = [
        Cell(1, 1, "title", "情况说明", colspan=4),
        Cell(2, 1, "instruction", instruction, colspan=4),
        *(Cell(3, place + 1, "head", name) for place, name in enumerate(REASON_COLUMNS)),
    ]
    for number in range(1, REASONS + 1):
        cells += [
            Cell(3 + number, place + 1, "reason", key=name, number=number, keys=(f"情况.{number:02d}", name))
            for place, name in enumerate(REASON_COLUMNS)
        ]
    heights = {1: 30.0, 2: 8 + 14.0 * line_count(instruction, sum(widths)), 3: 20.0}
    heights |= dict.fromkeys(range(4, 4 + REASONS), 24.0)
    return Sheet(
        "情况",
        "情况说明",
        with_keys("情况", cells),
        widths,
        heights,
        5,
        landscape=True,
        heads=(3, 3),
        optional=True,
        earlier_texts=(
            "县级主管部门退回并要求核实的提醒，如情况属实（机构合并、上年数更正等），在这里逐条说明；"
            "一行说明一个编号、一个单元格。错误不能用说明代替更正。",
        ),
    )


def guide_sheet(form: Form) -> Sheet:
    """填报说明: advice, the sum rules with their clauses, and the names that texts may quote."""
    cells = [Cell(1, 1, "title", "填报说明", colspan=3)]
    row = 2
    for number, text in enumerate(_advice(form), start=1):
        cells.append(Cell(row, 1, "instruction", f"{number}. {text}", colspan=3))
        row += 1
    if form.equalities:
        row += 1
        cells += [Cell(row, 1, "head", "必须成立的关系"), Cell(row, 2, "head", "依据", colspan=2)]
    for names, clause in dict.fromkeys((rule.names, rule.clause) for rule in form.equalities):
        row += 1
        cells += [Cell(row, 1, "name", "＝".join(names)), Cell(row, 2, "help", clause, colspan=2)]
    if form.quotes:
        row += 2
        heads = ("可以在文字中引用的名称", "当前的数", "取自")
        cells += [Cell(row, place + 1, "head", text) for place, text in enumerate(heads)]
    for quote in form.quotes:
        row += 1
        source = form.label(quote.refs[0]) + ("等各项之和" if len(quote.refs) > 1 else "")
        cells += [
            Cell(row, 1, "quote_name", quote.mark, key=quote.name),
            Cell(row, 2, "quote_value", key=quote.name),
            Cell(row, 3, "help", source),
        ]
    widths = (2.0, 44.0, 18.0, 92.0)
    heights = {1: 30.0, **dict.fromkeys(range(2, row + 1), 20.0)}
    heights |= {c.row: 6 + 15.0 * line_count(c.text, widths[3]) for c in cells if c.column == 3}
    return Sheet("说明", "填报说明", with_keys("说明", cells), widths, heights, 4, landscape=True, frozen=2)


def _advice(form: Form) -> Iterator[str]:
    """How the workbook is filled in."""
    sections = f"{form.sections[0].numeral}至{form.sections[-1].numeral}"
    required = "、".join(table.tag for table in form.tables.values() if table.required)
    yield f"本表依据{form.notice}。先填“填报首页”，再依次填写{sections}各表。"
    yield "浅黄色格是要填的，其余已锁定，不能改动。"
    if required:
        yield f"{required}必须填数，或在“填报状态”中选“{form.states[1]}”；填了数的表，空白格按 0 计。"
    if form.tables:
        yield "只填阿拉伯数字，不写单位、不写“无”或“—”，没有请填 0 或留空。灰色总计自动计算，不要改写。"
    yield (
        "“填报首页”的核对清单随填随算：都好了显示“表内核对通过，文字由县里核对”，必填的没填显示“待填”；"
        "标红的格和行旁的红字说明差在哪里。"
    )
    if form.quotes:
        example = form.quotes[0].mark
        yield f"文字一格一段。文字中的数可写成 {example} 这样的名称（见下表），转换时自动换成表中的数。"
    yield "填完保存为 .xlsx，原样报送；不要增删行列，不要改工作表名称。"


def identity_sheet(form: Form) -> Sheet:
    """标识 (hidden): for which agency the workbook was issued, of which edition and version, until when.

    What a county added to the form stands there whole, so that the workbook can be read without its file.
    """
    names = (AGENCY_CODE, ISSUED_TO, EDITION, TEMPLATE, *([LOCAL] if form.local else []), SEND_TO, DUE)
    cells = [
        cell
        for row, name in enumerate(names, start=1)
        for cell in (Cell(row, 1, "name", name), Cell(row, 2, "identity", key=name, keys=(name, FILL)))
    ]
    return Sheet(
        IDENTITY, IDENTITY, with_keys(IDENTITY, cells), (2, 16, 40), {}, 3, hidden=True, optional=True
    )
