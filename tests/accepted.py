"""Texts that a person has read and accepted: the files of tests/golden."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
ACCEPT = "XXGK_ACCEPT"
"""Set to 1, it writes what the program gives now, to be read as a difference in git."""


def assert_accepted(name: str, text: str) -> None:
    """Compare a text with the accepted one of this file name."""
    path = GOLDEN / name
    if os.environ.get(ACCEPT):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"if meant: run with {ACCEPT}=1, then read git diff"
