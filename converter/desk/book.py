"""校验结果.xlsx: the board as a workbook: status of agencies, findings, reminder, other files."""

from __future__ import annotations

import io
import os
import traceback
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from converter.catalogue.words import NOTICES, NOTICES_NOTE, SEVERITY_WORDS, STATUS_WORDS
from converter.desk.agency_lines import AgencyLine, Board, notice_texts
from converter.desk.links import with_links
from converter.desk.table_book import set_up_page
from converter.desk.told import told_now
from converter.grid.cells import address
from converter.report.finding import Severity
from converter.results.spool import storage_error
from converter.system.stamps import stamped
from converter.system.zips import with_plain_newlines
from converter.workbook.layout.sheets import line_count
from converter.workbook.layout.styles import BASE, PLAIN_TEXTS, SIGNALS, STYLES
from converter.workbook.layout.workbook_layout import MADE

AGENCIES, FINDINGS, OTHERS, MISSING = "单位状态", "问题清单", "未处理的文件", "催报"
OTHER_YEARS = "其他年度"

_FIRST_LINE, _FIRST_LINK = 3, 7
"""The row of the first agency, and the column of the first link, from 0."""

_LINKS = ("打开报告", "打开退回件")

_GOOD, _BAD, _ASK = SIGNALS["表内核对通过"], SIGNALS["还有"], SIGNALS["请核实"]
_UNKNOWN = {"bg_color": "#E9ECF1", "font_color": "#1F2A44"}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "passed": _GOOD,
    "to_confirm": _ASK,
    "returned": _BAD,
    "unreadable": _BAD,
    "missing": _UNKNOWN,
    "unprocessed": _UNKNOWN,
}
_BOX: Mapping[str, Any] = {"border": 1, "border_color": STYLES["head"]["border_color"], "text_wrap": True}
_TEXT: Mapping[str, Any] = {**_BOX, "indent": 1, "quote_prefix": True}
"""A text, which stays one where somebody edits the cell: what an agency typed may begin with =."""


