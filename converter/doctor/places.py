"""What kind of place a folder is: a share, a synchronized folder, a stick."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from converter.doctor.lines import Line, good, mind

_REMOVABLE, _REMOTE = 2, 4
_CLOUD = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_NAMES = ("onedrive", "dropbox", "坚果云", "百度网盘", "nutstore", "wpsdrive", "wps云盘")


def place_lines(folder: Path) -> Iterator[Line]:
    """What is to be minded about where a folder lies."""
    full = folder.resolve()
    if _is_in_cloud(full):
        yield mind(
            "位置",
            "在网盘同步的文件夹里",
            "同步时会占住文件，也会改成“冲突副本”；请放在不同步的文件夹，做完再拷进去",
        )
    elif (kind := _kind_of_drive(full)) == _REMOTE:
        yield mind("位置", "在网络盘上", "比本机的盘慢；断开时会停下，接好后重新运行就接着做")
    elif kind == _REMOVABLE:
        yield mind("位置", "在移动硬盘或 U 盘上", "做完前请不要拔下")
    else:
        yield good("位置", "本机的盘")


def _is_in_cloud(full: Path) -> bool:
    roots = [os.environ[name] for name in _CLOUD if os.environ.get(name)]
    named = any(part.casefold().startswith(_CLOUD_NAMES) for part in full.parts)
    return named or any(full.is_relative_to(Path(root).resolve()) for root in roots)


def _kind_of_drive(full: Path) -> int:
    """Windows' number of a kind of drive; 0 on other systems."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(full.anchor))
    return 0
