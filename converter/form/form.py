"""A whole form and the questions that every layer asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from converter.form.claims import ClaimBook
from converter.form.compared import Pending, Summed, Watched
from converter.form.model import (
    CarryOver,
    Column,
    Equality,
    Field,
    Narrative,
    Ref,
    Row,
    Rule,
    Section,
    Table,
    Views,
)
from converter.form.quotes import Quote
from converter.form.variants import Government, Variant
from converter.form.wording import Wording


@dataclass(frozen=True, eq=False)
class Form:
    """An edition of the form. `title` is a Jinja text over the opening's names.

    `variants`: the openings, in front the one for categories that none of them names.
    """

    edition: str
    notice: str
    title: str
    variants: tuple[Variant, ...]
    government: Government
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    quotes: tuple[Quote, ...]
    carry_overs: tuple[CarryOver, ...]
    drafts: tuple[tuple[str, str], ...]
    """Narrative and a sentence for it that figures alone can say, with quoted names."""
    views: Views
    wording: Wording
    claims: ClaimBook
    states: tuple[str, str]
    """填报状态: filled normally, or declared to have nothing to report."""

    watched: tuple[Watched, ...] = ()
    pending: tuple[Pending, ...] = ()
    summed: tuple[Summed, ...] = ()

    tables: Mapping[str, Table] = field(init=False, repr=False, compare=False)
    narratives: Mapping[str, Narrative] = field(init=False, repr=False, compare=False)
    totals: Mapping[Ref, Equality] = field(init=False, repr=False, compare=False)
    """Each figure that is a total, with the rule that defines it (a grand total: its row's)."""
    _places: Mapping[Ref, tuple[Row, Column, int]] = field(init=False, repr=False, compare=False)
    _labels: dict[Ref, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the parts by key, once."""
        keep = object.__setattr__
        keep(self, "tables", {t.key: t for s in self.sections for t in s.tables})
        keep(self, "narratives", {n.key: n for s in self.sections for n in s.narratives})
        totals: dict[Ref, Equality] = {}
        for rule in self.equalities:
            if rule.total is not None:
                totals.setdefault(rule.total, rule)
        keep(self, "totals", totals)
        places: dict[Ref, tuple[Row, Column, int]] = {}
        for table in self.tables.values():
            refs, number = table.refs(), 0
            for block in table.blocks:
                for row in block.rows:
                    number += 1
                    places |= {next(refs): (row, column, number) for column in block.columns}
        keep(self, "_places", places)
        keep(self, "_labels", {})

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every figure of the form in print order."""
        return tuple(self._places)

    @cached_property
    def equalities(self) -> tuple[Equality, ...]:
        """The sum rules alone."""
        return tuple(rule for rule in self.rules if isinstance(rule, Equality))

    def variant(self, category: str) -> Variant:
        """The opening for reports of a category; the first one where the category is not known."""
        return next((v for v in self.variants if category in v.categories), self.variants[0])

    def titled(self, agency: str, year: str) -> str:
        """The title of an agency's report."""
        return self.title.replace("{{ 机关名称 }}", agency).replace("{{ 年度 }}", year)

    def column(self, ref: Ref) -> Column:
        """The column in which a figure stands."""
        return self._places[ref][1]

    def section_of(self, table: str) -> Section:
        """The section that holds a table."""
        return next(s for s in self.sections if any(t.key == table for t in s.tables))

    def field(self, key: str) -> Field:
        """A field of the opening by its key."""
        return next(f for f in self.fields if f.key == key)

    def label(self, ref: Ref) -> str:
        """A figure in a clerk's words: 表三 第24行“（七）总计” 列“自然人”."""
        if ref not in self._labels:
            self._labels[ref] = self._label(ref)
        return self._labels[ref]

    def _label(self, ref: Ref) -> str:
        row, _, number = self._places[ref]
        line = f"第{number}行“{row.label}” " if row.label else ""
        return f"{self.tables[ref.table].tag} {line}列“{self.column_label(ref)}”"

    def row_label(self, ref: Ref) -> str:
        """The label of the row in which a figure stands ("" where the table prints none)."""
        return self._places[ref][0].label

    def column_label(self, ref: Ref) -> str:
        """The heading of a figure's column, with the headings above it where it alone is not unique."""
        column = self.column(ref)
        alike = {c.key for b in self.tables[ref.table].blocks for c in b.columns if c.label == column.label}
        return column.label if len(alike) == 1 else "／".join((*column.under, column.label))
