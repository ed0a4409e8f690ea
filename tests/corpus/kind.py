"""A kind of odd or damaged workbook: what was done to it, and what must come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from converter.form import FORM

Figures = Mapping[str, str | None]
"""Figures by code as they are printed (number and remark), None where a figure must not be known."""


@dataclass(frozen=True)
class Kind:
    """One kind.

    `name`: its group first, then what it is. `done`: what was done to the sound workbook. `make`: the
    bytes of the file. `tells`: every finding as "CODE variant sheet!cell", in any order. `figures`:
    those that differ from the sound workbook's; None where the file is refused as a whole.
    `texts`: narratives that differ, paragraph by paragraph. `file`: the name under which it arrives.
    `big`: too large to be written to a folder with the others.
    """

    name: str
    done: str
    make: Callable[[], bytes] = field(repr=False)
    tells: tuple[str, ...] = ()
    figures: Figures | None = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    file: str = "青禾县财政局.xlsx"
    big: bool = False


def refused(name: str, done: str, make: Callable[[], bytes], tells: str, *, big: bool = False) -> Kind:
    """A file that must be refused as a whole, with one finding."""
    return Kind(name, done, make, (tells,), None, big=big)


def unknown(*tables: str) -> Figures:
    """No figure of these tables may be known."""
    return {ref.key: None for ref in FORM.refs if ref.table in tables}
