"""What is said of the rest of a number, and of a number by a later clause of its sentence.

That is 收到申请 8 件, 其中 1 件来自企业, 其余均由个人提出, and 3 件虽经补正, 内容仍不明确.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from converter.checks.claims.clause import end_of_clause, has_kind, is_allowed
from converter.checks.claims.state import CAME_IN, ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.form import Statement
from converter.report.sums import add

_LISTED = {"applicant": ("applicant",), "result": ("result", "carried out")}
"""Kinds of statements that may be said of the rest, with those of the numbers that leave it."""


_NEXT = re.compile("[、,](?:另有|还有)?[^0-9,、:;()]{2,8}")
_ENDS = re.compile("[,、;。)]|$")
"""A name between two numbers of a list of channels, and what ends an item."""


def read_next_channel(state: ParagraphState, run: Sequence[Token], number: Token) -> bool:
    """Add the number of a list of channels whose name no list has: 网络 35 件，邮寄 8 件，送达 1 件.

    Where it names a channel beside something else (来信或转办) the list is known, otherwise it may go on.
    """
    said = state.said_in_group()[-1:]
    before = [t for t in state.tokens_before(number.start) if t.kind in ("number", "percent")][-1:]
    if not said or said[0].kind != "channel" or not before or said[0].unit != number.unit:
        return False
    if before[0].value != said[0].number or _ENDS.match(state.normalized, number.end) is None:
        return False
    if number.value is None or not _NEXT.fullmatch(state.normalized, before[0].end, number.start):
        return False
    kinds = {r.statement.kind for t in run for r in state.lexicon.statements.get(t.text, ())}
    joined = state.normalized[before[0].end] == "、"
    if kinds - {"channel"} or has_kind(state, run, "own") or (run and not joined):
        return False
    if not kinds and not state.lexicon.things.ways.search(state.normalized, before[0].end, number.start):
        if _is_complete(state):
            return False  # 网上申请 8 件、现场申请 3 件, 征地拆迁 4 件
        state.unclear_groups.add(state.group)
    words = state.normalized[before[0].end + 1 : number.end]
    state.utterances.append(said[0]._replace(words=words, number=number.value))
    return True


def _is_complete(state: ParagraphState) -> bool:
    """True where the channels of a list come to a number of what came in."""
    said = [u for u in state.said_in_group() if not u.denied]
    total = add([u.number for u in said if u.kind == "channel"])
    return any(u.number == total for u in said if u.kind in CAME_IN)


def read_rest(state: ParagraphState, run: Sequence[Token], found: Iterable[tuple[Statement, Token]]) -> None:
    """Add what the other numbers of a full sentence leave of its whole as what is said of the rest."""
    said = [u for u in state.said_in_group() if not u.denied]
    wholes = [u for u in said if u.kind in CAME_IN]
    if len(wholes) != 1 or state.group in state.unclear_groups:
        return
    for statement, token in found:
        listed = [u for u in said if u.kind in _LISTED.get(statement.kind, ())]
        nested = len({(u.statements[0].code, u.statements[0].heading) for u in listed}) > len(
            {u.statements[0].code for u in listed}
        )
        if not listed or nested or wholes[0].statements[0].topic != statement.topic:
            continue
        number = add([wholes[0].number, *(-u.number for u in listed)])
        words = state.normalized[run[0].start : end_of_clause(state.normalized, token.end)]
        if number > 0:
            state.utterances.append(
                Utterance((statement,), state.sentence, words, number, state.group, wholes[0].unit)
            )
        return


def read_pending(state: ParagraphState, run: Sequence[Token]) -> None:
    """Add a number of a list whose own clause said nothing as that of how this clause says it was answered.

    Others may be answered so too, where it is no reason of the form.
    """
    number = state.pending
    if has_kind(state, run, "all") or has_kind(state, run, "rest"):
        state.pending = None  # 1 件为……, 1 件为……, 均不属于本局职责
    if number is None or number.value is None or state.pending is None:
        return
    for token in run:
        for ranked in state.lexicon.statements.get(token.text, ()):
            statement = ranked.statement
            if statement.kind != "result" or number.unit not in statement.units:
                continue
            if not is_allowed(state, statement) or any(
                word.text in state.lexicon.denials for word in run if word.start < token.start
            ):
                continue
            reason = statement.joint.endswith("+")
            words = state.normalized[number.start : token.end]
            state.utterances.append(
                Utterance(
                    (statement,),
                    state.sentence,
                    words,
                    number.value,
                    state.group,
                    number.unit,
                    part=not reason,
                )
            )
            state.pending = None
            return
