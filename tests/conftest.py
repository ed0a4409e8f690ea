"""What tests share: LibreOffice, where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]
ConvertAll = Callable[[Sequence[Path], str], list[Path]]


@pytest.fixture(scope="session")
def convert_all(tmp_path_factory: pytest.TempPathFactory) -> ConvertAll:
    """Convert files with LibreOffice to another format, in a private profile and in one go.

    Skips where LibreOffice is missing; fails where XXGK_REQUIRE_SOFFICE says that it must be there.
    """
    program = os.environ.get("XXGK_SOFFICE") or shutil.which("soffice")
    if program is None:
        if os.environ.get("XXGK_REQUIRE_SOFFICE"):
            pytest.fail("LibreOffice is required here but missing")
        pytest.skip("LibreOffice is not installed (soffice on PATH or XXGK_SOFFICE)")
    home = tmp_path_factory.mktemp("libreoffice")

    def run(sources: Sequence[Path], kind: str) -> list[Path]:
        targets = [home / "out" / f"{source.stem}.{kind.split(':')[0]}" for source in sources]
        for target in targets:
            target.unlink(missing_ok=True)
        command = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
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
