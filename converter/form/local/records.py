"""What a county may add, as frozen records: each is one table of its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Demand = Literal["required", "expected", "optional"]

DEMANDS: dict[str, Demand] = {"必填": "required", "应填": "expected", "可不填": "optional"}
"""How a field is asked for, by the word in the file."""


class LocalError(ValueError):
    """A file cannot be used; `mistakes`: a Chinese sentence each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Renamed:
    """[[heading]]: a narrative (its key) under another heading, or behind another one; "" for no change."""

    narrative: str
    heading: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class AddedItem:
    """[[item]]: a narrative more.

    `section`: the key of one, or the title of an added one. `after`: the key of a narrative, the heading of
    an added one, or "" for the end.
    """

    section: str
    heading: str
    after: str = ""
    help: str = ""
    example: str = ""
    required: bool = False
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedSection:
    """[[section]]: a section more, behind that of the key `after`, "" for the end.

    `item`: the key of a narrative that moves there; `table`: its figures are printed as a table.
    """

    title: str
    after: str = ""
    help: str = ""
    example: str = ""
    required: bool = False
    text: tuple[str, ...] = ()
    item: str = ""
    table: bool = False


@dataclass(frozen=True, slots=True)
class AddedField:
    """[[field]]: a field of the opening more."""

    name: str
    help: str = ""
    demand: Demand = "expected"
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Prefilled:
    """[[prefill]]: fixed sentences of a narrative (its key, or an added heading)."""

    narrative: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """[closing]: who signs at the end of a report (a Jinja text, "" for nobody), whether with a date."""

    office: str = ""
    date: bool = False


@dataclass(frozen=True, slots=True)
class Local:
    """All that a county adds."""

    name: str = ""
    renamed: tuple[Renamed, ...] = ()
    left_out: tuple[str, ...] = ()
    items: tuple[AddedItem, ...] = ()
    sections: tuple[AddedSection, ...] = ()
    prefilled: tuple[Prefilled, ...] = ()
    fields: tuple[AddedField, ...] = ()
    closing: Closing = Closing()
