"""A filled form as a value: readers return it, checks judge it, documents print it.

narrative  a place of the form for text (`form.Narrative`); its key is the key in `passages`
passage    what one report has in a narrative: its paragraphs, none where it is blank
paragraph  one paragraph of a passage with its cell; text: the characters alone (`Paragraph.text`)
entry      a field of the opening, a 填报状态 or a note as filled, with its cell
figure     a number of a table with its cell; known by its key, a `form.Ref` (三.r05.c1)
place      a file, a sheet and a cell, as a finding points to them
remark     数字说明, printed after a figure
note       表下注, printed under a table
reason     情况说明, why a warning is a true exception; not printed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from converter.form import Form, Ref

Value = int | Decimal
"""Counts (件) are `int`, amounts of money (万元, 元) are `Decimal` as typed; never a float."""

AGENCY_CODE, ISSUED_TO = "单位代码", "单位名称"
"""Keys of a report's identity: code and name of the agency that its workbook was issued to."""

SEND_TO, DUE = "报送至", "报送期限"
"""Keys of a report's identity: to whom, and until which day, the workbook is to be sent, as `issue` says."""


class Place(NamedTuple):
    """A location that a clerk can open: a file, a sheet, a cell (A1 notation or a range)."""

    file: str
    sheet: str = ""
    cell: str = ""


class Figure(NamedTuple):
    """A figure as filled.

    `value`: None where it is unknown (unreadable, or its table is not filled). `place`: None where no cell
    holds it. `remark`: printed after the number. `computed`: a total left to its formula, computed here.
    `blank`: the cell was left blank, and the value is what that means.
    """

    value: Value | None
    place: Place | None = None
    remark: str = ""
    computed: bool = False
    blank: bool = False

    @property
    def shown(self) -> str:
        """What stands in the cell, in words where it is blank."""
        return "空白" if self.blank or self.value is None else plain(self.value)


def places(file: str, sheet: str, cells: Iterable[str]) -> Iterator[Place]:
    """The places of many cells of a sheet; made in C, as every workbook has hundreds."""
    return map(_place, zip(repeat(file), repeat(sheet), cells, strict=False))


def count_figures(counts: Iterable[int], file: str, sheet: str, cells: Iterable[str]) -> Iterator[Figure]:
    """The figures of whole numbers without remarks in cells of a sheet."""
    return map(_figure, zip(counts, places(file, sheet, cells), *_ORDINARY, strict=False))


_place: Callable[[tuple[str, str, str]], Place] = partial(tuple.__new__, Place)
_ORDINARY = (repeat(""), repeat(False), repeat(False))
_figure: Callable[[tuple[int, Place, str, bool, bool]], Figure] = partial(tuple.__new__, Figure)


class Entry(NamedTuple):
    """A field of the opening as filled, normalised; "" where nothing was filled."""

    text: str
    place: Place | None = None


class Paragraph(NamedTuple):
    """One paragraph of a narrative. `typed`: as the clerk wrote it, before quoted figures were put in."""

    text: str
    place: Place | None = None
    typed: str = ""


class Reason(NamedTuple):
    """An agency's explanation of a warning: it answers one code at the cells of one sheet."""

    code: str
    sheet: str
    cell: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One filled form. Every field, figure and narrative of the form is present as a key.

    `form`: the edition of the form. `source`: the file's name in the batch. `states`: 填报状态 of each
    required table, "" where nothing was chosen. `notes`: the note printed under a table, by its key.
    `reasons`: explained exceptions. `last_year`: last year's figures that the county office filled in.
    `identity`: whom the workbook was issued to, as stored in it. `unread`: sections whose sheet or texts
    could not be read; that passages are empty there does not mean that the agency left them blank.
    """

    source: str
    entries: Mapping[str, Entry]
    figures: Mapping[Ref, Figure]
    passages: Mapping[str, tuple[Paragraph, ...]]
    states: Mapping[str, Entry]
    notes: Mapping[str, Entry] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    last_year: Mapping[Ref, Figure] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    form: Form = field(kw_only=True, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values alone: what dataclasses do by themselves looks up the fields each time."""
        return _restored, (
            self.form, self.source, self.entries, self.figures, self.passages, self.states, self.notes,
            self.reasons, self.last_year, self.identity, self.unread,
        )  # fmt: skip

    @property
    def agency(self) -> str:
        """机关名称, "" where it is missing."""
        return self.entries["机关名称"].text

    @property
    def category(self) -> str:
        """机关类别, "" where it is missing or not asked for."""
        entry = self.entries.get("机关类别")
        return "" if entry is None else entry.text

    @property
    def year(self) -> int | None:
        """年度, None where it is missing or unreadable."""
        text = self.entries["年度"].text
        return int(text) if text.isdecimal() and text.isascii() else None

    def declared_zero(self, table: str, zero: str) -> bool:
        """True for a table declared to have nothing to report (`zero`: the form's word, 零报告)."""
        return table in self.states and self.states[table].text == zero

    def value(self, ref: Ref) -> Value | None:
        """The value of a figure."""
        return self.figures[ref].value


def _restored(form: Form, *values: Any) -> Report:
    return Report(*values, form=form)


def plain(value: Value) -> str:
    """A value written in full: no exponent, no grouping, nothing rounded."""
    return str(value) if isinstance(value, int) else format(value, "f")


def with_sign(value: Value) -> str:
    """A change written in full, a rise with its sign: +442, -5, 0."""
    return f"+{plain(value)}" if value > 0 else plain(value)


def list_values(values: Iterable[Value | None]) -> str:
    """The known values for a sentence, each different one once: 3、5."""
    return "、".join(dict.fromkeys(plain(value) for value in values if value is not None))
