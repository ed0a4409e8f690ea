"""What is marked: which cells in which colour, what is said at them, and in which order it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.catalogue.messages import describe
from converter.catalogue.words import REQUEST_WORDS
from converter.grid.cells import position
from converter.report.finding import Finding, Severity

AUTHOR = "县级主管部门核对"
"""The author of our comments."""
SIGNATURE = 'LEN("退回标记")=4'
"""The formula of our conditional formats: always true, and unlikely to be used by anyone else."""

COLOURS: Mapping[Severity, str] = {Severity.ERROR: "FFB3B3", Severity.WARNING: "FFE08A"}
_CELL = re.compile("[A-Z]{1,3}[0-9]{1,7}")
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Unmarkable(Exception):
    """A workbook that the reader could open and that is too unusual to be marked."""


class SheetMarks(NamedTuple):
    """The marks of one sheet: its cells by severity, and what is said at which cell."""

    cells: Mapping[Severity, Sequence[str]]
    sentences: Mapping[str, Sequence[str]]


def in_order(findings: Iterable[Finding], names: Sequence[str]) -> list[Finding]:
    """Errors, then warnings, each by sheet (`names`: their order), row and column; no infos.

    Those about the whole file come first.
    """
    order = {name: place for place, name in enumerate(names)}

    def key(found: Finding) -> tuple[int, int, int, int]:
        row, column = _at(next(cells_of(found), ""))
        return _RANKS[found.severity], order.get(found.sheet, -1), row, column

    return sorted((found for found in findings if found.severity is not Severity.INFO), key=key)


def marks_of(findings: Iterable[Finding]) -> SheetMarks:
    """The marks for findings of one sheet: all cells are coloured, the first of each says what is wrong."""
    sentences: dict[str, list[str]] = {}
    worst: dict[str, Severity] = {}
    for found in findings:
        cells = list(cells_of(found))
        if cells:
            sentences.setdefault(cells[0], []).append(_sentence(found))
        for at in cells:
            worst[at] = min(found.severity, worst.get(at, found.severity), key=_RANKS.__getitem__)
    coloured = {
        severity: sorted((at for at, own in worst.items() if own is severity), key=_at)
        for severity in COLOURS
    }
    return SheetMarks({severity: cells for severity, cells in coloured.items() if cells}, sentences)


def cells_of(found: Finding) -> Iterator[str]:
    """The cells of a finding; of a range the first."""
    for place in found.places:
        first, _, _ = place.cell.partition(":")
        if _CELL.fullmatch(first):
            yield first


def _at(cell: str) -> tuple[int, int]:
    return position(cell) or (-1, -1)


def _sentence(found: Finding) -> str:
    return f"{REQUEST_WORDS[found.severity]}（{found.code}）：{describe(found)}"
