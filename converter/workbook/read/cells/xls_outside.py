"""What is on a sheet of an .xls file besides its cells: comments, shapes with words, pictures, headers."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from converter.grid.cells import MAX_OUTSIDE, Outside, address
from converter.workbook.read.cells.outside import typed_words

_HEADER, _FOOTER, _NOTE, _CONTINUE, _OBJECT, _DRAWING, _TEXT = 0x14, 0x15, 0x1C, 0x3C, 0x5D, 0xEC, 0x1B6
RECORDS: Final = frozenset((_HEADER, _FOOTER, _NOTE, _CONTINUE, _OBJECT, _DRAWING, _TEXT))
"""Codes of the records that are read here."""

_IS_PICTURE, _IS_NOTE = 8, 25
_ANCHOR: Final = struct.pack("<HI", 0xF010, 18)
_LONGEST: Final = 5_000


class _Shape(NamedTuple):
    """A shape: its kind, first and last cell, and words."""

    kind: int
    first: str
    last: str
    text: str = ""


def outside(records: Iterable[tuple[int, bytes]]) -> Iterator[Outside]:
    """What a sheet's records (code, data) hold besides its cells. struct.error: one is too short."""
    shapes: dict[int, _Shape] = {}
    notes: list[tuple[str, int, str]] = []
    place, number, left = ("", ""), -1, 0
    for code, data in records:
        if code in (_HEADER, _FOOTER):
            words = typed_words(_string(data, 0)) if len(data) > 3 else ""
            if words:
                yield Outside("header", text=words[:_LONGEST])
        elif code == _DRAWING:
            at = data.rfind(_ANCHOR)
            place = _corners(data, at + len(_ANCHOR)) if at >= 0 else place
        elif code == _OBJECT and len(shapes) < MAX_OUTSIDE:
            kind, number = struct.unpack_from("<HH", data, 4)
            shapes[number] = _Shape(kind, *place)
        elif code == _TEXT:
            left = struct.unpack_from("<H", data, 10)[0]
        elif code == _CONTINUE and left and number in shapes and data:
            text = data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", "replace")[:left]
            left -= len(text)
            shapes[number] = shapes[number]._replace(text=(shapes[number].text + text)[:_LONGEST])
        elif code == _NOTE and len(data) > 10:
            row, column, _, owner = struct.unpack_from("<HHHH", data)
            notes.append((address((row, column)), owner, _string(data, 8)))
    for cell, owner, author in notes[:MAX_OUTSIDE]:
        if owner in shapes:
            yield Outside("comment", cell, shapes[owner].text, author)
    for shape in shapes.values():
        if shape.kind == _IS_NOTE:
            continue
        if shape.text.strip():
            yield Outside("shape", shape.first, shape.text)
        if shape.kind == _IS_PICTURE:
            yield Outside("picture", shape.first, last=shape.last)


def _corners(data: bytes, at: int) -> tuple[str, str]:
    """The first and the last cell that an anchor covers; no cells where it is cut off."""
    if len(data) < at + 18:
        return "", ""
    _, left, _, top, _, right, right_part, bottom, bottom_part = struct.unpack_from("<9H", data, at)
    last = max(bottom - (not bottom_part), top), max(right - (not right_part), left)
    return address((top, left)), address(last)


def _string(data: bytes, at: int) -> str:
    """A text with its length in front."""
    length, wide = struct.unpack_from("<HB", data, at)
    text = data[at + 3 : at + 3 + length * (1 + (wide & 1))]
    return text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
