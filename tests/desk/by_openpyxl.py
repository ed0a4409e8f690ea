"""Returned copies as openpyxl makes them, losing what it does not know: the second opinion on our own."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from converter.catalogue.messages import describe
from converter.catalogue.words import REQUEST_WORDS
from converter.form import Form
from converter.grid.cells import address
from converter.report.correction import MARK_LABEL, MARK_NAME
from converter.report.finding import Finding, Severity
from converter.system.zips import write_zip
from converter.workbook.layout.other_sheets import REASONS
from converter.workbook.layout.styles import HEAD, INK, LINE
from converter.workbook.layout.workbook_layout import RETURN_SHEET, find_cells
from converter.workbook.marked.listing import ReturnSheetHead
from converter.workbook.marked.marks import AUTHOR, COLOURS, SIGNATURE

_CELL = re.compile("[A-Z]{1,3}[0-9]{1,7}")
_CORE = "docProps/core.xml"
_LONGEST = 3000
"""The most characters of a comment."""


def marked_copy(content: bytes, findings: Sequence[Finding], head: ReturnSheetHead, form: Form) -> bytes:
    """A workbook with its errors and warnings marked. Unmarkable: openpyxl cannot open it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl drops pictures and extensions, which hold no figures
        book = load_workbook(io.BytesIO(content), keep_vba=_has_macros(content), rich_text=True)
    _unmark(book)
    marked = _in_order(book, [found for found in findings if found.severity is not Severity.INFO])
    for sheet in book.worksheets:
        _mark(sheet, [found for found in marked if found.sheet == sheet.title])
    _list_warnings(book, marked, form)
    _write_return_sheet(book, marked, head)
    if head.mark:
        name = DefinedName(MARK_NAME, attr_text=f'"{" ".join(head.mark)}"', hidden=True)
        book.defined_names[MARK_NAME] = name
    saved = io.BytesIO()
    book.save(saved)
    return _with_properties_of(content, saved.getvalue())


def _with_properties_of(original: bytes, copy: bytes) -> bytes:
    """A copy with the properties of the original (who saved it, when), so that its bytes are reproducible."""
    with zipfile.ZipFile(io.BytesIO(copy)) as new, zipfile.ZipFile(io.BytesIO(original)) as old:
        parts = [(name, new.read(name)) for name in new.namelist()]
        core = old.read(_CORE) if _CORE in old.namelist() else None
    return write_zip((name, core if name == _CORE and core else part) for name, part in parts)


def _has_macros(content: bytes) -> bool:
    return b"vbaProject.bin" in content


