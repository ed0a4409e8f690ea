"""情况说明 of a returned copy: open warnings are entered there, for the agency to add its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from converter.form import Form
from converter.grid.cells import Position, address, position
from converter.report.finding import Finding, Severity
from converter.system.xml_texts import held
from converter.workbook.layout.other_sheets import REASONS
from converter.workbook.layout.workbook_layout import find_cells
from converter.workbook.marked.package import namespace
from converter.workbook.read.cells.xlsx import read_xlsx

_KEYS = ("编号", "工作表", "单元格", "理由")


class Entry(NamedTuple):
    """A text to be entered into a cell."""

    at: Position
    text: str


def reasons_sheet(form: Form) -> str:
    """The name of the sheet."""
    return find_cells(form, "reason", _KEYS[0])[0].name


def entries(content: bytes, findings: Iterable[Finding], names: Sequence[str], form: Form) -> Sequence[Entry]:
    """The texts to enter, as long as rows are free. `content`: the workbook; `names`: its sheets."""
    name = reasons_sheet(form)
    asked = [found for found in findings if found.severity is Severity.WARNING and not found.reason]
    if not asked or name not in names:
        return ()
    sheets = read_xlsx(content, frozenset(other.strip() for other in names if other != name)).sheets
    cells: Mapping[Position, str] = {
        at: cell.raw.strip() for sheet in sheets if sheet.name == name for at, cell in sheet.cells.items()
    }
    return tuple(_entries(asked, cells, form))


def _entries(asked: Iterable[Finding], cells: Mapping[Position, str], form: Form) -> Iterator[Entry]:
    columns = [find_cells(form, "reason", key)[1] for key in _KEYS]
    rows = [[(column[n].row, column[n].column) for column in columns] for n in range(REASONS)]
    there = {(cells.get(code, ""), cells.get(cell, "")) for code, _, cell, _ in rows}
    free = [row for row in rows if not any(cells.get(at) for at in row)]
    for found in asked:
        if free and (found.code, found.cell) not in there:
            places = free.pop(0)
            there.add((found.code, found.cell))
            texts = (found.code, found.sheet, found.cell)
            yield from (Entry(at, text) for at, text in zip(places, texts, strict=False) if text)


def enter(root: etree._Element, texts: Iterable[Entry]) -> None:
    """Enter texts into the cells of a sheet; their looks stay."""
    main = namespace(root)
    data = root.find(f"{main}sheetData")
    if data is None:
        return
    for (row, column), text in texts:
        line = _child_at(data, f"{main}row", row, str(row + 1))
        cell = _child_at(line, f"{main}c", column, address((row, column)))
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        holder = etree.SubElement(cell, f"{main}is")
        words = etree.SubElement(holder, f"{main}t")
        words.text = held(text)


def _child_at(parent: etree._Element, name: str, wanted: int, reference: str) -> etree._Element:
    """The row or cell at a number from 0, made where there is none."""
    before = -1
    for element in parent.iterchildren(name):
        at = _number(element.get("r", ""), before)
        if at == wanted:
            return element
        if at > wanted:
            made = etree.Element(name, r=reference)
            element.addprevious(made)
            return made
        before = at
    return etree.SubElement(parent, name, r=reference)


def _number(reference: str, before: int) -> int:
    """The number of a row or of a cell's column; one without a reference follows the last."""
    if reference.isdecimal():
        return int(reference) - 1
    at = position(reference)
    return before + 1 if at is None else at[1]
