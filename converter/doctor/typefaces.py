"""The families of typefaces that are installed, read from the files themselves, on every system."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from converter.document.template.typefaces import FontProfile
from converter.publish.office import typeface_files
from converter.system.sharing import open_file

_SUFFIXES = frozenset((".ttf", ".ttc", ".otf", ".otc"))
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_NAME_TABLE = int.from_bytes(b"name", "big")
_MAX_FACES, _MAX_NAMES, _MAX_TABLES = 64, 2_000, 200


def families() -> frozenset[str]:
    """The names of the families in all files of this computer; files that are none give none."""
    found = set[str]()
    for path in typeface_files():
        if path.suffix.lower() in _SUFFIXES:
            try:
                with open_file(path) as file:
                    found.update(_families_in(file))
            except (OSError, struct.error, ValueError):
                continue
    return frozenset(found)


def missing(profile: FontProfile, installed: Iterable[str]) -> list[str]:
    """The typefaces of a set of templates that are not installed."""
    there = {name.casefold() for name in installed}
    return list(dict.fromkeys(face.name for face in profile.faces if face.name.casefold() not in there))


def _families_in(file: BinaryIO) -> Iterator[str]:
    for offset in _faces(file):
        file.seek(offset + 4)
        tables = min(_numbers(file, ">H6x")[0], _MAX_TABLES)
        for _ in range(tables):
            tag, start, size = _numbers(file, ">L4xLL")
            if tag == _NAME_TABLE:
                file.seek(start)
                yield from _names(file.read(min(size, 1_000_000)))
                break


def _faces(file: BinaryIO) -> Iterator[int]:
    """Where each face of a file begins: a collection has several."""
    if file.read(4) != b"ttcf":
        yield 0
        return
    (count,) = _numbers(file, ">4xL")
    yield from struct.unpack(f">{min(count, _MAX_FACES)}L", file.read(4 * min(count, _MAX_FACES)))


def _names(table: bytes) -> Iterator[str]:
    _, count, texts = struct.unpack_from(">HHH", table)
    for number in range(min(count, _MAX_NAMES)):
        platform, _encoding, _language, name, length, offset = struct.unpack_from(
            ">HHHHHH", table, 6 + 12 * number
        )
        if name in (_FAMILY, _TYPOGRAPHIC_FAMILY) and platform in (0, 3):
            yield table[texts + offset : texts + offset + length].decode("utf-16-be", "replace")


def _numbers(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
