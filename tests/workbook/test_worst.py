"""The worst that a legal workbook may hold is read and checked within the promised time and memory.

The time is promised for a usual machine; the tests may run on one three times slower, with others beside
them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    ["marks unclosed", "line breaks", "sentence", "Chinese", "nested", "blanks", "merged", "every text full"],
)
def test_a_worst_case_keeps_the_promise(words: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "worst.py"), words, "--slower", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert words in done.stdout
