"""A sheet of narratives: ten paragraph rows each, and supporting figures as single lines."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import Narrative, Ref, Section, Table, numbered
from converter.workbook.plans.home import FILL
from converter.workbook.sheets import Cell, Sheet, lines, with_keys

PARAGRAPHS = 10
"""Paragraph rows per narrative; a line break inside a cell begins a further paragraph."""

PREVIEW = 4
"""The column that shows a paragraph with its quoted figures filled in."""

TEXT_WIDTHS = (2.0, 26.0, 84.0, 44.0, 60.0)


def text_sheet(section: Section) -> Sheet:
    """The sheet of a section that is text."""
    note = "一格写一段，段首不必空格，写不下时可拉高行距。自拟小标题单独写一格，如“（一）公开渠道”。"
    heads = ("段落", "填写", "示例（不会印出）", "印出效果（用了【#名称】时）")
    cells = [
        Cell(1, 1, "title", f"{section.key}、{section.title}", colspan=3),
        Cell(2, 1, "note", note, colspan=3),
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
            heights[row] = max(24.0, *(6 + 14.0 * lines(c.text, TEXT_WIDTHS[c.column]) for c in heads_here))
            cells += passage
            row += 1 + PARAGRAPHS
        else:
            figures = list(_figure_lines(part, row))
            cells += figures
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


def _narrative(part: Narrative, title: str, row: int) -> Iterator[Cell]:
    yield Cell(row, 1, "heading", title, colspan=2)
    if part.help.official:
        yield Cell(row, 3, "official", f"（格式原文）{part.help.text}")
    else:
        yield Cell(row, 3, "help", part.help.text)
    # merged, so that its length does not keep the rows beside it from growing with their text
    yield Cell(row + 1, 3, "example", part.example, rowspan=PARAGRAPHS)
    for place in range(1, PARAGRAPHS + 1):
        at = (f"{part.key}.{place:02d}", FILL)
        yield Cell(row + place, 1, "name", f"第{place}段")
        yield Cell(row + place, 2, "paragraph", key=part.key, number=place, at=at)
        yield Cell(row + place, PREVIEW, "preview", key=part.key, number=place)


def _figure_lines(table: Table, row: int) -> Iterator[Cell]:
    yield Cell(row, 1, "heading", table.title, colspan=2)
    yield Cell(row, 3, "help", "填了才采用；没有这类事项可以不填。")
    many = len(table.blocks[0].rows) > 1
    for block in table.blocks:
        for line in block.rows:
            for column in block.columns:
                row += 1
                ref = Ref(table.key, line.key, column.key)
                yield Cell(row, 1, "name", f"{line.label}{column.label}" if many else column.label)
                yield Cell(row, 2, "figure", ref=ref, at=(ref.key, FILL))
