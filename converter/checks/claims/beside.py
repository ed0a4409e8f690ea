"""Numbers of one full sentence that limit each other: closed ones beside results, a reason beside others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from converter.checks.claims.state import CAME_IN, Utterance
from converter.checks.claims.things import Things
from converter.checks.claims.tokens import normalized
from converter.form import Sum
from converter.report.report import Value
from converter.report.sums import add

_CAME_IN_NEW, _BESIDE = ("count", "received"), ("carried in", "closed", "handled")
"""Kinds of numbers of what came in, and those beside which its channels may be of another number."""
_CASES = ("cases", "outcome")
_LONG = 600
"""Characters of a sentence that are read again."""
_BOTH = ("closed", "handled")
"""Kinds of numbers that may leave out what was carried in."""


def closed_beside_results(utterances: Iterable[Utterance], things: Things) -> list[Utterance]:
    """The utterances, a number of closed applications with the results that its sentence gives behind it."""
    found: list[Utterance] = []
    results: dict[int, list[Value]] = {}
    utterances = list(utterances)
    by_kind: dict[str, list[Utterance]] = defaultdict(list)
    for u in utterances:
        by_kind[u.kind].append(u)
    carried = {u.group for u in by_kind["carried in"] if u.number and not _is_closed(u, things)}
    open_ones = {u.group: u.number for u in by_kind["carried out"] if not u.denied}
    carried |= {group + 1 for group in carried if group + 1 in open_ones}
    wholes = [u for kind in CAME_IN for u in by_kind[kind] if not u.denied] if open_ones else []
    told_apart = any(map(things.suits_apart.search, {u.sentence for kind in _CASES for u in by_kind[kind]}))
    reasons = {
        (u.group, u.statements[0].code, u.statements[0].sums)
        for u in by_kind["result"]
        if u.number and not u.statements[0].heading
    }
    said: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for u in by_kind["proposals"]:
        if not u.statements[0].at_most:
            said[u.group].add(_kind_and_column(u))
    given = {(u.group, s.sums) for u in by_kind["result"] for s in u.statements}
    left = {(u.group, add([u.number, -open_ones[u.group]])) for u in wholes if u.group in open_ones}
    counted = {group for group, _ in left}
    for utterance in reversed(utterances):
        if utterance.kind == "result" and utterance.also and _beside_others(utterance, reasons):
            utterance = utterance._replace(also=())  # 3 件因过程性信息不公开, 1 件属内部事务
        if utterance.kind == "result" and _gives_the_rest(utterance, given):
            utterance = utterance._replace(exact=True)  # 予以公开 beside 部分公开 does not include that
        if utterance.kind in _CASES and (not told_apart or _is_whole_of_kinds(utterance, things)):
            utterance = utterance._replace(exact=True)
        if utterance.kind == "proposals" and _is_beside_the_other(utterance, said[utterance.group]):
            utterance = utterance._replace(exact=True)  # 建议 2 件、提案 1 件: neither is both
        if utterance.kind in _BOTH and utterance.group in carried and not _is_of_new(utterance, things):
            utterance = utterance._replace(exact=True)  # 上年结转 5 件, 办结 95 件: with those
        closed = utterance.kind == "closed" and utterance.group in counted
        if closed and (utterance.group, utterance.number) not in left:
            utterance = utterance._replace(exact=True)  # 受理 94 件, 办结 90 件, 结转 2 件
        if utterance.kind == "closed" and not utterance.denied and utterance.group in results:
            utterance = utterance._replace(stated=tuple(results[utterance.group]))
        elif utterance.kind == "result" and not utterance.denied and not utterance.exact:
            results.setdefault(utterance.group, []).append(utterance.number)
        found.append(utterance)
    return found[::-1]


def _is_whole_of_kinds(utterance: Utterance, things: Things) -> bool:
    """True for a number of cases of which a kind follows as a part: 行政诉讼 4 件，其中复议后起诉 3 件."""
    sentence = normalized(utterance.sentence[:_LONG])
    end = sentence.find(utterance.words) + len(utterance.words)
    return utterance.kind == "cases" and things.suits_parted.match(sentence, end) is not None


def _kind_and_column(utterance: Utterance) -> tuple[str, str]:
    """Which proposals a number is of, and what of them."""
    first = utterance.statements[0]
    return first.topic[-2:], first.sums[0].plus[0].column


def _is_beside_the_other(utterance: Utterance, said: set[tuple[str, str]]) -> bool:
    """True for proposals of one kind in a sentence that also says the same of the other kind."""
    kind, column = _kind_and_column(utterance)
    return not utterance.statements[0].at_most and any(
        other != kind and same == column for other, same in said
    )


def _beside_others(utterance: Utterance, reasons: set[tuple[int, str, tuple[Sum, ...]]]) -> bool:
    """True where a sentence also numbers another reason of the same heading: the number is of its own."""
    first = utterance.statements[0]
    return not first.heading and any(
        (group, code) == (utterance.group, first.code) and sums != first.sums for group, code, sums in reasons
    )


def _is_closed(utterance: Utterance, things: Things) -> bool:
    """True for what was carried in where its words say what became of it: 办结上年结转 5 件."""
    words = things.names_of_closed.sub("", utterance.words)
    return any(word in words for word in things.words.closing)


def _is_of_new(utterance: Utterance, things: Things) -> bool:
    """True where a number of closed ones is said to be of those that came in: 办结当年申请 90 件."""
    if any(word in utterance.words for word in things.words.new_ones):
        return True
    sentence = normalized(utterance.sentence[:_LONG])
    return things.of_new.search(sentence, 0, max(sentence.find(utterance.words), 0)) is not None


def _gives_the_rest(utterance: Utterance, given: set[tuple[int, tuple[Sum, ...]]]) -> bool:
    """True where a sentence also gives what a result may include alone."""
    first = utterance.statements[0]
    included = [set(one.plus) - {ref for own in first.sums for ref in own.plus} for one in first.alone]
    return any(
        group == utterance.group and any(set(sums[0].plus) == refs for refs in included)
        for group, sums in given
    )


def whole_of(utterances: Iterable[Utterance], group: int) -> Value | None:
    """The one number of what came in that a full sentence gives, of which its channels are parts."""
    said = [u for u in utterances if u.group == group and u.host is None and not u.denied]
    wholes = [u.number for u in said if u.kind in _CAME_IN_NEW]
    only = len(wholes) == 1 and not any(u.kind in _BESIDE for u in said)
    if len({*wholes}) == 1 and not only:  # 本年收到的 25 件申请中, 当面 3 件……, 另有上年结转 1 件
        among = rf"(?<!\d){wholes[0]}[^,;。:0-9]{{1,16}}[中里],"
        only = re.search(among, normalized(said[0].sentence[:_LONG])) is not None
    return wholes[0] if only else None
