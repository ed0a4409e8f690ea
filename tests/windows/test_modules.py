"""The product's own tests, run by Python of the folder against what is in the folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.windows.libraries import unpack
from tests.windows.wine import ROOT, dos, run

pytestmark = pytest.mark.slow

MODULES = (
    "tests/system",
    "tests/results",
    "tests/batch/test_delivery.py",
    "tests/batch/test_given_paths.py",
    "tests/batch/test_reuse.py",
    "tests/desk/test_standing.py",
    "tests/test_years.py",
    "tests/workbook/test_isolated.py",
)
"""Where paths, files, processes, times and encodings are: what differs between systems."""

LEFT_OUT: Mapping[str, str] = {
    "tests/results/test_schema.py": "jsonschema is not among the packages there, and schemas know no system",
}
"""Modules of these folders that make no sense there, each with its reason."""

NOT_HERE: Mapping[str, str] = {}
"""Tests that make no sense there, by a part of their names, each with its reason."""

_RUN = (
    "import sys; sys.path[:0] = {path!r}; import pytest; "
    "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-o', 'addopts=', '-m', "
    "'not libreoffice and not chromium and not slow', '-k', {chosen!r}, *{words!r}]))"
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests without the package, which is imported from the folder."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("tests", "workbook_templates", "word_templates", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    unpack(folder / "libraries")
    return folder


def test_they_pass(python: Path, checkout: Path) -> None:
    chosen = " and ".join(f"not {name}" for name in NOT_HERE)
    path = [dos(checkout / "libraries"), dos(checkout)]
    words = [*MODULES, *(f"--ignore={name}" for name in LEFT_OUT), "--durations=15"]
    code = _RUN.format(path=path, chosen=chosen, words=words)
    done = run(python, "-X", "utf8", "-c", code, folder=checkout, limit=900)
    assert done.status == 0, done.text[-6000:]
    print(done.text[-300:])
