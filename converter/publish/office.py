"""LibreOffice without a window: where it is, and one run of it over many files.

Measured with LibreOffice 7.4: one process for many files takes an eighth of the time of one process
each; its exit status is 0 even where a file could not be read; two runs on one profile hinder each
other. So: a profile of our own, a time limit, and nobody trusts the status.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

VARIABLE = "XXGK_SOFFICE"
"""The environment variable that names the program where it is in no usual place."""

_NAMES = ("soffice.com", "soffice", "libreoffice") if sys.platform == "win32" else ("soffice", "libreoffice")
"""On Windows soffice.com is the one that waits until the work is done."""


def find_office() -> Path | None:
    """The program: what XXGK_SOFFICE names (None where that is none), else on PATH, else where installed."""
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

    True does not mean that every file came out, or any.
    """
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, sources)]
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
    except OSError:  # no program after all, or one of another system
        return True
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:  # also when the user stops us: it must not go on by itself
            _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started: soffice is a starter of the real one."""
    if sys.platform == "win32":
        words = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(words, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):  # it ended by itself this very moment
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
