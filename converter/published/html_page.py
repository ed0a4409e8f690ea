"""A web page saved from a portal as paragraphs and tables, without what the page does not show."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree, html

from converter.grid.printed_grid import PrintedGrid, Span, placed
from converter.published.page import Block, NotPublishedError, Page

_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "select",
        "textarea",
        "iframe",
        "svg",
        "math",
        "object",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead "
        "title tr ul",
    )
)
_APART = frozenset(("sup", "sub", "s", "strike", "del", "ins", "rt", "rp"))
"""What does not go on with the number beside it: numbers of notes, and what is struck out."""

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.0-9])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")

MAX_SIZE = 20_000_000
"""Bytes of the largest page, with pictures that are written into it."""

MAX_DEPTH = 200
"""Elements within each other that are looked into; deeper ones are no page of a portal."""


def html_page(content: bytes) -> Page:
    """A page's paragraphs and tables. NotPublishedError: it cannot be parsed."""
    if len(content) > MAX_SIZE:
        raise NotPublishedError("large")
    try:
        text = content.decode(_encoding(content), "replace")
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        root = html.document_fromstring(_ENDS.sub("", text).encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise NotPublishedError("unreadable") from error
    title = root.findtext(".//title") or ""
    body = root.find("body")
    blocks = [] if body is None else list(_Reader().blocks(body))
    return Page(tuple(blocks), " ".join(title.split()))


_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Ends of the page, after which the parser reads nothing; browsers show what stands there."""

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


def _encoding(content: bytes) -> str:
    """The encoding of a page: UTF-8 where all but a few bytes are valid in that, else what it declares."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if content.decode("utf-8", "replace").count("\ufffd") * _FEW < len(content) - len(
            content.decode("ascii", "ignore")
        ):
            return "utf-8"
        declared = _DECLARED.search(content[:4_096])
        name = declared[1].decode("ascii").lower() if declared else ""
        try:
            return "gb18030" if name.startswith(("gb", "utf")) else codecs.lookup(name).name
        except LookupError:  # none, or a name that does not exist
            return "gb18030"
    return "utf-8"


_FEW = 50
"""Bytes beyond ASCII for each that is not valid, from which the others count."""


class _Reader:
    """Walks a page and gives a paragraph wherever a line ends."""

    def __init__(self) -> None:
        self._line: list[str] = []

    def blocks(self, body: etree._Element) -> Iterator[Block]:
        yield from self._inside(body, 0)
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        text = _clean("".join(self._line))
        self._line = []
        if text:
            yield text

    def _inside(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self._line.append(element.text or "")
        for child in element:
            yield from self._child(child, depth + 1)
            self._line.append(child.tail or "")

    def _child(self, child: etree._Element, depth: int) -> Iterator[Block]:
        tag = child.tag
        if tag == "iframe" and child.get("srcdoc") and not _is_hidden(child) and depth < MAX_DEPTH:
            yield from self._framed(str(child.get("srcdoc")), depth)
            return
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(child) or depth > MAX_DEPTH:
            return
        ends = tag in _BLOCKS
        if ends:
            yield from self._flush()
        grid = None
        if tag == "table" and next(child.iterdescendants("table"), None) is None:
            grid = _grid(child)
        if grid is not None and grid.width > 1 and grid.height > 1:
            yield from (caption for c in child.iterchildren("caption") if (caption := text_of(c)))
            yield grid
        else:  # a table with tables inside, or of one column, only puts things in their place
            yield from self._inside(child, depth)
        if ends:
            yield from self._flush()

    def _framed(self, text: str, depth: int) -> Iterator[Block]:
        """What a frame shows whose page is written into it."""
        try:
            body = html.document_fromstring(text).find("body")
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return
        yield from self._flush()
        if body is not None:
            yield from self._inside(body, depth)
        yield from self._flush()


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\xa0", " ")).strip()


def _grid(table: etree._Element) -> PrintedGrid | None:
    rows = [row for row in table.iter("tr") if not _is_hidden(row)]
    return placed(
        [
            Span(text_of(cell), _number(cell.get("rowspan"), len(rows) - at), _number(cell.get("colspan"), 1))
            for cell in row.iterchildren("td", "th")
            if not _is_hidden(cell)
        ]
        for at, row in enumerate(rows)
    )


def _number(text: str | None, for_zero: int) -> int:
    """A span; 0 stands for all rows that are left."""
    digits = re.match(r"\s*([0-9]{1,4})", text or "")
    return (int(digits[1]) or for_zero) if digits else 1


def text_of(element: etree._Element) -> str:
    """The text of a cell, its lines separated by line breaks."""
    parts: list[str] = []

    def walk(node: etree._Element, depth: int) -> None:
        parts.append(_SPACES.sub(" ", node.text or ""))
        for child in node:
            if (
                isinstance(child.tag, str)
                and child.tag not in _UNSEEN
                and not _is_hidden(child)
                and depth < MAX_DEPTH
            ):
                ends = "\n" if child.tag in _BLOCKS else " " if child.tag in _APART else ""
                parts.append(ends)
                walk(child, depth + 1)
                parts.append(ends)
            parts.append(_SPACES.sub(" ", child.tail or ""))

    walk(element, 0)
    lines = (_clean(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
