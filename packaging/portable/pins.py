"""Lock files: one package a line, with its version and the hash of the one wheel that is taken."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

LOCKS = Path(__file__).parent / "locks"

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "xxgk-windows"
"""Where downloads are kept unless another place is named."""

_LINE = re.compile(r"([A-Za-z0-9._-]+)==(\S+) --hash=sha256:([0-9a-f]{64})")


class Pin(NamedTuple):
    """One wheel: of a package, in a version, with this SHA-256."""

    name: str
    version: str
    digest: str

    def __str__(self) -> str:
        """The line of a lock file, which pip reads too."""
        return f"{self.name}=={self.version} --hash=sha256:{self.digest}"


def read_lock(name: str) -> tuple[Pin, ...]:
    """The pins of a lock file of this folder. ValueError: a line is none."""
    pins = []
    for line in (LOCKS / f"{name}.txt").read_text("ascii").splitlines():
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"{name}.txt: not a pin: {line}")
        pins.append(Pin(*found.groups()))
    return tuple(pins)


def write_lock(name: str, pins: Iterable[Pin]) -> None:
    """Write a lock file, sorted."""
    text = "".join(f"{pin}\n" for pin in sorted(pins))
    (LOCKS / f"{name}.txt").write_text(text, "ascii")


def pin_of(wheel: Path) -> Pin:
    """The pin of a wheel: `docxtpl-0.20.2-py3-none-any.whl` is docxtpl==0.20.2."""
    name, version = wheel.name.split("-")[:2]
    return Pin(normalized(name), version, sha256(wheel))


def fetch(pins: Iterable[Pin], cache: Path, python: str | None) -> tuple[Path, ...]:
    """The wheels of these pins, downloaded where the cache lacks them; each has the hash of its pin.

    `python`: "3.11" for wheels of 64-bit Windows for that version; None for wheels of this machine.
    """
    pins = tuple(pins)
    cache.mkdir(parents=True, exist_ok=True)
    found = {pin: path for pin in pins if (path := _cached(pin, cache)) is not None}
    missing = [pin for pin in pins if pin not in found]
    if missing:
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            wanted = Path(scratch) / "wanted.txt"
            wanted.write_text("".join(f"{pin}\n" for pin in missing), "ascii")
            pip(
                "download", "-q", "--no-deps", "--require-hashes",
                *(for_windows(python) if python else ("--only-binary=:all:",)),
                "-d", scratch, "-r", str(wanted),
            )  # fmt: skip
            for wheel in Path(scratch).glob("*.whl"):
                wheel.replace(cache / wheel.name)
        found |= {pin: path for pin in missing if (path := _cached(pin, cache)) is not None}
    return tuple(found[pin] for pin in pins)


def _cached(pin: Pin, cache: Path) -> Path | None:
    for path in sorted(cache.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        if (normalized(name), version) == (pin.name, pin.version) and sha256(path) == pin.digest:
            return path
    return None


def for_windows(python: str) -> tuple[str, ...]:
    """Options of pip for wheels of 64-bit Windows."""
    return (
        "--only-binary=:all:",
        "--platform", "win_amd64", "--python-version", python, "--implementation", "cp",
    )  # fmt: skip


def pip(*words: str) -> None:
    """Run pip of this Python. subprocess.CalledProcessError: it failed, and said why."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True)


def normalized(name: str) -> str:
    """The name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
