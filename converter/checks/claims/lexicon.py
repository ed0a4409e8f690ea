"""Sentences become tokens: words of the form's claim book, numbers with their units, boundaries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from converter.form import Form, Rate, Statement, Subject
from converter.grid import numerals
from converter.report.report import Value

_WIDE = tuple(zip("０１２３４５６７８９％，．（）：；", "0123456789%,.():;", strict=True))
_BLANKS = re.compile(r"\s+")

_TITLE = re.compile("《[^》]*》")
"""The title of a document says nothing of numbers."""

_AFTER = "左右|以上|以下|上下|以内"
_BEFORE = re.compile(
    r"(?:近|约|逾|超|超过|不少于|不低于|至少|不足|第|前|每|各|\d[-~—–至到.,]?"
    rf"|[{numerals.CHARACTERS}][-~—–至到])$"
)
_SOME = ("几", "数")
"""Before a Chinese numeral: 数十件."""

_PARTS = re.compile(
    rf"(?:百分之)?(?P<number>[\d,.]+|[{numerals.CHARACTERS}]+)(?P<more>[余多来几])?(?P<unit>.*?)(?P<about>{_AFTER})?$"
)

CONJUNCTIONS = ("、", "以及", "及其", "和", "及", "与", "或者", "或", "并", "暨")
_WORD_KINDS = {**dict.fromkeys(CONJUNCTIONS, "and"), **dict.fromkeys(",:()", "cut")}

_NOT_AFTER = {
    "件": "事套次均", "次": "性数会全", "项": "目", "元": "旦素", "份": "额", "条": "例件", "部": "门分",
    "个": "工月自小部单方百", "起": "诉来点步", "例": "会外",
}  # fmt: skip
"""Characters behind a unit that make another word of it: 一件事, 三个工作日."""


class Token(NamedTuple):
    """A piece of a sentence: `kind` is word, number, percent, year, and, or cut.

    `value`: of a number, None where it is about, one of a series, or not to be read. `digits`: places
    behind the point as written.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Value | None = None
    unit: str = ""
    digits: int = 0


_start = attrgetter("start")


class Said(NamedTuple):
    """Where a statement's word stands in the list of statements: lower comes first."""

    place: int
    statement: Statement


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a claim book, compiled once."""

    words: re.Pattern[str]
    numbers: re.Pattern[str]
    hint: re.Pattern[str]
    topics: Mapping[str, tuple[Subject, ...]]
    says: Mapping[str, tuple[Said, ...]]
    none: Mapping[str, tuple[Said, ...]]
    rates: Mapping[str, tuple[Rate, ...]]
    phrased: re.Pattern[str]
    phrases: tuple[tuple[re.Pattern[str], Said], ...]
    kinds: Mapping[str, frozenset[str]]
    aside: frozenset[str]
    filler: re.Pattern[str]
    denial: re.Pattern[str]
    share: re.Pattern[str]
    by_key: Mapping[str, Subject]
    bare: frozenset[str]
    codes_at_home: frozenset[str]

    def tokens(self, sentence: str) -> list[Token]:
        """The tokens of a sentence that `plain` has made even."""
        taken: set[int] = set()
        for title in _TITLE.finditer(sentence) if "《" in sentence else ():
            taken.update(range(*title.span()))
        found = []
        for match in self.numbers.finditer(sentence):
            start, end = match.span()
            if start not in taken:
                found.append(_number(match))
                taken.update(range(start, end))
        numbers = len(found)
        for match in self.words.finditer(sentence):
            start, end = match.span()
            if start not in taken and end - 1 not in taken:
                found.append(Token(_WORD_KINDS.get(match[0], "word"), match[0], start, end))
        return sorted(found, key=_start) if numbers else found

    def may_speak(self, text: str) -> bool:
        """False where a text cannot hold an utterance: no number with a unit, no denial of a topic."""
        return self.hint.search(text) is not None


def plain(text: str) -> str:
    """A text with even widths and without blanks, as the patterns know it."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return _BLANKS.sub("", text)


