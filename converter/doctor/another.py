"""A process of Python that tries something apart from this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run_python(source: str, *words: str, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run a few lines with the import paths of this process. OSError, SubprocessError: they did not end."""
    own = {"PYTHONPATH": os.pathsep.join(str(Path(place).resolve()) for place in sys.path)}
    return subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-c", source, *words],
        env={**os.environ, **own},
        capture_output=True,
        timeout=seconds,
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
