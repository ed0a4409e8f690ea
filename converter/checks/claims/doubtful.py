"""Numbers that may be of something else, and the rest of their paragraph that shows that they are not.

That is 以市政府名义制发规范性文件 19 件, of which one does not know whose table counts them, and disputes in
a paragraph that names no disclosure. They say something only if others beside them are those of the tables,
and all that are not come from one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from converter.checks.claims.clause import is_relevant
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import normalized
from converter.system.patterns import pattern

_DISPUTES = ("cases", "outcome")
_TELLING, _TOGETHER = 10, 2
"""A number that is hardly the same by chance; how many smaller ones are not, and from which on they count."""

_LONG = 120
"""Characters that such a sentence has not."""
_PLAIN = "[^,;:因由就对与在法罚案件工征拆证审]"
_NONE_AT_ALL = pattern(
    f"(?:{_PLAIN}{{0,18}},)?{_PLAIN}{{0,18}}(?:未|无|没有|复议|诉讼)"
    "[^;:因由就对与]{0,12}(?:复议|诉讼|应诉|起诉|0)[^;:因由就对与]{0,24}"
)
"""A sentence that says of all disputes that there was none, and of nothing else."""
_MANY = 40
"""Doubtful numbers of one paragraph that are weighed: no text may take long."""


def noted(state: ParagraphState, utterances: Iterable[Utterance]) -> list[Utterance]:
    """The utterances of a paragraph, disputes of any matter marked; denials of these are left out."""
    found = []
    for u in utterances:
        first = u.statements[0] if u.statements else None
        doubted = first is not None and first.kind in _DISPUTES
        if first is None or not doubted or is_relevant(state, state.lexicon.by_key[first.topic]):
            found.append(u)
        elif u.number and not u.denied and u.host is None:
            found.append(u._replace(doubtful=True))
        elif (
            not u.number
            and first.kind == "cases"
            and len(u.sentence) < _LONG
            and _NONE_AT_ALL.fullmatch(normalized(u.sentence))
        ):
            found.append(u)
    return found


def without_doubtful(utterances: Sequence[Utterance], agrees: Callable[[Utterance], bool]) -> list[Utterance]:
    """The utterances without the doubtful ones, but for those that others show to be wrong."""
    doubtful = sum(u.doubtful for u in utterances)
    if not doubtful:
        return list(utterances)
    if doubtful > _MANY:
        return [u for u in utterances if not u.doubtful]
    wrong = {number: u for number, u in enumerate(utterances) if u.doubtful and not agrees(u)}
    right = (u for number, u in enumerate(utterances) if u.doubtful and number not in wrong)
    sure = {(u.statements, u.number) for u in right if u.number >= _TOGETHER}
    known = len(sure) >= _TOGETHER or any(number >= _TELLING for _, number in sure)
    kept = known and len({u.number for u in wrong.values()}) == 1
    return [u for number, u in enumerate(utterances) if not u.doubtful or (kept and number in wrong)]
