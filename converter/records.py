"""result.json read an outcome at a time: of ten thousand agencies it does not fit into memory as a whole.

A file laid out as we write it is taken apart at its lines, as in JSON no text runs over the end of one. Any
other layout is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LIST = ' "outcomes": ['


def about(path: Path) -> dict[str, Any]:
    """All that a result.json says but its outcomes. OSError, ValueError: it cannot be read."""
    if not _is_laid_out(path):
        return {**_whole(path), "outcomes": []}
    lines = "".join(lines for is_outcome, lines in _parted(path) if not is_outcome)
    said: dict[str, Any] = json.loads(lines)
    return said


def outcomes(path: Path) -> Iterator[Any]:
    """The outcomes of a result.json. OSError, ValueError, KeyError: it cannot be read, or has none."""
    if not _is_laid_out(path):
        yield from _whole(path)["outcomes"]
        return
    for is_outcome, lines in _parted(path):
        if is_outcome:
            yield json.loads(lines)


def _whole(path: Path) -> dict[str, Any]:
    read = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(read, dict):
        raise ValueError("no object")
    return read


def _is_laid_out(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        return any(line.rstrip("\n") == _LIST for line in file)


def _parted(path: Path) -> Iterator[tuple[bool, str]]:
    """The lines of each outcome, and those around them: whether they are an outcome's, and the text."""
    item: list[str] = []
    inside = False
    with path.open(encoding="utf-8") as file:
        for line in file:
            bare = line.rstrip("\n")
            if not inside:
                yield False, line
                inside = bare == _LIST
            elif not bare.startswith("  "):
                yield False, line
                inside = False
            else:
                item.append(line)
                is_its_edge = bare[2:3] != " "
                if is_its_edge and bare[-1:] not in ("{", "["):  # its last line, or all of it
                    yield True, "".join(item).rstrip().removesuffix(",")
                    item = []
