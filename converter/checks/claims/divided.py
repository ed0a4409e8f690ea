"""Clauses that divide a whole: by channel, by kind of applicant, up to what is left, or into one sum.

A list by commas behind 其中 may leave something out or change to another way of parting, so only parts that
all say one thing (a channel, an applicant) and come to more than any number before them are wrong. Where
其余 closes the list, where it has what was carried in beside what came in anew, or where 共计 stands behind
numbers, they must come to a number of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, islice, takewhile
from typing import NamedTuple

from converter.checks.claims.dividing import DividingWords, dividing_words
from converter.form import Form
from converter.grid import numerals
from converter.system.patterns import pattern

_UNIT = "(?:件(?![事套次])|宗(?!地)|起(?![诉步来])|条(?![例件])|份(?!额))"
_NUMBER = re.compile(rf"(?<![\d.第约近超逾每前])(\d{{1,9}}){_UNIT}")
_WRITTEN = pattern(rf"[{numerals.CHARACTERS}]{{1,9}}(?={_UNIT})")
_SENTENCES = re.compile("[。！？!?]")
_HINT = re.compile("[件宗起条份](?::|[^,;:()。0-9]{0,12}中)|其中|[共合总]计")
"""Of which each sentence that is read has one."""
_GOES_ON = re.compile("[。;](?=其中)")
_BRACKETS = pattern(r"\(([^()]*)\)")
_PIECES = re.compile("[,;、:]|(?:以及|和|及|与)(?=[^,;、:]*[0-9])")
_OPENS = pattern(rf"其中[,:]?|(?<={_UNIT})[^,;:()0-9]{{0,12}}中[,:]?|(?<=[件宗起条份]):")
_ENDS = pattern(
    "其中|包括|包含|含|除|另|此外|同时|重复|多次|分别|各|[较比增减]|同期|去年|累计|平均|20[0-9]{2}年(?!.?(?:结转|转))"
)
"""Words in a list after which a number may be no part of the whole before it."""
_CHANGED = pattern("[较比增减]|同期|去年|平均|多了|少了|累计至|历年")
"""Words in a clause whose number is no whole."""
_TWICE = pattern("同时|重复|多次|既")
"""Behind a list: some are counted in several of its parts."""
_PERCENT = pattern(r"[0-9.]+%")
_DIGIT = re.compile("[0-9]")
_YEAR = pattern("20[0-9]{2}年度?")
_SUM = pattern(
    rf"(?:以上|上述|)(?:共计|合计|总计)(?:办理|受理|收到|处理|接收|)(?:申请|)(\d{{1,9}}){_UNIT}(?:申请|)"
)
_BOTH = 2
"""Parts that leave nothing out: what was carried in, and what came in anew."""
_BEFORE, _PARTS, _FAR, _NEAR = 12, 30, 600, 60
"""Numbers before a list of which any may be its whole, and its parts; characters of a list, and between
both: no text may take long."""


class Divided(NamedTuple):
    """A whole with parts that come to another number. `words`: of the sentence."""

    words: str
    whole: int
    parts: int


class _Piece(NamedTuple):
    """A clause, or a member of a list. `numbers`: those of what may be a part; `clear`: it has no others."""

    text: str
    numbers: tuple[int, ...]
    clear: bool


def divided_numbers(text: str, form: Form) -> Iterator[Divided]:
    """The numbers of a normalized paragraph that clauses divide into parts that come to another number."""
    if _HINT.search(text) is None:
        return
    for sentence in _SENTENCES.split(_GOES_ON.sub(",", text)):
        if _HINT.search(sentence) is not None and _are_several(sentence := _in_digits(sentence)):
            yield from _of_sentence(sentence, dividing_words(form))


def _are_several(sentence: str) -> bool:
    """True for a sentence with so many numbers as a whole and two parts are."""
    return next(islice(_NUMBER.finditer(sentence), _BOTH, None), None) is not None


def _in_digits(sentence: str) -> str:
    """A sentence with Chinese numerals in digits; one that is none ends a list by its sign."""

    def digits(match: re.Match[str]) -> str:
        value = numerals.exact(match[0])
        return "?" if value is None or match.string.startswith("一起", match.start()) else str(value)

    return _WRITTEN.sub(digits, sentence)


def _of_sentence(sentence: str, words: DividingWords) -> Iterator[Divided]:
    brackets = [*_BRACKETS.finditer(sentence)] if "(" in sentence else []
    flat = _BRACKETS.sub("", sentence) if brackets else sentence
    beside = [int(n) for inside in brackets for n in _NUMBER.findall(inside[1])][:_BEFORE]
    yield from _lists(flat, beside, words)
    for inside in brackets:
        if inside[1].startswith("其中"):
            before = _BRACKETS.sub("", sentence[max(inside.start() - _FAR, 0) : inside.start()])
            yield from _lists(f"{before},{inside[1]}", [], words)
    if "计" in flat:
        yield from _sums(flat)


def _lists(text: str, beside: Sequence[int], words: DividingWords) -> Iterator[Divided]:
    """What is wrong in the lists of a text without brackets. `beside`: the numbers that stood in these."""
    ended = 0
    for opening in _OPENS.finditer(text):
        if opening.start() < ended:
            continue
        found = [*_NUMBER.finditer(text, max(opening.start() - _FAR, 0), opening.start())][-_BEFORE:]
        if not found or opening.start() - found[-1].end() > _NEAR:
            continue
        if _DIGIT.search(text, found[-1].end(), opening.start()):
            continue
        behind = _listed(text[opening.end() : opening.end() + _FAR])
        if not _may_be_wrong(int(found[-1][1]), behind, words) or _is_change(text, found[-1]):
            continue
        wholes = [int(one[1]) for one in found if not _is_change(text, one)]
        wrong = _of_list(wholes, beside, text, opening.end(), behind, words)
        if wrong is not None:
            whole, parts, length = wrong
            ended = opening.end() + length
            yield Divided(text[found[-1].start() : ended].rstrip(",;"), whole, parts)


def _is_change(text: str, number: re.Match[str]) -> bool:
    clause = re.split("[,;:]", text[max(number.start() - _NEAR, 0) : number.start()])[-1]
    return _CHANGED.search(clause) is not None


def _of_list(
    wholes: Sequence[int], beside: Sequence[int], sentence: str, start: int, listed: str, words: DividingWords
) -> tuple[int, int, int] | None:
    """The whole, its parts and the length of a list that contradicts it; None where it does not."""
    pieces, ends = _pieces(listed)
    for place, piece in enumerate(pieces):
        if not piece.numbers or words.rest.match(piece.text) is None:
            continue
        parts = [n for piece in pieces[: place + 1] for n in piece.numbers]
        later = [int(n) for n in _NUMBER.findall(sentence, start + ends[place])][:_BEFORE]
        clear = all(piece.clear for piece in pieces[: place + 1])
        if len(parts) > 1 and clear and not (piece.text.startswith("其他") and later):
            allowed = _may_be(wholes, beside)
            if not _explained(parts, later, allowed):
                return max(wholes), sum(parts), ends[place]
        return None
    leading = [*takewhile(lambda piece: len(piece.numbers) == 1 and piece.clear, pieces)]
    if sum(piece.numbers[0] for piece in leading) in wholes:
        return None
    both = leading[:2]
    if len(both) == _BOTH and {_age(piece, words) for piece in both} == {"last year", "newly"}:
        parts = [piece.numbers[0] for piece in both]
        later = [int(n) for n in _NUMBER.findall(sentence, start + ends[1])][:_BEFORE]
        wrong = not _explained(parts, later, _may_be(wholes, beside))
        return (max(wholes), sum(parts), ends[1]) if wrong else None
    most = max(wholes) + sum(beside)
    for way in words.ways if sum(piece.numbers[0] for piece in leading) > most else ():
        same = _of_one_way(leading, way, words)
        parts = [piece.numbers[0] for piece in same]
        if len(parts) < _BOTH or sum(parts) <= most or _has_nested(parts) or _TWICE.search(sentence, start):
            continue
        if sum(parts) > most + _carried_in(sentence, words):
            return max(wholes), sum(parts), ends[len(parts) - 1]
    return None


def _carried_in(sentence: str, words: DividingWords) -> int:
    """What a sentence says of applications of last year, which its parts may have too."""
    pieces = _PIECES.split(sentence[:_FAR])
    return sum(int(n) for one in pieces if words.last_year.search(one) for n in _NUMBER.findall(one))


def _listed(text: str) -> str:
    """A list up to the member that has a word that ends it."""
    end = _ENDS.search(text)
    return text[: max(text.rfind(mark, 0, end.start()) for mark in ",;、") + 1] if end else text


def _may_be_wrong(whole: int, listed: str, words: DividingWords) -> bool:
    """False for a list that comes to no more than its whole and need not come to it: for speed alone."""
    numbers = [*_NUMBER.finditer(listed)]
    sums = [*accumulate(int(one[1]) for one in numbers)]
    rest = words.rest.search(listed)
    if rest is not None:
        return any(
            one.start() == rest.end() and so_far != whole for one, so_far in zip(numbers, sums, strict=True)
        )
    if whole in sums[1:]:
        return False
    return len(sums) > 1 and (sums[-1] > whole or words.newly.search(listed) is not None)


def _pieces(listed: str) -> tuple[list[_Piece], list[int]]:
    """The members of a list, and where each ends."""
    pieces, ends, at = [], [], 0
    for cut in (*islice(_PIECES.finditer(listed), _PARTS), None):
        one = listed[at : cut.start() if cut else len(listed)]
        numbers = tuple(int(n) for n in _NUMBER.findall(one))
        left = _PERCENT.sub("", _NUMBER.sub("", one))
        pieces.append(_Piece(one, numbers, _DIGIT.search(left) is None and "?" not in left))
        ends.append(at + len(one))
        at = cut.end() if cut else at
    return pieces, ends


def _may_be(wholes: Sequence[int], beside: Sequence[int]) -> set[int]:
    """What the parts of a list may come to: a number before it, or one with or without another one."""
    pairs = {sum(pair) for pair in combinations(wholes, 2)} | {abs(a - b) for a, b in combinations(wholes, 2)}
    allowed = {*wholes, *pairs}
    return allowed | {
        one + sign * other for one in wholes for other in (*beside, sum(beside)) for sign in (1, -1)
    }


def _explained(parts: Sequence[int], later: Sequence[int], allowed: set[int]) -> bool:
    """True where parts come to an allowed number, with one behind, or without one or the parts of one."""
    total = sum(parts)
    if any(total + more in allowed or total - more in allowed for more in (0, *later)):
        return True
    if len(parts) > _BOTH and any(total - one in allowed for one in parts[:-1]):
        return True  # 制发文件 60 件, 其中规范性文件 5 件, 主动公开 40 件, 其余 20 件不公开
    return any(
        sum(parts[begin:end]) == parts[begin - 1] and total - parts[begin - 1] in allowed
        for begin in range(1, len(parts))
        for end in range(begin + 1, len(parts) + 1)
    )


def _has_nested(parts: Sequence[int]) -> bool:
    """True where several parts that follow one another come to the one before them."""
    return any(
        sum(parts[begin:end]) == parts[begin - 1]
        for begin in range(1, len(parts))
        for end in range(begin + 2, len(parts) + 1)
    )


def _age(piece: _Piece, words: DividingWords) -> str:
    if words.last_year.search(piece.text):
        return "last year"
    return "newly" if words.newly.search(piece.text) else ""


def _of_one_way(pieces: Sequence[_Piece], way: re.Pattern[str], words: DividingWords) -> list[_Piece]:
    """The first members of a list that all say one thing, each in other words."""
    found: list[_Piece] = []
    seen: set[str] = set()
    for piece in pieces:
        names = {match[0] for match in way.finditer(piece.text)}
        if not names or names <= seen or words.others.search(piece.text):
            break
        found.append(piece)
        seen |= names
    return found


def _sums(text: str) -> Iterator[Divided]:
    """Sums said behind their numbers that those do not come to: 受理 75 件, 结转 3 件, 共计 81 件."""
    pieces = re.split("[,;、]", text)
    for place, piece in enumerate(pieces):
        said = _SUM.fullmatch(piece)
        if said is None:
            continue
        before: list[int] = []
        for one in reversed(pieces[max(place - _BEFORE, 0) : place]):
            left = _YEAR.sub("", one)
            numbers = _NUMBER.findall(left)
            if len(numbers) != 1 or _DIGIT.search(_NUMBER.sub("", left)) or _CHANGED.search(left):
                break
            before.insert(0, int(numbers[0]))
        runs = {sum(before[a:b]) for a in range(len(before)) for b in range(a + 1, len(before) + 1)}
        if len(before) > 1 and int(said[1]) not in runs:
            yield Divided(",".join(pieces[place - len(before) : place + 1]), int(said[1]), sum(before))
