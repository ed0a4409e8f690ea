"""What the last run wrote into an output folder, as far as this run goes by it.

result.json is gone through here once; of ten thousand agencies it is large, so the records lie on disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from converter.places import RESULT
from converter.records import about, outcomes
from converter.spool import Spool


class Record(NamedTuple):
    """A workbook of the last run, or an agency that was missing: `source` is "" then.

    `agency`: as the board calls it. `files`: paths below the output folder by the keys of result.json
    (document, letters, published).
    """

    source: str
    agency: str
    status: str
    digest: str
    recipe: str
    document: str
    files: Mapping[str, tuple[str, ...]]


class LastRun(NamedTuple):
    """The records of the last run, and the files about all of its reports together."""

    records: Sequence[Record]
    published: tuple[str, ...]

    def files(self, key: str) -> set[str]:
        """Every file that it names under a key."""
        named = {name for record in self.records for name in record.files[key]}
        return named | set(self.published) if key == "published" else named


def last_run(output: Path) -> LastRun | None:
    """The last run into a folder; None where there was none, or its result is none of ours."""
    path = output / RESULT
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> LastRun | None:
    try:
        records = Spool(map(_record, outcomes(path)))
        return LastRun(records, tuple(map(str, about(path).get("published") or ())))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):  # spoilt, or another program's
        return None


def _record(item: Mapping[str, Any]) -> Record:
    files = {
        "document": (item["document"],) if item.get("document") else (),
        "letters": tuple(item.get("letters") or ()),
        "published": tuple(item.get("published") or ()),
    }
    return Record(
        item["source"] or "",
        str(item.get("roster") or item["agency"] or item["source"]),
        item["status"],
        item.get("digest") or "",
        item.get("recipe") or "",
        item.get("document") or "",
        files,
    )
