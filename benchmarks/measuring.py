"""What a process took, and lines of the table of speeds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Run(NamedTuple):
    """What a process took: seconds of CPU, and megabytes at its peak."""

    cpu: float
    peak: float


class Row(NamedTuple):
    """A line of the table. `reached`: None where nothing was promised."""

    what: str
    measured: str
    goal: str = ""
    reached: bool | None = None


def run(words: Sequence[str | Path], cache: Path) -> Run:
    """Run a command. `cache`: the folder where it may remember something."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its modules compiled
    command = [sys.executable, "-S", HERE / "launch.py", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: something goes back, as in every county
        raise SystemExit(f"{' '.join(map(str, words))}\n{done.stderr}")
    cpu, peak = done.stdout.split()
    return Run(float(cpu), int(peak) / 1024)


def median(taken: Iterable[Run]) -> Run:
    """The medians of several runs."""
    return Run(*map(statistics.median, zip(*taken, strict=True)))


def at_least(what: str, ratios: Sequence[float], goal: float, note: str = "") -> Row:
    """A ratio, the median of several, that must not be less."""
    ratio = statistics.median(ratios)
    return Row(what, f"{ratio:.1f}x{note}", f">= {goal:g}x", ratio >= goal)


def at_most(what: str, value: float, goal: float, unit: str, note: str = "") -> Row:
    """A quantity that must not be more."""
    return Row(what, f"{value:.2f} {unit}{note}", f"<= {goal:g} {unit}", value <= goal)