def _either(words: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _unit(unit: str) -> str:
    return f"{unit}(?![{_NOT_AFTER[unit]}])" if unit in _NOT_AFTER else unit


@cache
def lexicon(form: Form) -> Lexicon:
    """The lexicon of a form's claim book."""
    book = form.claims
    topics: dict[str, tuple[Subject, ...]] = {}
    for topic in book.topics:
        for word in topic.words:
            topics[word] = (*topics.get(word, ()), topic)
    says: dict[str, list[Said]] = defaultdict(list)
    none: dict[str, list[Said]] = defaultdict(list)
    phrases: list[tuple[str, Said]] = []
    for place, statement in enumerate(book.statements):
        said = Said(place, statement)
        for word in statement.says:
            says[word].append(said)
        for word in statement.none:
            none[word].append(said)
        phrases += [(phrase, said) for phrase in statement.phrases]
    phrases.sort(key=lambda phrase: -len(phrase[0]))
    rates: dict[str, list[Rate]] = defaultdict(list)
    for rate in book.rates:
        for word in rate.says:
            rates[word].append(rate)
    around = book.common_words
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in ("stops", "compared", "past", "rises", "falls", "parts", "each", "neutral"):
        for word in getattr(around, kind):
            kinds[word].add(kind)
    any_phrase = "|".join(_gapped(phrase) for phrase, _ in phrases)
    units = {unit for statement in book.statements for unit in statement.units}
    return Lexicon(
        words=re.compile(trie({*topics, *says, *none, *rates, *kinds, *_WORD_KINDS})),
        numbers=re.compile(f"20\\d\\d年|{_measured(units)}"),
        hint=re.compile(
            f"{_measured(units)}|{trie(none)}[^,;。]{{0,40}}(?:{trie(topics)})|{trie(around.bare)}$"
            f"|{any_phrase}"
        ),
        topics=topics,
        says={word: tuple(found) for word, found in says.items()},
        none={word: tuple(found) for word, found in none.items()},
        rates={word: tuple(found) for word, found in rates.items()},
        phrased=re.compile(any_phrase),
        phrases=tuple((re.compile(_gapped(phrase)), said) for phrase, said in phrases),
        kinds={word: frozenset(found) for word, found in kinds.items()},
        aside=frozenset((*around.stops, *around.compared, *around.each)),
        filler=re.compile(f"(?:{_either(around.fillers)}|20\\d\\d年(?:度)?)*"),
        denial=re.compile(f"(?:{_either((*around.none_fillers, *around.none_ends))}|20\\d\\d年(?:度)?)*"),
        share=re.compile(f"[,(]?(?:(?:{_either(around.share)})[^0-9,。]{{0,16}})?"),
        by_key={topic.key: topic for topic in book.topics},
        bare=frozenset(around.bare),
        codes_at_home=frozenset(statement.code for statement in book.statements if statement.at_home),
    )


def _gapped(phrase: str) -> str:
    return "[^0-9,。、]{0,12}".join(map(re.escape, phrase.split("…")))


def trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, and fails at its first character where none fits."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}

    def branch(node: dict[str, Any]) -> str:
        parts = [
            re.escape(character) + branch(below) for character, below in sorted(node.items()) if character
        ]
        if not parts:
            return ""
        return f"(?:{'|'.join(parts)}){'?' if '' in node else ''}"

    return branch(tree)


def _measured(units: Iterable[str]) -> str:
    """A number with a unit, and whether the words around say that it is only about so many."""
    unit = "|".join(_unit(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
    return (
        rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,9}})?|\d{{1,15}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,15}})[余多来几]?(?:{unit})(?:{_AFTER})?"
        rf"|\d{{1,9}}(?:\.\d{{1,9}})?%(?:{_AFTER})?|百分之(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,5}})(?:{_AFTER})?"
    )


def number(text: str) -> Value | None:
    """The value of an Arabic or Chinese numeral (1,024, 二十一); None where it does not say exactly one."""
    if text[0] in numerals.CHARACTERS:
        return numerals.exact(text)
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _number(match: re.Match[str]) -> Token:
    """A number token; its value is None where it is not to be read.

    That is where it is about (近, 余, 左右), a range, an ordinal or each (第, 每).
    """
    text, (start, end) = match[0], match.span()
    if text.endswith("年"):
        kind = "date" if match.string[start - 1 : start] in ("至", "到") else "year"
        return Token(kind, text, start, end)
    parts = _PARTS.match(text)
    assert parts is not None
    before = match.string[max(start - 3, 0) : start]
    some = before.endswith(_SOME) and text[0] in numerals.CHARACTERS
    exact = not (parts["more"] or parts["about"] or some or _BEFORE.search(before))
    written, unit = parts["number"], parts["unit"] or "%"
    if unit == "%":
        value = 100 if written == "百" else number(written)
        return Token(
            "percent", text, start, end, value if exact else None, unit, len(written.partition(".")[2])
        )
    return Token("number", text, start, end, number(written) if exact else None, unit)
