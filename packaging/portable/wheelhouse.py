"""Wheels for computers that have Python of their own, and a batch file that installs from them alone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from portable.application import wheel_of
from portable.pins import fetch, read_lock
from portable.product import build_product
from portable.resolving import EXTRAS
from xxgk_windows.words import GUIDE, INSTALL, WHEELHOUSE, WHEELHOUSE_TEXT

VERSIONS = ("3.11", "3.12", "3.13")
"""Versions of Python that it is for, each with its lock file."""

WHEELS = "wheels"

_INSTALL = f"""\
@echo off
rem Installs from the folder {WHEELS} alone; nothing is asked of the network.
rem ASCII only in this file: cmd reads it in the code page of the computer. The guide is beside it.
set "python=py -3"
py -3 --version >nul 2>nul || set "python=python"
%python% -m pip --isolated install --no-index --find-links "%~dp0{WHEELS}" --no-warn-script-location ^
  --no-compile "xxgk-converter[{",".join(EXTRAS)}]"
set status=%errorlevel%
if "%status%"=="0" %python% -m converter --version
pause
exit /b %status%
"""
"""Compiling all modules would take two thirds of the time; Python compiles what is used at its first use."""


def build_wheelhouse(place: Path, cache: Path) -> Path:
    """Make the folder in `place`, instead of one that is there; it appears whole."""
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as scratch:
        folder = Path(scratch) / WHEELHOUSE
        wheels = folder / WHEELS
        wheels.mkdir(parents=True)
        product = build_product(wheels)
        for version in VERSIONS:
            for wheel in fetch(read_lock(version), cache, version):
                shutil.copyfile(wheel, wheels / wheel.name)
        (folder / INSTALL).write_bytes(_INSTALL.replace("\n", "\r\n").encode("ascii"))
        text = WHEELHOUSE_TEXT.format(version=wheel_of(product).version)
        (folder / GUIDE).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
        made = place / WHEELHOUSE
        if made.exists():
            shutil.rmtree(made)
        folder.replace(made)
    return made
