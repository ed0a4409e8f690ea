"""Windows programs started under Wine, and what comes of them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from portable.trying import windows_path

ROOT = Path(__file__).resolve().parents[2]
WINE = ROOT / "packaging" / "wine.sh"

PATIENCE = 240
"""Seconds for one command; on a busy machine Wine takes long to start."""


class Ran(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Both, for a message."""
        return (self.out + self.err).decode("utf-8", "replace").replace("\r", "")


def command(*words: str | Path, folder: Path | None = None, limit: int = PATIENCE) -> list[str]:
    """The command line for a Windows program and its words, started in a folder."""
    inside = ["-C", str(folder)] if folder is not None else []
    return ["bash", str(WINE), "-t", str(limit), *inside, *map(str, words)]


def run(
    *words: str | Path,
    folder: Path | None = None,
    more: Mapping[str, str] | None = None,
    limit: int = PATIENCE,
) -> Ran:
    """Run it to its end, with further variables of the environment."""
    done = subprocess.run(
        command(*words, folder=folder, limit=limit),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **(more or {})},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def at_work(python: Path) -> Iterator[None]:
    """Keep this Windows running: it ends with its last program, and starting it anew takes two seconds.

    Its services hold the output of the program that it started with: nothing may come before this one.
    """
    process = subprocess.Popen(
        command(python, "-c", "print('ready', flush=True); input()", limit=7200),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline().strip() == b"ready"
        yield
    finally:
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):  # the services stay where tests of another worker go on
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()


def end_all_of(home: Path) -> None:
    """End the Windows programs that were started from a folder, by their command lines."""
    mark = windows_path(home).encode()
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal():
            continue
        try:
            started_from = mark in (process / "cmdline").read_bytes()
        except OSError:
            continue  # has ended meanwhile
        if started_from:
            os.kill(int(process.name), signal.SIGKILL)
