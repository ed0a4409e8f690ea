"""The folder as a clerk has it: unpacked where the path has Chinese, blanks and an ampersand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.wine import ROOT, at_work

Listing = dict[str, tuple[int, int]]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder; when all tests are done, nothing in its `runtime` and `app` may have changed."""
    given = os.environ.get("XXGK_WINDOWS_FOLDER")
    if not given:
        pytest.skip("XXGK_WINDOWS_FOLDER names no folder (packaging/README.md)")
    place = tmp_path_factory.mktemp("政府 信息公开（试用）&2")
    folder = place / "xxgk-windows"
    shutil.copytree(given, folder)
    before = listing(folder)
    with at_work(folder / "runtime" / "python.exe"):
        yield folder
    assert listing(folder) == before


def listing(folder: Path) -> Listing:
    """Every file of the program with its size and time."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for part in ("runtime", "app")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def python(home: Path) -> Path:
    """Python of the folder."""
    return home / "runtime" / "python.exe"


@pytest.fixture(scope="session")
def xxgk(home: Path) -> Path:
    """The command xxgk of the folder."""
    return home / "app" / "xxgk.exe"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled workbooks of the sample county."""
    folder = tmp_path_factory.mktemp("filled") / "县里 报来的（8家）"
    shutil.copytree(ROOT / "workbook_templates" / "samples", folder)
    return folder
