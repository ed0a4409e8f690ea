"""Is a file what Word and Excel accept? Packaging, schemas, and the rules that no schema can say.

`faults(content)` names everything wrong with a docx or xlsx, part by part, one line each; [] is valid.
The schemas are in `tests/schemas`; nothing is fetched.
"""

from __future__ import annotations

import io
import posixpath
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

_ARCHIVE = Path(__file__).parent / "schemas" / "ooxml-transitional.tar.xz"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_TYPES_PART = "[Content_Types].xml"

_SCHEMAS = {
    _WORD: "wml.xsd",
    _SHEET: "sml.xsd",
    f"{_DRAWING}/main": "dml-main.xsd",
    f"{_DRAWING}/chart": "dml-chart.xsd",
    f"{_DRAWING}/spreadsheetDrawing": "dml-spreadsheetDrawing.xsd",
    f"{_OFFICE}/extended-properties": "shared-documentPropertiesExtended.xsd",
    f"{_OFFICE}/custom-properties": "shared-documentPropertiesCustom.xsd",
    f"{_PACKAGE}/content-types": "opc-contentTypes.xsd",
    f"{_PACKAGE}/relationships": "opc-relationships.xsd",
}
_CORE_NAMES = {
    "category", "contentStatus", "created", "creator", "description", "identifier", "keywords",
    "language", "lastModifiedBy", "lastPrinted", "modified", "revision", "subject", "title", "version",
}  # fmt: skip
_W = f"{{{_WORD}}}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def faults(content: bytes, *, template: bool = False) -> list[str]:
    """Everything wrong with a file. `template`: its Jinja tags are meant to be there."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        return [f"no package: {error}"]
    with archive:
        if broken := archive.testzip():
            return [f"{broken}: damaged"]
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: stored {number} times" for name, number in Counter(names).items() if number > 1]
    trees: dict[str, etree._Element] = {}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    if _TYPES_PART not in trees:
        return [*found, f"{_TYPES_PART}: missing"]
    found += _content_types(trees[_TYPES_PART], parts)
    found += _relations(trees, parts)
    styles = _style_ids(trees.get("word/styles.xml"))
    for name, tree in trees.items():
        if etree.QName(tree).namespace == _WORD:
            found += (f"{name}: {fault}" for fault in _word(tree, styles, template))
        found += (f"{name}: {fault}" for fault in _by_schema(tree))
    return found


# --- packaging ----------------------------------------------------------------------------------


def _content_types(types: etree._Element, parts: Collection[str]) -> Iterator[str]:
    endings, own = set(), set()
    for entry in types:
        if etree.QName(entry).localname == "Default":
            endings.add(str(entry.get("Extension")).lower())
        else:
            own.add(str(entry.get("PartName")).removeprefix("/"))
    for name in own - set(parts):
        yield f"{name}: has a content type and is not there"
    for name in parts:
        if name != _TYPES_PART and name not in own and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: has no content type"


def _relations(trees: Mapping[str, etree._Element], parts: Collection[str]) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, file = posixpath.split(name)
        home = posixpath.dirname(folder)
        ids = Counter(str(relation.get("Id")) for relation in tree)
        known[posixpath.join(home, file.removesuffix(".rels"))] = set(ids)
        yield from (f"{name}: {key} given {number} times" for key, number in ids.items() if number > 1)
        for relation in tree:
            target = str(relation.get("Target"))
            if relation.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", home, target)).removeprefix("/")
                if path not in parts:
                    yield f"{name}: leads to {path}, which is not there"
    for name, tree in trees.items():
        used = {
            str(value)
            for element in tree.iter(etree.Element)
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{_OFFICE}/relationships}}")
        }
        yield from (f"{name}: no relationship {key}" for key in sorted(used - known.get(name, set())))


# --- schemas ------------------------------------------------------------------------------------


class _Sources(etree.Resolver):
    """Gives the schemas each other out of the archive, by name alone."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        name = posixpath.basename(system_url)
        return self.resolve_string(self.files[name], context, base_url=name)


@cache
def _sources() -> Mapping[str, bytes]:
    with tarfile.open(_ARCHIVE) as archive:
        members = [member for member in archive if member.isfile()]
        files = {member: archive.extractfile(member) for member in members}
        return {posixpath.basename(member.name): file.read() for member, file in files.items() if file}


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Sources(_sources()))
    return etree.XMLSchema(etree.fromstring(_sources()[name], parser, base_url=name))


