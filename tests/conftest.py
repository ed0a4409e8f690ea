"""What tests share: LibreOffice and Chromium, where they are there; and which tests are slow."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from converter.publish.office import find_office
from tests.libreoffice import Conversions

Browse = Callable[[str], str]

MARKERS = {"office": "libreoffice", "browse": "chromium"}
"""Markers of tests by the fixture that they ask for."""

SLOW = {"office", "browse", "cluster_address", "empty_cluster"}
"""Fixtures that start another program: a test that asks for one is slow."""


PROGRAM = re.compile(r"[\[-]libreoffice[\]-]")
"""In the name of a test that asks for `office`."""


@pytest.hookimpl(tryfirst=True)  # before tests are left out by their markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their fixtures; those of LibreOffice are for one process of the tests."""
    for item in items:
        asked = {*getattr(item, "fixturenames", ())}
        for fixture in asked & {*MARKERS}:
            item.add_marker(MARKERS[fixture])
        if asked & SLOW:
            item.add_marker("slow")
    if hasattr(config, "workerinput"):  # one of several processes: what takes longest begins first
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: (not item.get_closest_marker("libreoffice"), item.path not in slow))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case that is a file by its size and checksum, not by all its bytes."""
    return f"{len(val)}-bytes-{zlib.crc32(val):08x}" if isinstance(val, bytes) and len(val) > 40 else None


def pytest_collection_finish() -> None:
    """Keep the garbage collector from looking through all that the modules of the tests hold, each time."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give the tests of a module, and all of LibreOffice, to one process: they share what fixtures made.

    Groups of xdist would need the markers of the tests, which this process does not know; it knows
    their names, which end with `libreoffice` by the parameter of `office`.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByProgramOrModule(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
        def _split_scope(self, nodeid: str) -> str:
            return "libreoffice" if PROGRAM.search(nodeid) else nodeid.split("::")[0]

    config.option.loadscopereorder = False
    return ByProgramOrModule(config, log)


@pytest.fixture(scope="session")
def _memories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there yet."""
    home = tmp_path_factory.mktemp("memory")
    return (home / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_memory(_memories: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the memory of this user's templates alone."""
    monkeypatch.setenv("XXGK_CACHE", str(next(_memories)))


@pytest.fixture(scope="session", params=["libreoffice"])
def office() -> Path:
    """The program LibreOffice; skips where it is missing unless it must be there."""
    found = find_office()
    if found is None:
        if os.environ.get("XXGK_REQUIRE_SOFFICE"):
            pytest.fail("LibreOffice is required here but missing")
        pytest.skip("LibreOffice is not installed (soffice on PATH or XXGK_SOFFICE)")
    return found


@pytest.fixture(scope="session")
def converted(
    office: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Conversions:
    """What LibreOffice made of the files that tests order in their marker `libreoffice`.

    All orders of all tests that this run is of are carried out when the first test asks.
    """
    made = Conversions(office, tmp_path_factory.mktemp("libreoffice"))
    marks = [mark for item in request.session.items for mark in item.iter_markers("libreoffice")]
    made.run(order for mark in marks for order in mark.args)
    return made


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of Chromium.

    Skips where Chromium is missing; fails where XXGK_REQUIRE_CHROMIUM says that it must be there.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "msedge")
    program = os.environ.get("XXGK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        if os.environ.get("XXGK_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required here but missing")
        pytest.skip("Chromium is not installed (chromium on PATH or XXGK_CHROMIUM)")
    return program


@pytest.fixture(scope="session")
def browse(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Show a page in Chromium and return its document after its scripts ran."""
    home = tmp_path_factory.mktemp("chromium")

    def run(page: str) -> str:
        source = home / "page.html"
        source.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={home / 'profile'}"
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", profile]
        done = subprocess.run(
            [*command, "--dump-dom", source.as_uri()], check=True, timeout=180, capture_output=True
        )
        return done.stdout.decode("utf-8")

    return run
