"""A sample of the faults that benchmarks/faults.py tries one by one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked from a process that has all imported")
def test_whatever_call_fails_the_folder_is_whole_and_the_reason_is_told() -> None:
    """About 40 faults, in a process of its own, from which the runs are forked."""
    words = [sys.executable, str(ROOT / "benchmarks" / "faults.py"), "--scene", "first", "--jobs", "1"]
    done = subprocess.run([*words, "--sample", "40"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "0 with problems" in done.stdout
