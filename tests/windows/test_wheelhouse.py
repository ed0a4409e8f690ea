"""The folder of wheels installs on a computer that has Python and no network."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from portable.trying import windows_path
from portable.wheelhouse import VERSIONS, WHEELS
from tests.windows.libraries import unpack
from tests.windows.wine import run
from xxgk_windows.words import INSTALL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = os.environ.get("XXGK_WINDOWS_WHEELHOUSE")
    if not given:
        pytest.skip("XXGK_WINDOWS_WHEELHOUSE names no folder (packaging/README.md)")
    folder = tmp_path_factory.mktemp("U盘 1") / "xxgk-wheelhouse"
    shutil.copytree(given, folder)
    return folder


@pytest.fixture(scope="module")
def installed(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python with pip, as its installer leaves it."""
    folder = tmp_path_factory.mktemp("Python") / "Python311"
    shutil.copytree(home / "runtime", folder, ignore=shutil.ignore_patterns("*._pth"))
    unpack(folder / "Lib" / "site-packages", "pip")
    return folder


def test_every_version_has_its_wheels(wheelhouse: Path) -> None:
    names = [path.name for path in (wheelhouse / WHEELS).iterdir()]
    for version in VERSIONS:
        tag = f"-cp{version.replace('.', '')}-cp"
        assert any(name.startswith("lxml-") and tag in name for name in names)
    assert not [name for name in names if "linux" in name or name.endswith(".tar.gz")]


def test_it_installs_and_converts(wheelhouse: Path, installed: Path, filled: Path, tmp_path: Path) -> None:
    found = {"WINEPATH": windows_path(installed)}
    done = run("cmd", "/c", INSTALL, folder=wheelhouse, more=found, limit=1500)
    assert done.status == 0, done.text
    assert "xxgk " in done.text
    python = installed / "python.exe"
    made = run(
        python, "-m", "converter", "convert", windows_path(filled), "-o", windows_path(tmp_path / "out")
    )
    assert made.status == 1, made.text
    assert len([*(tmp_path / "out/Word报告").glob("*.docx")]) == 6
