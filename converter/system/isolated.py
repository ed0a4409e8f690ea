"""Files read by another process: one that brings it down costs itself and not the batch.

One process reads one file after another. The verdict on a file that it does not survive is never that of
a process that has read others before: such a file is read once more by a new one. What runs in the other
process is begun by `isolated_process.serve`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Final, Literal
from weakref import finalize

from converter.system.isolated_process import LENGTH, LONGEST, OUT_OF_MEMORY, request_for

TO_START: Final = 25
"""Seconds beyond those for reading a file after which the process is ended from outside: a slow machine
starts it slowly, and it may hang."""

MAX_SAID: Final = 100
"""Lines that are kept of what it says of its end, the last ones."""

PATIENCE: Final = 2
"""Seconds that a process which has closed its output may take to end."""

_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # else a black window flashes on Windows


class NotReadError(Exception):
    """A file that its process did not survive, and why; `detail` in words, "" for none."""

    def __init__(self, why: Literal["timeout", "memory", "crashed"], detail: str = "") -> None:
        self.why: Final = why
        self.detail: Final = detail
        super().__init__(why, detail)


def read_isolated(
    module: str, words: Sequence[str], content: bytes, seconds: float, options: Mapping[str, Any]
) -> Any:
    """What the process of a module, started with such arguments, says of a file within so many seconds.

    Raises NotReadError, and nothing else, where the file takes too long or too much memory, or brings its
    process down.
    """
    reader = _reader(module, tuple(words), os.getpid(), sys.executable, tuple(sys.path))
    return json.loads(reader.read(content, seconds, options))


@lru_cache(maxsize=8)
def _reader(module: str, words: tuple[str, ...], owner: int, program: str, paths: tuple[str, ...]) -> _Reader:
    """The reader of a kind for this process, `owner`: a fork of it does not use the same."""
    return _Reader([program, "-P", "-m", module, *words], paths, owner)


class _Reader:
    """Reads by a process that is started when it is needed, anew where it has ended; one file at a time."""

    def __init__(self, command: Sequence[str], paths: Sequence[str], owner: int) -> None:
        self._command, self._paths, self._owner = command, paths, owner
        self._turn = threading.Lock()
        self._running: _Running | None = None
        self._tidied: finalize[..., _Reader] | None = None

    def read(self, content: bytes, seconds: float, options: Mapping[str, Any]) -> bytes:
        """The answer to a file. Raises NotReadError where a process that has read no other gives none."""
        request = request_for(content, seconds, options)
        with self._turn:
            while True:
                running, fresh = self._started()
                late = threading.Event()
                timer = threading.Timer(seconds + TO_START, running.stop, (late,))
                timer.start()
                try:
                    answer = running.ask(request)
                except BaseException:
                    self._end(patience=0)
                    raise
                finally:
                    timer.cancel()
                if answer is not None:
                    return answer
                status, said = self._end()
                if fresh:
                    raise _verdict(None if late.is_set() else status, said, seconds)

    def _started(self) -> tuple[_Running, bool]:
        """The process, and whether it is a new one. Raises NotReadError where none can be started."""
        if self._running is not None:
            if self._running.process.poll() is None:
                return self._running, False
            self._end()
        try:
            self._running = _start(self._command, self._paths)
        except OSError as error:
            raise NotReadError("crashed", type(error).__name__) from error
        self._tidied = finalize(self, _end_own, self._running, self._owner)
        return self._running, True

    def _end(self, patience: float = PATIENCE) -> tuple[int, bytes]:
        """End the process; its status and what it said of its end."""
        assert self._running is not None
        ended, self._running = self._running, None
        if self._tidied is not None:
            self._tidied.detach()
        return ended.end(patience)


@dataclass(frozen=True, slots=True)
class _Running:
    """A process that reads. `said`: what it said of its end, taken by a thread, so that it never waits."""

    process: subprocess.Popen[bytes]
    said: deque[bytes]
    listener: threading.Thread

    def ask(self, request: bytes) -> bytes | None:
        """The answer; None where it ended without one. Its input stays open: at its end it ends too."""
        asked, told = self.process.stdin, self.process.stdout
        assert asked is not None
        assert told is not None
        with suppress(OSError):  # it has ended, and its status says why
            asked.write(request)
            asked.flush()
        size = int.from_bytes(told.read(LENGTH), "big")
        answer = told.read(size) if size <= LONGEST else b""  # what no answer is
        return answer if size and len(answer) == size else None

    def stop(self, late: threading.Event) -> None:
        """End a process that takes too long, from another thread."""
        late.set()
        self.process.kill()

    def end(self, patience: float) -> tuple[int, bytes]:
        """Wait so many seconds for its end, and end it otherwise; its status, and what it said of its end."""
        try:
            status = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self.listener.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what it did not take in
                if stream is not None:
                    stream.close()
        return status, b"".join(self.said)


def _listen(errors: IO[bytes], said: deque[bytes]) -> None:
    with errors:
        said.extend(errors)


def _end_own(running: _Running, owner: int) -> None:
    """End a process; a fork of the one that started it leaves it alone."""
    if os.getpid() == owner:
        running.end(0)


def _start(command: Sequence[str], paths: Sequence[str]) -> _Running:
    """Start a process with the same import paths, never with the current folder. OSError: there is none."""
    own = {
        "PYTHONPATH": os.pathsep.join(str(Path(place).resolve()) for place in paths),
        "MALLOC_ARENA_MAX": "1",  # a thread takes no 64 MB of its own
    }
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **own},
        creationflags=_NO_WINDOW,
        start_new_session=True,  # no Ctrl-C of the terminal
    )
    assert process.stderr is not None
    said: deque[bytes] = deque(maxlen=MAX_SAID)
    listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
    listener.start()
    return _Running(process, said, listener)


def _verdict(status: int | None, said: bytes, seconds: float) -> NotReadError:
    """Why a process ended without an answer; no status where it was ended from outside."""
    if status is None:
        return NotReadError("timeout", f"{seconds + TO_START:g} 秒")
    if status == OUT_OF_MEMORY:
        return NotReadError("memory")
    if status and b"Timeout (" in said:  # what faulthandler prints
        return NotReadError("timeout", f"{seconds:g} 秒")
    return NotReadError("crashed", _last_line(said) or str(status))


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