def _in_order(book: Workbook, findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, each by sheet, row and column; those about the whole file first."""
    order = {name: place for place, name in enumerate(book.sheetnames)}

    def key(found: Finding) -> tuple[int, int, int, int]:
        cells = list(_cells(found))
        row, column = coordinate_to_tuple(cells[0]) if cells else (0, 0)
        return (list(Severity).index(found.severity), order.get(found.sheet, -1), row, column)

    return sorted(findings, key=key)


def _cells(found: Finding) -> Iterator[str]:
    """The cells of a finding; of a range the first."""
    for place in found.places:
        first, _, _ = place.cell.partition(":")
        if _CELL.fullmatch(first):
            yield first


# --- marks ----------------------------------------------------------------------------------------


def _unmark(book: Workbook) -> None:
    """Remove the marks of an earlier copy."""
    if RETURN_SHEET in book.sheetnames:
        del book[RETURN_SHEET]
    book.defined_names.pop(MARK_NAME, None)
    for sheet in book.worksheets:
        kept = [
            (where.sqref, rule)
            for where in sheet.conditional_formatting
            for rule in where.rules
            if SIGNATURE not in (rule.formula or [])
        ]
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
        for where, rule in kept:
            sheet.conditional_formatting.add(str(where), rule)
        # iter_rows would visit every row down to a stray cell in the last one
        for cell in list(sheet._cells.values()):
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None


def _mark(sheet: Worksheet, findings: Sequence[Finding]) -> None:
    """Colour the cells of findings, and comment the first cell of each."""
    comments: dict[str, list[str]] = {}
    worst: dict[str, Severity] = {}
    for found in findings:
        cells = list(_cells(found))
        if cells:
            comments.setdefault(cells[0], []).append(_sentence(found))
        for at in cells:
            worst[at] = min(found.severity, worst.get(at, found.severity), key=list(Severity).index)
    for severity, colour in COLOURS.items():
        cells = sorted((at for at, own in worst.items() if own is severity), key=coordinate_to_tuple)
        if cells:
            fill = PatternFill(bgColor=colour, fill_type="solid")
            rule = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[SIGNATURE])
            sheet.conditional_formatting.add(" ".join(cells), rule)
    for at, sentences in comments.items():
        cell = sheet[at]
        if isinstance(cell, MergedCell):
            continue  # it cannot hold a comment; the list on the first sheet names it
        own = f"{cell.comment.text}\n" if cell.comment is not None else ""
        comment = Comment((own + "\n".join(sentences))[:_LONGEST], AUTHOR)
        comment.width, comment.height = 360, 60 + 40 * len(sentences)
        cell.comment = comment


def _sentence(found: Finding) -> str:
    return f"{REQUEST_WORDS[found.severity]}（{found.code}）：{describe(found)}"


def _list_warnings(book: Workbook, findings: Iterable[Finding], form: Form) -> None:
    """Enter the open warnings on 情况说明, for the agency to add its reasons, as long as rows are free."""
    sheet_plan, cells = find_cells(form, "reason", "编号")
    if sheet_plan.name not in book.sheetnames:
        return
    sheet = book[sheet_plan.name]
    places = {key: find_cells(form, "reason", key)[1] for key in ("工作表", "单元格", "理由")}
    lines = [(cells[n], *(places[key][n] for key in ("工作表", "单元格", "理由"))) for n in range(REASONS)]
    at = [[sheet.cell(c.row + 1, c.column + 1) for c in line] for line in lines]
    there = {(_text(code), _text(cell)) for code, _, cell, _ in at}
    free = [line for line in at if not any(_text(cell) for cell in line)]
    for found in findings:
        wanted = (found.code, found.cell)
        if found.severity is Severity.WARNING and not found.reason and wanted not in there and free:
            code, where, cell, _ = free.pop(0)
            for target, text in ((code, found.code), (where, found.sheet), (cell, found.cell)):
                _write(target, text)
            there.add(wanted)


def _write(cell: Any, text: str) -> None:
    """Write a text as text, even if it begins with =."""
    cell.value = text
    cell.data_type = "s"


def _text(cell: Any) -> str:
    return str(cell.value or "").strip()


# --- 退回说明 ---------------------------------------------------------------------------------------

_THIN = Side(style="thin", color=LINE[1:])
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADS = (("序号", 7), ("要求", 16), ("编号", 9), ("工作表", 18), ("单元格", 16), ("说明", 96))


def _write_return_sheet(book: Workbook, findings: Sequence[Finding], head: ReturnSheetHead) -> None:
    """Write 退回说明 as the first sheet: what to do, then every finding with a link to its cell."""
    sheet = book.create_sheet(RETURN_SHEET, 0)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "BF8F00"
    for place, (_, width) in enumerate(_HEADS):
        sheet.column_dimensions["ABCDEF"[place]].width = width
    title = f"{head.agency}：退回修改说明" if head.agency else "退回修改说明"
    lines = [(title, Font(name="黑体", size=16, bold=True, color=INK[1:])), (head.request, None)]
    if head.remark:
        lines.append((head.remark, Font(name="宋体", size=11, color="9C0006")))
    for row, (text, font) in enumerate(lines, start=1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_HEADS))
        cell = sheet.cell(row, 1)
        _write(cell, text)
        cell.font = font or Font(name="宋体", size=11, color=INK[1:])
        cell.alignment = Alignment(wrap_text=True, vertical="center", indent=1)
        sheet.row_dimensions[row].height = 34 if row == 1 else 18 + 15 * (len(text) // 76)
    heads_row = len(lines) + 2
    if head.mark:
        mark = sheet.cell(heads_row - 1, 1)
        _write(mark, f"{MARK_LABEL}（收到改好的表时据此认出，请保留）：{' '.join(head.mark)}")
        mark.font = Font(name="宋体", size=8, color="808080")
        mark.alignment = Alignment(indent=1)
    for place, (text, _) in enumerate(_HEADS, start=1):
        _box(sheet.cell(heads_row, place, text), fill=HEAD, centre=True)
    for number, found in enumerate(findings, start=1):
        _write_line(sheet, heads_row + number, number, found, book.sheetnames)
    sheet.freeze_panes = f"A{heads_row + 1}"
    sheet.print_title_rows = f"{heads_row}:{heads_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _write_line(sheet: Worksheet, row: int, number: int, found: Finding, names: Sequence[str]) -> None:
    """Write a line of the list. `names`: the sheets that a link may lead to."""
    reason = f"（单位说明：{found.reason}）" if found.reason else ""
    sentence = describe(found) + reason
    values = (str(number), REQUEST_WORDS[found.severity], found.code, found.sheet, found.cell, sentence)
    for place, value in enumerate(values, start=1):
        _write(sheet.cell(row, place), value)
        _box(sheet.cell(row, place), centre=place in (1, 3))
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=COLOURS[found.severity])
    sheet.row_dimensions[row].height = 8 + 15 * max(1, -(-2 * len(sentence) // 92))
    if found.sheet in names:
        first = next(_cells(found), "A1")
        for place in (4, 5):
            cell = sheet.cell(row, place)
            target = f"'{found.sheet}'!{first}"
            cell.hyperlink = Hyperlink(ref=address((row - 1, place - 1)), location=target)
            cell.font = Font(name="宋体", size=11, color="1F4E79", underline="single")


def _box(cell: Cell | MergedCell, *, fill: str = "", centre: bool = False) -> None:
    """Format a cell of the list; `fill`: the colour of a head."""
    cell.border = _BOX
    cell.font = Font(name="宋体", size=11, bold=bool(fill), color=INK[1:])
    cell.alignment = Alignment(
        wrap_text=True, vertical="center", horizontal="center" if centre else None, indent=0 if centre else 1
    )
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill[1:])
