"""Links from the cells of a finished workbook to files beside it, of which there may be tens of thousands.

xlsxwriter keeps each of its links in memory until it closes the workbook, almost a kilobyte for one; these
are written into the finished one, one at a time.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from converter.system.web import workbook_link
from converter.system.zips import ZipMember, stored_member, write_zip

MOST = 65_530
"""Links of one sheet that Excel opens; with more it calls the file damaged."""

_CHUNK = 1 << 16
_ROWS_END, _NEXT_ELEMENT = b"</sheetData>", b"<pageMargins"
"""What all rows of a sheet stand before, and the element that its links stand before."""

_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_RELATION = (
    '<Relationship Id="rId{}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
    ' Target="{}" TargetMode="External"/>'
)


def with_links(content: bytes, sheet: int, cells: Iterable[str], paths: Iterable[str]) -> bytes:
    """A workbook with links in one of its sheets, which has none yet and names no other part.

    `sheet`: its number, from 1. `cells`, `paths`: the address of each cell and the path, relative to the
    workbook, of its file. The first `MOST` are written.
    """
    elements = _pieces("<hyperlinks>", '<hyperlink ref="{1}" r:id="rId{0}"/>', "</hyperlinks>", cells)
    relations = _pieces(_RELATIONS, _RELATION, "</Relationships>", map(_target, paths))
    part = f"xl/worksheets/sheet{sheet}.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [
            _member(part, _inserted(archive, part, elements))
            if info.filename == part
            else stored_member(content, info)
            for info in archive.infolist()
        ]
    return write_zip((*members, _member(f"xl/worksheets/_rels/sheet{sheet}.xml.rels", relations)))


def _target(path: str) -> str:
    return escape(workbook_link(path).replace("/", "\\"))


def _pieces(start: str, each: str, end: str, values: Iterable[str]) -> Iterator[bytes]:
    """An element with others in it, each with its number, from 1, and its value."""
    yield start.encode()
    for number, value in enumerate(islice(values, MOST), 1):
        yield each.format(number, value).encode()
    yield end.encode()


def _inserted(archive: zipfile.ZipFile, part: str, links: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a sheet with the element of its links in its place."""
    with archive.open(part) as sheet:
        kept = b""
        while _ROWS_END not in kept and (chunk := sheet.read(_CHUNK)):
            at = max(0, len(kept) - len(_ROWS_END))
            yield kept[:at]
            kept = kept[at:] + chunk
        before, element, after = (kept + sheet.read()).partition(_NEXT_ELEMENT)
    yield before
    yield from links
    yield element + after


def _member(name: str, pieces: Iterable[bytes]) -> ZipMember:
    """A member, of whose content one piece at a time is in memory."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, crc, size = io.BytesIO(), 0, 0
    for piece in pieces:
        packed.write(compressor.compress(piece))
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    packed.write(compressor.flush())
    return ZipMember(name, packed.getvalue(), crc, size)
