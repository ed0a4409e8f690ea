"""One sheet of an agency's workbook: its colours, whether it is selected, its link to the boxes of comments.

Its rows are cut out before the rest is parsed, and put back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import Position, position
from converter.report.finding import Severity
from converter.workbook.marked.marks import SIGNATURE
from converter.workbook.marked.package import namespace, parse, place, serialized

ORDER: Final = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
)

_ROWS: Final = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?:\s[^<>]*)?>")
_UTF8: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?<(?:\?xml\s[^<>]*encoding=[\"']utf-8[\"'][^<>]*\?>|\?xml\s(?![^<>]*encoding)|(?!\?xml))",
    re.IGNORECASE,
)
_BLANKS: Final = re.compile(r"\s+")
_MARK: Final = "退回标记"


class OpenSheet(NamedTuple):
    """A sheet's part: its tree, in which `rows` are missing where they could be cut out, between `ends`."""

    root: etree._Element
    rows: bytes = b""
    stub: bytes = b""


def open_sheet(part: bytes, *, with_rows: bool = False) -> OpenSheet:
    """The tree of a part. `with_rows`: keep the rows in it, to change cells."""
    found = [*_ROWS.finditer(part)] if _UTF8.match(part) and b"<!" not in part else []
    if with_rows or len(found) != 1 or found[0][0].endswith(b"/>"):
        return OpenSheet(parse(part))
    end_tag = b"</%bsheetData>" % found[0][1]
    start, end = found[0].start(), part.rfind(end_tag)
    if end < 0:
        return OpenSheet(parse(part))
    end += len(end_tag)
    stub = b"<%bsheetData/>" % found[0][1]
    return OpenSheet(parse(part[:start] + stub + part[end:]), part[start:end], stub)


def closed(sheet: OpenSheet) -> bytes:
    """The part with its rows."""
    part = serialized(sheet.root)
    return part.replace(sheet.stub, sheet.rows, 1) if sheet.rows else part


def may_be_marked(part: bytes) -> bool:
    """Whether a part may have colours of an earlier copy, or be selected."""
    return _MARK.encode() in part or b"tabSelected" in part or not _UTF8.match(part)


def clean(root: etree._Element) -> bool:
    """Take the colours of an earlier copy away and select the sheet no more; whether there was anything."""
    changed = False
    main = namespace(root)
    for view in root.iterfind(f"{main}sheetViews/{main}sheetView[@tabSelected]"):
        del view.attrib["tabSelected"]
        changed = True
    for formats in root.findall(f"{main}conditionalFormatting"):
        ours = [rule for rule in formats.findall(f"{main}cfRule") if _is_ours(rule)]
        for rule in ours:
            formats.remove(rule)
        if ours and formats.find(f"{main}cfRule") is None:
            root.remove(formats)
        changed = changed or bool(ours)
    return changed


def _is_ours(rule: etree._Element) -> bool:
    return any(
        _BLANKS.sub("", formula.text or "") == SIGNATURE
        for formula in rule.iterfind(f"{namespace(rule)}formula")
    )


def colour(
    root: etree._Element, cells: Mapping[Severity, Sequence[str]], formats: Mapping[Severity, int]
) -> None:
    """Colour cells by formats behind those that are there. `formats`: the numbers of the colours."""
    main = namespace(root)
    numbers = (rule.get("priority", "") for rule in root.iter("{*}cfRule"))
    priority = max((int(number) for number in numbers if number.isdecimal()), default=0)
    for severity, coloured in cells.items():
        priority += 1
        element = etree.Element(f"{main}conditionalFormatting", sqref=" ".join(coloured))
        rule = etree.SubElement(
            element, f"{main}cfRule", type="expression", dxfId=str(formats[severity]), priority=str(priority)
        )
        etree.SubElement(rule, f"{main}formula").text = SIGNATURE
        place(root, element, ORDER)


def covered(root: etree._Element) -> frozenset[Position]:
    """The cells below others that they are merged with: nothing can be said at them."""
    found = set[Position]()
    for merge in root.iterfind(f"{namespace(root)}mergeCells/{namespace(root)}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        start, end = position(first), position(last)
        if start is None or end is None or (end[0] - start[0]) * (end[1] - start[1]) > _MOST:
            continue
        found |= {
            (row, column)
            for row in range(start[0], end[0] + 1)
            for column in range(start[1], end[1] + 1)
            if (row, column) != start
        }
    return frozenset(found)


_MOST: Final = 100_000
"""Cells of a merged range that are listed."""


def drawing_key(root: etree._Element) -> str:
    """The id of the relation to the part with the boxes of comments, "" without one."""
    element = root.find(f"{namespace(root)}legacyDrawing")
    return "" if element is None else next((str(value) for key, value in element.items() if _is_id(key)), "")


def _is_id(key: str | bytes) -> bool:
    return str(key).rpartition("}")[2] == "id"


def link_drawing(root: etree._Element, key: str, base: str) -> None:
    """Name the part with the boxes of comments; `key`: "" for none. `base`: the namespace of such ids."""
    name = f"{namespace(root)}legacyDrawing"
    for element in root.findall(name):
        root.remove(element)
    if key:
        element = etree.Element(name, nsmap={"r": base})
        element.set(f"{{{base}}}id", key)
        place(root, element, ORDER)
