"""LibreOffice without a window: finding it, and one run of it over many files.

Measured with LibreOffice 7.4: one process for many files takes an eighth of the time of one process each; its
exit status is 0 even where a file could not be read; two processes on one profile block each other. So it
gets a profile of its own and a time limit, and its status is ignored.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from converter.system.lifelines import end_guarded, start_guarded

VARIABLE = "XXGK_SOFFICE"
"""The environment variable with the program's path, for a place where it is not found."""

_NAMES = ("soffice.com", "soffice", "libreoffice") if sys.platform == "win32" else ("soffice", "libreoffice")
"""Names of the program; on Windows only soffice.com waits until the work is done."""


def find_office() -> Path | None:
    """The program that XXGK_SOFFICE names (None if there is none), else on PATH, else in usual places."""
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
            folder = os.environ.get(variable)
            if folder:
                for middle in ("", "Programs"):
                    yield Path(folder, middle, "LibreOffice", "program", "soffice.com")
    elif sys.platform == "darwin":
        for home in (Path("/"), Path.home()):
            yield home / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield Path("/snap/bin/libreoffice")


def run_office(
    program: Path, profile: Path, kind: str, sources: Sequence[Path], target: Path, seconds: float
) -> bool:
    """Convert files to `kind` below `target`; False where it took longer than `seconds` and was killed.

    True does not mean that any file was converted.
    """
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, sources)]
    try:
        office = start_guarded(command)
    except OSError:  # no process can be started
        return True
    try:
        office.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:  # also when the user interrupts: it must not run on
        end_guarded(office)
    return True
