"""Files written whole or not at all: a reader, or a failure in between, never sees half of one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from converter.system.errors import OutputError
from converter.system.sharing import new_file, remove, replace
from converter.system.windows_errors import REFUSED, number_of, windows_words

OWN_PREFIX, TEMPORARY = ".xxgk-", ".tmp"
"""How the names of temporary files begin and end: a run that was ended leaves them, the next removes them."""

_Told = tuple[str, str]

_IN_USE: _Told = ("没有权限或文件正被占用", "请关闭打开它的程序（如 Word、Excel），再重新运行")
_IN_THE_WAY = "请移走挡在那里的文件或文件夹，再重新运行"
_FULL = "请腾出一些空间，再重新运行"
_CUT_OFF: _Told = ("网络盘或移动硬盘断开了", "请接好后重新运行")
_TOLD: Mapping[int, _Told] = {
    errno.ENOSPC: ("磁盘空间不足", _FULL),
    errno.EDQUOT: ("磁盘空间的限额用完了", _FULL),
    errno.EFBIG: ("文件太大，磁盘放不下", _FULL),
    errno.EROFS: ("只读，不能写入", "请换一个文件夹，再重新运行"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘（移动硬盘、网络盘），再重新运行"),
    errno.ENOENT: ("文件或文件夹已经不在", "请确认文件夹还在原处，再重新运行"),
    errno.EISDIR: ("同名的文件夹挡在那里", _IN_THE_WAY),
    errno.ENOTEMPTY: ("同名的文件夹挡在那里", _IN_THE_WAY),
    errno.ENAMETOOLONG: ("名称太长", "请把文件夹移到路径较短的地方，再重新运行"),
    errno.ELOOP: ("链接互相指向", "请换成文件本身，再重新运行"),
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.EMFILE: ("打开的文件太多", "请关闭其他程序，再重新运行"),
    errno.ENFILE: ("打开的文件太多", "请关闭其他程序，再重新运行"),
    **dict.fromkeys(
        (errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN), _CUT_OFF
    ),
}
"""What the system's numbers of errors mean to a clerk: the reason, and what to do."""


class ChangedError(OSError):
    """A file that changed while it was read, or since."""


class NotAFileError(OSError):
    """A pipe, socket or device where a file was meant: reading it might never end."""


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file atomically: its name refers to the old content until all of the new is on the disk.

    Content may come in pieces. Missing folders are made. OutputError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = new_file(path.parent, OWN_PREFIX, TEMPORARY)
    except OSError as error:
        advice = f"请换一个文件夹，或{_IN_USE[1][1:]}" if is_in_use(error) else failure_advice(error)
        raise OutputError(f"无法写入“{path.parent}”：{failure_reason(error)}。{advice}。") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # it is private until now; a result is meant to be handed on
        replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):  # the next run removes it
            remove(temporary, missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritten(path, error) from error
        raise


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
        replace(source, path)
    except OSError as error:
        raise _unwritten(path, error) from error


def is_file(path: Path) -> bool:
    """Whether there is a file; one that the system does not let us look at counts as none.

    `Path.is_file` raises there.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder; one that the system does not let us look at counts as none."""
    return os.path.isdir(path)  # noqa: PTH112


def failure_reason(error: OSError) -> str:
    """The reason of a failure in a clerk's words."""
    return _told(error)[0]


def failure_advice(error: OSError) -> str:
    """What a clerk can do about a failure; without a full stop."""
    return _told(error)[1]


def is_in_use(error: OSError) -> bool:
    """Whether another program holds the file, or it may not be opened: the system does not say which."""
    number = number_of(error)
    return isinstance(error, PermissionError) if number is None else number in REFUSED


def unopened(what: str, path: Path, error: OSError) -> str:
    """The sentence about a file that a person named and that cannot be read. `what`: what it is."""
    advice = (
        "请检查路径" if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR) else failure_advice(error)
    )
    return f"{what}“{path}”打不开（{failure_reason(error)}），{advice}。"


def _told(error: OSError) -> _Told:
    if (words := windows_words(error)) is not None:
        return words
    if is_in_use(error):
        return _IN_USE
    if isinstance(error, ChangedError):
        return "在运行中被改动或替换", "请等它完成，再重新运行"
    if isinstance(error, NotAFileError):
        return "不是文件，是管道、设备之类", "请换成文件本身，再重新运行"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "同名的文件挡在那里", _IN_THE_WAY
    own_words = "" if (error.strerror or "").isascii() else error.strerror  # of Windows, in its language
    number = f"（{error.errno}）" if error.errno else ""
    return _TOLD.get(error.errno or 0) or (own_words or f"系统错误{number}", "请稍后重新运行")


def _unwritten(path: Path, error: OSError) -> OutputError:
    return OutputError(f"“{path.name}”没有写成：{failure_reason(error)}。{failure_advice(error)}。")
