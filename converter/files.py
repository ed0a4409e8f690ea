"""Files written whole or not at all, and zip archives whose bytes depend on their content only."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from converter.errors import OutputError

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every zip member: the first that the format can hold."""

TAIL = (1 << 16) + 22
"""Bytes at the end of a zip archive in which it says where its list of members is."""

_ZIP_END = b"PK\5\6"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that under its name stands either the old content or all of the new.

    Raises OutputError where the place cannot be written.
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
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp makes it private; a result is meant to be handed on
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"“{path.name}”没有写成：{why(error)}。如正用 Word 或 Excel 打开，请先关闭。"
        ) from error


def write_zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack named parts, in the order given, into a zip with fixed dates: same parts, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return buffer.getvalue()


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
