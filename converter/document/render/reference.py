"""docxtpl itself: it renders what the quick way cannot, and what the quick way makes is held against it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

_ENDNOTES = "word/endnotes.xml"
_ELEMENT = re.compile(r"<[^>]*>")
_COLUMNS = re.compile(r"\{[%{#][+-]?tc\s|\{%[+-]?\s*(?:colspan|hm)\b")
_DRAWN = re.compile(r"\{%[+-]?\s*(for|if|endfor|endif)\b|<wp:docPr\s")
_DRAWING = re.compile(r'(<wp:docPr\s(?:[^>]*?\s)?id=")[^"]*')
_FIRST_DRAWING = 1001


def is_beyond(part: str, source: str) -> bool:
    """Whether a part of a template needs docxtpl: columns that come and go, drawings in a loop or condition.

    `source`: the part after docxtpl's clean-up. Values that are objects of docxtpl ({{r, {{p, images) are
    none of ours: the names of a report are plain texts.
    """
    if _COLUMNS.search(_ELEMENT.sub("", part)):
        return True
    depth = 0
    for mark in _DRAWN.finditer(source):
        if mark[1] is None and depth:
            return True
        depth += {"for": 1, "if": 1, "endfor": -1, "endif": -1}.get(mark[1], 0)
    return False


def renumbered(source: str) -> str:
    """The body with its drawings numbered as docxtpl numbers them."""
    numbers = iter(range(_FIRST_DRAWING, _FIRST_DRAWING + source.count("<wp:docPr")))
    return _DRAWING.sub(lambda match: f"{match[1]}{next(numbers)}", source)


def by_docxtpl(content: bytes, names: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """The parts of the document that docxtpl makes of a template; endnotes too, which it passes over.

    Its own ways with {_{, %_} and tabs come along; what a clerk loses by them the proof finds. Raises what
    docxtpl and Jinja raise.
    """
    from docxtpl import DocxTemplate  # brings python-docx, for this way alone

    document = DocxTemplate(io.BytesIO(content))
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    document.render(dict(names), environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = _parts(buffer.getvalue())
    if _ENDNOTES in parts:
        source = document.patch_xml(parts[_ENDNOTES].decode())
        if "{{" in source or "{%" in source:
            parts[_ENDNOTES] = document.render_xml_part(source, None, names, environment).encode()
    return list(parts.items())


def differing(document: bytes, reference: bytes) -> tuple[str, ...]:
    """The parts with text or looks in which a document is not docxtpl's, in canonical XML.

    A part to which nothing leads is not in docxtpl's and may be missing there.
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
