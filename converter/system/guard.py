"""Runs a program, and ends it with all its children as soon as standard input ends.

Started by `lifelines.start_guarded` as a script of its own, in a new session; the other end of the pipe is in
the process that wants the work. On Windows it holds a job with all of them, which ends with the guard however
that ends.
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
    if sys.platform == "win32":
        _enter_job()
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
        process.kill()
        os._exit(1)  # closes the job, and ends all that is in it
    os.killpg(0, signal.SIGKILL)  # this process too


def _enter_job() -> None:
    """Put this process, and all that it starts, into a job that ends with it."""
    import importlib.util
    from pathlib import Path

    place = Path(__file__).with_name("windows_jobs.py")  # of this package, which a script does not import
    spec = importlib.util.spec_from_file_location("windows_jobs", place)
    if spec is None or spec.loader is None:
        return
    jobs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(jobs)
    jobs.put_into(jobs.new_job())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
