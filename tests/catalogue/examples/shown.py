"""An example that is built: what is found in a file, document or folder that passes or fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from converter.report.finding import Finding

Case = Callable[[Path], Iterable[Finding]]
"""Builds what it needs, in an empty folder where it needs one, and gives all that is found."""


class Shown(NamedTuple):
    """The two cases of a code."""

    passes: Case
    fails: Case
