"""退回说明, the first sheet of a returned copy: what to do, then every finding with a link to its cell."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from converter.catalogue.messages import describe
from converter.catalogue.words import REQUEST_WORDS
from converter.report.correction import MARK_LABEL
from converter.report.finding import Finding
from converter.system.xml_texts import attribute_text, cell_text
from converter.workbook.layout.workbook_layout import RETURN_SHEET
from converter.workbook.marked.marks import cells_of
from converter.workbook.marked.styles import Look, Styles

_HEADS: Final = (("序号", 7), ("要求", 16), ("编号", 9), ("工作表", 18), ("单元格", 16), ("说明", 90))
_CELLS_WIDTH, _TEXT_WIDTH = 13, 86
"""Latin characters in a line of the columns with cells and with sentences."""

_SHEET: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="{main}"><sheetPr><tabColor rgb="FFBF8F00"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    '<pane ySplit="{heads}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{first}" sqref="A{first}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
    '<mergeCells count="{merged}">{merges}</mergeCells>{links}'
    '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
)


class ReturnSheetHead(NamedTuple):
    """The texts above the list on 退回说明: the agency, what to do until when, a remark or "".

    `mark`: the codes by which the corrected copy says what it corrects.
    """

    agency: str
    request: str
    remark: str = ""
    mark: tuple[str, ...] = ()


class ReturnSheet(NamedTuple):
    """The part, and the row of the heads, which is repeated on every printed page."""

    part: bytes
    heads: int


def return_sheet(
    findings: Sequence[Finding], head: ReturnSheetHead, names: Container[str], styles: Styles, main: str
) -> ReturnSheet:
    """The sheet. `names`: the sheets that a link may lead to. `main`: the namespace of the workbook."""
    title = f"{head.agency}：退回修改说明" if head.agency else "退回修改说明"
    top: list[tuple[str, Look]] = [(title, "title"), (head.request, "text")]
    if head.remark:
        top.append((head.remark, "remark"))
    heads = len(top) + 2
    rows = [*_top(top, styles)]
    if head.mark:
        mark = f"{MARK_LABEL}（收到改好的表时据此认出，请保留）：{' '.join(head.mark)}"
        rows.append(_row(heads - 1, 0, [(mark, "mark")], styles))
    rows.append(_row(heads, 0, [(text, "head") for text, _ in _HEADS], styles))
    links: list[str] = []
    for number, found in enumerate(findings, start=1):
        rows.append(_line(heads + number, number, found, names, styles, links))
    return ReturnSheet(
        _SHEET.format(
            main=main,
            heads=heads,
            first=heads + 1,
            columns="".join(
                f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
                for place, (_, width) in enumerate(_HEADS, start=1)
            ),
            rows="".join(rows),
            merged=len(top),
            merges="".join(f'<mergeCell ref="A{row}:F{row}"/>' for row in range(1, len(top) + 1)),
            links=f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        ).encode(),
        heads,
    )


def _top(lines: Sequence[tuple[str, Look]], styles: Styles) -> Iterator[str]:
    for row, line in enumerate(lines, start=1):
        height = 34 if row == 1 else 18 + 15 * (len(line[0]) // 73)
        yield _row(row, height, [line, *[("", line[1])] * (len(_HEADS) - 1)], styles)


def _line(
    row: int, number: int, found: Finding, names: Container[str], styles: Styles, links: list[str]
) -> str:
    """A line of the list; its links are added. Cells too many for a line have none: it would not wrap."""
    reason = f"（单位说明：{found.reason}）" if found.reason else ""
    sentence = describe(found) + reason
    is_long = len(found.cell) > _CELLS_WIDTH
    linked = found.sheet in names
    looks: list[Look] = [
        "centre", found.severity.value, "centre", "link" if linked else "cell",
        "link" if linked and not is_long else "cell", "cell",
    ]  # fmt: skip
    if linked:
        sheet = found.sheet.replace("'", "''")
        target = attribute_text(f"'{sheet}'!{next(cells_of(found), 'A1')}")
        cells = ("D",) if is_long else ("D", "E")
        links += (f'<hyperlink ref="{column}{row}" location="{target}"/>' for column in cells)
    texts = (str(number), REQUEST_WORDS[found.severity], found.code, found.sheet, found.cell, sentence)
    lines = max(1, math.ceil(2 * len(sentence) / _TEXT_WIDTH), math.ceil(len(found.cell) / _CELLS_WIDTH))
    return _row(row, 8 + 15 * lines, [*zip(texts, looks, strict=True)], styles)


def _row(row: int, height: int, cells: Sequence[tuple[str, Look]], styles: Styles) -> str:
    own = f' ht="{min(height, 409)}" customHeight="1"' if height else ""
    return f'<row r="{row}"{own}>{"".join(_cells(row, cells, styles))}</row>'


def _cells(row: int, cells: Sequence[tuple[str, Look]], styles: Styles) -> Iterator[str]:
    for column, (text, look) in zip("ABCDEF", cells, strict=False):
        at = f'<c r="{column}{row}" s="{styles.looks[look]}"'
        yield f'{at} t="inlineStr"><is>{cell_text(text)}</is></c>' if text else f"{at}/>"


PRINT_TITLES: Final = f"'{RETURN_SHEET}'!${{0}}:${{0}}"
"""The rows that are printed on every page, as a name of the workbook says it."""
