"""All trials in their order, and the text that can be sent."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from converter.doctor.computer import computer_lines
from converter.doctor.disk import disk_lines
from converter.doctor.lines import Line, Verdict
from converter.doctor.places import place_lines
from converter.system.versions import version


def examine(folder: Path, console: TextIO) -> Iterator[Line]:
    """Try a folder, which has to exist, and this computer. `console`: where the command prints."""
    yield from place_lines(folder)
    yield from disk_lines(folder)
    yield from computer_lines(console)


def report(lines: Sequence[Line], now: datetime) -> str:
    """The text that can be sent: no path, no name of a person, computer or agency."""
    counts = "，".join(f"{verdict} {sum(line.verdict is verdict for line in lines)}" for verdict in Verdict)
    system = f"{platform.system()} {platform.release()} {platform.version()} {platform.machine()}"
    head = (
        f"xxgk doctor　{now:%Y-%m-%d}",
        f"程序 {version('xxgk-converter')}　Python {platform.python_version()}　系统 {system}",
        f"语言设置 {_language()}",
        counts,
        "",
    )
    return "\n".join((*head, *(line.text() for line in lines), ""))


def _language() -> str:
    """The language that programs are told, without anything that a person chose."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        return f"代码页 {kernel.GetACP()}，控制台 {kernel.GetConsoleOutputCP()}"
    import locale

    return ".".join(filter(None, locale.getlocale())) or "C"
