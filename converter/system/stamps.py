"""Stamps: how a later run knows that a file is as this program wrote it, and nobody changed it since.

A package (.xlsx, .docx) has its stamp in a custom property (docProps/custom.xml), a text as `text_stamps`
says. The stamp is a digest of all the rest: of a package the names, sizes and checksums that its list of
members states, which takes far less time than unpacking. Whatever Excel, WPS, Word or an editor saves has
other bytes, and the stamp that it kept does not match any more.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from converter.system.text_stamps import has_own_stamp, without_stamp
from converter.system.zips import FAST_LEVEL, ZipMember, compress_member, stored_member, write_zip

STAMP, KIND = "xxgk-stamp", "xxgk-kind"
SOURCE, RECIPE = "xxgk-source", "xxgk-recipe"
"""Custom properties: the digest, what kind of file it is, and what it was made from: digests of the workbook
and of all. Others stand beside them and are covered.
"""

NOTHING: Mapping[str, str] = MappingProxyType({})

_PROPERTIES, _TYPES, _RELATIONS = "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"
_LINKS = frozenset((_PROPERTIES, _TYPES, _RELATIONS))
"""Parts that differ between a package with a stamp and the same one without."""

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_NO_PROPERTIES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_NAMESPACE}"/>'
)
_PROPERTY = (
    f'<property xmlns="{_NAMESPACE}" fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="%d" name="%s">'
    '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</vt:lpwstr>'
    "</property>"
)
_TYPE = (
    '<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" '
    f'PartName="/{_PROPERTIES}" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rIdStamp" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" '
    f'Target="{_PROPERTIES}"/>'
)
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?\w+>\s*\Z|/>\s*\Z")
_PID = re.compile(rb'\spid="(\d+)"')

_UNSET = "0" * 32
_LONGEST = 100_000
"""Bytes of properties that are looked at."""

_ZIP = b"PK\3\4"
_DIRECTORY_ENTRY = struct.Struct("<4s4xHH4xLLLHHH8xL")
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError, struct.error)


class _Entry(NamedTuple):
    """A line of a package's list of members. `at`: where the member begins."""

    name: str
    crc: int
    size: int
    packed: int
    at: int


# --- packages -------------------------------------------------------------------------------------


def stamped_zip(
    parts: Iterable[tuple[str, bytes] | ZipMember],
    level: int = FAST_LEVEL,
    stated: Mapping[str, str] = NOTHING,
) -> bytes:
    """Pack the parts of a .xlsx or .docx as `write_zip` does, with a stamp in place of any earlier one.

    `stated`: further custom properties; their values are plain words without markup.
    """
    members = [part if isinstance(part, ZipMember) else compress_member(*part, level) for part in parts]
    by_name = {member.name: member for member in members}
    properties = _with_stamp_property(by_name.get(_PROPERTIES), tuple(stated))
    for name, value in stated.items():
        properties = _with_value(properties, name, value)
    linked = [
        _with_type(member) if member.name == _TYPES
        else _with_relation(member) if member.name == _RELATIONS
        else member
        for member in members
        if member.name != _PROPERTIES
    ]  # fmt: skip
    digest = _digest(linked, properties)
    final = _with_value(properties, STAMP, digest)
    return write_zip((*linked, compress_member(_PROPERTIES, final, FAST_LEVEL)), level)


def stamped(content: bytes, kind: str = "", source: str = "", recipe: str = "") -> bytes:
    """A finished .xlsx or .docx with a stamp in place of any earlier one. `kind`: what it is, for `kind_of`.

    A kind is given to files that are no filled form, such as the roster; it stays when a person saves them.
    `source`: the digest of the workbook that it was made from; `recipe`: of all that it was made from.
    """
    stated = {name: value for name, value in ((KIND, kind), (SOURCE, source), (RECIPE, recipe)) if value}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            stored_member(content, info)
            if info.compress_type == zipfile.ZIP_DEFLATED
            else compress_member(info.filename, archive.read(info))
            for info in archive.infolist()
        ]
    return stamped_zip(parts, 6, stated)


def kind_of(content: bytes) -> str:
    """The kind that we gave a package, whoever saved it since; "" where it has none."""
    return custom_property(content, KIND)


def has_stamp(content: bytes) -> bool:
    """Whether a package was ours once, whoever saved it since."""
    return bool(custom_property(content, STAMP))


