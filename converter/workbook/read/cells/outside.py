"""What is on a sheet of an .xlsx file besides its cells: comments, shapes with words, pictures, headers.

Nothing of it is ever a figure or a text of the report; it is read so that nothing is lost unsaid.
A part that is missing, damaged or too large never makes the file unreadable.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from lxml import etree

from converter.grid.cells import MAX_OUTSIDE, Outside, address
from converter.system.fast_xml import bounded_cache
from converter.system.patterns import pattern
from converter.workbook.read.cells.package import CACHED_PART, Package, elements, local_name, relations
from converter.workbook.read.cells.unreadable import UnreadableFile

MAX_PART: Final = 1_000_000
"""Bytes of a part with comments or shapes; a larger one is told and not read."""

UNREAD: Final = Outside("unread")
_LONGEST: Final = 5_000
"""Characters of a comment or a shape that are kept."""


def attached(package: Package, part: str, links: Iterable[Outside] = ()) -> tuple[Outside, ...]:
    """Everything that the part of a sheet refers to and that a reader of the sheet sees.

    `links`: as `linked_cells` gives them.
    """
    folder, name = posixpath.split(part)
    if not package.has_part(posixpath.join(folder, "_rels", name + ".rels")):
        return ()
    found: list[Outside] = []
    try:
        related = relations(package, part)
        targets = ((link, related.get(link.text, ("", ""))[1]) for link in links)
        found += (link._replace(text=target[:_LONGEST]) for link, target in targets if target)
        for kind, target in related.values():
            if kind in _FILES:
                found.append(Outside("object"))
            elif kind in _READERS and package.has_part(target):
                found += _limited(_READERS[kind](package, target))
    except UnreadableFile:
        found.append(UNREAD)
    threads = any(item.author == _THREAD for item in found)
    return tuple(item for item in found if not (threads and item.author.startswith("tc=")))


_FILES: Final = frozenset(("oleobject", "package"))
_THREAD: Final = "thread"


def _limited(items: Iterable[Outside]) -> Iterator[Outside]:
    for number, item in enumerate(items):
        if number == MAX_OUTSIDE:
            yield UNREAD
            return
        yield item._replace(text=item.text[:_LONGEST])


def _data(package: Package, part: str) -> bytes | None:
    return package.read(part, part) if package.size(part) <= MAX_PART else None


def _comments(package: Package, part: str) -> Iterator[Outside]:
    """Comments; where they are threads, programs of today show those and leave these as they were."""
    data = _data(package, part)
    if data is None:
        yield UNREAD
        return
    authors: list[str] = []
    for element in elements(data, part, "comments", author="authors", comment="commentList"):
        if local_name(element) == "author":
            authors.append(element.text or "")
            continue
        number = element.get("authorId", "")
        known = number.isascii() and number.isdigit() and int(number[:9]) < len(authors)
        author = authors[int(number[:9])] if known else ""
        yield Outside("comment", element.get("ref", ""), _words(element), author)


def _threads(package: Package, part: str) -> Iterator[Outside]:
    data = _data(package, part)
    if data is None:
        yield UNREAD
        return
    for element in elements(data, part, "ThreadedComments", threadedComment="ThreadedComments"):
        text = _text(element, "text")
        yield Outside("comment", element.get("ref", ""), text, _THREAD)


def _text(element: etree._Element, name: str) -> str:
    return "".join(part.text or "" for part in element.iter(f"{{*}}{name}"))


def _words(element: etree._Element) -> str:
    """The characters of an element with runs, without phonetic guides."""
    return "".join(part.text or "" for part in element.iter("{*}t") if local_name(part.getparent()) != "rPh")


_ANCHORS: Final = dict.fromkeys(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"), "wsDr Choice")


def _drawing(package: Package, part: str) -> Iterator[Outside]:
    """Shapes with words and pictures; for programs of today, where there is another for older ones."""
    data = _data(package, part)
    if data is None:
        yield UNREAD
        return
    for anchor in elements(data, part, "wsDr", **_ANCHORS):
        cell, last = _corner(anchor, "from", 0), _corner(anchor, "to", 1)
        shown = [element for element in anchor.iter("{*}p", "{*}pic", "{*}blipFill") if _is_shown(element)]
        lines = [_text(element, "t") for element in shown if local_name(element) == "p"]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            yield Outside("shape", cell, text)
        if any(local_name(element) != "p" for element in shown):
            yield Outside("picture", cell, last=last or cell)
    folder, name = posixpath.split(part)
    if package.has_part(posixpath.join(folder, "_rels", name + ".rels")):
        for kind, target in relations(package, part).values():
            if kind == "diagramdata" and package.has_part(target):
                yield from _diagram(package, target)


def _diagram(package: Package, part: str) -> Iterator[Outside]:
    data = _data(package, part)
    if data is None:
        yield UNREAD
        return
    lines = [_text(element, "t") for element in elements(data, part, "dataModel", p="t") if len(element)]
    if any(line.strip() for line in lines):
        yield Outside("shape", text="\n".join(line for line in lines if line.strip()))


def _is_shown(element: etree._Element) -> bool:
    return next(element.iterancestors("{*}Fallback"), None) is None


def _corner(anchor: etree._Element, name: str, end: int) -> str:
    """The cell of a corner of an anchor; `end`: 1 for the last, which may end where a cell begins."""
    corner = next(anchor.iterchildren(f"{{*}}{name}"), None)
    if corner is None:
        return ""
    given = {local_name(part): (part.text or "").strip() for part in corner}
    numbers = {key: int(text[:9]) if text.isascii() and text.isdigit() else 0 for key, text in given.items()}
    row, column = (
        max(numbers.get(key, 0) - (end if not numbers.get(f"{key}Off", 0) else 0), 0)
        for key in ("row", "col")
    )
    return address((row, column))


_SHAPE: Final = pattern(r"<v:(?:shape|rect|roundrect|oval)[\s>]")
_BOX: Final = pattern(r"<v:textbox[^<>]*>")
_TAG: Final = pattern(r"<[^<>]*>")
_TYPE: Final = pattern(r'ObjectType="(\w+)"')
_ANCHOR: Final = pattern(r"<x:Anchor>([\s0-9,]{1,200})</x:Anchor>")


def _vml(package: Package, part: str) -> Iterator[Outside]:
    """Shapes of old programs, which write them as no parser takes them."""
    data = _data(package, part)
    if data is None:
        yield UNREAD
        return
    for shape in _SHAPE.split(data.decode("utf-8", "replace"))[1:]:
        kind = found[1] if (found := _TYPE.search(shape)) else ""
        if kind == "Note":  # a comment, whose words stand in a part of their own
            continue
        corners = found[1].split(",") if (found := _ANCHOR.search(shape)) else []
        numbers = [int(number) for number in map(str.strip, corners) if number.isdigit()]
        first, last = (
            ((numbers[2], numbers[0]), (numbers[6], numbers[4])) if len(numbers) == 8 else ((0, 0),) * 2
        )
        box = _BOX.search(shape)
        inner = shape[box.end() : max(shape.find("</v:textbox>", box.end()), box.end())] if box else ""
        text = unescape(_TAG.sub("", inner)).strip()
        if text:
            yield Outside("shape", address(first), text)
        if kind == "Pict":
            yield Outside("picture", address(first), last=address(last))


_READERS: Final = {
    "comments": _comments,
    "threadedcomment": _threads,
    "drawing": _drawing,
    "vmldrawing": _vml,
}


_LINKS: Final = re.compile(r"<(?:\w+:)?hyperlink\s[^<>]*>")
_ATTRIBUTE: Final = re.compile(r"""\s(ref|\w+:id)\s*=\s*["']([^"'<>]*)["']""")


def linked_cells(sheet: bytes) -> tuple[Outside, ...]:
    """The cells of a sheet's part that lead to an address, with the id of its relation as the text."""
    start = sheet.find(b"hyperlinks>", sheet.rfind(b"sheetData>"))
    end = sheet.rfind(b"hyperlinks>")
    return _linked_cells(sheet[start:end]) if 0 <= start < end else ()


