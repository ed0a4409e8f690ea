"""The previous run into an output folder: what its result.json records of each workbook and of its files.

The file is read once for each run. The records are on disk, as those of ten thousand agencies take memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from converter.report.finding import Acceptance
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_parts
from converter.results.spool import Spool


class Record(NamedTuple):
    """A workbook of the last run, or an agency that was missing (`source` is "").

    `agency`: the name on the board. `files`: paths below the output folder by the keys of result.json
    (document, letters for `Outcome.returned_files`, published). `accepted`: agency, code, sheet, cell,
    reason, name and day of what the office had accepted.
    """

    source: str
    agency: str
    status: str
    digest: str
    recipe: str
    document: str
    files: Mapping[str, tuple[str, ...]]
    accepted: tuple[tuple[str, ...], ...] = ()


class LastRun(NamedTuple):
    """The records of the last run.

    `published`: files about all of its reports. `unlogged`: lines that it could not add to the log.
    `spoilt`: where its result.json is damaged, in Chinese; the records are those that may be believed.
    """

    records: Sequence[Record]
    published: tuple[str, ...]
    unlogged: tuple[str, ...] = ()
    spoilt: tuple[str, ...] = ()

    def named(self, key: str) -> Iterator[str]:
        """All files that it names under a key."""
        yield from (name for record in self.records for name in record.files[key])
        if key == "published":
            yield from self.published

    def files(self, key: str) -> set[str]:
        """All files that it names under a key, at once."""
        return {*self.named(key)}


def last_run(output: Path) -> LastRun | None:
    """The last run into a folder; None without a result.json, or with one that cannot be opened."""
    path = output / RESULT
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> LastRun | None:
    records, spoilt, rest = Spool[Record](), list[str](), Item()
    try:
        for is_outcome, item in read_parts(path, spoilt):
            if is_outcome:
                records.append(_record(item))
            else:
                rest = item
    except OSError:
        return None
    published, unlogged = rest.get("published", ()), rest.get("unlogged", ())
    return LastRun(records, tuple(published), tuple(unlogged), tuple(spoilt))


def _record(item: Item) -> Record:
    files = {
        "document": (item["document"],) if item.get("document") else (),
        "letters": tuple(item.get("letters", ())),
        "published": tuple(item.get("published", ())),
    }
    agency = item.get("roster") or item["agency"] or item["source"] or ""
    accepted = (
        (agency, found["code"], found["sheet"], found["cell"], *Acceptance(**found["accepted"]))
        for found in item.get("findings", ())
        if "accepted" in found
    )
    return Record(
        item["source"] or "",
        agency,
        item["status"],
        item.get("digest", ""),
        item.get("recipe") or "",
        item.get("document") or "",
        files,
        tuple(accepted),
    )
