"""A spoilt file of an earlier run: renamed beside itself before another is written, never deleted.

result.json → result（已损坏）.json, result（已损坏）（2）.json, …
"""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.paths import SPOILT
from converter.results.recorded import listed
from converter.system import sharing
from converter.system.errors import OutputError
from converter.system.files import failure_reason
from converter.system.naming import unused


def unused_name(output: Path, name: str) -> str:
    """The name under which a spoilt file of the output folder is to be kept.

    OutputError: the folder cannot be listed.
    """
    path = PurePath(name)
    try:
        taken = {PurePath(each).stem.casefold() for each in os.listdir(output)}  # noqa: PTH208  names alone
    except OSError as error:
        raise OutputError(f"打不开文件夹“{output}”：{failure_reason(error)}。") from error
    return unused(path.stem + SPOILT, taken) + path.suffix


def keep_spoilt(output: Path, name: str, new_name: str) -> None:
    """Rename a spoilt file. OutputError: it cannot be, so that nothing may be written in its place."""
    try:
        sharing.rename(output / name, output / new_name)
    except OSError as error:
        raise OutputError(
            f"“{name}”已损坏，要先改名为“{new_name}”才能写新的，但没能改名：{failure_reason(error)}。"
            "请关闭打开它的程序，再重新运行。"
        ) from error


def spoilt_finding(name: str, new_name: str, spoilt: list[str]) -> Finding:
    """O-08 about a spoilt file; `spoilt`: where, in Chinese."""
    return finding("O-08", Place(""), subject=name, found=new_name, detail=listed(spoilt))
