"""Python itself: from the official embeddable zip where it is given, else from parts in the registry.

The parts: a wheel of panda3d carries the official DLL and extension modules of CPython 3.11, for programs
made with it; Microsoft's runtime is in a wheel of its own; the standard library is that of the Python that
runs this.
"""

from __future__ import annotations

import re
import shutil
import sysconfig
import zipfile
from collections.abc import Mapping
from pathlib import Path

from portable.archive import add
from portable.bytecode import PYTHON, TAG, compiled, mended
from portable.pins import fetch, pin_of, read_lock
from portable.starters import starters

DLL = f"python{TAG}.dll"
LIBRARY = f"python{TAG}.zip"

_PARTS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "panda3d": ("deploy_libs/", re.compile(r"(?!api-ms-win-|VCRUNTIME).*")),
    "msvc-runtime": ("data/Scripts/", re.compile(r"vcruntime140(_1)?\.dll")),
}
"""The packages that carry parts: the folder in the wheel, and which of its files.

api-ms-win-… is in Windows 10.
"""

_LEFT_OUT = re.compile(r"(_tkinter|tcl|tk|_msi|winsound|_sqlite3|sqlite3)[^/]*\.(dll|pyd)", re.IGNORECASE)
"""What the product never imports."""

_NOT_LIBRARY = re.compile(
    r"(test|idlelib|tkinter|turtledemo|turtle\.py|ensurepip|lib2to3|distutils|pydoc_data|venv|msilib|sqlite3|curses|dbm"
    r"|config-[^/]*|lib-dynload|site-packages|dist-packages|_sysconfigdata[^/]*"
    r"|(.*/)?__pycache__|.*/tests?)(/.*)?"
)


def lay_runtime(folder: Path, cache: Path, embedded: Path | None) -> None:
    """Fill the folder of Python. ValueError: the zip given is not that of the version."""
    folder.mkdir(parents=True)
    if embedded is not None:
        _unpack_embedded(folder, embedded)
    else:
        pins = (pin for pin in read_lock("parts") if pin.name in _PARTS)
        for wheel in fetch(pins, cache, PYTHON):
            _unpack_parts(folder, wheel, *_PARTS[pin_of(wheel).name])
        _pack_library(folder / LIBRARY, Path(sysconfig.get_path("stdlib")))
        for starter in starters(cache, (folder / DLL).read_bytes()):
            shutil.copy(starter, folder)
    # nothing of the user's environment is looked at, and no module of the folder one works in
    (folder / f"python{TAG}._pth").write_bytes(f"{LIBRARY}\r\n.\r\n..\\app\r\n".encode("ascii"))


def _unpack_embedded(folder: Path, embedded: Path) -> None:
    with zipfile.ZipFile(embedded) as archive:
        if DLL not in archive.namelist():
            raise ValueError(f"{embedded.name}: no {DLL} in it; give python-3.11.x-embed-amd64.zip")
        for name in archive.namelist():
            if not _LEFT_OUT.fullmatch(name):
                archive.extract(name, folder)


def _unpack_parts(folder: Path, wheel: Path, inside: str, wanted: re.Pattern[str]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            place, _, file = name.rpartition("/")
            if f"{place}/".endswith(inside) and wanted.fullmatch(file) and not _LEFT_OUT.fullmatch(file):
                (folder / file).write_bytes(archive.read(name))


def _pack_library(file: Path, library: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(library.rglob("*.py")):
            name = path.relative_to(library).as_posix()
            if not _NOT_LIBRARY.fullmatch(name):
                add(archive, f"{name}c", compiled(mended(path.read_bytes(), name), name))
