"""What was built is installed or unpacked in an empty place and converts the sample county there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from portable.product import CHECKOUT

SAMPLES = CHECKOUT / "workbook_templates" / "samples"

REPORTS = 6
"""Sample workbooks that become reports; two are meant to go back, so that the command ends with 1."""

WINE = Path(__file__).parents[1] / "wine.sh"


def reports_of_package(package: Path) -> dict[str, bytes]:
    """The Word reports that a wheel or source distribution makes, installed in a new environment.

    subprocess.CalledProcessError: it does not install. ValueError: it makes other files.
    """
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
        subprocess.run([home / "venv/bin/pip", "install", "-q", package.absolute()], check=True)
        return _converted(
            [str(home / "venv/bin/xxgk"), "convert", str(SAMPLES), "-o", str(home / "out")],
            home,
            home / "out",
        )


def reports_of_folder(archive: Path) -> dict[str, bytes]:
    """The Word reports that the zip of the folder for Windows makes under Wine, from a path in Chinese.

    ValueError: it makes other files.
    """
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "新 卷"
        home.mkdir()
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(home)
        program = next(home.glob("*/app/xxgk.exe"))
        words = ["convert", windows_path(SAMPLES), "-o", windows_path(home / "out")]
        return _converted(["bash", str(WINE), str(program), *words], home, home / "out")


def _converted(command: list[str], home: Path, out: Path) -> dict[str, bytes]:
    done = subprocess.run(
        command, cwd=home, env={**os.environ, "XDG_CACHE_HOME": str(home / "cache")}, capture_output=True
    )
    made = {path.name: path.read_bytes() for path in sorted((out / "Word报告").glob("*.docx"))}
    if done.returncode != 1 or len(made) != REPORTS:
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        raise ValueError(f"{command[0]} made {len(made)} reports and ended with {done.returncode}:\n{said}")
    return made


def windows_path(path: Path) -> str:
    """A path here as programs of Windows name it under Wine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")
