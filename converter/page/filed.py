"""Files that lie in 收件 and were not checked as they are now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from converter.page.state import State
from converter.system.files import OWN_PREFIX
from converter.year.folder import YearFolder


def waiting(year: YearFolder, state: State) -> int:
    """How many files in 收件 came, changed or went since the last run.

    By their names and times alone, which takes no reading; a run then finds out what is really new.
    """
    since = state.checked.timestamp() if state.checked else 0.0
    known = {source for source in _sources(state) if source}
    there = dict(_there(year))
    tops = {top for source in known for top in _tops(source)}
    new = sum(changed > since or name not in tops for name, changed in there.items())
    gone = sum(not any(top in there for top in _tops(source)) for source in known)
    return new + gone


def _sources(state: State) -> Iterator[str]:
    """The names of all files that the last run saw; those of others with what was said of them."""
    units = (*state.units, *((state.own,) if state.own else ()))
    for unit in units:
        yield from (str(item["source"]) for item in (unit.item, *unit.others) if item)
    yield from (str(item["source"]) for item in (*state.undecided, *state.apart))
    yield from state.ignored


def _tops(source: str) -> Iterator[str]:
    """What a source may be called as a file: itself, an archive that it lies in, without a remark."""
    bare = source.partition("（")[0]
    yield from dict.fromkeys((source, bare))
    parts = source.split("/")
    yield from ("/".join(parts[:end]) for end in range(1, len(parts)))


def _there(year: YearFolder) -> Iterator[tuple[str, float]]:
    """The files in 收件, each with when it was changed."""
    for folder, below, names in os.walk(year.intake):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            path = Path(folder) / name
            if name.startswith((".", "~$", OWN_PREFIX)) or name in _SYSTEM:
                continue
            try:
                yield path.relative_to(year.intake).as_posix(), path.stat().st_mtime
            except OSError:
                continue


_SYSTEM = ("Thumbs.db", "desktop.ini")
