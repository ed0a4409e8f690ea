"""The fixed list of what a workbook checks while it is filled in: one line per rule or required field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from converter.form import Barred, CarryOver, Equality, Form, Inflow, Ref, Rule, Stock

Aside = Literal["quotes", "remarks", "reasons"]
"""What a line may be about besides figures and fields: names in texts, remarks of a table, reasons."""

Held = Rule | CarryOver
"""What figures may be held against."""

MANY = 3
"""Totals of one kind above this number share a line (each row of table 三 has one)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist.

    `key`: its name, code first. `label`: what must hold. `ref`, `field`, `table`, `section`: where
    the line leads, and what it is about. `rules`: the rules it answers for; `carried`: those that
    compare with last year; `aside`: what else it is about.
    """

    key: str
    label: str
    field: str = ""
    table: str = ""
    section: str = ""
    ref: Ref | None = None
    rules: tuple[Rule, ...] = ()
    carried: tuple[CarryOver, ...] = ()
    aside: Aside | None = None


@cache
def checklist(form: Form) -> tuple[Line, ...]:
    """Every line in the order of the sheets."""
    return (
        *(
            Line(f"A-10.{item.key}", f"{item.key}已填写", field=item.key)
            for item in form.fields
            if item.demand != "optional"
        ),
        *(
            Line(f"D-07.{section.key}", f"{section.key}、{section.title}：有文字", section=section.key)
            for section in form.sections
            if section.text_required
        ),
        Line("C-30", "文字中引用的【#名称】都认得", aside="quotes"),
        *(
            line
            for table in form.tables.values()
            for line in (
                Line(f"A-01.{table.key}", f"{table.tag}已填数，或已声明“{form.states[1]}”", table=table.key),
                Line(f"A-02.{table.key}", f"{table.tag}各格都是不小于 0 的数，件数为整数", table=table.key),
                Line(
                    f"A-12.{table.key}",
                    f"{table.tag}的数字说明都指到填数的格",
                    table=table.key,
                    aside="remarks",
                ),
            )
            if table.required or line.key.startswith("A-02")
        ),
        *_rule_lines(form),
        *(
            Line(f"{code}.{table.key}", f"{table.tag}：与上年数衔接", table=table.key, carried=rules)
            for table in form.tables.values()
            for code in dict.fromkeys(rule.code for rule in form.carry_overs if rule.this.table == table.key)
            if (rules := tuple(r for r in form.carry_overs if (r.code, r.this.table) == (code, table.key)))
        ),
        Line("A-13", "情况说明的每条理由都写了编号", aside="reasons"),
    )


@cache
def asked(form: Form) -> tuple[Rule, ...]:
    """The rules that say something new: not a sum between totals alone, nor a total's second rule."""
    return tuple(rule for rule in form.rules if not (isinstance(rule, Equality) and _follows(rule, form)))


@cache
def held(form: Form) -> tuple[Held, ...]:
    """All that figures are held against: the rules that are asked, and last year's figures."""
    return (*asked(form), *form.carry_overs)


def _follows(rule: Equality, form: Form) -> bool:
    if rule.total is None:
        return {*rule.left, *rule.right} <= form.totals.keys()
    return form.totals[rule.total] is not rule


def _rule_lines(form: Form) -> Iterator[Line]:
    rules = asked(form)
    for code in dict.fromkeys(rule.code for rule in rules):
        alike = [rule for rule in rules if rule.code == code]
        if len(alike) > MANY and isinstance(alike[0], Equality) and alike[0].total:
            label = f"{form.tables[alike[0].left[0].table].tag}：{'＝'.join(alike[0].names)}"
            yield Line(code, label, ref=alike[0].total or alike[0].left[0], rules=tuple(alike))
            continue
        for rule in alike:
            ref, label = _about(rule, form)
            yield Line(f"{code}.{ref.key}", label, ref=ref, rules=(rule,))


def _about(rule: Rule, form: Form) -> tuple[Ref, str]:
    """The figure to look at for a rule, and the rule in words."""
    match rule:
        case Equality():
            ref = rule.total or rule.left[0]
            column = form.column_label(ref)
            return ref, f"{form.tables[ref.table].tag} 列“{column}”：{'＝'.join(rule.names)}"
        case Stock():
            ref = rule.valid
            return ref, f"{form.tables[ref.table].tag}“{form.row_label(ref)}”：现行有效不少于制发减废止"
        case Barred():
            ref = rule.refs[0]
            return ref, f"{form.tables[ref.table].tag}“{form.row_label(ref)}”：本机关有权制定的才填"
        case Inflow():
            ref = rule.incoming[0]
            return ref, f"{form.tables[ref.table].tag}：有新收或结转的申请，才有办理结果"
