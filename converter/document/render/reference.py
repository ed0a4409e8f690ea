"""docxtpl itself, the reference: it renders what compiled templates cannot, and they are compared with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from converter.document.render.language import PermittedEnvironment
from converter.system.patterns import pattern

_ENDNOTES = "word/endnotes.xml"
_ELEMENT = pattern(r"<[^>]*>")
_COLUMN_TAG = pattern(r"\{[%{#][+-]?tc\s|\{%[+-]?\s*(?:colspan|hm)\b")
_BLOCK_OR_DRAWING = pattern(r"\{%[+-]?\s*(for|if|endfor|endif)\b|<wp:docPr\s")
_DRAWING_ID = pattern(r'(<wp:docPr\s(?:[^>]*?\s)?id=")[^"]*')
_FIRST_DRAWING = 1001


def requires_docxtpl(part: str, source: str) -> bool:
    """Whether only docxtpl can render a part: conditional or merged columns, drawings in a loop or condition.

    `source`: the part after docxtpl's clean-up. docxtpl's objects as values ({{r, {{p, images) do not occur:
    a report's names are plain text.
    """
    if _COLUMN_TAG.search(_ELEMENT.sub("", part)):
        return True
    depth = 0
    for match in _BLOCK_OR_DRAWING.finditer(source):
        if match[1] is None and depth:
            return True
        depth += {"for": 1, "if": 1, "endfor": -1, "endif": -1}.get(match[1], 0)
    return False


def with_numbered_drawings(source: str) -> str:
    """The body with its drawings numbered as docxtpl numbers them."""
    numbers = iter(range(_FIRST_DRAWING, _FIRST_DRAWING + source.count("<wp:docPr")))
    return _DRAWING_ID.sub(lambda match: f"{match[1]}{next(numbers)}", source)


def render_by_docxtpl(content: bytes, names: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """The parts of the document that docxtpl renders, and the endnotes, which it leaves as they are.

    docxtpl treats {_{, %_} and tabs in a clerk's text in its own way; where text is lost by that, the proof
    finds it. Raises what docxtpl and Jinja raise.
    """
    from docxtpl import DocxTemplate  # imports python-docx, which only this path needs

    document = DocxTemplate(io.BytesIO(content))
    environment = PermittedEnvironment()
    document.render(dict(names), environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = _parts(buffer.getvalue())
    if _ENDNOTES in parts:
        source = document.patch_xml(parts[_ENDNOTES].decode())
        if "{{" in source or "{%" in source:
            parts[_ENDNOTES] = document.render_xml_part(source, None, names, environment).encode()
    return list(parts.items())


def differing_parts(document: bytes, reference: bytes) -> tuple[str, ...]:
    """The names of the word/ parts in which a document differs from docxtpl's, compared as canonical XML.

    A part that no relationship leads to is absent from docxtpl's document and may be absent here.
    """
    ours, theirs = (_parts(each) for each in (document, reference))
    return tuple(
        name
        for name, part in theirs.items()
        if name.startswith("word/") and name.endswith(".xml")
        if name not in ours or _canonical(ours[name]) != _canonical(part)
    )


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _canonical(part: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.tostring(etree.fromstring(part, parser), method="c14n")
