"""A Word document as paragraphs and tables with their merged cells, text boxes where they are anchored."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from converter.grid.printed_grid import PrintedGrid, Span, placed
from converter.published.page import Block, NotPublishedError, Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = (f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}delText")
_CHARACTERS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_OFF = ("0", "false", "off")

MAX_BODY = 16_000_000
"""Bytes of the largest body that is read."""

MAX_DEPTH = 200


def docx_page(content: bytes) -> Page:
    """A document's paragraphs and tables. NotPublishedError: it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = archive.getinfo("word/document.xml")
            if member.file_size > MAX_BODY:
                raise NotPublishedError("large")
            with archive.open(member) as file:
                body = file.read(MAX_BODY + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise NotPublishedError("unreadable") from error
    if len(body) > MAX_BODY:
        raise NotPublishedError("large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body.replace(_STRICT, _W[1:-1].encode()), parser).find(f"{_W}body")
    except etree.XMLSyntaxError as error:
        raise NotPublishedError("unreadable") from error
    if root is None:
        raise NotPublishedError("unreadable")
    for unseen in [*root.iter(*_UNSEEN), *_hidden_runs(root)]:
        _drop(unseen)
    return Page(tuple(block for block in _blocks(root, 0) if not isinstance(block, str) or block))


def _hidden_runs(root: etree._Element) -> Iterator[etree._Element]:
    for mark in root.iter(f"{_W}vanish"):
        properties = mark.getparent()
        run = None if properties is None else properties.getparent()
        if run is not None and run.tag == f"{_W}r" and mark.get(f"{_W}val") not in _OFF:
            yield run


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _blocks(parent: etree._Element, depth: int) -> Iterator[Block]:
    for child in parent if depth < MAX_DEPTH else ():
        if child.tag == f"{_W}p":
            boxes = list(child.iter(f"{_W}txbxContent"))
            for box in boxes:
                _drop(box)
            yield from _lines(child)
            for box in boxes:
                yield from _blocks(box, depth + 1)
        elif child.tag == f"{_W}tbl":
            inner = list(child.iterdescendants(f"{_W}tbl"))
            for table in inner:
                _drop(table)
            grid = _grid(child)
            if grid is not None and grid.width > 1 and grid.height > 1:
                yield grid
            elif grid is not None:
                yield from (line for cell in grid.cells for line in cell.text.split("\n"))
            for table in inner:
                own = _grid(table)
                if own is not None:
                    yield own
        elif len(child):
            yield from _blocks(child, depth + 1)


def _lines(paragraph: etree._Element) -> Iterator[str]:
    for line in _text(paragraph).split("\n"):
        if line.strip():
            yield line.strip()


def _text(element: etree._Element, *, apart: bool = False) -> str:
    """The text of an element. `apart`: raised and struck out characters do not go on with those beside."""
    wanted = (f"{_W}t", *_CHARACTERS)
    parts = []
    for node in element.iter(*wanted):
        text = (node.text or "") if node.tag == f"{_W}t" else _CHARACTERS[str(node.tag)]
        parts.append(f" {text} " if apart and _is_apart(node.getparent()) else text)
    return "".join(parts)


_RAISED = ("superscript", "subscript")


def _is_apart(run: etree._Element | None) -> bool:
    """True for a run of the number of a note, or of text that is struck out."""
    properties = None if run is None else run.find(f"{_W}rPr")
    if properties is None:
        return False
    place = properties.find(f"{_W}vertAlign")
    struck = (properties.find(f"{_W}{name}") for name in ("strike", "dstrike"))
    return (place is not None and place.get(f"{_W}val") in _RAISED) or any(
        mark is not None and mark.get(f"{_W}val") not in _OFF for mark in struck
    )


def _grid(table: etree._Element) -> PrintedGrid | None:
    rows = list(table.iter(f"{_W}tr"))
    return placed(([*_spans(row)] for row in rows), [_skipped(row) for row in rows])


def _skipped(row: etree._Element) -> int:
    mark = row.find(f"{_W}trPr/{_W}gridBefore")
    return _number(mark, 0)


def _spans(row: etree._Element) -> Iterator[Span]:
    for cell in row.iter(f"{_W}tc"):
        properties = cell.find(f"{_W}tcPr")
        span, merge = 1, None
        if properties is not None:
            span = _number(properties.find(f"{_W}gridSpan"), 1)
            merge = properties.find(f"{_W}vMerge")
        lines = (_text(paragraph, apart=True).strip() for paragraph in cell.iter(f"{_W}p"))
        text = "\n".join(line for line in lines if line)
        yield Span(text, 1, span, merge is not None and merge.get(f"{_W}val") != "restart")


def _number(mark: etree._Element | None, usual: int) -> int:
    text = "" if mark is None else mark.get(f"{_W}val") or ""
    return int(text) if text.isdecimal() and len(text) < 4 else usual
