"""What the last run wrote into an output folder, as far as this run goes by it.

result.json is gone through here once, an outcome at a time: of ten thousand agencies it does not fit into
memory, so the records lie on disk. A file laid out as we write it is taken apart at its lines, as in JSON no
text runs over the end of one. Any other layout is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from converter.results.paths import RESULT, RETIRED
from converter.results.spool import Spool
from converter.system.files import why
from converter.system.naming import unused

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


def retire(output: Path, kept: Iterable[str], key: str, folders: tuple[str, ...]) -> dict[str, str]:
    """Move files of an earlier run that this run does not make to 已失效: never left, never deleted.

    `key`: where result.json names them; `folders`: where they may lie, so that nothing else is moved.
    Returns those that could not be moved, each with the system's reason.
    """
    held = {}
    taken: dict[str, set[str]] = {}
    before = last_run(output)
    for name in sorted(before.files(key).difference(kept) if before else ()):
        source = output / name
        folder, *rest = PurePosixPath(name).parts or ("",)
        if folder not in folders or not rest or ".." in rest or not source.is_file():
            continue
        kind = source.suffix
        if kind not in taken:
            taken[kind] = {path.stem.casefold() for path in (output / RETIRED).glob(f"*{kind}")}
        target = output / RETIRED / f"{unused(source.stem, taken[kind])}{kind}"
        try:
            target.parent.mkdir(exist_ok=True)
            source.replace(target)
        except OSError as error:
            held[name] = why(error)
    return held