def _by_schema(tree: etree._Element) -> Iterator[str]:
    yield from _plain(tree)
    namespace = str(etree.QName(tree).namespace)
    if namespace == _CORE:
        yield from _core(tree)
    elif tree.tag == "xml":
        return  # a drawing of comments: VML in an envelope of no namespace, which no schema describes
    elif namespace not in _SCHEMAS:
        yield f"no schema for {namespace}"
    else:
        schema = _schema(_SCHEMAS[namespace])
        copy = etree.fromstring(etree.tostring(tree))  # without the namespaces that were taken out
        if not schema.validate(copy):
            yield from str(schema.error_log).splitlines()


def _plain(tree: etree._Element) -> Iterator[str]:
    """Take out what a program may ignore and take the version for old programs, as they do."""
    ignored: set[str] = set()
    for element in tree.iter(etree.Element):
        for prefix in str(element.attrib.pop(f"{{{_COMPATIBILITY}}}Ignorable", "")).split():
            if prefix in element.nsmap:
                ignored.add(element.nsmap[prefix])
            else:
                yield f"mc:Ignorable names {prefix}, which is not declared"
    for choice in list(tree.iter(f"{{{_COMPATIBILITY}}}AlternateContent")):
        parent = choice.getparent()
        fallback = choice.find(f"{{{_COMPATIBILITY}}}Fallback")
        if parent is not None:
            place = parent.index(choice)
            parent[place : place + 1] = list(fallback) if fallback is not None else []
    for element in list(tree.iter(etree.Element)):
        parent = element.getparent()
        if parent is not None and etree.QName(element).namespace in ignored:
            parent.remove(element)
        for name in [name for name in element.attrib if etree.QName(name).namespace in ignored]:
            del element.attrib[name]


def _core(tree: etree._Element) -> Iterator[str]:
    """The properties of a file: known ones, each once. (Their schema needs others that are not free.)"""
    names = Counter(etree.QName(child).localname for child in tree)
    yield from (f"unknown property {name}" for name in names if name not in _CORE_NAMES)
    yield from (f"property {name} given {number} times" for name, number in names.items() if number > 1)


# --- rules of Word ------------------------------------------------------------------------------


def _style_ids(styles: etree._Element | None) -> set[str | None]:
    return set() if styles is None else {style.get(f"{_W}styleId") for style in styles.iter(f"{_W}style")}


def _word(tree: etree._Element, styles: set[str | None], template: bool) -> Iterator[str]:
    for cell in tree.iter(f"{_W}tc"):
        if not len(cell) or cell[-1].tag != f"{_W}p":
            yield "a cell that does not end in a paragraph"
    for table in tree.iter(f"{_W}tbl"):
        yield from _grid(table)
    for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        used = {element.get(f"{_W}val") for element in tree.iter(f"{_W}{kind}")}
        yield from (f"{kind} names {style}, which is not defined" for style in used - styles)
    marks = Counter(mark.get(f"{_W}id") for mark in tree.iter(f"{_W}bookmarkStart"))
    yield from (f"bookmark {mark} given {number} times" for mark, number in marks.items() if number > 1)
    text = "".join(node.text or "" for node in tree.iter(f"{_W}t"))
    if not template:
        yield from (f"a tag is left: {tag}" for tag in _TAG.findall(text))


def _grid(table: etree._Element) -> Iterator[str]:
    """Rows fill the table's columns; a merged cell continues one of its width above."""
    width = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
    above: set[tuple[int, int]] = set()
    for number, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
        column, merged = _sum(row, "trPr/gridBefore"), set[tuple[int, int]]()
        cells = list(row.iterchildren(f"{_W}tc"))
        if not cells:
            yield f"row {number} has no cells"
        for cell in cells:
            span = _sum(cell, "tcPr/gridSpan") or 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None:
                if merge.get(f"{_W}val") != "restart" and (column, span) not in above:
                    yield f"row {number}, column {column + 1}: merged with nothing above"
                merged.add((column, span))
            column += span
        column += _sum(row, "trPr/gridAfter")
        if column != width:
            yield f"row {number} fills {column} of {width} columns"
        above = merged


def _sum(element: etree._Element, path: str) -> int:
    found: Iterable[etree._Element] = element.findall("/".join(f"{_W}{step}" for step in path.split("/")))
    return sum(int(each.get(f"{_W}val") or 0) for each in found)
