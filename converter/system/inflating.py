"""Members of zip archives unpacked the quick way: by ISA-L where it is installed, else by zlib.

Both give the same bytes or none; ISA-L takes half the time. It is asked for on x86-64, where every system has
a build of it.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from typing import cast

try:
    from isal import isal_zlib as deflate
except ImportError:
    import zlib as deflate  # type: ignore[no-redef]

_ERROR = cast(type[Exception], deflate.error)  # the types of isal have it as an instance

_SMALL, _ALIKE = 1_500, 50_000
"""Bytes, compressed and not, up to which a member is remembered: many files have the same small ones."""

_HARMLESS = 0x80E
"""Flags of a zip member that change nothing for its reader: how hard it was pressed, names in UTF-8."""


def inflated(archive: bytes, member: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of a member that is compressed in the usual way and whole, at most so many.

    None for any other, about which zipfile is to be asked, who says what is wrong.
    """
    at = member.header_offset
    header = archive[at : at + 30]
    if (
        header[:4] != b"PK\3\4"
        or member.compress_type != zipfile.ZIP_DEFLATED
        or member.flag_bits & ~_HARMLESS
        or member.file_size > most
    ):
        return None
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    if archive[at + 30 : at + 30 + name] != member.orig_filename.encode():
        return None
    start = at + 30 + name + extra
    content = archive[start : start + member.compress_size]
    usual = member.compress_size <= _SMALL and member.file_size <= _ALIKE
    return (_inflated if usual else _inflated.__wrapped__)(content, member.file_size, member.CRC)


@lru_cache(maxsize=64)
def _inflated(content: bytes, size: int, crc: int) -> bytes | None:
    """What was compressed, or None where it has another size or checksum."""
    stream = deflate.decompressobj(-deflate.MAX_WBITS)
    try:
        data = stream.decompress(content, size + 1)
    except _ERROR:
        return None
    return data if stream.eof and len(data) == size and deflate.crc32(data) == crc else None
