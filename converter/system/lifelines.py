"""Processes that end when the one that started them is gone, however it ended: nobody waits for them then.

What tells them is the end of a pipe, or on Windows of a process, which the system closes in any case.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

ORPHANED = 70
"""The exit status of a process whose parent is gone."""

_GUARD = Path(__file__).with_name("guard.py")


def end_with_parent() -> None:
    """End this process, one of `multiprocessing`, when its parent ends."""
    from multiprocessing import parent_process  # takes a while, and most have none

    parent = parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(ORPHANED)

        threading.Thread(target=wait, daemon=True).start()


def start_guarded(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program that knows nothing of us; it is ended with its children when this process is gone.

    It runs silently below a guard, which ends with its status, or with 127 where there is no such program.
    `end_guarded` ends both; so does closing the guard's `stdin`.
    """
    silent = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_GUARD), *command],
        stdin=subprocess.PIPE,
        stdout=silent,
        stderr=silent,
        start_new_session=True,  # no Ctrl-C of the terminal, and a group of its own
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end_guarded(guard: subprocess.Popen[bytes], seconds: float = 5) -> None:
    """End a guard and all that runs below it."""
    if guard.stdin is not None:
        guard.stdin.close()
    try:
        guard.wait(seconds)
    except subprocess.TimeoutExpired:
        guard.kill()
        guard.wait()
