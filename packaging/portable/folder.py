"""The folder for Windows, whole."""

from __future__ import annotations

import calendar
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from portable.application import UNUSED, lay_application, wheel_of
from portable.archive import TIME
from portable.buttons import lay_buttons
from portable.bytecode import PYTHON, compile_module
from portable.licences import lay_licences, python_licence
from portable.pe import missing_libraries
from portable.pins import fetch, normalized, read_lock
from portable.product import build_product
from portable.runtime import lay_runtime
from xxgk_windows.words import FOLDER, GUIDE, GUIDE_TEXT, LICENCES

BUTTONS = Path(__file__).parents[1] / "xxgk_windows"
"""What the buttons call, laid into the folder as it is."""


def build_folder(
    place: Path, cache: Path, *, embedded: Path | None = None, without: Collection[str] = ()
) -> Path:
    """Make the folder in `place`, instead of one that is there; it appears whole.

    `embedded`: the official embeddable zip. `without`: further packages to leave out.
    ValueError: this Python, or the zip, has another version than the folder; or a library is missing.
    """
    if f"{sys.version_info[0]}.{sys.version_info[1]}" != PYTHON:
        raise ValueError(f"run it with Python {PYTHON}, whose compiled modules go into the folder")
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as scratch:
        folder = Path(scratch) / FOLDER
        lay_runtime(folder / "runtime", cache, embedded)
        product = build_product(Path(scratch) / "product")
        wheels = map(wheel_of, (product, *fetch(read_lock(PYTHON), cache, PYTHON)))
        laid = lay_application(folder / "app", wheels, {*UNUSED, *map(normalized, without)})
        _lay_own(folder / "app")
        buttons = lay_buttons(folder, cache)
        lay_licences(folder / LICENCES, (*laid, wheel_of(buttons)), python_licence(PYTHON))
        (folder / GUIDE).write_bytes(GUIDE_TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
        missing = missing_libraries(folder)
        if missing:
            raise ValueError(f"libraries that Windows 10 has not: {missing}")
        _stamp(folder)
        made = place / FOLDER
        if made.exists():
            shutil.rmtree(made)
        folder.replace(made)
    return made


def _lay_own(app: Path) -> None:
    target = app / BUTTONS.name
    target.mkdir()
    for source in sorted(BUTTONS.glob("*.py")):
        shutil.copyfile(source, target / source.name)
        compile_module(target / source.name, f"{BUTTONS.name}/{source.name}", keep_source=True)


def _stamp(folder: Path) -> None:
    """Date all files alike, as the zip does."""
    seconds = calendar.timegm((*TIME, 0, 0, 0))
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))
