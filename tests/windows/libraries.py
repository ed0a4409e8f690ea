"""Packages that the tests need on Windows and the folder has not, by their lock file."""

from __future__ import annotations

import zipfile
from pathlib import Path

from portable.bytecode import PYTHON
from portable.pins import CACHE, fetch, read_lock


def unpack(folder: Path, *names: str) -> None:
    """Unpack these packages of the lock file into a folder; without names all but pip."""
    for pin in read_lock("testing"):
        if pin.name in names or (not names and pin.name != "pip"):
            (wheel,) = fetch([pin], CACHE, PYTHON)
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
