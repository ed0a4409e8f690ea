"""What a form is refused for when it is made: what would give wrong figures, or a sheet that cannot be read.

Takes the parts of a form; gives a sentence for each fault. None of them depends on a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache

from converter.form.model import Block, Column, Line, Ref, Row, Table
from converter.form.printed import printed
from converter.form.rules import Barred, CarryOver, Equality, Inflow, Pending, Rule, Stock, Summed, Watched

AnyRule = Rule | CarryOver | Watched | Pending | Summed


def repeated(what: str, names: Iterable[Hashable]) -> Iterator[str]:
    """A sentence for each name that two things have."""
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} “{name}” stands {count} times"


def table_faults(table: Table) -> Iterator[str]:
    """Keys and labels that two figures share; a printed table without looks."""
    yield from repeated(f"{table.tag}: the figure", (ref.key for ref in table.refs()))
    yield from repeated(
        f"{table.tag}: the row",
        ("／".join((b.heading, *row.under, row.label)) for b in table.blocks for row in b.rows),
    )
    for block in table.blocks:
        columns = ("／".join((*column.under, column.label)) for column in block.columns)
        yield from repeated(f"{table.tag}: the column", columns)
    called = {block.heading for block in table.blocks} | {block.corner for block in table.blocks}
    called |= {label for row in table.rows for label in (*row.under, row.label)}
    called |= {label for column in table.columns for label in (*column.under, column.label)}
    for alias, official in table.aliases:
        if official not in called:
            yield f"{table.tag}: “{alias}” stands for “{official}”, which nothing is called"
    if table.printed:
        yield from _looks_faults(table)


def _looks_faults(table: Table) -> Iterator[str]:
    """A printed table without looks, or with other label columns in them than it has."""
    looks, labels = table.looks, printed(table).label_columns
    if looks is None:
        yield f"{table.tag} is printed and has no looks"
        return
    if len(looks.labels) != labels:
        yield f"{table.tag} has {labels} label columns, its looks have {len(looks.labels)} in Word"
    if len(looks.sheet_labels) != max(labels, 1):
        yield f"{table.tag} has {labels} label columns, its looks have {len(looks.sheet_labels)} in Excel"


def refs_of(rule: AnyRule) -> tuple[Ref, ...]:
    """Every figure that a rule names, each as often as it does."""
    match rule:
        case Equality():
            return (*rule.left, *rule.right)
        case Inflow():
            return (*rule.incoming, *rule.outgoing)
        case Stock():
            return (rule.made, rule.abolished, rule.valid)
        case CarryOver():
            return (rule.this, *rule.plus, *rule.less)
        case Barred() | Summed():
            return rule.refs
        case Watched():
            return (rule.ref,)
        case Pending():
            return (rule.this,)


def rule_faults(rules: Iterable[AnyRule], known: Collection[Ref]) -> Iterator[str]:
    """Rules about figures that are not there, or that count one twice."""
    for rule in rules:
        named = refs_of(rule)
        if not named:
            yield f"{rule.code} is about no figure"
        yield from (f"{rule.code} names {ref.key}, which no table has" for ref in named if ref not in known)
        yield from repeated(f"{rule.code} counts one figure twice:", (ref.key for ref in named))


def refs_in(record: object) -> Iterator[Ref]:
    """Every figure that a record or one of its parts names."""
    if isinstance(record, Ref):
        yield record
    elif isinstance(record, tuple):
        if record and not isinstance(record[0], str):  # thousands of words name no figure
            for part in record:
                yield from refs_in(part)
    elif is_dataclass(record) and not isinstance(record, type):
        for name in _names(type(record)):
            yield from refs_in(getattr(record, name))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of record that may hold figures."""
    assert is_dataclass(kind)
    return tuple(item.name for item in fields(kind) if item.type not in ("str", "bool"))


def unknown_refs(what: str, record: object, known: Collection[Ref]) -> Iterator[str]:
    """A sentence for each figure that a record names and no table has."""
    for ref in sorted({*refs_in(record)} - {*known}):
        yield f"{what} name {ref.key}, which no table has"


def sum_faults(table: Table, sums: Iterable[Equality]) -> Iterator[str]:
    """Totals that skip a line of their group; figures in no sum where the table wants each to be in one."""
    own = [rule for rule in sums if rule.left and rule.left[0].table == table.key]
    places = {table.figure(r, c): (b, r, c) for b in table.blocks for r in b.rows for c in b.columns}
    for rule in own:
        if rule.total is not None:
            yield from _skipped(table, rule, places, own)
    for direction in table.sums:
        same = "row" if direction == "across" else "column"
        summed = {
            ref
            for rule in own
            if len({getattr(ref, same) for ref in (*rule.left, *rule.right)}) == 1
            for ref in (*rule.left, *rule.right)
        }
        left_out = [ref.key for ref in table.refs() if ref not in summed]
        if left_out:
            yield f"{table.tag}: no sum {direction} has {', '.join(left_out)}"


def _skipped(
    table: Table,
    rule: Equality,
    places: Mapping[Ref, tuple[Block, Row, Column]],
    rules: Sequence[Equality],
) -> Iterator[str]:
    """The lines of a total's group that neither it nor a total among its parts adds up."""
    total = rule.right[0]
    if total not in places or any(ref not in places for ref in rule.left):
        return
    block, row, column = places[total]
    parts = {*rule.left}
    if all(ref.column == total.column for ref in parts):
        group = [(other.label, table.figure(other, column)) for other in _group(block.rows, row)]
    elif all(ref.row == total.row for ref in parts):
        group = [(other.label, table.figure(row, other)) for other in _group(block.columns, column)]
    else:
        return
    subtotals = {
        r.total: r.left for r in rules if r.total in parts and {*r.left} <= {ref for _, ref in group}
    }
    counted = parts.union(*subtotals.values())
    for label, ref in group:
        if ref not in counted:
            yield f"{rule.code}: the total {total.key} skips “{label}” ({ref.key}) of its group"


def _group(lines: Iterable[Line], total: Line) -> Iterator[Line]:
    """The lines of a total's group that it sums up: all but those that are called as it is."""
    for line in lines:
        if line.under[: len(total.under)] == total.under and line.label != total.label:
            yield line
