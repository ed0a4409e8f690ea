"""The words of a form's claim book, compiled: what each word means, and patterns for texts between words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from converter.checks.claims.bodies import Bodies
from converter.checks.claims.meanings import add_adverbs, add_meaning, meanings_of
from converter.checks.claims.phrases import PhraseIndex, RankedStatement, alternatives, phrase_index
from converter.checks.claims.things import Things
from converter.checks.claims.tokens import YEAR, Token, number_token, quantity_pattern
from converter.checks.claims.vocabulary import Vocabulary, trie_pattern, vocabulary
from converter.form import ClaimTopic, Form, Rate, Statement
from converter.form.claims import CommonWords

_TITLE = re.compile("《[^《》]*》")
"""The title of a document; numbers in it are not claims."""

CONJUNCTIONS = ("、", "以及", "及其", "和", "及", "与", "或者", "或", "并", "暨")
_WORD_KINDS = {**dict.fromkeys(CONJUNCTIONS, "and"), **dict.fromkeys(",:()", "cut")}
_KINDS = (
    "stops", "procedures", "compared", "past", "rises", "falls", "parts", "each", "neutral", "others", "own",
    "all", "zero", "rest", "whole", "persons",
)  # fmt: skip
"""The lists of `CommonWords` whose words are tokens."""

_start = attrgetter("start")
_NONE = ("无", "没有", "未有", "未发生")


def _is_none_at_all(match: re.Match[str]) -> bool:
    """True for the 一件 of 没有一件, and the 一宗 of 同一宗地, which are no numbers."""
    return match[0][0] == "一" and match.string[: match.start()].endswith((*_NONE, "同"))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a claim book, compiled once per form.

    `words`, `numbers`: what makes tokens. `hint`: matches every text that may hold an utterance; `names`:
    every text that names a topic which the tables count. `topics`, `statements`, `denials`, `rates`, `kinds`:
    what each word means. `phrases`: denials without a topic. `unrelated`: words that make a clause's number
    no claim. `filler`, `denial`, `share`: what may stand in a gap; `shares`: begins a share. `disclosure`:
    names the disclosure of information. `earlier`, `later`, `after`: words that make a statement with an
    earlier or later year, and the statement's own word. `anyone`, `about`, `causes`, `levels`, `looked_at`,
    `all`: of `CommonWords`, the last without its long words. `by_key`: topics by their keys; `none_of`: the
    statement by which a topic is denied. `bare_denials`: whole paragraphs that deny; `ends_bare`: words that
    deny at the end of a clause. `codes_at_home`: codes of statements that count only at their topic's home.
    `roots`: parts of words that name a row, and longer words in which they do not; `by_root`: the statements
    that each names; `contents`: begins a clause that lists what applications were about. `share_code`: that
    of shares without a rate's name. `priced`: topics that amounts are of; `amounts`: those named in
    `CommonWords`. `bodies`: words that say whose a number is; `things`: of what.
    """

    words: Vocabulary
    numbers: re.Pattern[str]
    hint: re.Pattern[str]
    names: re.Pattern[str]
    topics: Mapping[str, tuple[ClaimTopic, ...]]
    statements: Mapping[str, tuple[RankedStatement, ...]]
    denials: Mapping[str, tuple[RankedStatement, ...]]
    rates: Mapping[str, tuple[Rate, ...]]
    phrases: PhraseIndex
    kinds: Mapping[str, frozenset[str]]
    unrelated: frozenset[str]
    filler: re.Pattern[str]
    denial: re.Pattern[str]
    share: re.Pattern[str]
    shares: tuple[str, ...]
    disclosure: re.Pattern[str]
    earlier: Mapping[str, str]
    later: Mapping[str, str]
    after: Mapping[str, str]
    by_key: Mapping[str, ClaimTopic]
    anyone: tuple[str, ...]
    about: tuple[str, ...]
    causes: tuple[str, ...]
    all: tuple[str, ...]
    none_of: Mapping[str, Statement]
    priced: frozenset[str]
    amounts: re.Pattern[str]
    roots: re.Pattern[str]
    by_root: Mapping[str, tuple[Statement, ...]]
    contents: re.Pattern[str]
    levels: tuple[str, ...]
    looked_at: tuple[str, ...]
    bare_denials: frozenset[str]
    ends_bare: frozenset[str]
    codes_at_home: frozenset[str]
    share_code: str
    bodies: Bodies
    things: Things

    def tokens(self, sentence: str, year: int | None) -> list[Token]:
        """The tokens of a normalized sentence of a report of `year`, in order of their position."""
        taken: set[int] = set()
        for title in _TITLE.finditer(sentence) if "《" in sentence else ():
            taken.update(range(*title.span()))
        found = []
        dated = False
        for match in self.numbers.finditer(sentence):
            start, end = match.span()
            if start not in taken and not _is_none_at_all(match):
                found.append(number_token(match))
                dated = dated or found[-1].kind == "year"
                taken.update(range(start, end))
        numbers = len(found)
        for start, end in self.words.spans(sentence):
            if start not in taken and end - 1 not in taken:
                text = sentence[start:end]
                found.append(Token(_WORD_KINDS.get(text, "word"), text, start, end))
        found = sorted(found, key=_start) if numbers else found
        return self._with_years(found, sentence, year) if dated and year is not None else found

    def _with_years(self, tokens: list[Token], sentence: str, year: int) -> list[Token]:
        """The tokens, 2023年结转 and 结转至2025年 each joined to one word of their statement."""
        joined: list[Token] = []
        for token in tokens:
            before = joined[-1] if joined else None
            if before is not None and before.kind == "year" and before.value is not None:
                word = self.earlier.get(token.text)
                if (
                    word
                    and before.value < year
                    and sentence[before.end : token.start] in ("", "度", "的", "末")
                ):
                    joined[-1] = Token("word", word, before.start, token.end)
                    continue
                word = self.after.get(token.text)
                if word and before.value > year and sentence[before.end : token.start] in ("", "度", "再"):
                    joined[-1] = Token("word", word, before.start, token.end)
                    continue
                if token.text == "以来" and before.value == year and before.end == token.start:
                    continue
            if before is not None and token.kind == "year" and token.value is not None:
                word = self.later.get(before.text) if token.value > year else None
                if before.text.startswith(self.things.words.carried_over) and token.value <= year:
                    word = self.earlier.get(before.text)
                if word and before.end == token.start:
                    end = token.end + sentence.startswith("度", token.end)
                    joined[-1] = Token("word", word, before.start, end)
                    continue
            joined.append(token)
        return joined

    def hints(self, text: str) -> list[int]:
        """Where things stand in a normalized text without which no sentence holds an utterance.

        That is a number with a unit, or a word of a denial or of all.
        """
        return [match.start() for match in self.hint.finditer(text)]


