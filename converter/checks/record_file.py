"""县里记录.jsonl: what the county office accepted, a line each; lines are only added, each written whole.

Every line is sealed by a digest of its own content, so that one that was changed by hand does not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from converter.catalogue.messages import finding
from converter.checks.acceptances import OfficeRecord
from converter.report.finding import Acceptance, Finding
from converter.report.report import Place
from converter.system.errors import UsageError
from converter.system.files import failure_reason, write_whole
from converter.system.texts import name_key

RECORD_FILE = "县里记录.jsonl"

_BOM = b"\xef\xbb\xbf"
_KEYS = ("agency", "code", "sheet", "cell", "found", "message", "reason", "by", "date", "finding")
_SEAL = "seal"


def read_record(path: Path) -> OfficeRecord:
    """The record in a file; lines that are spoilt or were changed are notices (R-09), and the others count.

    UsageError: it cannot be opened.
    """
    accepted: dict[tuple[str, str], Acceptance] = {}
    notices: list[Finding] = []
    for number, line in enumerate(_lines(path), start=1):
        item = _parsed(line)
        if item is None or item[_SEAL] != _seal(item):
            variant = "spoilt" if item is None else "edited"
            where = Place(path.name)
            notices.append(finding("R-09", where, variant=variant, subject=str(number)))
        else:
            acceptance = Acceptance(item["reason"], item["by"], item["date"])
            accepted[name_key(item["agency"]), item["finding"]] = acceptance
    return OfficeRecord(accepted, tuple(notices), path.name)


def add_to_record(path: Path, items: Iterable[Mapping[str, str]]) -> None:
    """Add lines to a record, all or none; what stands there stays byte for byte.

    `items`: with every key of a line but its seal. UsageError, OutputError: it cannot be read or written.
    """
    before = b"".join(_raw_lines(path)) if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_whole(path, before + b"".join(map(_line, items)))


def _line(item: Mapping[str, str]) -> bytes:
    values = {key: item[key] for key in _KEYS}
    return (json.dumps({**values, _SEAL: _seal(values)}, ensure_ascii=False) + "\n").encode()


def _seal(item: Mapping[str, str]) -> str:
    text = json.dumps([item[key] for key in _KEYS], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise UsageError(
            f"县里记录“{path}”打不开（{failure_reason(error)}），请检查路径；"
            "它在第一次认可时由 xxgk accept 生成。"
        ) from error


def _lines(path: Path) -> Iterator[bytes]:
    """The lines that are not blank, without the mark that Notepad puts in front."""
    return (line for line in (raw.removeprefix(_BOM).strip() for raw in _raw_lines(path)) if line)


def _parsed(line: bytes) -> dict[str, str] | None:
    """A line with all its keys as texts; None for anything else."""
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    complete = isinstance(item, dict) and all(isinstance(item.get(key), str) for key in (*_KEYS, _SEAL))
    return item if complete else None
