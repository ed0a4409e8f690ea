"""What the form's rules are as formulas: for each a state, and what to say while it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from converter.form import Barred, CarryOver, Equality, Form, Inflow, Ref, Rule, Stock, table_of
from converter.grid.cells import Position
from converter.workbook.layout.book import CHECKS
from converter.workbook.layout.checklist import FigureRule
from converter.workbook.write import formula as f
from converter.workbook.write.formula import Area, Expr, Scalar

GOOD, WRONG, UNKNOWN, ASK, NOTHING = 0, 1, 2, 3, 4
"""States of a check: it holds, it does not, it cannot be said yet, a person must confirm, or there is
nothing to compare with."""

Judged = tuple[Expr, Expr]
"""State and message."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the inputs of a workbook lie and what they hold."""

    figure: Callable[[Ref], Expr]
    entry: Callable[[str], Expr]
    state: Callable[[str], Expr]
    figures: Callable[[Iterable[Ref]], Area]
    paragraphs: Callable[[str], Area]
    last_year: Callable[[Ref], Expr]
    remarks: Callable[[str], list[tuple[Expr, Expr]]]
    """Place and words of each remark of a table."""
    reasons: Callable[[], list[tuple[Expr, Expr]]]
    """Code and text of each reason."""
    texts: Callable[[], list[str]]
    """Every paragraph as typed."""


class Mirror:
    """The figures as the checks take them, by reference."""

    def __init__(self, at: Mapping[Ref, Position], values: Mapping[Ref, Scalar]) -> None:
        self._at, self._values = at, values

    def one(self, ref: Ref) -> Expr:
        """A figure's mirror cell."""
        return f.cell(CHECKS, self._at[ref], self._values[ref])

    def area(self, refs: Iterable[Ref]) -> Area:
        """The mirror cells of several figures."""
        return f.area(CHECKS, [(self._at[ref], self._values[ref]) for ref in refs])


def refers(rule: Rule) -> int:
    """The order in which rules are judged: those that others refer to come first."""
    return 0 if isinstance(rule, Inflow | Barred) else 1


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Judges rules over a mirror.

    `judged`: the states of those judged before; `zero`: 1 for a table declared 零报告, by its key.
    """

    form: Form
    mirror: Mirror
    inputs: Inputs
    judged: Mapping[FigureRule, Judged]
    zero: Mapping[str, Expr]

    def judge(self, rule: Rule, typed: Expr | None) -> Judged:
        """State and message of a rule; `typed`: the total as it stands in its cell, where it is one.

        Nothing is held against a table that is declared 零报告: figures in it are a fault of their own.
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
        return f.if_(f.is_(self.zero[table_of(rule)], 1), f.number(GOOD), state), message

    def continues(self, rule: CarryOver, unsaid: Expr) -> Judged:
        """State and message of a figure against the one of last year that it continues.

        `unsaid`: 1 while the table is blank, so that its figures say nothing yet.
        """
        last, this = self.inputs.last_year(rule.last), self.mirror.one(rule.this)
        expected, now = last, [this]
        for ref in rule.plus:
            now.append(self.mirror.one(ref))
            expected = f.plus(expected, now[-1])
        for ref in rule.less:
            now.append(self.mirror.one(ref))
            expected = f.minus(expected, now[-1])
        # nested, because a sum with "?" would be an error inside AND
        same = f.if_(f.same_number(this, expected), f.number(GOOD), f.number(ASK))
        known = f.all_of(*map(f.is_number, now), f.is_(unsaid, 0))
        state = f.if_(f.is_number(last), f.if_(known, same, f.number(GOOD)), f.number(NOTHING))
        return state, say("按上年数应为 ", expected, "，差 ", f.distance(this, expected))

    def _total(self, rule: Equality, typed: Expr) -> Judged:
        total = rule.right[0]
        parts = self.mirror.one(total)
        same = f.same_number(parts, typed)
        if any(part in self.form.totals for part in rule.left):  # it may follow totals that were typed over
            same = f.any_of(same, f.same_number(f.total(self.inputs.figures(rule.left)), typed))
        known = f.all_of(f.is_number(parts), f.is_number(typed))
        words = ("填的是 ", typed, f"，{rule.names[0]}是 ", parts, "，差 ", f.distance(parts, typed))
        return f.if_(known, _holds(same), f.number(UNKNOWN)), say(*words)

    def _balance(self, rule: Equality) -> Judged:
        left, right = self.mirror.area(rule.left), self.mirror.area(rule.right)
        known = f.all_of(
            f.is_(f.count(left), len(rule.left)),
            f.is_(f.count(right), len(rule.right)),
            *(f.is_(state, GOOD) for other, (state, _) in self.judged.items() if isinstance(other, Inflow)),
        )
        one, other = f.total(left), f.total(right)
        shown = (f.total(self.inputs.figures(side)) for side in (rule.left, rule.right))
        # with a total typed over, the sums may agree as they stand: then the total alone is to blame
        same = f.any_of(f.same_number(one, other), f.same_number(*shown))
        words = (f"{rule.names[0]}＝", one, f"，{rule.names[1]}＝", other, "，差 ", f.distance(one, other))
        return f.if_(known, _holds(same), f.number(UNKNOWN)), say(*words)

    def _stock(self, rule: Stock) -> Judged:
        made, abolished, valid = map(self.mirror.one, (rule.made, rule.abolished, rule.valid))
        least = f.minus(made, abolished)
        state = f.if_(f.less(valid, least), f.number(ASK), f.number(GOOD))
        for other, (judged, _) in self.judged.items():
            if isinstance(other, Barred) and rule.valid in other.refs:  # that is fault enough
                state = f.if_(f.is_(judged, WRONG), f.number(GOOD), state)
        known = f.all_of(*map(f.is_number, (made, abolished, valid)))
        return f.if_(known, state, f.number(UNKNOWN)), say(
            "现行有效填的是 ", valid, "，少于制发减废止 ", least
        )

    def _barred(self, rule: Barred) -> Judged:
        some = f.total(self.mirror.area(rule.refs))
        mine = self.inputs.entry("机关类别")
        barred = f.any_of(*(f.is_(mine, category) for category in rule.categories))
        state = f.if_(barred, f.number(WRONG), f.number(ASK))
        return f.if_(f.less(f.number(0), some), state, f.number(GOOD)), say("规章填有 ", some)

    def _inflow(self, rule: Inflow) -> Judged:
        incoming, outgoing = self.mirror.area(rule.incoming), self.mirror.area(rule.outgoing)
        none_came = f.all_of(f.is_(f.count(incoming), len(rule.incoming)), f.is_(f.total(incoming), 0))
        some_went = f.less(f.number(0), f.total(outgoing))
        state = f.if_(f.all_of(none_came, some_went), f.number(WRONG), f.number(GOOD))
        return state, say("没有新收和结转，却填有办理结果")


def say(*parts: str | Expr) -> Expr:
    """Words and numbers side by side."""
    return f.join(*(f.text(part) if isinstance(part, str) else part for part in parts))


def bracketed(made: Expr) -> Expr:
    """An expression that stands as one term in another."""
    return Expr(f"({made.text})", made.value)


def _holds(same: Expr) -> Expr:
    return f.if_(same, f.number(GOOD), f.number(WRONG))
