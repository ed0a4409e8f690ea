"""A form as a whole, with the look-ups that all rooms share."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any
from weakref import WeakValueDictionary

from converter.form.claims import ClaimBook
from converter.form.model import Column, Ref, Row, Table
from converter.form.quotes import Quote, Views
from converter.form.refusals import AnyRule, repeated, rule_faults, sum_faults, table_faults, unknown_refs
from converter.form.rules import CarryOver, Equality, Pending, Rule, Summed, Watched
from converter.form.sections import Field, Narrative, Section
from converter.form.variants import Government, Variant
from converter.form.wording import Wording


@dataclass(frozen=True, eq=False)
class Form:
    """An edition of the form.

    `title`: a Jinja text over the names of the opening. `variants`: the first one is also that of categories
    which no variant names.
    """

    edition: str
    notice: str
    title: str
    variants: tuple[Variant, ...]
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    states: tuple[str, str]
    """填报状态: filled in, or declared to have nothing to report (零报告)."""
    years: tuple[int, int] = (2021, 2050)
    """The first and the last year that are reported on by the edition."""
    government: Government = field(default_factory=Government)
    rules: tuple[Rule, ...] = ()
    quotes: tuple[Quote, ...] = ()
    carry_overs: tuple[CarryOver, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    """Pairs of a narrative's key and a sentence for it made of quoted figures alone."""
    views: Views = field(default_factory=Views)
    wording: Wording = field(default_factory=Wording)
    claims: ClaimBook = field(default_factory=ClaimBook)
    watched: tuple[Watched, ...] = ()
    pending: tuple[Pending, ...] = ()
    summed: tuple[Summed, ...] = ()
    merged: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = ()
    """Rows that are several in the next edition: pairs of (table, label) and the labels of the several."""
    closing: tuple[str, ...] = ()
    """The lines at the end of a report (落款): Jinja texts as in the opening; one may come to nothing."""
    local: str = ""
    """Which additions of a county are part of the form, as the digest of its file; "" without any."""
    local_text: str = field(default="", repr=False)
    """The additions themselves, as the workbook carries them."""
    source: tuple[Callable[..., Form], tuple[str, ...]] | None = field(default=None, repr=False)
    """The function, with its arguments, that gives this very form in any process; None: it travels whole."""

    tables: Mapping[str, Table] = field(init=False, repr=False, compare=False)
    narratives: Mapping[str, Narrative] = field(init=False, repr=False, compare=False)
    totals: Mapping[Ref, Equality] = field(init=False, repr=False, compare=False)
    """Each total with the rule that defines it; of a grand total the first, which is its row's."""
    _places: Mapping[Ref, tuple[Row, Column, int]] = field(init=False, repr=False, compare=False)
    _labels: dict[Ref, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the parts by key, once.

        ValueError: the parts do not fit together; its text has a sentence for each fault.
        """
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
        faults = tuple(self._faults())
        if faults:
            raise ValueError(f"edition {self.edition}: {'; '.join(faults)}")

    def _faults(self) -> Iterator[str]:
        """What the form is refused for, a sentence each."""
        asked = {item.key for item in self.fields}
        yield from (f"there is no field “{key}”" for key in ("机关名称", "年度") if key not in asked)
        yield from repeated("the section", (section.key for section in self.sections))
        yield from repeated("the sheet", (section.sheet for section in self.sections))
        yield from repeated("the table", (t.key for s in self.sections for t in s.tables))
        yield from repeated("the quoted name", (quote.name for quote in self.quotes))
        texts = [(s, n) for s in self.sections for n in s.narratives]
        titles = dict.fromkeys(section.title for section, _ in texts)
        names = (*(item.key for item in self.fields), *(n.key for _, n in texts), *self.tables, *titles)
        yield from repeated("the name", names)
        for section in self.sections:
            printed = [table for table in section.tables if table.printed and table.required]
            if printed and len(section.parts) > 1:
                yield f"section {section.key}: no sheet has room for more than {printed[0].tag}"
            labels = (narrative.label for narrative in section.narratives)
            yield from repeated(f"section {section.key}: the text", labels)
        for table in self.tables.values():
            yield from table_faults(table)
            yield from sum_faults(table, self.equalities)
        known = self._places.keys()
        rules: list[AnyRule] = [*self.rules, *self.carry_overs, *self.watched, *self.pending, *self.summed]
        yield from rule_faults(rules, known)
        yield from unknown_refs("the quotes", self.quotes, known)
        yield from unknown_refs("the claims", self.claims, known)
        yield from unknown_refs("the wording", self.wording, known)
        for key, narrative in self.narratives.items():
            if narrative.composed and narrative.composed.table not in self.tables:
                yield f"“{key}” has sentences for “{narrative.composed.table}”, which is no table"
        quoted = {quote.name for quote in self.quotes}
        views = self.views
        shown = {*views.results, *views.applicants, *views.main, views.volume} - {""}
        unknown = sorted(shown - quoted)
        yield from (f"charts show “{name}”, which is no quoted name" for name in unknown)
        for key, _ in self.drafts:
            if key not in self.narratives:
                yield f"a draft is for “{key}”, which is no text"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle a form as what gives it again, so that a process has one of each."""
        if self.source is not None:
            return self.source
        _WHOLE.setdefault(self.digest, self)
        return _whole_form, (self.digest, self._packed)

    @cached_property
    def digest(self) -> str:
        """The checksum of all that is declared: equal for forms that prescribe the same."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @cached_property
    def _packed(self) -> bytes:
        """The declaration, for a process that cannot get the form otherwise."""
        declared = {item.name: getattr(self, item.name) for item in fields(self) if item.init}
        return pickle.dumps(declared, pickle.HIGHEST_PROTOCOL)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every figure of the form in print order."""
        return tuple(self._places)

    @cached_property
    def changes(self) -> frozenset[Ref]:
        """The figures that are changes, printed with their sign."""
        return frozenset(ref for ref, (_, column, _) in self._places.items() if column.signed)

    @cached_property
    def equalities(self) -> tuple[Equality, ...]:
        """The sum rules alone."""
        return tuple(rule for rule in self.rules if isinstance(rule, Equality))

    @property
    def categories(self) -> tuple[str, ...]:
        """The choices of 机关类别; none where the form does not ask for it."""
        return next((item.choices for item in self.fields if item.key == "机关类别"), ())

    def variant(self, category: str) -> Variant:
        """The variant of a category; the first one for an unknown category."""
        return next((v for v in self.variants if category in v.categories), self.variants[0])

    def titled(self, agency: str, year: str) -> str:
        """The title of an agency's report."""
        return self.title.replace("{{ 机关名称 }}", agency).replace("{{ 年度 }}", year)

    def column(self, ref: Ref) -> Column:
        """The column of a figure."""
        return self._places[ref][1]

    def section_of(self, table: str) -> Section:
        """The section that holds a table."""
        return next(s for s in self.sections if any(t.key == table for t in s.tables))

    def field(self, key: str) -> Field:
        """A field of the opening by its key."""
        return next(f for f in self.fields if f.key == key)

    def label(self, ref: Ref) -> str:
        """The name of a figure in messages: 表三 第24行“（七）总计” 列“自然人”."""
        if ref not in self._labels:
            self._labels[ref] = self._label(ref)
        return self._labels[ref]

    def _label(self, ref: Ref) -> str:
        row, _, number = self._places[ref]
        line = f"第{number}行“{row.label}” " if row.label else ""
        return f"{self.tables[ref.table].tag} {line}列“{self.column_label(ref)}”"

    def row_label(self, ref: Ref) -> str:
        """The label of a figure's row, "" where the table prints none."""
        return self._places[ref][0].label

    def column_label(self, ref: Ref) -> str:
        """The heading of a figure's column, with those above it where it is not unique in the table."""
        column = self.column(ref)
        alike = {c.key for b in self.tables[ref.table].blocks for c in b.columns if c.label == column.label}
        return column.label if len(alike) == 1 else "／".join((*column.under, column.label))


_WHOLE: WeakValueDictionary[str, Form] = WeakValueDictionary()
"""Forms that travelled whole, by their digest: unpickled again they are the same object."""


def _whole_form(digest: str, packed: bytes) -> Form:
    """A form that travelled whole."""
    form = _WHOLE.get(digest)
    if form is None:
        form = _WHOLE[digest] = Form(**pickle.loads(packed))
    return form
