"""Long work: one process at a time, which goes on whoever looks at the page, and its progress."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal

GRACE = 0.9
"""Seconds in which work that is stopped may end between two files."""

CHECKING = ("convert", "pdf", "html")
"""The kinds of work that check and convert what is in 收件."""

State = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Work:
    """How far some work is. `kind`: what is done; `rows`: each file that is done, with its status.

    `told`: in Chinese, why it failed, or what it came to. `seconds`: it took, once it has ended.
    """

    number: int
    kind: str
    started: datetime
    state: State = "running"
    total: int = 0
    done: int = 0
    file: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    told: str = ""
    seconds: float = 0.0

    @property
    def is_running(self) -> bool:
        """True until it has ended."""
        return self.state == "running"


@dataclass(slots=True)
class Jobs:
    """The work of one server: the last piece of it, whether it runs or has ended.

    `on_read`: gets what the process of a run read of its result, and of which file.
    """

    last: Work | None = None
    on_read: Callable[[Path, str], None] = lambda path, sent: None
    _process: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _changed: int = 0
    _next: tuple[Path, str, Sequence[str]] | None = None

    @property
    def running(self) -> Work | None:
        """The work that is being done now."""
        last = self.last
        return last if last is not None and last.is_running else None

    @property
    def version(self) -> int:
        """A number that is another one after each change."""
        return self._changed

    def start(self, folder: Path, kind: str, arguments: Sequence[str] = ()) -> Work:
        """Begin some work; where some is being done, that one goes on, and this begins after it.

        What was put in or decided meanwhile is not in the work that is being done.
        """
        with self._lock:
            if (running := self.running) is not None:
                self._next = (folder, kind, arguments)
                return running
            number = self.last.number + 1 if self.last else 1
            work = self.last = Work(number, kind, datetime.now().astimezone())
            self._changed += 1
            self._process = subprocess.Popen(
                [sys.executable, "-m", "converter.page.worker", str(folder), kind, *arguments],
                stdin=subprocess.PIPE,  # its end tells the worker that this server is gone
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            threading.Thread(target=self._follow, args=(self._process,), daemon=True).start()
            return work

    def stop(self) -> None:
        """End the work that is being done; what was written is whole. Returns when it has ended."""
        self._next = None
        process, running = self._process, self.running
        if process is None or running is None:
            return
        self._update(state="stopped", told="已停下。已写好的都留着，其余的下次接着核对。")
        with suppress(OSError):
            process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def wait(self, seconds: float) -> None:
        """Wait until nothing is being done, at most so long."""
        end = time.monotonic() + seconds
        while self.running is not None and time.monotonic() < end:
            time.sleep(0.02)

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        """Note what the worker says until it ends."""
        assert process.stdout is not None
        begun = time.monotonic()
        for event in _events(process.stdout):
            self._note(event)
        status = process.wait()
        last = self.last
        if last is not None and last.is_running:
            told = last.told or "核对中断了，没有做完。您的文件都在，请再核对一次。"
            state: State = "done" if status == 0 else "failed"
            self._update(state=state, told=last.told if status == 0 else told)
        self._update(seconds=time.monotonic() - begun)
        following, self._next = self._next, None
        if following is not None:
            self.start(*following)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _note(self, event: dict[str, Any]) -> None:
        last = self.last
        if last is None or not last.is_running:
            return
        match event:
            case {"total": int(total)}:
                self._update(total=total)
            case {"done": int(done), "file": str(file), "status": str(status)}:
                self._update(done=done, file=file, rows=(*last.rows, (file, status)))
            case {"result": str(path), "recorded": str(sent)}:
                self.on_read(Path(path), sent)
            case {"told": str(told)}:
                self._update(told=told)

    def _update(self, **values: Any) -> None:
        if self.last is not None:
            self.last = replace(self.last, **values)
            self._changed += 1


def _events(stream: IO[bytes]) -> Any:
    """What a worker says, a line each; lines that are none of its own are passed over."""
    for line in stream:
        with suppress(ValueError):
            event = json.loads(line)
            if isinstance(event, dict):
                yield event
