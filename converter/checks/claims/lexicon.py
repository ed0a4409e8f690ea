"""Sentences as tokens: words of the form's claim book, numbers with their units, conjunctions and cuts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from converter.form import ClaimTopic, Form, Rate, Statement
from converter.grid import numerals
from converter.report.report import Value

_WIDE_CHARACTERS = tuple(zip("０１２３４５６７８９％，．（）：；", "0123456789%,.():;", strict=True))
_BLANKS = re.compile(r"\s+")

_TITLE = re.compile("《[^》]*》")
"""The title of a document; numbers in it are not claims."""

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
"""Characters behind a unit that make it another word: 一件事, 三个工作日."""


class Token(NamedTuple):
    """A piece of a sentence: `kind` is word, number, percent, year, date, and, or cut.

    `value`: of a number; None where it is approximate, one of a range, or not readable. `digits`: decimal
    places as written.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Value | None = None
    unit: str = ""
    digits: int = 0


_start = attrgetter("start")


class RankedStatement(NamedTuple):
    """A statement with its position in the form's list; of several that fit, the lowest holds."""

    place: int
    statement: Statement


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a claim book, compiled once per form.

    `words`, `numbers`: patterns of tokens. `hint`: matches every text that may hold an utterance. `topics`,
    `statements`, `denials`, `rates`, `kinds`: what each word means. `phrases`: denials without a topic, each
    with its pattern; `any_phrase` matches where one of them may. `unrelated`: words that make a clause's
    number no claim. `filler`, `denial`, `share`: what may stand in a gap. `by_key`: topics by their keys.
    `bare_denials`: whole paragraphs that deny. `codes_at_home`: codes of statements that count only at their
    topic's home.
    """

    words: re.Pattern[str]
    numbers: re.Pattern[str]
    hint: re.Pattern[str]
    topics: Mapping[str, tuple[ClaimTopic, ...]]
    statements: Mapping[str, tuple[RankedStatement, ...]]
    denials: Mapping[str, tuple[RankedStatement, ...]]
    rates: Mapping[str, tuple[Rate, ...]]
    any_phrase: re.Pattern[str]
    phrases: tuple[tuple[re.Pattern[str], RankedStatement], ...]
    kinds: Mapping[str, frozenset[str]]
    unrelated: frozenset[str]
    filler: re.Pattern[str]
    denial: re.Pattern[str]
    share: re.Pattern[str]
    by_key: Mapping[str, ClaimTopic]
    bare_denials: frozenset[str]
    codes_at_home: frozenset[str]

    def tokens(self, sentence: str) -> list[Token]:
        """The tokens of a normalized sentence, in order of their position."""
        taken: set[int] = set()
        for title in _TITLE.finditer(sentence) if "《" in sentence else ():
            taken.update(range(*title.span()))
        found = []
        for match in self.numbers.finditer(sentence):
            start, end = match.span()
            if start not in taken:
                found.append(_number_token(match))
                taken.update(range(start, end))
        numbers = len(found)
        for match in self.words.finditer(sentence):
            start, end = match.span()
            if start not in taken and end - 1 not in taken:
                found.append(Token(_WORD_KINDS.get(match[0], "word"), match[0], start, end))
        return sorted(found, key=_start) if numbers else found

    def may_hold_utterances(self, text: str) -> bool:
        """False where a normalized text cannot hold an utterance: no number with a unit, no denial."""
        return self.hint.search(text) is not None


def normalized(text: str) -> str:
    """A text in narrow characters without blanks, as the patterns expect it."""
    for wide, narrow in _WIDE_CHARACTERS:
        text = text.replace(wide, narrow)
    return _BLANKS.sub("", text)


def _alternatives(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _unit_pattern(unit: str) -> str:
    return f"{unit}(?![{_NOT_AFTER[unit]}])" if unit in _NOT_AFTER else unit


@cache
def lexicon(form: Form) -> Lexicon:
    """The lexicon of a form's claim book."""
    book = form.claims
    topics: dict[str, tuple[ClaimTopic, ...]] = {}
    for topic in book.topics:
        for word in topic.words:
            topics[word] = (*topics.get(word, ()), topic)
    says: dict[str, list[RankedStatement]] = defaultdict(list)
    none: dict[str, list[RankedStatement]] = defaultdict(list)
    phrases: list[tuple[str, RankedStatement]] = []
    for place, statement in enumerate(book.statements):
        ranked = RankedStatement(place, statement)
        for word in statement.words:
            says[word].append(ranked)
        for word in statement.denials:
            none[word].append(ranked)
        phrases += [(phrase, ranked) for phrase in statement.phrases]
    phrases.sort(key=lambda phrase: -len(phrase[0]))
    rates: dict[str, list[Rate]] = defaultdict(list)
    for rate in book.rates:
        for word in rate.words:
            rates[word].append(rate)
    around = book.common_words
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in ("stops", "compared", "past", "rises", "falls", "parts", "each", "neutral"):
        for word in getattr(around, kind):
            kinds[word].add(kind)
    any_phrase = "|".join(_gap_pattern(phrase) for phrase, _ in phrases)
    units = {unit for statement in book.statements for unit in statement.units}
    return Lexicon(
        words=re.compile(trie_pattern({*topics, *says, *none, *rates, *kinds, *_WORD_KINDS})),
        numbers=re.compile(f"20\\d\\d年|{_quantity_pattern(units)}"),
        hint=re.compile(
            f"{_quantity_pattern(units)}|{trie_pattern(none)}[^,;。]{{0,40}}(?:{trie_pattern(topics)})|{trie_pattern(around.bare)}$"
            f"|{any_phrase}"
        ),
        topics=topics,
        statements={word: tuple(found) for word, found in says.items()},
        denials={word: tuple(found) for word, found in none.items()},
        rates={word: tuple(found) for word, found in rates.items()},
        any_phrase=re.compile(any_phrase),
        phrases=tuple((re.compile(_gap_pattern(phrase)), ranked) for phrase, ranked in phrases),
        kinds={word: frozenset(found) for word, found in kinds.items()},
        unrelated=frozenset((*around.stops, *around.compared, *around.each)),
        filler=re.compile(f"(?:{_alternatives(around.fillers)}|20\\d\\d年(?:度)?)*"),
        denial=re.compile(
            f"(?:{_alternatives((*around.denial_fillers, *around.denial_ends))}|20\\d\\d年(?:度)?)*"
        ),
        share=re.compile(f"[,(]?(?:(?:{_alternatives(around.share)})[^0-9,。]{{0,16}})?"),
        by_key={topic.key: topic for topic in book.topics},
        bare_denials=frozenset(around.bare),
        codes_at_home=frozenset(statement.code for statement in book.statements if statement.at_home),
    )


