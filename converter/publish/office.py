"""LibreOffice without a window: finding it, and one run of it over many files.

Measured with LibreOffice 7.4: one process for many files takes an eighth of the time of one process each; its
exit status is 0 even where a file could not be read; two processes on one profile block each other. So it
gets a profile of its own, its status is ignored, and who runs it sees to the time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
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


@contextmanager
def office_at_work(
    program: Path, profile: Path, kind: str, sources: Sequence[Path], target: Path
) -> Iterator[subprocess.Popen[bytes] | None]:
    """LibreOffice while it converts files to `kind` below `target`, one after another in their order.

    None where no process can be started. At the end it is killed with its children, where it still runs.
    """
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, sources)]
    try:
        office = start_guarded(command)
    except OSError:
        yield None
        return
    try:
        yield office
    finally:  # also when the user interrupts: it must not run on
        end_guarded(office)


def office_identity(program: Path) -> str:
    """What tells one installation of LibreOffice, or version of it, from another; "" where nothing does."""
    real = program.resolve()
    try:
        for name in ("versionrc", "version.ini"):
            if (real.parent / name).is_file():
                return (real.parent / name).read_text(encoding="utf-8", errors="replace")
        state = real.stat()
    except OSError:
        return ""
    return f"{real} {state.st_size} {state.st_mtime_ns}"


def installed_typefaces() -> Iterator[str]:
    """The files with typefaces of this computer, with their sizes: with another one lines break otherwise."""
    for path in typeface_files():
        with suppress(OSError):
            yield f"{path} {path.stat().st_size}"


def typeface_files() -> Iterator[Path]:
    """The files in the folders for typefaces of this computer."""
    for folder in _typeface_folders():
        for below, folders, names in os.walk(folder):
            folders.sort()
            yield from (Path(below, name) for name in sorted(names))


def _typeface_folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
        yield Path(os.environ.get("LOCALAPPDATA", Path.home()), "Microsoft", "Windows", "Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/Library/Fonts"), Path.home() / "Library/Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
        yield Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share", "fonts")
