"""Python of the folder: starts anywhere, keeps statuses, knows the code page, lacks nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portable.trying import windows_path
from tests.windows.wine import run

pytestmark = pytest.mark.slow


def test_the_console_is_that_of_a_chinese_windows(python: Path) -> None:
    said = run(
        python, "-c", "import ctypes, locale as l; print(ctypes.windll.kernel32.GetACP(), l.getencoding())"
    )
    assert said.out.split() == [b"936", b"cp936"]


@pytest.mark.parametrize("status", [0, 3, 57])
def test_a_button_ends_with_the_status_of_what_it_started(xxgk: Path, python: Path, status: int) -> None:
    assert run(python, "-c", f"raise SystemExit({status})").status == status
    if status == 3:
        assert run(xxgk, "convert", "nowhere").status == 2


def test_it_runs_from_a_path_of_two_hundred_characters(home: Path, tmp_path: Path, filled: Path) -> None:
    deep = tmp_path
    while len(windows_path(deep)) < 150:
        deep /= "深" * 24
    deep /= "层" * (200 - len(windows_path(deep)) - 1)
    assert len(windows_path(deep)) == 200
    shutil.copytree(home, deep)
    done = run(deep / "app" / "xxgk.exe", "check", windows_path(filled))
    assert done.status == 1, done.text
    assert "共 8 份" in done.out.decode("utf-8")


def test_every_module_of_the_product_and_every_library_that_one_imports_is_there(python: Path) -> None:
    code = (
        "import importlib, pkgutil, converter, pdfplumber, pandas, rich.progress\n"
        "for each in pkgutil.walk_packages(converter.__path__, 'converter.'):\n"
        "    if each.name.rpartition('.')[2] not in ('__main__', 'cluster'):\n"
        "        importlib.import_module(each.name)\n"
        "print('all')"
    )
    done = run(python, "-X", "utf8", "-c", code)
    assert done.out.split() == [b"all"], done.text


def test_a_console_without_utf8_shows_what_it_can(python: Path, filled: Path, tmp_path: Path) -> None:
    """GBK has no 𠮷."""
    folder = tmp_path / "rare"
    folder.mkdir()
    shutil.copyfile(next(filled.glob("01*.xlsx")), folder / "𠮷.xlsx")
    done = run(python, "-m", "converter", "check", windows_path(folder))
    assert done.status in (0, 1), done.text
    assert "共 1 份" in done.out.decode("gbk")
