"""The console: what it cannot show is replaced, and nothing that is wrong with it ends a run.

An encoding without Chinese, a pipe that its reader has closed, a full disk behind `>`, no console at all: the
work goes on, and the exit status is that of the work.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Iterable
from typing import Any

from converter.cli.statuses import MISUSE

_GUARD = "XXGK_UTF8"
"""Set for the process that was started again."""

_CHINESE = "报告"
_GONE = (errno.EPIPE, errno.EINVAL, errno.EIO, errno.ECONNRESET, errno.ESHUTDOWN)
"""Errors of an output that nobody reads any more; EINVAL is what Windows says of a closed pipe."""

_WAIT = 0.01
"""Seconds between two attempts to write to a pipe that is full and does not wait by itself."""


class _Enduring(io.RawIOBase):
    """A stream whose failure is kept in `lost`; what is written afterwards is dropped."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self.raw = raw
        self.lost: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        while self.lost is None:
            try:
                written = self.raw.write(data)
            except OSError as error:
                self.lost = error
            else:
                if written is not None:
                    return written
                time.sleep(_WAIT)
        return memoryview(data).nbytes

    def fileno(self) -> int:
        return self.raw.fileno()

    def isatty(self) -> bool:
        return self.raw.isatty()


def endure() -> None:
    """Make the standard streams of this process endure; those that are missing lead nowhere.

    They are opened in the order of their numbers: otherwise a file of ours would get the number of a missing
    one, and whatever another program prints would go into that file.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  to the end
        elif mode == "w":
            setattr(sys, name, _enduring(stream))


def _enduring(stream: io.TextIOBase) -> io.TextIOBase:
    """A stream like this one, in which what cannot be shown or written is no error."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(raw, io.RawIOBase):
        replace_unshown(stream)
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Enduring(raw)),
        stream.encoding,
        "replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def replace_unshown(stream: object) -> None:
    """Replace characters that a stream lacks, where it can."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def status_of_output(status: int) -> int:
    """The exit status after all is printed: MISUSE, with a sentence, where output was lost on the way.

    Output that nobody reads any more is no failure.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    lost = raw.lost if isinstance(raw, _Enduring) else None
    if lost is None or lost.errno in _GONE:
        return status
    from converter.system.files import failure_reason

    print(f"屏幕上的内容没有全部写出：{failure_reason(lost)}。", file=sys.stderr, flush=True)
    return MISUSE


def print_utf8(pieces: Iterable[bytes]) -> None:
    """Print UTF-8 for other programs, whatever encoding the console has."""
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if binary is None:
            sys.stdout.write(piece.decode())
        else:
            binary.write(piece)
    sys.stdout.flush()


def require_chinese_names() -> None:
    """Start this process again in UTF-8 where the system's encoding of file names has no Chinese (LC_ALL=C).

    UsageError: that does not help either.
    """
    try:
        os.fsencode(_CHINESE)
    except UnicodeEncodeError as error:
        from converter.system.errors import UsageError

        if _GUARD in os.environ or not sys.executable or os.name != "posix":
            raise UsageError(
                "这台电脑的语言设置（LC_ALL、LANG）写不出中文文件名，"
                "请设为 zh_CN.UTF-8 或 C.UTF-8 后重新运行。"
            ) from error
        words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, words, {**os.environ, _GUARD: "1"})
