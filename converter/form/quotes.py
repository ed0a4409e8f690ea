"""Quoted figures: names by which texts and charts refer to figures of the tables (【#新收申请】)."""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref

OPEN, CLOSE = "【#", "】"
OPEN_OTHERS = ("【＃", "【 #")
"""Other spellings of OPEN: with the full-width sign of a Chinese keyboard, with a blank."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A name and the figures whose sum it stands for. Brackets without # are ordinary text."""

    name: str
    refs: tuple[Ref, ...]

    @property
    def mark(self) -> str:
        """The name as it is written in a text: 【#新收申请】."""
        return f"{OPEN}{self.name}{CLOSE}"


@dataclass(frozen=True, slots=True)
class Views:
    """The figures that charts and indexes show, by the names of quoted figures.

    `results`: how applications were answered. `applicants`: who applied. `volume`: by which figure agencies
    are ranked. `disputes`: the key of the table whose columns are kinds of disputes and their outcomes.
    `main`: the figures that an index shows of each report.
    """

    results: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    volume: str = ""
    disputes: str = ""
    main: tuple[str, ...] = ()
