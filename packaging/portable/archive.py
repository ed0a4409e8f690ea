"""Zip files that have the same bytes whenever the same goes in."""

from __future__ import annotations

import zipfile
from pathlib import Path

TIME = (2024, 1, 1, 0, 0, 0)
"""What every member was changed at."""


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a member."""
    member = zipfile.ZipInfo(name, TIME)
    member.external_attr = 0o100644 << 16
    member.create_system = 3
    archive.writestr(member, content, zipfile.ZIP_DEFLATED, 9)


def pack(folder: Path, file: Path) -> None:
    """Pack a folder, its own name included; the file appears whole."""
    unfinished = file.with_name(f".{file.name}.part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                add(archive, f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    unfinished.replace(file)
