"""What stands in a Word document, read by a path that shares nothing with rendering."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from converter.form import FORM, Form, Ref, printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(document: bytes) -> etree._Element:
    """The body of a document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        found = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def with_parts(document: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A document or template with its parts changed by a function of name and content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def with_main(document: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A document or template with its main part changed."""
    return with_parts(document, lambda name, part: change(part) if name == "word/document.xml" else part)


def with_body(document: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """A document or template with the tree of its body changed."""

    def changed(part: bytes) -> bytes:
        root = etree.fromstring(part)
        found = root.find(f"{W}body")
        assert found is not None
        change(found)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return with_main(document, changed)


def text(element: etree._Element) -> str:
    """The characters below an element; a line break inside a paragraph counts as nothing."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def paragraphs(document: bytes) -> list[str]:
    """The paragraphs outside tables that hold anything, in order."""
    return [words for element in body(document).iterchildren(f"{W}p") if (words := text(element))]


def headers(document: bytes) -> list[str]:
    """The text of every header part."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return [
            text(etree.fromstring(archive.read(name)))
            for name in archive.namelist()
            if name.startswith("word/header")
        ]


def tables(document: bytes) -> list[dict[tuple[int, int], str]]:
    """Each table as text by row and grid column; cells merged from above are left out."""
    grids = []
    for table in body(document).iterchildren(f"{W}tbl"):
        grid: dict[tuple[int, int], str] = {}
        for row, line in enumerate(table.iterchildren(f"{W}tr")):
            column = 0
            for cell in line.iterchildren(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(f"{W}val") == "restart":
                    grid[row, column] = text(cell)
                column += 1 if span is None else int(span.get(f"{W}val") or 1)
        grids.append(grid)
    return grids


def figures(document: bytes, form: Form = FORM) -> dict[Ref, str]:
    """Every figure of the printed tables, each cell held against the official label grid."""
    read: dict[Ref, str] = {}
    official = [table for table in form.tables.values() if table.printed]
    found = tables(document)
    assert len(found) == len(official)
    for table, grid in zip(official, found, strict=True):
        layout = printed(table)
        assert {(cell.row, cell.column) for cell in layout.cells} == set(grid)
        for cell in layout.cells:
            if cell.ref is None:
                assert grid[cell.row, cell.column] == cell.text
            else:
                read[cell.ref] = grid[cell.row, cell.column]
    return read
