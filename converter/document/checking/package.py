"""Whether a file is a Word document that can be a template; its tags are not looked at here."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from converter.catalogue.messages import finding
from converter.document.checking.outside import outside_findings
from converter.document.checking.paragraphs import ParagraphText, W, paragraphs_of
from converter.document.protection import protection_findings
from converter.document.render.page_breaks import loses_page_break
from converter.report.finding import Finding
from converter.report.report import Place

RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The parts in which tags are rendered."""

LARGEST = 64 * 1024 * 1024
"""Bytes that a template may have unpacked."""

LARGEST_TEXT = 2 * 1024 * 1024
"""Bytes that the parts with tags may have unpacked."""

_MAIN = "word/document.xml"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange")
_PAGE = {
    "pgSz": {"w": 11906, "h": 16838},
    "pgMar": {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474},
}
"""A4 and the margins of official documents (GB/T 9704: 37, 35, 28 and 26 mm) in twips."""

_TOLERANCE = 57
"""Twips (1 mm) by which a page may differ."""


class Package(NamedTuple):
    """A file's paragraphs in the order of its parts, and the findings about it.

    `fatal`: it is no Word document, so there are no paragraphs.
    """

    paragraphs: tuple[ParagraphText, ...]
    findings: tuple[Finding, ...]
    fatal: bool = False


def check_package(content: bytes, file: str) -> Package:
    """Open a template and check everything except its tags."""
    place = Place(file)
    unreadable = _unreadable(content)
    if unreadable:
        return Package((), (finding("T-01", place, variant=unreadable),), fatal=True)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: _parsed(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        paragraphs = [
            paragraph
            for name in sorted(roots, key=lambda name: (name != _MAIN, name))
            if RENDERED.fullmatch(name)
            for paragraph in paragraphs_of(name, parts[name])
        ]
    except (  # zipfile's own, its RuntimeError for a password, NotImplementedError for a rare compression
        zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, OSError, NotImplementedError, RuntimeError,
    ):  # fmt: skip
        return Package((), (finding("T-01", place, variant="damaged"),), fatal=True)
    found = (
        *_macros(parts, place),
        *outside_findings(roots, place),
        *_revisions(roots, place),
        *protection_findings(roots, place),
        *_page(roots[_MAIN], place),
        *_page_breaks(roots[_MAIN], place),
    )
    return Package(tuple(paragraphs), found)


def _unreadable(content: bytes) -> str:
    """The variant of T-01 for bytes that are no .docx that can be opened; "" for those that are."""
    if not content:
        return "empty"
    if content.startswith(_OLD):
        return "password" if _PASSWORD in content else "old_format"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [(member.filename, member.file_size) for member in archive.infolist()]
            text = sum(size for name, size in sizes if RENDERED.fullmatch(name))
            if text > LARGEST_TEXT or sum(size for _, size in sizes) > LARGEST:
                return "too_large"
            return "" if _MAIN in archive.namelist() else "other"
    except (zipfile.BadZipFile, ValueError, OSError):
        return "damaged" if content.startswith(b"PK") else "other"


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # no program writes one: it can only make texts out of nothing
        raise ValueError("document type")
    return root


def _macros(parts: dict[str, bytes], place: Place) -> Iterator[Finding]:
    if any("vbaproject" in name.lower() for name in parts) or b"macroEnabled" in parts.get(
        "[Content_Types].xml", b""
    ):
        yield finding("T-01", place, variant="macros")


def _revisions(roots: dict[str, etree._Element], place: Place) -> Iterator[Finding]:
    """T-03 for tracked changes and comments: every report would have them."""
    rendered = [root for name, root in roots.items() if RENDERED.fullmatch(name)]
    if any(next(root.iter(*(f"{W}{tag}" for tag in _REVISIONS)), None) is not None for root in rendered):
        yield finding("T-03", place, variant="tracked")
    if any(next(root.iter(f"{W}commentReference"), None) is not None for root in rendered):
        yield finding("T-03", place, variant="comment")


def _page(document: etree._Element, place: Place) -> Iterator[Finding]:
    """T-10 for a page that is not that of official documents; landscape sections are not checked."""
    for section in document.iter(f"{W}sectPr"):
        for tag, sides in _PAGE.items():
            element = section.find(f"{W}{tag}")
            if element is None or element.get(f"{W}orient") == "landscape":
                break
            if any(abs(_twips(element, side) - right) > _TOLERANCE for side, right in sides.items()):
                yield finding("T-10", place, variant="paper" if tag == "pgSz" else "margins")
                return


def _page_breaks(document: etree._Element, place: Place) -> Iterator[Finding]:
    """T-10 for a page break that rendering removes together with a tag's paragraph."""
    if loses_page_break(document):
        yield finding("T-10", place, variant="break")


def _twips(element: etree._Element, side: str) -> float:
    try:
        return float(element.get(f"{W}{side}") or 0)
    except ValueError:  # a length with its unit, as some programs write: not judged
        return _PAGE[etree.QName(element).localname][side]