@cache
def lexicon(form: Form) -> Lexicon:
    """The lexicon of a form's claim book."""
    book = form.claims
    topics: dict[str, tuple[ClaimTopic, ...]] = {}
    for topic in book.topics:
        add_meaning(topics, topic.words, topic)
    says, none, phrases = meanings_of(book.statements)
    add_adverbs(says, book.common_words.adverbs)
    rates: dict[str, tuple[Rate, ...]] = {}
    for rate in book.rates:
        add_meaning(rates, rate.words, rate)
    by_root: dict[str, tuple[Statement, ...]] = {}
    for statement in book.statements:
        add_meaning(by_root, statement.roots, statement)
    around = book.common_words
    kinds = _kinds(around)
    quantity = quantity_pattern({unit for statement in book.statements for unit in statement.units})
    index = phrase_index(phrases)
    earlier = {word: s.words[0] for s in book.statements for word in s.earlier}
    later = {word: s.words[0] for s in book.statements for word in s.later}
    after = {word: s.words[0] for s in book.statements for word in s.after}
    return Lexicon(
        words=vocabulary(
            {*topics, *says, *none, *rates, *kinds, *earlier, *later, *after, *_WORD_KINDS},
            book.things.runs_on,
        ),
        numbers=re.compile(f"{YEAR}|{quantity}"),
        hint=_hint(quantity, around, index),
        names=re.compile(trie_pattern(_shortest(w for t in book.topics if not t.other for w in t.words))),
        topics=topics,
        statements=says,
        denials=none,
        rates=rates,
        phrases=index,
        kinds=kinds,
        unrelated=frozenset((*around.stops, *around.compared)),
        filler=re.compile(f"(?:{alternatives(around.fillers)}|20\\d\\d年(?:度)?|《[^《》]*》)*"),
        denial=re.compile(
            f"(?:{alternatives((*around.denial_fillers, *around.denial_ends))}|20\\d\\d年(?:度)?)*"
        ),
        share=re.compile(f"[,(、]?(?:(?:{alternatives(around.share)})[^0-9,。]{{0,16}})?"),
        shares=around.share,
        disclosure=re.compile(alternatives(around.disclosure)),
        earlier=earlier,
        later=later,
        after=after,
        by_key={topic.key: topic for topic in book.topics},
        anyone=around.anyone,
        about=around.about,
        causes=around.causes,
        all=tuple(word for word in around.all if len(word) < 3),
        none_of={
            s.topic: s for s in reversed(book.statements) if s.zero and s.denials and s.kind != "outcome"
        },
        amounts=re.compile(f"(?:{alternatives(around.amounts)})[^,、;。0-9]{{0,8}}[0-9][0-9.,]*[万亿]?元"),
        priced=frozenset(s.topic for s in book.statements if "元" in s.units),
        roots=re.compile(alternatives((*by_root, *around.no_roots))),
        by_root=by_root,
        contents=re.compile(
            rf"(?:^|[,:()])(?:从|按|其|所|申请|的|主要|公开)*(?:{alternatives(around.contents)})"
        ),
        levels=around.levels,
        looked_at=around.looked_at,
        bare_denials=frozenset(around.bare),
        ends_bare=frozenset((*around.bare, "零")),
        share_code=book.share,
        bodies=Bodies(book.whose),
        things=Things(book.things, around),
        codes_at_home=frozenset(statement.code for statement in book.statements if statement.at_home),
    )


