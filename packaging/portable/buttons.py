"""What one clicks on: programs that start Python with a few lines that are packed behind them.

The programs are distlib's launchers, which pip puts beside every command: the launcher, a line that names the
Python to start, and a zip with `__main__.py`. Unlike a .bat, they take a dropped `a&b.xlsx` as it is.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from portable.archive import add
from portable.pins import fetch, read_lock
from xxgk_windows.words import CONVERT, OPEN, SHELL

_PYTHON = r"<launcher_dir>\{}runtime\python.exe -X utf8"
_LAUNCHER = "distlib/t64.exe"

_CALL = (
    "import sys\nfrom {module} import {function}\n\nif __name__ == '__main__':\n    sys.exit({function}())\n"
)

_SHELL = """\
@echo off
rem Any command of the program: xxgk convert FOLDER -o OUTPUT. A double click opens a window to type them.
rem ASCII only in this file: cmd reads it in the code page of the computer.
set "PATH=%~dp0app;%PATH%"
if not "%~1"=="" goto run
title xxgk
pushd "%~dp0"
"%~dp0app\\xxgk.exe" --help
cmd /k
popd
exit /b
:run
"%~dp0app\\xxgk.exe" %*
exit /b %errorlevel%
"""


def lay_buttons(folder: Path, cache: Path) -> Path:
    """Put them into the folder, and the command xxgk into `app`; the wheel that their programs are from."""
    (wheel,) = fetch((pin for pin in read_lock("parts") if pin.name == "distlib"), cache, "3.11")
    with zipfile.ZipFile(wheel) as archive:
        launcher = archive.read(_LAUNCHER)
    for path, above, module, function in (
        (folder / OPEN, "", "xxgk_windows.buttons", "open_page"),
        (folder / CONVERT, "", "xxgk_windows.buttons", "convert"),
        (folder / "app" / "xxgk.exe", "..\\", "converter.cli", "main"),
    ):
        code = _CALL.format(module=module, function=function)
        path.write_bytes(button(launcher, _PYTHON.format(above), code))
    (folder / SHELL).write_bytes(_SHELL.replace("\n", "\r\n").encode("ascii"))
    return wheel


def button(launcher: bytes, python: str, code: str) -> bytes:
    """A program that starts `python` with `code`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        add(archive, "__main__.py", code.encode("ascii"))
    return launcher + f"#!{python}\r\n".encode("ascii") + packed.getvalue()
