"""Files written whole or not at all, and zip archives whose bytes depend on their content only."""

from __future__ import annotations

import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from converter.system.errors import OutputError

_DAY = 1 << 5 | 1
"""The date of every zip member, 1 January 1980: the first that the format can hold."""

TAIL = (1 << 16) + 22
"""Bytes at the end of a zip archive in which it says where its list of members is."""

_ZIP_END = b"PK\5\6"


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file so that under its name stands either the old content or all of the new.

    Content may come in pieces. Raises OutputError where the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".xxgk-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputError(
            f"无法写入“{path.parent}”：{why(error)}。请换一个文件夹，或关闭占用它的程序。"
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp makes it private; a result is meant to be handed on
        temporary.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file where nobody looks for it before it is moved. OutputError: it cannot be written."""
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
    except OSError as error:
        raise _unwritten(path, error) from error


def move_whole(source: Path, path: Path) -> None:
    """Give a whole file that lies on the same disk its name. OutputError: it cannot stand there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        source.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(f"“{path.name}”没有写成：{why(error)}。如正用 Word 或 Excel 打开，请先关闭。")


QUICK = 1
"""The level of compression for what is made by the thousand: half the time for a fifth more bytes."""


class Packed(NamedTuple):
    """A zip member ready to be written: its name, compressed bytes, checksum and size unpacked."""

    name: str
    content: bytes
    crc: int
    size: int


def packed(name: str, content: bytes, level: int = 6) -> Packed:
    """Compress a member once for all archives that it goes into."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeezed = squeezer.compress(content) + squeezer.flush()
    return Packed(name, squeezed, zlib.crc32(content), len(content))


def write_zip(parts: Iterable[tuple[str, bytes] | Packed], level: int = 6) -> bytes:
    """Pack named parts, in the order given, into a zip with fixed dates: same parts, same bytes.

    Written here because zipfile would unpack and compress again what is packed already.
    """
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        member = part if isinstance(part, Packed) else packed(*part, level)
        name = member.name.encode()
        flags = 0 if name.isascii() else 0x800
        about = struct.pack(
            "<HHHHHLLLHH",
            20, flags, zipfile.ZIP_DEFLATED, 0, _DAY,
            member.crc, len(member.content), member.size, len(name), 0,
        )  # fmt: skip
        written += (b"PK\3\4", about, name, member.content)
        directory += (b"PK\1\2\x14\3", about, struct.pack("<HHHLL", 0, 0, 0, 0o600 << 16, offset), name)
        offset += 4 + len(about) + len(name) + len(member.content)
    size, count = sum(map(len, directory)), len(directory) // 4
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join((*written, *directory, end))


def why(error: OSError) -> str:
    """The reason of a failure in a clerk's words."""
    if isinstance(error, PermissionError):
        return "没有权限或文件正被占用"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "同名的文件挡在那里"
    return error.strerror or "系统错误"


def directory_size(tail: bytes) -> int:
    """Bytes of a zip archive's list of members, as its last `TAIL` bytes say; 0 where they do not.

    zipfile reads the whole list before anyone can count it.
    """
    ends = {tail.rfind(_ZIP_END), len(tail) - 22}  # the places at which zipfile looks
    claims = (tail[end + 12 : end + 16] for end in ends if tail[max(end, 0) :].startswith(_ZIP_END))
    return max((int.from_bytes(claim, "little") for claim in claims), default=0)
