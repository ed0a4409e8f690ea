"""The fuzzer of benchmarks/fuzz.py runs: each of its targets takes a few damaged inputs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from converter.publish.office import find_office

ROOT = Path(__file__).parents[1]


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="two targets are files that LibreOffice saves")
def test_every_target_takes_damaged_inputs_and_raises_nothing(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "benchmarks" / "fuzz.py"), "0.0001", "--inputs", "3"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 3 inputs    0 rounds with a fault") == 17
