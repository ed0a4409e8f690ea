"""What tests share: LibreOffice, where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Convert a file with LibreOffice to another format, in a private profile.

    Skips where LibreOffice is missing; fails where XXGK_REQUIRE_SOFFICE says that it must be there.
    """
    program = os.environ.get("XXGK_SOFFICE") or shutil.which("soffice")
    if program is None:
        if os.environ.get("XXGK_REQUIRE_SOFFICE"):
            pytest.fail("LibreOffice is required here but missing")
        pytest.skip("LibreOffice is not installed (soffice on PATH or XXGK_SOFFICE)")
    home = tmp_path_factory.mktemp("libreoffice")

    def run(source: Path, kind: str) -> Path:
        target = home / "out" / f"{source.stem}.{kind.split(':')[0]}"
        target.unlink(missing_ok=True)
        command = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(target.parent), str(source)],
            check=True,
            timeout=180,
            capture_output=True,
        )
        assert target.exists(), f"LibreOffice made no {kind} of {source.name}"
        return target

    return run
