"""What figures of one edition are in another: by the labels of their rows and columns.

Takes the tables of two editions; gives for each figure those that mean the same, and carries records that
name figures (claims, wording) over from one edition to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

from converter.form.claims import ClaimBook
from converter.form.form import Form
from converter.form.model import Line, Ref, Table
from converter.form.rules import Equality, Rule

Record = TypeVar("Record")

_Path = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Table, labels of the row with those of its groups, headings of the column."""

_MAY_BE_EMPTY = frozenset(
    (
        "alone",
        "share_of",
        "composed_from",
        "rare_refusals",
        "example",
        "rates",
        "required_mentions",
        "mentions",
    )
)  # fmt: skip
"""Fields of records that may lose all their figures and still mean something."""


@dataclass(frozen=True, eq=False)
class Transfer:
    """From the figures of old tables to those of new ones.

    `rules`: of the new edition, which say what is a total. `merged`: rows of the new tables that are the sum
    of several of the old ones: by (table, label of the one), the labels of the others.
    """

    old: Mapping[str, Table]
    new: Mapping[str, Table]
    rules: tuple[Rule, ...] = ()
    merged: Mapping[tuple[str, str], tuple[str, ...]] | None = None

    @cached_property
    def same(self) -> Mapping[Ref, Ref]:
        """The new figure of each old one that stands under the same labels."""
        there = {path: ref for ref, path in _paths(self.new)}
        return {ref: there[path] for ref, path in _paths(self.old) if path in there}

    @cached_property
    def merging(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """For each figure of a merged row: the old figures of which it is the sum."""
        found: dict[Ref, tuple[Ref, ...]] = {}
        for (key, label), many in (self.merged or {}).items():
            old, new = self.old[key], self.new[key]
            rows = old.rows.labelled(*many)
            (row,) = new.rows.labelled(label)
            beside = {(*column.under, column.label): column for column in old.columns}
            for column in new.columns:
                if (path := (*column.under, column.label)) in beside:
                    found[new.figure(row, column)] = old.figures(rows, beside[path])
        return found

    @cached_property
    def _joining(self) -> Mapping[Ref, tuple[Collection[Ref], ...]]:
        """For each figure that the old tables do not have: theirs of its groups, down and across."""
        back = {new: old for old, new in self.same.items()}
        added = [
            (table, block.rows, block.columns, row, column)
            for table in self.new.values()
            for block in table.blocks
            for row in block.rows
            for column in block.columns
            if table.figure(row, column) not in back and table.figure(row, column) not in self.merging
        ]
        down, across = _totals(self.rules)
        found: dict[Ref, tuple[Collection[Ref], ...]] = {}
        for table, rows, columns, row, column in added:
            groups = (
                {table.figure(r, column) for r in _beside(rows, row)} - down,
                {table.figure(row, c) for c in _beside(columns, column)} - across,
            )
            found[table.figure(row, column)] = tuple(
                {back[ref] for ref in group if ref in back} for group in groups
            )
        return found

    @cached_property
    def _order(self) -> Mapping[Ref, int]:
        """The place of each new figure in print order, in which sentences name the first and the last."""
        refs = (ref for table in self.new.values() for ref in table.refs())
        return {ref: place for place, ref in enumerate(refs)}

    def figures(self, refs: Collection[Ref]) -> tuple[Ref, ...] | None:
        """The new figures, in print order, whose sum is that of some old ones; None where there are none.

        Figures that are all of a group have those with them that the new edition adds to the group.
        """
        whole, left, found = {*refs}, {*refs}, list[Ref]()
        for one, many in self.merging.items():
            if left.issuperset(many):
                left.difference_update(many)
                found.append(one)
        if not left <= self.same.keys():
            return None
        found += [self.same[ref] for ref in refs if ref in left]
        found += [
            ref for ref, groups in self._joining.items() if any(g and whole.issuperset(g) for g in groups)
        ]
        return tuple(sorted(found, key=self._order.__getitem__))

    @cached_property
    def single(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """For each old figure that has a counterpart: the new ones of which it is the sum."""
        pairs = ((ref, self.figures((ref,))) for table in self.old.values() for ref in table.refs())
        return {ref: found for ref, found in pairs if found is not None}

    def record(self, record: Record) -> Record:
        """A record with the new figures in place of the old ones; parts that have none are left out.

        LookupError: nothing is left of it.
        """
        if self.old is self.new or not is_dataclass(record) or isinstance(record, type):
            return record
        changed: dict[str, Any] = {}
        for item in fields(record):
            value = getattr(record, item.name)
            if isinstance(value, tuple) and value:
                changed[item.name] = self._several(value, may_be_empty=item.name in _MAY_BE_EMPTY)
            elif is_dataclass(value) and item.init:
                changed[item.name] = self.record(value)
        changed = {name: value for name, value in changed.items() if value is not getattr(record, name)}
        return replace(record, **changed) if changed else record

    def _several(self, values: tuple[Any, ...], *, may_be_empty: bool) -> tuple[Any, ...]:
        if isinstance(values, Ref):
            return self._one(values)
        if all(isinstance(value, Ref) for value in values):
            if may_be_empty:
                return tuple(self.same[ref] for ref in values if ref in self.same)
            found = self.figures(values)
            if found is None:
                raise LookupError(values)
            return found
        kept = tuple(self._kept(values))
        if not kept and not may_be_empty:
            raise LookupError(values)
        return kept

    def _one(self, ref: Ref) -> Ref:
        if ref not in self.same:
            raise LookupError(ref)
        return self.same[ref]

    def _whole_or_part(self, value: Any) -> Any:
        """A part of a pair: a figure that is merged with others stands for itself in their sum."""
        if not isinstance(value, Ref):
            return self.record(value)
        merged = next((one for one, many in self.merging.items() if value in many), None)
        return merged or self._one(value)

    def _kept(self, values: Iterable[Any]) -> Iterator[Any]:
        """Each of several records that something is left of; pairs have lost nothing."""
        for value in values:
            try:
                if is_dataclass(value):
                    yield self.record(value)
                elif isinstance(value, tuple) and value and not isinstance(value, Ref):
                    yield tuple(self._whole_or_part(part) for part in value)
                else:
                    yield self._one(value) if isinstance(value, Ref) else value
            except LookupError:
                continue

    def claims(self, book: ClaimBook) -> ClaimBook:
        """A claim book with the codes that still have a statement, a rate or a mention."""
        if self.old is self.new:
            return book
        book = self.record(book)
        used = {book.growth, book.share, book.wide_unit}
        for statement in book.statements:
            used |= {statement.code, statement.zero, statement.joint}
        used |= {rate.code for rate in book.rates} | {required.code for required in book.required_mentions}
        return replace(book, codes=tuple(code for code in book.codes if code.code in used))


@cache
def beside(this: Form, last: Form) -> Transfer:
    """From the figures of this year's form to those of last year's, for what compares two years.

    What has no counterpart is None there: nothing is compared with it.
    """
    return Transfer(this.tables, last.tables, last.rules, dict(last.merged))


def _totals(rules: Iterable[Rule]) -> tuple[set[Ref], set[Ref]]:
    """The totals of rows above them or below, and those of columns beside them."""
    down, across = set[Ref](), set[Ref]()
    for rule in rules:
        if isinstance(rule, Equality) and (total := rule.total):
            (down if rule.left[0].column == total.column else across).add(total)
    return down, across


def _beside(lines: Collection[Line], line: Line) -> list[Line]:
    """The lines of a line's group and of the groups within it; none for one that stands in no group."""
    return [o for o in lines if o != line and line.under and o.under[: len(line.under)] == line.under]


def _paths(tables: Mapping[str, Table]) -> Iterator[tuple[Ref, _Path]]:
    for table in tables.values():
        for block in table.blocks:
            for row in block.rows:
                for column in block.columns:
                    rows, columns = (*row.under, row.label), (*column.under, column.label)
                    yield table.figure(row, column), (table.key, rows, columns)
