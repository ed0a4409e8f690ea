"""What changed since the last run: who is new, who sent again, whose state is another one, who is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from converter.desk.lines import Line
from converter.last_run import last_run

Kind = Literal["new", "again", "state", "gone"]


class Standing(NamedTuple):
    """How an agency stood after a run: its status, and the digest of its workbook ("" for none)."""

    status: str
    digest: str


class News(NamedTuple):
    """One change. `before`: its status after the last run, "" where it was not there."""

    kind: Kind
    agency: str
    before: str
    now: str


def earlier(output: Path) -> Mapping[str, Standing] | None:
    """How everybody stood after the last run into this folder; None where there was none."""
    before = last_run(output)
    if before is None:
        return None
    found: dict[str, Standing] = {}
    for record in before.records:
        if record.status != "superseded":
            found.setdefault(record.agency, Standing(record.status, record.digest))
    return found


def standing(lines: Iterable[Line]) -> dict[str, Standing]:
    """How everybody stands now; of an agency with several lines the most urgent one counts."""
    found: dict[str, Standing] = {}
    for line in lines:
        found.setdefault(line.key, Standing(line.status, line.digest))
    return found


def news(before: Mapping[str, Standing], now: Mapping[str, Standing]) -> tuple[News, ...]:
    """What is another one than after the last run, in the order of now, then who is gone."""
    told = []
    for name, (status, digest) in now.items():
        last = before.get(name)
        if last is None or (last.status == "missing" and status != "missing"):
            if status != "missing":
                told.append(News("new", name, last.status if last else "", status))
        elif last.digest and digest and last.digest != digest:
            told.append(News("again", name, last.status, status))
        elif last.status != status:
            told.append(News("gone" if status == "missing" else "state", name, last.status, status))
    gone = [
        News("gone", name, last.status, "")
        for name, last in before.items()
        if name not in now and last.status != "missing"
    ]
    return (*told, *gone)
