"""Python of the folder, from the official zip, and which versions are refused."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from portable.folder import build_folder
from portable.runtime import lay_runtime


def embedded(folder: Path, *names: str) -> Path:
    file = folder / "python-embed-amd64.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return file


def test_the_official_zip_is_laid_down_less_what_is_never_imported(tmp_path: Path) -> None:
    names = ("python.exe", "python311.dll", "python311.zip", "_ssl.pyd", "_sqlite3.pyd", "python311._pth")
    lay_runtime(tmp_path / "runtime", tmp_path / "cache", embedded(tmp_path, *names))
    found = sorted(path.name for path in (tmp_path / "runtime").iterdir())
    assert found == sorted({*names} - {"_sqlite3.pyd"})
    assert (tmp_path / "runtime/python311._pth").read_bytes() == b"python311.zip\r\n.\r\n..\\app\r\n"
    assert not (tmp_path / "cache").exists()  # nothing was downloaded


def test_the_zip_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no python311\.dll in it"):
        lay_runtime(tmp_path / "runtime", tmp_path / "cache", embedded(tmp_path, "python313.dll"))


def test_another_version_of_python_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    with pytest.raises(ValueError, match=r"run it with Python 3\.11"):
        build_folder(tmp_path / "out", tmp_path / "cache")
    assert not (tmp_path / "out").exists()