def custom_property(content: bytes, name: str) -> str:
    """The value of a text property of a package, "" where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _PROPERTIES not in archive.namelist() or archive.getinfo(_PROPERTIES).file_size > _LONGEST:
                return ""
            return _property_of(archive.read(_PROPERTIES), name)
    except (*_ERRORS, OSError):
        return ""


def _property_of(properties: bytes, name: str) -> str:
    match = _property(name).search(properties)
    return match[1].decode(errors="replace") if match else ""


def _digest(members: Iterable[ZipMember | _Entry], properties: bytes) -> str:
    """The stamp of a package: over its other members, and its properties with no stamp in them yet."""
    lines = [f"{member.name}\0{member.crc:x}\0{member.size:x}" for member in members]
    return hashlib.sha256("\n".join(lines).encode() + properties).hexdigest()[: len(_UNSET)]


@lru_cache(maxsize=16)
def _with_stamp_property(member: ZipMember | None, others: tuple[str, ...]) -> bytes:
    """The properties with others of these names and a stamp, none of which is set yet."""
    properties = _NO_PROPERTIES.encode() if member is None else _unpacked(member)
    for name in others:
        properties = _with_property(properties, name, "")
    return _with_property(properties, STAMP, _UNSET)


def _with_property(properties: bytes, name: str, value: str) -> bytes:
    if _property(name).search(properties):
        return _with_value(properties, name, value)
    number = max((int(found) for found in _PID.findall(properties)), default=1) + 1
    return _appended(properties, _PROPERTY % (number, name, value))


def _with_value(properties: bytes, name: str, value: str) -> bytes:
    """The properties with another value of one that they have."""
    match = _property(name).search(properties)
    if match is None:
        raise ValueError(f"no property {name}")
    return properties[: match.start(1)] + value.encode() + properties[match.end(1) :]


@lru_cache(maxsize=8)
def _property(name: str) -> re.Pattern[bytes]:
    """A text property; its value is the first group."""
    value = rb'\sname="%s"[^<>]*>\s*<(?:[\w.-]+:)?lpwstr(?:\s[^<>]*)?>([^<>]*)</'
    return re.compile(rb"<(?:[\w.-]+:)?property(?=\s)[^<>]*?" + value % name.encode())


@lru_cache(maxsize=16)
def _with_type(member: ZipMember) -> ZipMember:
    return _with_link(member, f"/{_PROPERTIES}", _TYPE)


@lru_cache(maxsize=16)
def _with_relation(member: ZipMember) -> ZipMember:
    return _with_link(member, _PROPERTIES, _RELATION)


def _with_link(member: ZipMember, target: str, element: str) -> ZipMember:
    """A part that names the properties, if it did not before."""
    part = _unpacked(member)
    return member if target.encode() in part else compress_member(member.name, _appended(part, element))


def _appended(part: bytes, element: str) -> bytes:
    """A part with one more element in its root."""
    end = _ROOT_END.search(part)
    if end is None:
        raise ValueError("no root element")
    if not end[0].startswith(b"/>"):
        return part[: end.start()] + element.encode() + part[end.start() :]
    root = part[part.rindex(b"<", 0, end.start()) + 1 :].split(None, 1)[0]
    return part[: end.start()] + b">" + element.encode() + b"</" + root + b">"


def _unpacked(member: ZipMember) -> bytes:
    return zlib.decompress(member.content, -zlib.MAX_WBITS)


# --- whose it is ----------------------------------------------------------------------------------


def is_ours(content: bytes) -> bool:
    """Whether a file is as this program wrote it: it has a stamp, and the stamp matches."""
    if content.startswith(_ZIP):
        return bool(_own_properties(content))
    return has_own_stamp(content)


def own_property(content: bytes, name: str) -> str:
    """The value of a property of a package that is as this program wrote it, "" where it is not."""
    return _property_of(_own_properties(content), name)


def is_same_but_for_stamp(old: bytes, new: bytes) -> bool:
    """Whether a file without a stamp, of an earlier version, is what would be written again."""
    if not old.startswith(_ZIP):
        return old == without_stamp(new)
    try:
        with zipfile.ZipFile(io.BytesIO(old)) as one, zipfile.ZipFile(io.BytesIO(new)) as other:
            parts = [
                {info.filename: (info.CRC, info.file_size) for info in archive.infolist()}
                for archive in (one, other)
            ]
    except (*_ERRORS, OSError):
        return False
    return all(parts[0].get(name) == parts[1].get(name) for name in {*parts[0], *parts[1]} - _LINKS)


def _own_properties(content: bytes) -> bytes:
    """The properties of a package with a stamp that matches, b"" of any other."""
    try:
        *members, last = _entries(content)
        if last.name != _PROPERTIES or any(member.name == _PROPERTIES for member in members):
            return b""
        start = last.at + 30 + len(_PROPERTIES)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        properties = unpacker.decompress(content[start : start + last.packed], _LONGEST)
        value = _property_of(properties, STAMP)
        if len(properties) != last.size or not value:
            return b""
        is_ours = value == _digest(members, _with_value(properties, STAMP, _UNSET))
        return properties if is_ours else b""
    except _ERRORS:
        return b""


def _entries(content: bytes) -> Iterator[_Entry]:
    """The list of members, as `write_zip` lays it out. ValueError: it is laid out otherwise."""
    count, size, at = struct.unpack_from("<10xHLL2x", content, len(content) - 22)
    end = len(content) - 22
    if at + size != end or content[end : end + 4] != b"PK\5\6":
        raise ValueError("no list of members at the end")
    expected = 0
    for _ in range(count):
        mark, _flags, method, crc, packed, full, name, extra, comment, offset = _DIRECTORY_ENTRY.unpack_from(
            content, at
        )
        if mark != b"PK\1\2" or method != zipfile.ZIP_DEFLATED or extra or comment or offset != expected:
            raise ValueError("not as we write it")
        yield _Entry(content[at + 46 : at + 46 + name].decode(), crc, full, packed, offset)
        at += 46 + name
        expected += 30 + name + packed
    if at != end or expected + size != end:
        raise ValueError("not as we write it")