def _gap_pattern(phrase: str) -> str:
    return "[^0-9,。、]{0,12}".join(map(re.escape, phrase.split("…")))


def trie_pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words and fails at the first character where none fits."""
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


def _quantity_pattern(units: Iterable[str]) -> str:
    """A pattern of a number with a unit or a percentage, with words behind that make it approximate."""
    unit = "|".join(_unit_pattern(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
    return (
        rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,9}})?|\d{{1,15}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,15}})[余多来几]?(?:{unit})(?:{_AFTER})?"
        rf"|\d{{1,9}}(?:\.\d{{1,9}})?%(?:{_AFTER})?|百分之(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,5}})(?:{_AFTER})?"
    )


def parse_number(text: str) -> Value | None:
    """The value of an Arabic or Chinese numeral (1,024, 二十一); None where it has no exact value."""
    if text[0] in numerals.CHARACTERS:
        return numerals.exact(text)
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _number_token(match: re.Match[str]) -> Token:
    """The token of a number; its value is None where it is not an exact count.

    That is where it is approximate (近, 余, 左右), a range, an ordinal (第) or per unit (每).
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
        value = 100 if written == "百" else parse_number(written)
        return Token(
            "percent", text, start, end, value if exact else None, unit, len(written.partition(".")[2])
        )
    return Token("number", text, start, end, parse_number(written) if exact else None, unit)
