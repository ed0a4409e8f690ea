"""The form's rules as formulas: for each a state, and a message for while it does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from converter.form import Barred, CarryOver, Equality, Form, Inflow, Ref, Rule, Stock, table_of
from converter.workbook.layout.checklist import FigureRule
from converter.workbook.write import formula as f
from converter.workbook.write.check_sheet import (
    ASK,
    GOOD,
    NO_LAST_YEAR,
    UNKNOWN,
    WRONG,
    LiveCheck,
    Mirror,
    message_of,
)
from converter.workbook.write.formula import Expr
from converter.workbook.write.input_references import InputReferences


def evaluation_order(rule: Rule) -> int:
    """The sort key of rules: those that others refer to come first."""
    return 0 if isinstance(rule, Inflow | Barred) else 1


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The checks of rules over a mirror.

    `done`: the checks of rules that came before. `zero`: 1 for a table declared 零报告, else 0, by its key.
    """

    form: Form
    mirror: Mirror
    inputs: InputReferences
    done: Mapping[FigureRule, LiveCheck]
    zero: Mapping[str, Expr]

    def check(self, rule: Rule, typed: Expr | None) -> LiveCheck:
        """State and message of a rule. `typed`: the total in its own cell, for a rule that defines one.

        A rule about a table declared 零报告 always holds: figures in such a table are an error of their own.
        """
        match rule:
            case Equality(total=Ref()) if typed is not None:
                state, message = self._total(rule, typed)
            case Equality():
                state, message = self._balance(rule)
            case Stock():
                state, message = self._stock(rule)
            case Barred():
                state, message = self._barred(rule)
            case Inflow():
                state, message = self._inflow(rule)
        return f.if_(f.equals(self.zero[table_of(rule)], 1), f.number(GOOD), state), message

    def check_carry_over(self, rule: CarryOver, untouched: Expr) -> LiveCheck:
        """State and message of a figure that continues one of last year's.

        `untouched`: 1 while the table is blank, so that its figures cannot be compared yet.
        """
        last, this = self.inputs.last_year(rule.last), self.mirror.one(rule.this)
        expected, now = last, [this]
        for ref in rule.plus:
            now.append(self.mirror.one(ref))
            expected = f.plus(expected, now[-1])
        for ref in rule.less:
            now.append(self.mirror.one(ref))
            expected = f.minus(expected, now[-1])
        # nested, because a sum with "?" is an error, which AND would pass on
        same = f.if_(f.same_number(this, expected), f.number(GOOD), f.number(ASK))
        known = f.all_of(*map(f.is_number, now), f.equals(untouched, 0))
        state = f.if_(f.is_number(last), f.if_(known, same, f.number(GOOD)), f.number(NO_LAST_YEAR))
        return state, message_of("按上年数应为 ", expected, "，差 ", f.distance(this, expected))

    def _total(self, rule: Equality, typed: Expr) -> LiveCheck:
        """A total against the sum of its parts."""
        total = rule.right[0]
        parts = self.mirror.one(total)
        same = f.same_number(parts, typed)
        if any(part in self.form.totals for part in rule.left):  # these may have been typed over
            same = f.any_of(same, f.same_number(f.total(self.inputs.figures(rule.left)), typed))
        known = f.all_of(f.is_number(parts), f.is_number(typed))
        words = ("填的是 ", typed, f"，{rule.names[0]}是 ", parts, "，差 ", f.distance(parts, typed))
        return f.if_(known, _holds(same), f.number(UNKNOWN)), message_of(*words)

    def _balance(self, rule: Equality) -> LiveCheck:
        """Two sums against each other; not evaluated while a rule about inflow does not hold."""
        left, right = self.mirror.area(rule.left), self.mirror.area(rule.right)
        known = f.all_of(
            f.equals(f.count(left), len(rule.left)),
            f.equals(f.count(right), len(rule.right)),
            *(f.equals(state, GOOD) for other, (state, _) in self.done.items() if isinstance(other, Inflow)),
        )
        one, other = f.total(left), f.total(right)
        shown = (f.total(self.inputs.figures(side)) for side in (rule.left, rule.right))
        # if the sums of the cells as filled agree, only a total that was typed over is wrong
        same = f.any_of(f.same_number(one, other), f.same_number(*shown))
        words = (f"{rule.names[0]}＝", one, f"，{rule.names[1]}＝", other, "，差 ", f.distance(one, other))
        return f.if_(known, _holds(same), f.number(UNKNOWN)), message_of(*words)

    def _stock(self, rule: Stock) -> LiveCheck:
        """What is in force against what was made less what was abolished."""
        made, abolished, valid = map(self.mirror.one, (rule.made, rule.abolished, rule.valid))
        least = f.minus(made, abolished)
        state = f.if_(f.less(valid, least), f.number(ASK), f.number(GOOD))
        for other, (barred, _) in self.done.items():
            if isinstance(other, Barred) and rule.valid in other.refs:
                # one error for these figures is enough
                state = f.if_(f.equals(barred, WRONG), f.number(GOOD), state)
        known = f.all_of(*map(f.is_number, (made, abolished, valid)))
        return f.if_(known, state, f.number(UNKNOWN)), message_of(
            "现行有效填的是 ", valid, "，少于制发减废止 ", least
        )

    def _barred(self, rule: Barred) -> LiveCheck:
        """Figures that the agency's category cannot have."""
        some = f.total(self.mirror.area(rule.refs))
        mine = self.inputs.entry("机关类别")
        barred = f.any_of(*(f.equals(mine, category) for category in rule.categories))
        state = f.if_(barred, f.number(WRONG), f.number(ASK))
        return f.if_(f.less(f.number(0), some), state, f.number(GOOD)), message_of("规章填有 ", some)

    def _inflow(self, rule: Inflow) -> LiveCheck:
        """Results without any application."""
        incoming, outgoing = self.mirror.area(rule.incoming), self.mirror.area(rule.outgoing)
        none_came = f.all_of(f.equals(f.count(incoming), len(rule.incoming)), f.equals(f.total(incoming), 0))
        some_went = f.less(f.number(0), f.total(outgoing))
        state = f.if_(f.all_of(none_came, some_went), f.number(WRONG), f.number(GOOD))
        return state, message_of("没有新收和结转，却填有办理结果")


def _holds(same: Expr) -> Expr:
    return f.if_(same, f.number(GOOD), f.number(WRONG))
