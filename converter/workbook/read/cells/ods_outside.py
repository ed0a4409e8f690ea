"""What is on a sheet of an .ods file besides its cells: annotations, frames, shapes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from converter.grid.cells import Outside, address
from converter.workbook.read.cells.ods_styles import NAMES, TABLE, count
from converter.workbook.read.cells.outside import typed_words
from converter.workbook.read.cells.package import local_name
from converter.workbook.read.cells.stored import MAX_COLUMNS

_STYLE, _TEXT, _DRAW, _OFFICE = (NAMES % name for name in ("style", "text", "drawing", "office"))
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"

PAGE_TEXTS: Final = (
    "header", "header-left", "header-first", "footer", "footer-left", "footer-first",
)  # fmt: skip
"""Elements with the words of a page's top and bottom."""

_LONGEST: Final = 5_000
"""Characters of a comment or a shape that are kept."""


_ANCHORED: Final = (f"{_OFFICE}annotation", f"{_DRAW}*", f"{_TEXT}a")


def on_row(row: etree._Element, number: int) -> Iterator[Outside]:
    """What is anchored to the cells of a row, or written beside them."""
    if next(row.iter(*_ANCHORED), None) is None:  # as in nearly all rows
        return
    column = 0
    for cell in row:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        for child in cell if len(cell) else ():
            if child.tag == f"{_OFFICE}annotation":
                author = next((part.text or "" for part in child.iterchildren(_CREATOR)), "")
                yield Outside("comment", address((number, column)), _lines(child), author)
            else:
                yield from _shape(child, address((number, column)))
                for link in child.iter(f"{_TEXT}a"):
                    yield Outside("link", address((number, column)), link.get(_HREF, "")[:_LONGEST])
        column += min(count(cell.get(f"{TABLE}number-columns-repeated", "1"), MAX_COLUMNS), MAX_COLUMNS)


def on_sheet(shapes: etree._Element) -> Iterator[Outside]:
    """What is anchored to the sheet as a whole."""
    for child in shapes:
        yield from _shape(child, "")


def _shape(element: etree._Element, cell: str) -> Iterator[Outside]:
    """A shape with words, a picture or another file; charts and lines without words are none."""
    if not str(element.tag).startswith(_DRAW):
        return
    text = _lines(element)
    if text:
        yield Outside("shape", cell, text)
    if next(element.iter(f"{_DRAW}object-ole"), None) is not None:
        yield Outside("object", cell)
    elif next(element.iter(f"{_DRAW}object"), None) is None and any(  # the picture of a chart is none
        image.get(_HREF) for image in element.iter(f"{_DRAW}image")
    ):
        last = element.get(f"{TABLE}end-cell-address", "").rpartition(".")[2].replace("$", "")
        yield Outside("picture", cell, last=last or cell)


def _lines(element: etree._Element) -> str:
    """The paragraphs of an element."""
    lines = ("".join(map(str, line.itertext())) for line in element.iter(f"{_TEXT}p"))
    return "\n".join(line for line in lines if line.strip())[:_LONGEST]


def master_of(element: etree._Element) -> str:
    """The name of the page that a header or footer belongs to."""
    parent = element.getparent()
    return "" if parent is None else parent.get(f"{_STYLE}name", "")


_FIELDS: Final = ("page-number", "page-count", "sheet-name", "date", "time", "title", "file-name", "creator")


def on_page(element: etree._Element) -> Iterator[Outside]:
    """The words of a header or footer without its fields."""
    if element.get(f"{_STYLE}display") == "false":
        return
    pieces: list[str] = []
    for part in element.iter(etree.Element):
        if local_name(part) not in _FIELDS:
            pieces.append(part.text or "")
        pieces.append(part.tail or "")
    words = typed_words(" ".join(pieces))
    if words:
        yield Outside("header", text=words[:_LONGEST])
