"""The product's own tests, run by Python of the folder against what is in the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portable.trying import windows_path
from tests.windows.libraries import unpack
from tests.windows.wine import ROOT, run

pytestmark = pytest.mark.slow

MODULES = ("tests/system", "tests/windows_behaviour/test_real.py")
"""Where files, names, locks, times and encodings are: what differs between systems.

A test that makes no sense there, or that Wine cannot show, skips itself there and says why.
"""

_RUN = """\
import sys
sys.path[:0] = {path!r}
import pytest

class Patience:
    @staticmethod
    def pytest_collection():
        from hypothesis import settings
        settings.register_profile("wine", deadline=None)
        settings.load_profile("wine")

chosen = "not libreoffice and not chromium and not slow"
words = ["-q", "-p", "no:cacheprovider", "-o", "addopts=", "-m", chosen, *{words!r}]
sys.exit(pytest.main(words, plugins=[Patience]))
"""


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
    path = [windows_path(checkout / "libraries"), windows_path(checkout)]
    words = [*MODULES, "--durations=5"]
    code = _RUN.format(path=path, words=words)
    done = run(python, "-X", "utf8", "-c", code, folder=checkout, limit=900)
    assert done.status == 0, done.text[-6000:]
    print(done.text[-300:])
