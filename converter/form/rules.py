"""The rules that figures must obey, as frozen records: within a report, against last year's, in a county."""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


@dataclass(frozen=True, slots=True)
class Equality:
    """A 勾稽关系: the sum of the figures on the left equals the sum of those on the right.

    A single figure on the right is a total: a formula in the workbook, recomputed by the reader.
    `names`: the words for the two sides.
    """

    code: str
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    names: tuple[str, str]
    clause: str

    @property
    def total(self) -> Ref | None:
        """The figure that the rule defines as the sum of others, None where both sides have several."""
        return self.right[0] if len(self.right) == 1 else None


@dataclass(frozen=True, slots=True)
class Inflow:
    """Where every `incoming` figure is 0, every `outgoing` one must be 0: clearer to a clerk than a sum."""

    code: str
    incoming: tuple[Ref, ...]
    outgoing: tuple[Ref, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What is in force at the end of the year is at least what was made less what was abolished."""

    code: str
    made: Ref
    abolished: Ref
    valid: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Figures that bodies of these categories (机关类别) cannot have: an error there, else a warning."""

    code: str
    refs: tuple[Ref, ...]
    categories: tuple[str, ...]
    clause: str


Rule = Equality | Inflow | Stock | Barred


def table_of(rule: Rule) -> str:
    """The key of the table that a rule is about."""
    match rule:
        case Equality():
            return rule.left[0].table
        case Stock():
            return rule.valid.table
        case Barred():
            return rule.refs[0].table
        case Inflow():
            return rule.incoming[0].table


@dataclass(frozen=True, slots=True)
class CarryOver:
    """A figure of this year that continues one of last year's.

    `this` should be last year's `last`, plus this year's `plus`, less this year's `less`: cases carried
    over are the same cases; a stock changes by what was made and abolished.
    """

    code: str
    this: Ref
    last: Ref
    clause: str
    plus: tuple[Ref, ...] = ()
    less: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure whose large change from last year's a text should explain."""

    code: str
    ref: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Cases pending at the end of last year (`last`), which are part of this year's total `this`."""

    code: str
    last: Ref
    this: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Summed:
    """Figures of a county's report that are the sums of its agencies' figures.

    `own`: the county government may have cases of its own, so that its figure may be larger than the sum.
    """

    code: str
    refs: tuple[Ref, ...]
    clause: str
    own: bool = False