def _hint(quantity: str, around: CommonWords, index: PhraseIndex) -> re.Pattern[str]:
    """A pattern of which each sentence with an utterance has a match."""
    plain = f"[未没无零均都皆]|不存在|全[部数]|为0|{alternatives(around.all)}"
    known = re.compile(plain)
    further = {
        word
        for phrase in index.phrases
        if not any(all(map(known.search, group)) for group in phrase.words)
        for word in phrase.words[0]
    }
    begins = "".join(sorted({word[0] for word in (*"未没无零均都皆不全为", *around.all, *further)}))
    return re.compile(f"{quantity}|(?=[{begins}])(?:{plain}|{alternatives(further) or plain})")


def _shortest(words: Iterable[str]) -> list[str]:
    """The words that contain none of the others."""
    shortest: dict[str, None] = {}
    lengths: dict[int, None] = {}
    for word in sorted(set(words), key=len):
        parts = (word[at : at + length] for length in lengths for at in range(len(word) - length + 1))
        if shortest.keys().isdisjoint(parts):
            shortest[word] = lengths[len(word)] = None
    return [*shortest]


def _kinds(around: CommonWords) -> Mapping[str, frozenset[str]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        add_meaning(kinds, getattr(around, kind), kind)
    sets = {found: frozenset(found) for found in kinds.values()}
    return {word: sets[found] for word, found in kinds.items()}
