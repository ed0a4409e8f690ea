"""What a template takes from outside itself, or carries inside that can run: every report would do the same.

Word asks for a template, a picture or a file behind a field as soon as a report is opened, and gives the
other side the clerk's name; an object or a control can run. Links to web pages are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from converter.catalogue.messages import finding
from converter.document.checking.paragraphs import W
from converter.report.finding import Finding
from converter.report.report import Place

_ATTACHED, _HYPERLINK = "/attachedTemplate", "/hyperlink"
_EMBEDDED = ("/oleObject", "/control", "/activeXControlBinary", "/aFChunk", "/package", "/attachedToolbars")
"""Kinds of relations to what is no text and no picture. A chart has the workbook of its figures."""

_CHARTS = "word/charts/"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WANTED = ("http", "https", "mailto", "tel")
_OWN_DISK = re.compile(r"(?:file:/*)?[A-Za-z]:[\\/]|[^\\/:]*$", re.IGNORECASE)
"""A template on the disk of whoever made this one: no other computer has it, and nothing is asked for."""

_FETCHING = frozenset(
    ("DDE", "DDEAUTO", "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "DATABASE", "RD",
     "MACROBUTTON", "EMBED")
)  # fmt: skip
"""Fields that bring in a file, ask another program, or run a macro."""

_TARGET = re.compile(r'"([^"]*)"|(\S+)')


def outside_findings(roots: Mapping[str, etree._Element], place: Place) -> Iterator[Finding]:
    """T-02 for everything that leads out of a template, or that can run inside it."""
    for name, root in roots.items():
        if name.endswith(".rels"):
            for relation in root:
                yield from _of_relation(name, relation, place)
        else:
            for instruction in _instructions(root):
                yield from _of_field(instruction, place)
    settings = roots.get("word/settings.xml")
    if settings is not None and settings.find(f"{W}mailMerge") is not None:
        yield finding("T-02", place, variant="merge")


def _of_relation(part: str, relation: etree._Element, place: Place) -> Iterator[Finding]:
    kind, target = str(relation.get("Type", "")), str(relation.get("Target", ""))
    if relation.get("TargetMode", "").lower() == "external":
        if kind.endswith(_HYPERLINK):
            yield from _of_hyperlink(target, place)
        elif kind.endswith(_ATTACHED):
            variant = "attached" if _OWN_DISK.match(target) else "remote"
            yield finding("T-02", place, variant=variant, found=target)
        else:
            yield finding("T-02", place, variant="linked", found=target)
    elif kind.endswith(_EMBEDDED) and not part.startswith(_CHARTS):
        yield finding("T-02", place, variant="embedded", found=target)


def _of_hyperlink(target: str, place: Place) -> Iterator[Finding]:
    """A hyperlink to a web page, to an address of mail or within the document leads nowhere else."""
    scheme = _SCHEME.match(target)
    if target.startswith(("\\", "//")) or (scheme and scheme[1].lower() not in _WANTED):
        yield finding("T-02", place, variant="hyperlink", found=target)


def _of_field(instruction: str, place: Place) -> Iterator[Finding]:
    word, _, rest = instruction.strip().partition(" ")
    if word.upper() in _FETCHING:
        yield finding("T-02", place, variant="field", found=instruction.strip())
    elif word.upper() == "HYPERLINK" and (target := _TARGET.match(rest.strip())):
        # the field doubles what a path has once
        yield from _of_hyperlink((target[1] or target[2] or "").replace("\\\\", "\\"), place)


def _instructions(root: etree._Element) -> Iterator[str]:
    """The instruction of every field, joined from its runs; of nested ones each its own."""
    opened: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            yield str(element.get(f"{W}instr", ""))
        elif element.tag == f"{W}instrText":
            if opened:
                opened[-1].append(element.text or "")
        elif kind == "begin":
            opened.append([])
        elif kind == "end" and opened:
            yield "".join(opened.pop())
    yield from map("".join, opened)
