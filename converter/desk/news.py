"""What changed since the last run: who is new, who sent again, whose state is another one, who is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from converter.desk.lines import Line
from converter.results.last_run import last_run

Kind = Literal["new", "again", "state", "gone"]


class Standing(NamedTuple):
    """How an agency stood after a run: its status, and the digest of its workbook ("" for none)."""

    status: str
    digest: str


class News(NamedTuple):
    """One change. `before`: its status after the last run, "" where it was not there; `digest`: as above."""

    kind: Kind
    agency: str
    before: str
    now: str
    digest: str = ""


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


def news(before: Mapping[str, Standing], now: Iterable[Line]) -> Iterator[News]:
    """What is another one than after the last run, in the order of now, then who is gone.

    Of an agency with several lines the first, the most urgent one, counts.
    """
    seen = set[str]()
    for line in now:
        name, status, digest = line.key, line.status, line.digest
        if name in seen:
            continue
        seen.add(name)
        last = before.get(name)
        if last is None or (last.status == "missing" and status != "missing"):
            if status != "missing":
                yield News("new", name, last.status if last else "", status, digest)
        elif last.digest and digest and last.digest != digest:
            yield News("again", name, last.status, status, digest)
        elif last.status != status:
            yield News("gone" if status == "missing" else "state", name, last.status, status, digest)
    for name, last in before.items():
        if name not in seen and last.status != "missing":
            yield News("gone", name, last.status, "")