@bounded_cache(16, CACHED_PART)
def _linked_cells(markup: bytes) -> tuple[Outside, ...]:
    links = (dict(_ATTRIBUTE.findall(found)) for found in _LINKS.findall(markup.decode("utf-8", "replace")))
    pairs = ((link.pop("ref", ""), next(iter(link.values()), "")) for link in links)
    return tuple(Outside("link", cell.partition(":")[0], key) for cell, key in pairs if key)[:MAX_OUTSIDE]


def page_words(sheet: bytes) -> tuple[Outside, ...]:
    """The words of the headers and footers of a sheet's part."""
    end = sheet.rfind(b"headerFooter")
    return _page_words(sheet[max(sheet.rfind(b"headerFooter", 0, end), 0) : end]) if end > 0 else ()


_PAGE_TEXT: Final = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^<>]*>([^<>]*)<")


@bounded_cache(16, CACHED_PART)
def _page_words(markup: bytes) -> tuple[Outside, ...]:
    texts = (unescape(found) for found in _PAGE_TEXT.findall(markup.decode("utf-8", "replace")))
    words = dict.fromkeys(typed for text in texts if (typed := typed_words(text)))
    return tuple(Outside("header", text=text[:_LONGEST]) for text in words)


_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]{1,3}|[A-Za-z])')
_NUMBERING: Final = re.compile(r"第|页|頁|共|总|page|of|[-—–_/／.,，、|·()（）\s]", re.IGNORECASE)


def typed_words(text: str) -> str:
    """The words of a header or footer, "" where it has nothing but fields and the numbering of pages."""
    words = _CODE.sub(" ", text.replace("&&", "＆"))
    return " ".join(words.split()) if _NUMBERING.sub("", words) else ""
