"""Page breaks in paragraphs that docxtpl removes: they move to the paragraph that follows.

LibreOffice writes a break before a heading into the paragraph above it; where that holds a {%p tag, rendering
would remove the break together with the tag.
"""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REMOVED = re.compile(r"\{[{%#](?:p|tr|tc)\s")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_BEFORE = tuple(f"{W}{tag}" for tag in ("pStyle", "keepNext", "keepLines"))
"""What stands before pageBreakBefore in a paragraph's properties."""


def with_page_breaks(part: bytes) -> bytes:
    """A part in which no removed paragraph has a page break; the same bytes where none has."""
    if b'w:type="page"' not in part:
        return part
    root = etree.fromstring(part, _PARSER)
    moved = False
    for paragraph, breaks in _removed_breaks(root):
        target = _next_paragraph(paragraph)
        if target is None:
            continue
        for each in breaks:
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)
        _break_before(target)
        moved = True
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if moved else part


def loses_page_break(root: etree._Element) -> bool:
    """Whether a page break would be removed that no paragraph follows to take it."""
    return any(_next_paragraph(paragraph) is None for paragraph, _ in _removed_breaks(root))


def _removed_breaks(root: etree._Element) -> list[tuple[etree._Element, list[etree._Element]]]:
    """The paragraphs that docxtpl removes and that have page breaks."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        breaks = [each for each in paragraph.iter(f"{W}br") if each.get(f"{W}type") == "page"]
        if breaks and _is_removed(paragraph):
            found.append((paragraph, breaks))
    return found


def _is_removed(paragraph: etree._Element) -> bool:
    return _REMOVED.search("".join(node.text or "" for node in paragraph.iter(f"{W}t"))) is not None


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The next paragraph that is printed; None where a table or the end comes first."""
    for element in paragraph.itersiblings():
        if element.tag == f"{W}p" and not _is_removed(element):
            return element
        if element.tag in (f"{W}tbl", f"{W}sectPr"):
            return None
    return None


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    own = properties.find(f"{W}pageBreakBefore")
    if own is not None:
        properties.remove(own)
    index = sum(child.tag in _BEFORE for child in properties)
    properties.insert(index, etree.Element(f"{W}pageBreakBefore"))
