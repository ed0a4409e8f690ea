"""What a number of a list is of, by a part of a word: 5 件与以前的申请重复, 3 件按信访渠道引导.

Where a sentence has said how many applications or cases there are, the numbers behind are mostly of what
became of them, and people put that in words that no list has. So where none of a statement's words makes a
number a claim, a part of one does (重复, 信访); of several rows that have one, the number may be any, and
their sum.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from converter.checks.claims.clause import is_allowed
from converter.checks.claims.state import UNSAID, ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.form import Statement, Sum
from converter.report.report import Value

_LISTED = ("count", "received", "handled", "closed", "cases")
"""Kinds of numbers of which a list gives parts."""
_CUT = re.compile("[,:;()]")
_JOINT = re.compile("[、和及与](?=[^、和及与]*$)")
"""The last joint before the next number, which the words behind it belong to."""
_FAR = 120
"""Characters of a clause around a number that are read."""


class Rooted(NamedTuple):
    """What a number is of by parts of words. `also`: of what else it may be; `start`, `end`: of its words."""

    statement: Statement
    also: tuple[Sum, ...]
    start: int
    end: int


def read_by_root(state: ParagraphState, number: Token, *, foreign: bool) -> Rooted | None:
    """What a number is of by the parts of words around it; None where no part of a row is named.

    `foreign`: its clause names something that no table counts, so that only a part of what the sentence
    counted may be meant, in a list that has begun, and with no verb of its own.
    """
    wholes = state.said_in_group(*_LISTED)
    spoken = {s.topic for u in wholes for s in u.statements}
    if not wholes or state.foreign in ("number", UNSAID):
        return None
    before, behind = _around(state, number)
    if foreign and not _goes_on(state, wholes, number.value, before + behind):
        return None
    if state.lexicon.contents.search(state.normalized, max(number.start - _FAR, 0), number.start):
        return None
    for text in (behind, before) if state.lexicon.things.opens_list.fullmatch(before) else (before,):
        if state.lexicon.things.words.about in text and not state.lexicon.things.decided_why.search(text):
            continue  # what an application was about
        meant = _meant(state, text, spoken, number.unit)
        if meant:
            start, end = number.start - len(before), number.end
            return Rooted(meant[0], _also(meant), start, end + len(behind) if text is behind else end)
    return None


def is_in_list(state: ParagraphState, number: Token) -> bool:
    """True for a number that opens its clause, where the sentence has said how many there are."""
    before, _ = _around(state, number)
    return (
        state.foreign == ""
        and bool(state.said_in_group(*_LISTED))
        and state.lexicon.things.opens_list.fullmatch(before) is not None
    )


def _around(state: ParagraphState, number: Token) -> tuple[str, str]:
    """The words of a number's clause before it and behind it, up to those of other numbers."""
    numbers = ("number", "percent")
    start = max((t.end for t in state.tokens_before(number.start) if t.kind in numbers), default=0)
    before = _CUT.split(state.normalized[max(start, number.start - _FAR) : number.start])[-1]
    later = [t.start for t in state.tokens_behind(number.end) if t.kind in numbers]
    end = min(later, default=len(state.normalized))
    text = state.normalized[number.end : min(end, number.end + _FAR)]
    behind = _CUT.split(text)[0]
    if behind == text and end < len(state.normalized):
        joint = _JOINT.search(behind)
        behind = behind[: joint.start()] if joint else ""
    return before, behind


def _goes_on(state: ParagraphState, wholes: Sequence[Utterance], value: Value | None, text: str) -> bool:
    """True where a number among others of a list can only be a part of what the sentence counted."""
    listed = state.said_in_group("result", "outcome")
    within = value is not None and any(value <= u.number for u in wholes)
    return bool(listed) and within and not any(verb in text for verb in state.lexicon.things.common.elsewhere)


def _meant(state: ParagraphState, text: str, spoken: set[str], unit: str) -> list[Statement]:
    """The statements whose parts of words stand in a text: reasons with most of them, and headings."""
    hits: Counter[Statement] = Counter()
    for found in state.lexicon.roots.finditer(text):
        for statement in state.lexicon.by_root.get(found[0], ()):
            if statement.topic in spoken and unit in statement.units and is_allowed(state, statement):
                hits[statement] += 1
    reasons = [s for s in hits if not s.heading]
    most = max((hits[s] for s in reasons), default=0)
    return [s for s in reasons if hits[s] == most] + [s for s in hits if s.heading]


def _also(meant: Sequence[Statement]) -> tuple[Sum, ...]:
    """What else a number may be that several statements are meant by: each of the others, and the sum."""
    others = [one for statement in meant[1:] for one in (*statement.sums, *statement.alone)]
    rows = [statement.sums[0] for statement in meant if not statement.heading]
    together = [sum(rows[1:], rows[0])] if len(rows) > 1 else []
    return tuple(dict.fromkeys((*others, *together)))
