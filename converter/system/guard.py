"""Runs a program, and ends it with all its children as soon as standard input ends.

Started by `lifelines.start_guarded` as a script of its own, in a new session; the other end of the pipe is in
the process that wants the work. It imports nothing of this package, so that it starts in no time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

NO_PROGRAM = 127


def main(command: Sequence[str]) -> int:
    """Run a command; its exit status."""
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent)
    except OSError:  # not a program of this system
        return NO_PROGRAM
    threading.Thread(target=_end_with_input, args=(process,), daemon=True).start()
    return process.wait()


def _end_with_input(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1024):
        pass
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        os._exit(1)
    os.killpg(0, signal.SIGKILL)  # this process too


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
