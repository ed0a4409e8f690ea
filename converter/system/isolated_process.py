"""The process that reads files for another one (`isolated`), one after another within limits.

It takes bytes from its input, limits its own time and memory, and answers in JSON. It unpickles nothing and
touches no disk.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final, NamedTuple

from converter.system.lifelines import ORPHANED
from converter.system.windows_jobs import bound_memory, committed

LENGTH: Final = 8
"""Bytes that say how long a request's head, or an answer, is."""

LONGEST: Final = 1_000_000_000
"""Bytes of an answer; a process that breaks down may leave anything in its output."""

OUT_OF_MEMORY: Final = 3  # an exit status that Python itself does not use

MAX_FILES: Final = 200
MAX_GROWTH: Final = 24_000_000
"""Files, and bytes of address space that small ones leave behind, after which the process ends itself."""

IDLE: Final = 60
"""Seconds without a request after which the process ends itself; the next file starts another one."""


class Request(NamedTuple):
    """A file to be read. `options`: what its reader takes besides."""

    seconds: float
    options: Mapping[str, Any]
    content: bytes


Answer = Callable[[Request], bytes]
"""Reads a file; gives what is said of it in JSON, in ASCII."""


def request_for(content: bytes, seconds: float, options: Mapping[str, Any]) -> bytes:
    """The bytes that ask for a file to be read: length of the head, head, content."""
    head = json.dumps({"seconds": seconds, "options": options, "size": len(content)}).encode("ascii")
    return len(head).to_bytes(LENGTH, "big") + head + content


def serve(prepare: Callable[[], Answer], memory: int, growth: int = MAX_GROWTH) -> None:
    """Answer requests until the input ends; ends the process with a status.

    `prepare` loads the reader and gives it. `memory`: bytes of address space from then on, where the system
    has such a limit (Windows: of committed memory). `growth`: after so many left behind it is renewed.
    """
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # a library that prints must not damage an answer
    requests: SimpleQueue[Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    first = requests.get()
    answer = prepare()
    limit_memory(memory)
    space = _address_space() - len(first.content)
    requests.put(first)  # no other one comes before this is answered
    del first
    for _ in range(MAX_FILES):
        _serve(answer, requests.get(), output)
        if _address_space() - space > growth:
            gc.collect()  # xlrd's books refer to themselves
            if _address_space() - space > growth:
                break
    os._exit(0)


def _serve(answer: Answer, request: Request, output: BinaryIO) -> None:
    """Answer a request. The process ends where that takes too much time or memory."""
    faulthandler.dump_traceback_later(request.seconds, exit=True)
    try:
        told = answer(request)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    faulthandler.dump_traceback_later(IDLE, exit=True)
    output.write(len(told).to_bytes(LENGTH, "big"))
    output.write(told)
    output.flush()


def _listen(requests: SimpleQueue[Request]) -> None:
    """Take requests from the input. The process ends with it, also in the middle of a file."""
    while True:
        head = json.loads(_exactly(int.from_bytes(_exactly(LENGTH), "big")))
        requests.put(Request(head["seconds"], head["options"], _exactly(head["size"])))


def _exactly(size: int) -> bytes:
    try:
        content = sys.stdin.buffer.read(size)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    if len(content) < size:  # the process that asks is gone
        os._exit(ORPHANED)
    return content


def _address_space() -> int:
    """Bytes of address space of this process, committed ones on Windows; 0 where the system does not say."""
    if sys.platform == "win32":
        return committed()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def limit_memory(memory: int) -> None:
    """Bound the memory of this process: a request beyond fails, or ends it with OUT_OF_MEMORY."""
    if sys.platform == "win32":
        bound_memory(memory, partial(os._exit, OUT_OF_MEMORY))
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):  # macOS has the constant and not the limit
        return
