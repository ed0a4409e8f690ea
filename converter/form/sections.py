"""Sections, their narratives, and the fields of the opening, as frozen records.

A form is sections; a section holds narratives and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from converter.form.model import Table


@dataclass(frozen=True, slots=True)
class Help:
    """A help text. `official`: printed by the form itself; any other is advice of this project."""

    text: str
    official: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """Sentences made from the figures of a supporting table where the narrative was left blank.

    `sentences`: pairs of a row key and a `str.format` text over the keys of its figures ("r1_c2").
    `nothing`: the sentence where all these figures are 0, "" for none.
    """

    table: str
    sentences: tuple[tuple[str, str], ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A place for text.

    `heading`: printed before it, numbered within the section; "" prints none. `government`: what a
    government's report adds to the heading, "" for nothing. `optional`: a county may do without it.
    `required`: must have text whatever else the section has. `prefilled`: paragraphs of the blank workbook.
    """

    key: str
    label: str
    heading: str = ""
    help: Help = Help("")
    example: str = ""
    composed: Composed | None = None
    government: str = ""
    optional: bool = False
    required: bool = False
    prefilled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One of the sections. `tab`: the short name of its sheet. `text_required`: must have text.

    `key`: what it is known by, for ever; `number`: what is printed before its title, "" for the key.
    """

    key: str
    title: str
    tab: str
    parts: tuple[Narrative | Table, ...]
    text_required: bool = False
    number: str = ""
    narratives: tuple[Narrative, ...] = field(init=False, repr=False, compare=False)
    """The section's narratives in print order."""
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    """The section's tables in print order."""

    def __post_init__(self) -> None:
        """Sort the parts by kind, once."""
        keep = object.__setattr__
        keep(self, "narratives", tuple(part for part in self.parts if isinstance(part, Narrative)))
        keep(self, "tables", tuple(part for part in self.parts if isinstance(part, Table)))

    @property
    def numeral(self) -> str:
        """What is printed before its title: 五."""
        return self.number or self.key

    @property
    def heading(self) -> str:
        """Its title as printed: 五、存在的主要问题及改进情况."""
        return f"{self.numeral}、{self.title}"

    @property
    def sheet(self) -> str:
        """The name of its sheet in the workbook."""
        return f"{self.numeral}、{self.tab}"


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the opening.

    `demand`: "required" (missing is an error), "expected" (a warning) or "optional". `contact`: listed in
    the contact sentence. `day`: the prescribed (month, day) of a date. `printed`: False keeps it out of
    Word templates, for what only the county office needs. `lasting`: seldom changes, so that an agency's
    workbook is issued with what its last report said.
    """

    key: str
    help: str
    kind: Literal["text", "year", "date", "choice"] = "text"
    demand: Literal["required", "expected", "optional"] = "required"
    choices: tuple[str, ...] = ()
    contact: bool = False
    day: tuple[int, int] | None = None
    printed: bool = True
    lasting: bool = False


def with_tables(sections: Iterable[Section], tables: Mapping[str, Table]) -> tuple[Section, ...]:
    """Sections with the tables of an edition in place of those with the same keys."""
    return tuple(
        replace(
            section,
            parts=tuple(tables[part.key] if isinstance(part, Table) else part for part in section.parts),
        )
        for section in sections
    )


_COUNTED = "零一二三四五六七八九十"


def counted(number: int) -> str:
    """A number from 1 to 99 in Chinese: 六, 十一."""
    tens, ones = divmod(number, 10)
    return f"{_COUNTED[tens] if tens > 1 else ''}{'十' if tens else ''}{_COUNTED[ones] if ones else ''}"


def contents_of(sections: Sequence[Section]) -> str:
    """What an opening says of the parts of a report: 总体情况、…等六部分内容."""
    # the form's own list of its parts writes 和 for the 、 of a title
    titles = "、".join(section.title.replace("、", "和") for section in sections)
    return f"{titles}等{counted(len(sections))}部分内容"
