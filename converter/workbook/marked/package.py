"""The parts of an agency's package: unpacked when asked for; what is not changed is packed as it was."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from converter.system.zips import ZipMember, compress_member, inflate, stored_member
from converter.workbook.marked.marks import Unmarkable

MAX_UNPACKED: Final = 60_000_000
"""Bytes of all parts that are looked at."""

_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, OSError, RuntimeError, struct.error
)  # fmt: skip
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART: Final = "[Content_Types].xml"
_NO_RELATIONS: Final = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()


class Package:
    """The parts of a package by name without case. Unmarkable: it is laid out in no usual way."""

    def __init__(self, content: bytes) -> None:
        self._content, self._left = content, MAX_UNPACKED
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _ERRORS as error:
            raise Unmarkable(str(error)) from error
        self._infos = {_key(info.filename): info for info in self._archive.infolist()}
        if len(self._infos) != len(self._archive.infolist()):
            raise Unmarkable("a part twice")
        self._changed: dict[str, tuple[str, bytes | None]] = {}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        key = _key(name)
        return self._changed[key][1] is not None if key in self._changed else key in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of a part as it is now. Unmarkable: it is missing, damaged or too large."""
        key = _key(name)
        changed = self._changed.get(key)
        if changed is not None and changed[1] is not None:
            return changed[1]
        if changed is not None or key not in self._infos:
            raise Unmarkable(f"no {name}")
        info = self._infos[key]
        data = inflate(self._content, info, self._left)
        try:
            with self._archive.open(info) as stream:
                data = stream.read(self._left + 1) if data is None else data
        except _ERRORS as error:
            raise Unmarkable(name) from error
        self._left -= len(data)
        if self._left < 0:
            raise Unmarkable("too large")
        return data

    def write(self, name: str, data: bytes) -> None:
        """Give a part other bytes, or add it."""
        self._changed[_key(name)] = name, data

    def remove(self, name: str) -> None:
        """Take a part away, with what it refers to, and from the list of kinds."""
        for each in (name, relations_part(name)):
            if self.has(each):
                self._changed[_key(each)] = each, None
        types = parse(self.read(_TYPES_PART))
        for element in types.findall(f"{{{_TYPES}}}Override"):
            if _key(element.get("PartName", "")) == _key(name):
                types.remove(element)
                self.write(_TYPES_PART, serialized(types))

    def unused(self, pattern: str) -> str:
        """The first name of a pattern with `{}` for a number that no part has."""
        number = 1
        while self.has(pattern.format(number)) or _key(pattern.format(number)) in self._infos:
            number += 1
        return pattern.format(number)

    def declare(self, kind: str, part: str = "", extension: str = "") -> None:
        """Say what a new part is, or all parts with an extension are."""
        types = parse(self.read(_TYPES_PART))
        name, value, entry = (
            ("Extension", extension, "Default") if extension else ("PartName", part, "Override")
        )
        entries = types.findall(f"{{{_TYPES}}}{entry}")
        if _key(value) in (_key(element.get(name, "")) for element in entries):
            return
        new = etree.Element(
            f"{{{_TYPES}}}{entry}", {name: value if extension else f"/{value}"}, ContentType=kind
        )
        types.insert(0 if extension else len(types), new)
        self.write(_TYPES_PART, serialized(types))

    def members(self) -> Iterator[ZipMember]:
        """All parts, packed: those not changed as they were, in their order; new ones behind."""
        for key, info in self._infos.items():
            name, data = self._changed.get(key, ("", None))
            if key not in self._changed:
                yield self._stored(info)
            elif data is not None:
                yield compress_member(info.filename, data)
        for key, (name, data) in self._changed.items():
            if key not in self._infos and data is not None:
                yield compress_member(name, data)

    def _stored(self, info: zipfile.ZipInfo) -> ZipMember:
        try:
            if info.compress_type == zipfile.ZIP_DEFLATED:
                return stored_member(self._content, info)
            return compress_member(info.filename, self._archive.read(info))
        except _ERRORS as error:
            raise Unmarkable(info.filename) from error


class Relation(NamedTuple):
    """What a part refers to: the id, the last word of the kind, the part (or address)."""

    key: str
    kind: str
    target: str


class Relations:
    """What a part refers to, and that it refers to more or less from now on."""

    def __init__(self, package: Package, source: str) -> None:
        self._package, self._source = package, source
        self._part = relations_part(source)
        self._root = parse(package.read(self._part) if package.has(self._part) else _NO_RELATIONS)

    def __iter__(self) -> Iterator[Relation]:
        folder = posixpath.dirname(self._source)
        for element in self._root.iterchildren("{*}Relationship"):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                path = posixpath.join("/", folder, target.replace("\\", "/"))
                target = posixpath.normpath(path).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2].lower()
            yield Relation(element.get("Id", ""), kind, target)

    def of(self, kind: str) -> Relation | None:
        """The first of a kind (in lower case)."""
        return next((relation for relation in self if relation.kind == kind), None)

    def to(self, key: str) -> str:
        """The part of an id, "" where there is none."""
        return next((relation.target for relation in self if relation.key == key), "")

    def base(self) -> str:
        """The beginning of the kinds of documents, by which Strict files differ from others."""
        types = (element.get("Type", "") for element in self._root.iterchildren("{*}Relationship"))
        return next((kind.rpartition("/")[0] for kind in types if "officeDocument" in kind), "")

    def add(self, kind: str, target: str) -> str:
        """Refer to a part; the new id. `kind`: whole."""
        taken = {relation.key for relation in self}
        key = next(name for number in range(1, len(taken) + 2) if (name := f"rIdX{number}") not in taken)
        etree.SubElement(self._root, f"{{{_RELATIONS}}}Relationship", Id=key, Type=kind, Target=f"/{target}")
        self._package.write(self._part, serialized(self._root))
        return key

    def remove(self, key: str) -> None:
        """Refer to something no more."""
        for element in self._root.findall("{*}Relationship"):
            if element.get("Id") == key:
                self._root.remove(element)
        self._package.write(self._part, serialized(self._root))


def relations_part(source: str) -> str:
    """The part that says what a part refers to; of the package itself for ""."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse(data: bytes) -> etree._Element:
    """The tree of a part. Unmarkable: it is damaged, or declares anything."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False,
        collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise Unmarkable(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unmarkable("a DTD")
    return root


def serialized(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace(root: etree._Element) -> str:
    """The namespace of an element in braces: Strict files have others."""
    name, mark, _ = str(root.tag).rpartition("}")
    return name + mark


def place(parent: etree._Element, child: etree._Element, order: str) -> None:
    """Put a child where the schema wants it. `order`: the names of all children, in their order."""
    ranks = {name: rank for rank, name in enumerate(order.split())}
    own = ranks[etree.QName(child).localname]
    before = 0
    for number, other in enumerate(parent, start=1):
        if isinstance(other.tag, str) and ranks.get(etree.QName(other).localname, len(ranks)) <= own:
            before = number
    parent.insert(before, child)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
