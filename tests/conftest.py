"""What tests share: LibreOffice and Chromium, where they are there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from converter.publish.office import find_office

Convert = Callable[[Path, str], Path]
ConvertAll = Callable[[Sequence[Path], str], list[Path]]
Browse = Callable[[str], str]


@pytest.fixture(autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the memory of this user's templates alone."""
    monkeypatch.setenv("XXGK_CACHE", str(tmp_path_factory.mktemp("memory")))


@pytest.fixture(scope="session")
def office() -> Path:
    """The program LibreOffice; skips where it is missing unless it must be there."""
    found = find_office()
    if found is None:
        if os.environ.get("XXGK_REQUIRE_SOFFICE"):
            pytest.fail("LibreOffice is required here but missing")
        pytest.skip("LibreOffice is not installed (soffice on PATH or XXGK_SOFFICE)")
    return found


@pytest.fixture(scope="session")
def convert_all(office: Path, tmp_path_factory: pytest.TempPathFactory) -> ConvertAll:
    """Convert files with LibreOffice to another format, in a private profile and in one go."""
    home = tmp_path_factory.mktemp("libreoffice")

    def run(sources: Sequence[Path], kind: str) -> list[Path]:
        targets = [home / "out" / f"{source.stem}.{kind.split(':')[0]}" for source in sources]
        for target in targets:
            target.unlink(missing_ok=True)
        command = [str(office), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(home / "out"), *map(str, sources)],
            check=True,
            timeout=180,
            capture_output=True,
        )
        for target in targets:
            assert target.exists(), f"LibreOffice made no {target.name}"
        return targets

    return run


@pytest.fixture(scope="session")
def convert(convert_all: ConvertAll) -> Convert:
    """Convert one file with LibreOffice to another format."""

    def run(source: Path, kind: str) -> Path:
        (target,) = convert_all([source], kind)
        return target

    return run


@pytest.fixture(scope="session")
def browse(tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Show a page in Chromium and return its document after its scripts ran.

    Skips where Chromium is missing; fails where XXGK_REQUIRE_CHROMIUM says that it must be there.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "msedge")
    program = os.environ.get("XXGK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        if os.environ.get("XXGK_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required here but missing")
        pytest.skip("Chromium is not installed (chromium on PATH or XXGK_CHROMIUM)")
    home = tmp_path_factory.mktemp("chromium")

    def run(page: str) -> str:
        source = home / "page.html"
        source.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={home / 'profile'}"
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", profile]
        done = subprocess.run(
            [*command, "--dump-dom", source.as_uri()], check=True, timeout=180, capture_output=True
        )
        return done.stdout.decode("utf-8")

    return run
