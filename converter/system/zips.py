"""Zip archives: written so that the same parts give the same bytes, and their members unpacked quickly.

Members are unpacked by ISA-L where it is installed, else by zlib. Both give the same bytes or none; ISA-L
takes half the time.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from converter.system.clock import local_time

FAST_LEVEL = 1
"""Compression level for files made by the thousand: half the time for a fifth more bytes."""

TAIL_SIZE = (1 << 16) + 22
"""Bytes at the end of a zip archive that hold the location of its list of members."""

_DATE = 1 << 5 | 1
"""The date of every zip member, 1 January 1980: the first that the format can hold."""

_FIRST = (1980, 1, 1, 0, 0, 0)

_END_RECORD = b"PK\5\6"

_SMALL_PACKED, _SMALL = 1_500, 50_000
"""Bytes, compressed and not, up to which a member is cached: many files have the same small ones."""

_HARMLESS_FLAGS = 0x80E
"""Flags of a zip member that do not matter to its reader: compression level, names in UTF-8."""


class ZipMember(NamedTuple):
    """A zip member ready to be written. `content`: compressed; `size`: bytes uncompressed."""

    name: str
    content: bytes
    crc: int
    size: int


def compress_member(name: str, content: bytes, level: int = 6) -> ZipMember:
    """A member, compressed once for all archives that contain it."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    compressed = compressor.compress(content) + compressor.flush()
    return ZipMember(name, compressed, zlib.crc32(content), len(content))


def stored_member(archive: bytes, info: zipfile.ZipInfo) -> ZipMember:
    """A deflated member of an archive as it is packed there."""
    name, extra = struct.unpack_from("<HH", archive, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    return ZipMember(info.filename, archive[start : start + info.compress_size], info.CRC, info.file_size)


def write_zip(parts: Iterable[tuple[str, bytes] | ZipMember], level: int = 6) -> bytes:
    """Pack named parts, in the order given, into a zip with fixed dates: same parts, same bytes.

    Written by hand because zipfile would unpack and compress again a member that is compressed already.
    """
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        member = part if isinstance(part, ZipMember) else compress_member(*part, level)
        name = member.name.encode()
        flags = 0 if name.isascii() else 0x800
        header = struct.pack(
            "<HHHHHLLLHH",
            20, flags, zipfile.ZIP_DEFLATED, 0, _DATE,
            member.crc, len(member.content), member.size, len(name), 0,
        )  # fmt: skip
        written += (b"PK\3\4", header, name, member.content)
        directory += (b"PK\1\2\x14\3", header, struct.pack("<HHHLL", 0, 0, 0, 0o600 << 16, offset), name)
        offset += 4 + len(header) + len(name) + len(member.content)
    size, count = sum(map(len, directory)), len(directory) // 4
    end = struct.pack("<4sHHHHLLH", _END_RECORD, 0, 0, count, count, size, offset, 0)
    return b"".join((*written, *directory, end))


def with_plain_newlines(archive: bytes, newline: str) -> bytes:
    """An archive of texts that have the line ends of a system, with those that all others write."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return write_zip(
            (name, opened.read(name).replace(newline.encode(), b"\n")) for name in opened.namelist()
        )


def member_info(name: str, modified: float | None = None) -> zipfile.ZipInfo:
    """How a deflated member is described, by the same words on every system.

    `modified`: seconds since 1970; the member has that time of this computer's clock as far as the format can
    hold it.
    """
    info = zipfile.ZipInfo(name, _FIRST)
    if modified is not None and (time := local_time(modified)).year >= _FIRST[0]:
        info.date_time = time.timetuple()[:6]
    info.create_system, info.external_attr = 3, 0o644 << 16  # else the system that writes it
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def directory_size(tail: bytes) -> int:
    """Bytes of a zip archive's list of members, as its last `TAIL_SIZE` bytes state; 0 where they do not.

    zipfile reads the whole list before its length can be checked.
    """
    ends = {tail.rfind(_END_RECORD), len(tail) - 22}  # the places at which zipfile looks
    claims = (tail[end + 12 : end + 16] for end in ends if tail[max(end, 0) :].startswith(_END_RECORD))
    return max((int.from_bytes(claim, "little") for claim in claims), default=0)


def inflate(archive: bytes, member: zipfile.ZipInfo, most: int) -> bytes | None:
    """The bytes of an intact deflated member of at most `most` bytes.

    None for any other member: zipfile then reads it or says what is wrong with it.
    """
    at = member.header_offset
    header = archive[at : at + 30]
    if (
        header[:4] != b"PK\3\4"
        or member.compress_type != zipfile.ZIP_DEFLATED
        or member.flag_bits & ~_HARMLESS_FLAGS
        or member.file_size > most
    ):
        return None
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    if archive[at + 30 : at + 30 + name] != member.orig_filename.encode():
        return None
    start = at + 30 + name + extra
    content = archive[start : start + member.compress_size]
    is_small = member.compress_size <= _SMALL_PACKED and member.file_size <= _SMALL
    return (_inflated if is_small else _inflated.__wrapped__)(content, member.file_size, member.CRC)


@lru_cache(maxsize=64)
def _inflated(content: bytes, size: int, crc: int) -> bytes | None:
    """The uncompressed bytes, None where size or checksum differ."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(content, size + 1)
    except zlib.error:
        return None
    return data if stream.eof and len(data) == size and zlib.crc32(data) == crc else None
