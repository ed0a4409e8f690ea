"""What is compared beyond one report: with last year's, and a county's with the sum of its agencies."""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure whose leap from last year's a text should explain."""

    code: str
    ref: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What was not finished at the end of last year (`last`) is dealt with in this year's `this`."""

    code: str
    last: Ref
    this: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Summed:
    """Figures of a county's report that are the sums of its agencies' figures.

    `own`: the county government may have figures of its own besides, so that its may be larger.
    """

    code: str
    refs: tuple[Ref, ...]
    clause: str
    own: bool = False
