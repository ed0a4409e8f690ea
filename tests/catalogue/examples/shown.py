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


def once(case: Case) -> Case:
    """The case, run when it is first asked for: one that passes shows many codes."""
    found: list[Finding] = []
    done: list[bool] = []

    def remembered(path: Path) -> Iterable[Finding]:
        if not done:
            found.extend(case(path))
            done.append(True)
        return found

    return remembered
