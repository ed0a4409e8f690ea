"""Files written whole or not at all: a reader, or a failure in between, never sees half of one."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from converter.system.errors import OutputError

OWN_PREFIX, TEMPORARY = ".xxgk-", ".tmp"
"""How the names of temporary files begin and end: a run that was ended leaves them, the next removes them."""

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "只读，不能写入",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件或文件夹已经不在",
    errno.EISDIR: "同名的文件夹挡在那里",
    errno.ENOTEMPTY: "同名的文件夹挡在那里",
    errno.ENAMETOOLONG: "名称太长",
}
"""What the system's numbers of errors mean to a clerk."""


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file atomically: its name refers to the old content until all of the new is on the disk.

    Content may come in pieces. Missing folders are made. OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=OWN_PREFIX, suffix=TEMPORARY, dir=path.parent)
    except OSError as error:
        raise OutputError(
            f"无法写入“{path.parent}”：{failure_reason(error)}。请换一个文件夹，或关闭占用它的程序。"
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
    """Write a new file that nobody reads before `move_whole`. OutputError: it cannot be written."""
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
    except OSError as error:
        raise _unwritten(path, error) from error


def move_whole(source: Path, path: Path) -> None:
    """Rename a complete file on the same disk to its final path. OutputError: it cannot be put there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        source.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error


def failure_reason(error: OSError) -> str:
    """The reason of a failure in a clerk's words."""
    if isinstance(error, PermissionError):
        return "没有权限或文件正被占用"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "同名的文件挡在那里"
    return _REASONS.get(error.errno or 0) or error.strerror or "系统错误"


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"“{path.name}”没有写成：{failure_reason(error)}。如正用 Word 或 Excel 打开，请先关闭。"
    )