def board_book(board: Board) -> bytes:
    """The workbook 校验结果.xlsx of a board; the same board gives the same bytes.

    xlsxwriter drops each row when the next one begins, so that thousands take little memory: a row must be
    complete, with its height, before.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    book.set_properties({"title": "校验结果", "created": MADE})
    looks = {name: book.add_format({**BASE, **STYLES[name]}) for name in ("title", "instruction", "head")}
    looks["text"] = book.add_format({**BASE, **_TEXT})
    looks["number"] = book.add_format({**BASE, **_BOX, "align": "center"})
    looks["link"] = book.add_format({**BASE, **_BOX, "font_color": "#1F4E79", "underline": 1, "indent": 1})
    for status, look in LOOKS.items():
        looks[status] = book.add_format({**BASE, **_BOX, **look, "align": "center"})
    _agencies(book.add_worksheet(AGENCIES), looks, board)
    _findings(book.add_worksheet(FINDINGS), looks, board)
    if board.notices:
        _notices(book.add_worksheet(NOTICES), looks, board)
    if board.reminder:
        _texts(book.add_worksheet(MISSING), looks, "催报（可整段复制）", board.reminder.split("\n"))
    if board.other_years:
        _texts(book.add_worksheet(OTHER_YEARS), looks, "其他年度的填报表（没有采用）", board.other_years)
    if board.ignored:
        _texts(book.add_worksheet(OTHERS), looks, "文件夹里未处理的文件（不是填报表）", board.ignored)
    try:
        book.close()
    except (OSError, FileCreateError) as error:  # of the rows in temporary files
        cause = next((each for each in (error, *error.args) if isinstance(each, OSError)), OSError())
        for each in (error, cause):
            traceback.clear_frames(each.__traceback__)  # closes the half archive while its buffer is there
        raise storage_error(cause) from None
    content = _with_links(buffer.getvalue(), board.lines)
    if os.linesep != "\n":  # the temporary files are texts of this system
        content = with_plain_newlines(content, os.linesep)
    return stamped(content, "校验结果")


def _format_sheet(
    sheet: Any, looks: Mapping[str, Any], title: str, note: str, heads: Sequence[tuple[str, float]]
) -> None:
    last = len(heads) - 1
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.set_row(1, 22)
    sheet.merge_range(1, 0, 1, last, note, looks["instruction"])
    for column, (text, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, text, looks["head"])
    sheet.freeze_panes(3, 1)
    set_up_page(sheet)


def _agencies(sheet: Any, looks: Mapping[str, Any], board: Board) -> None:
    words = "，".join(f"{STATUS_WORDS[status]} {number}" for status, number in board.counts.items() if number)
    heads = (
        ("单位", 34), ("状态", 10), ("错误", 7), ("待核实", 8), ("已说明", 8), ("已认可", 8), ("文件", 44),
        ("Word 报告", 16), ("退回件", 16), ("同一单位的其他版本", 36), ("类别", 12), ("联系人", 20),
    )  # fmt: skip
    year = f"{board.year} 年度" if board.year else ""
    _format_sheet(sheet, looks, f"{year}校验结果", f"共 {len(board.lines)} 个单位：{words}。", heads)
    for row, line in enumerate(board.lines, start=_FIRST_LINE):
        remark = "" if line.listed else "（不在名单上）"
        sheet.write_string(row, 0, f"{line.agency}{remark}", looks["text"])
        sheet.write_string(row, 1, line.status_word, looks[line.status])
        for column, number in enumerate((line.errors, line.warnings, line.answered, line.accepted), start=2):
            sheet.write_number(row, column, number, looks["number"])
        source = f"{line.source}（{line.remark}）" if line.remark else line.source
        sheet.write_string(row, 6, source, looks["text"])
        for column, path in enumerate(_files_of(line), _FIRST_LINK):
            if path:
                sheet.write_string(row, column, _LINKS[column - _FIRST_LINK], looks["link"])
            else:
                sheet.write_blank(row, column, None, looks["text"])
        rest = ("、".join(line.versions), line.category, line.contact)
        for column, text in enumerate(rest, start=9):
            sheet.write_string(row, column, text, looks["text"])
    sheet.autofilter(2, 0, max(2 + len(board.lines), 3), len(heads) - 1)


def _files_of(line: AgencyLine) -> tuple[str, str]:
    """The files that a line links to, "" where there is none."""
    return line.document, line.marked_copy


def _with_links(content: bytes, lines: Sequence[AgencyLine]) -> bytes:
    """The board with the links of its first sheet."""

    def links() -> Iterator[tuple[str, str]]:
        for row, line in enumerate(lines, _FIRST_LINE):
            for column, path in enumerate(_files_of(line), _FIRST_LINK):
                if path:
                    yield address((row, column)), path

    if next(links(), None) is None:
        return content
    return with_links(content, 1, (cell for cell, _ in links()), (path for _, path in links()))


_LOOKS_OF = {Severity.ERROR: "returned", Severity.WARNING: "to_confirm", Severity.INFO: "unprocessed"}


def _findings(sheet: Any, looks: Mapping[str, Any], board: Board) -> None:
    """Errors and warnings by agency, then whatever is about no single workbook."""
    width = 92
    heads = (
        ("问题", width), ("单位", 30), ("轻重", 9), ("编号", 8), ("工作表", 18), ("单元格", 16),
        ("单位说明", 30), ("县里认可", 30), ("文件", 40),
    )  # fmt: skip
    _format_sheet(sheet, looks, "问题清单", "一行一个问题；按“单位”“轻重”筛选。各单位的提示不列。", heads)
    by_agency = ((line.agency, line.source, told) for line in board.lines for told in line.told)
    of_all = (("（全县）", "", told) for told in told_now(board.findings, hints=True))
    row = 2
    for row, (agency, source, told) in enumerate(chain(by_agency, of_all), start=3):
        message = told.message
        severity = SEVERITY_WORDS[told.severity]
        look = _LOOKS_OF[told.severity]
        rest = (agency, severity, told.code, told.sheet, told.cell, told.reason, told.accepted, source)
        for column, text in enumerate((message, *rest)):
            sheet.write_string(row, column, text, looks[look if column == 2 else "text"])
        sheet.set_row(row, 6 + 15.0 * line_count(message, width))
    sheet.autofilter(2, 0, max(row, 3), len(heads) - 1)


def _notices(sheet: Any, looks: Mapping[str, Any], board: Board) -> None:
    """What went wrong here, a line each."""
    width = 110
    _format_sheet(sheet, looks, NOTICES, NOTICES_NOTE, (("问题", width), ("轻重", 9), ("编号", 8)))
    for row, (found, message) in enumerate(notice_texts(board.notices), start=3):
        look = "returned" if found.severity is Severity.ERROR else "to_confirm"
        for column, text in enumerate((message, SEVERITY_WORDS[found.severity], found.code)):
            sheet.write_string(row, column, text, looks[look if column == 1 else "text"])
        sheet.set_row(row, 6 + 15.0 * line_count(message, width))


def _texts(sheet: Any, looks: Mapping[str, Any], title: str, texts: Sequence[str]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.set_row(0, 32)
    for row, text in enumerate(texts, start=1):
        sheet.write_string(row, 0, text, looks["text"])
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
