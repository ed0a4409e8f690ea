"""What the numbers of Windows' errors mean to a clerk: more exact than the few that Python makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONGEST_FILE, LONGEST_FOLDER = 259, 247
"""Characters of a path that Windows and Office open; a folder needs room for a file's short name."""

SHARING: Final = frozenset((32, 33, 1224))
"""Another program holds the file, or a part of it, or has it mapped."""

REFUSED: Final = SHARING | {5}
"""The same of a file that is to be replaced or removed: Windows calls it access denied there."""

_TOO_LONG = frozenset((2, 3, 123, 206))
"""What Windows says of a path that is too long: no such file, no such path, no name, too long."""

_DOWNLOAD = "请在资源管理器里右键选“始终保留在此设备上”，等下载完，再重新运行"
_CLOUD = range(358, 405)
_DISCONNECTED = ("网络盘或移动硬盘断开了", "请接好后重新运行")
_WORDS: Mapping[int, tuple[str, str]] = {
    19: ("只读，不能写入", "请换一个文件夹，再重新运行"),
    **dict.fromkeys(SHARING, ("文件正被另一个程序占用", "请关闭打开它的程序（如 Word、Excel），再重新运行")),
    39: ("磁盘空间不足", "请腾出一些空间，再重新运行"),
    **dict.fromkeys((21, 53, 55, 59, 64, 65, 67, 71, 121, 1167, 1231, 1232, 1236), _DISCONNECTED),
    225: ("被杀毒软件拦下", "请看杀毒软件的记录，确认没有问题后恢复这个文件，再重新运行"),
    226: ("被杀毒软件拦下", "请看杀毒软件的记录，确认没有问题后恢复这个文件，再重新运行"),
    **dict.fromkeys(_CLOUD, ("文件只在网盘（如 OneDrive）上，没有下载到这台电脑", _DOWNLOAD)),
}  # fmt: skip


def windows_words(error: OSError) -> tuple[str, str] | None:
    """The reason of an error of Windows and what to do; None where its number says no more than Python's."""
    number = number_of(error)
    if number is None:
        return None
    if number in _TOO_LONG and (length := _excess(error)):
        return (
            f"路径太长（{length} 个字，Windows 和 Office 最多 {LONGEST_FILE} 个字）",
            "请把文件夹移到路径较短的地方（如 D:\\年报），再重新运行",
        )
    return _WORDS.get(number)


def number_of(error: OSError) -> int | None:
    """Windows' number of an error; None of an error of another system."""
    number = getattr(error, "winerror", None)
    return number if isinstance(number, int) else None


def is_too_long(error: OSError) -> bool:
    """Whether Windows refused a path for its length."""
    return number_of(error) in _TOO_LONG and bool(_excess(error))


def _excess(error: OSError) -> int:
    """The length of the longest path of an error that is too long; 0 where none is."""
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str)]
    longest = max((len(str(Path(name).absolute())) for name in names), default=0)
    return longest if longest > LONGEST_FOLDER else 0
