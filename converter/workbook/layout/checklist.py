"""The checklist of 填报首页: one line per rule or required field, fixed by the form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from converter.catalogue.records import records
from converter.form import Barred, CarryOver, Equality, Form, Inflow, Ref, Rule, Stock, Table

Annotation = Literal["quotes", "remarks", "reasons"]
"""What a line may check besides figures and fields: names quoted in texts, remarks of a table, reasons."""

FigureRule = Rule | CarryOver
"""A rule that the workbook checks figures by: one of the form's, or one that compares with last year."""

SINGLE_LINES = 3
"""Rules of one code for totals have a line each up to this number; more share one (table 三: one a row)."""


class ChecklistLine(NamedTuple):
    """One line of the checklist.

    `key`: unique, the finding code first (A-01.三). `label`: what must hold. `ref`, `field`, `table`,
    `section`, `narrative`: what the line is about, and so the target of its link. `rules`: the rules of the
    form whose states it shows; `carried`: those that compare with last year. `annotation`: see Annotation.
    """

    key: str
    label: str
    field: str = ""
    table: str = ""
    section: str = ""
    narrative: str = ""
    ref: Ref | None = None
    rules: tuple[Rule, ...] = ()
    carried: tuple[CarryOver, ...] = ()
    annotation: Annotation | None = None


@cache
def checklist(form: Form) -> tuple[ChecklistLine, ...]:
    """Every line in the order of the sheets."""
    return (
        *(
            ChecklistLine(f"A-10.{item.key}", _label(form, "A-10", item.key), field=item.key)
            for item in form.fields
            if item.demand != "optional"
        ),
        *(
            ChecklistLine(
                f"D-07.{section.key}",
                _label(form, "D-07", section.heading),
                section=section.key,
            )
            for section in form.sections
            if section.text_required
        ),
        *(
            ChecklistLine(f"D-07.{key}", _label(form, "D-07", narrative.label), narrative=key)
            for key, narrative in form.narratives.items()
            if narrative.required
        ),
        *(_quote_lines(form) if form.quotes else ()),
        *(line for table in form.tables.values() for line in _table_lines(table, form)),
        *_rule_lines(form),
        *_carried_lines(form),
        ChecklistLine("A-13", _label(form, "A-13"), annotation="reasons"),
    )


def _quote_lines(form: Form) -> Iterator[ChecklistLine]:
    """The line about names of figures in texts."""
    yield ChecklistLine("C-30", _label(form, "C-30"), annotation="quotes")


def _label(form: Form, code: str, subject: str = "", **values: str) -> str:
    """The label that the catalogue gives a code, for one subject."""
    return records(form)[code].checklist.format(subject=subject, **values)


@cache
def independent_rules(form: Form) -> tuple[Rule, ...]:
    """The form's rules without those that follow from others.

    A sum between totals alone follows; so does a second rule of the same total.
    """
    return tuple(rule for rule in form.rules if not (isinstance(rule, Equality) and _is_implied(rule, form)))


@cache
def figure_rules(form: Form) -> tuple[FigureRule, ...]:
    """All rules that figures are checked by: the independent ones, then those with last year's figures."""
    return (*independent_rules(form), *form.carry_overs)


def _is_implied(rule: Equality, form: Form) -> bool:
    """True for a sum rule that follows from others, see `independent_rules`."""
    if rule.total is None:
        return {*rule.left, *rule.right} <= form.totals.keys()
    return form.totals[rule.total] is not rule


def _table_lines(table: Table, form: Form) -> Iterator[ChecklistLine]:
    """The lines about a table as a whole; a table that may stay blank has no state and no remarks."""
    key, tag = table.key, table.tag
    if table.required:
        yield ChecklistLine(f"A-01.{key}", _label(form, "A-01", tag, zero=form.states[1]), table=key)
    yield ChecklistLine(f"A-02.{key}", _label(form, "A-02", tag), table=key)
    if table.required:
        yield ChecklistLine(f"A-12.{key}", _label(form, "A-12", tag), table=key, annotation="remarks")


def _rule_lines(form: Form) -> Iterator[ChecklistLine]:
    """The lines of the form's rules, code by code."""
    rules = independent_rules(form)
    for code in dict.fromkeys(rule.code for rule in rules):
        alike = [rule for rule in rules if rule.code == code]
        if len(alike) > SINGLE_LINES and isinstance(alike[0], Equality) and alike[0].total:
            label = _label(
                form, code, form.tables[alike[0].left[0].table].tag, rule="＝".join(alike[0].names)
            )
            yield ChecklistLine(code, label, ref=alike[0].total, rules=tuple(alike))
            continue
        for rule in alike:
            ref, label = _target_and_label(rule, form)
            yield ChecklistLine(f"{code}.{ref.key}", label, ref=ref, rules=(rule,))


def _carried_lines(form: Form) -> Iterator[ChecklistLine]:
    """One line per table and code for the figures that continue last year's."""
    for table in form.tables.values():
        own = [rule for rule in form.carry_overs if rule.this.table == table.key]
        for code in dict.fromkeys(rule.code for rule in own):
            rules = tuple(rule for rule in own if rule.code == code)
            label = _label(form, code, table.tag)
            yield ChecklistLine(f"{code}.{table.key}", label, table=table.key, carried=rules)


def _target_and_label(rule: Rule, form: Form) -> tuple[Ref, str]:
    """The figure that a rule's line links to, and the rule in words."""
    match rule:
        case Equality():
            ref = rule.total or rule.left[0]
            subject = f"{form.tables[ref.table].tag} 列“{form.column_label(ref)}”"
            return ref, _label(form, rule.code, subject, rule="＝".join(rule.names))
        case Stock() | Barred():
            ref = rule.valid if isinstance(rule, Stock) else rule.refs[0]
            return ref, _label(form, rule.code, f"{form.tables[ref.table].tag}“{form.row_label(ref)}”")
        case Inflow():
            ref = rule.incoming[0]
            return ref, _label(form, rule.code, form.tables[ref.table].tag)
