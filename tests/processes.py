"""Real processes for tests: `xxgk` in a process of its own, and what still lives of those that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SEES_PROCESSES = Path("/proc/self/environ").exists()
_MARK = "XXGK_TEST_MARK"


def _take_interrupts() -> None:
    """Hear Ctrl-C as in a terminal: tests that a shell started in the background are deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Command:
    """A running command in a process group of its own, with its descendants known by a mark."""

    def __init__(self, words: list[str], environment: Mapping[str, str]) -> None:
        self.mark = f"{_MARK}={uuid.uuid4().hex}"
        name, value = self.mark.split("=")
        self.process = subprocess.Popen(
            [sys.executable, "-P", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_take_interrupts if os.name == "posix" else None,
            env={**os.environ, "PYTHONUTF8": "1", name: value, **environment},
        )

    def line(self) -> str:
        """The next line of its output."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode()

    def alive(self) -> list[str]:
        """The commands of all its processes that have not ended."""
        found = []
        for folder in Path("/proc").iterdir():
            try:
                if not folder.name.isdigit() or self.mark.encode() not in (folder / "environ").read_bytes():
                    continue
                is_dead = (folder / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:  # it has just ended
                continue
            if not is_dead:
                found.append(words)
        return found

    def wait_for_processes(self, number: int) -> None:
        """Wait until so many of its processes live."""
        self._wait(lambda: len(self.alive()) >= number)

    def left(self, seconds: float = 5) -> list[str]:
        """What still lives after some seconds, or an empty list as soon as nothing does."""
        end = time.monotonic() + seconds
        while (found := self.alive()) and time.monotonic() < end:
            time.sleep(0.02)
        return found

    def wait_for(self, path: Path) -> None:
        """Wait until a file is there."""
        self._wait(path.exists)

    def _wait(self, done: object) -> None:
        assert callable(done)
        end = time.monotonic() + 60
        while not done():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end
            time.sleep(0.005)

    def end(self) -> tuple[int, str, float]:
        """Its exit status, what it said on stderr, and the seconds until it was gone."""
        start = time.monotonic()
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors.decode(), time.monotonic() - start


@contextmanager
def running(words: list[str], environment: Mapping[str, str] | None = None) -> Iterator[Command]:
    """A command; at the end nothing of it is left."""
    command = Command(words, environment or {})
    try:
        yield command
    finally:
        command.process.kill()
        command.process.communicate()
